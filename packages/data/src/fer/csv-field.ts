export const QUOTE = 34;
export const COMMA = 44;

/** Where the field that begins at `at` ends: a comma outside quotes, or the line's end; -1 for an open quote. */
export function fieldEnd(bytes: Uint8Array, at: number, end: number): number {
  let inQuotes = false;
  for (let i = at; i < end; i++) {
    if (bytes[i] === QUOTE) inQuotes = !inQuotes;
    else if (bytes[i] === COMMA && !inQuotes) return i;
  }
  return inQuotes ? -1 : end;
}

/** The text of a field, without the quotes around it and the blanks around those. */
export function fieldText(bytes: Uint8Array, start: number, end: number): string {
  const text = decode(bytes, start, end).trim();
  return /^".*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"').trim() : text;
}

/** UTF-8 to text; a byte order mark is dropped, bytes that are no UTF-8 become U+FFFD. */
export function decode(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

const decoder = new TextDecoder();

/** A value as an error message shows it: quoted unless it is a plain number, and not too long. */
export function clip(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return /^-?\d+(\.\d+)?$/.test(short) ? short : JSON.stringify(short);
}
