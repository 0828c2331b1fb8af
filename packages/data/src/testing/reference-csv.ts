import { FER_CLASSES } from '../fer-classes';

export interface ReferenceRow {
  label: number | undefined;
  pixels: number[];
  usage: string;
}

/**
 * What a FER2013 csv says, read the slow and obvious way, from strings: the good rows, and how many are bad; undefined
 * when the whole is no such file.
 */
export function referenceCsv(
  bytes: Uint8Array,
  pixels: number,
): { rows: ReferenceRow[]; bad: number } | undefined {
  const lines = splitLines(bytes).filter((line) => line.length > 0);
  const [head, ...body] = lines;
  if (!head || head.some((byte) => byte < 9)) return undefined;
  const names = namesOf(head);
  if (!names) return undefined;
  const at = (spellings: string[]) => names.findIndex((name) => spellings.includes(name.toLowerCase()));
  const [label, image, usage, id] = [
    at(['emotion', 'label']),
    at(['pixels', 'feature']),
    at(['usage']),
    at(['id', 'image name']),
  ];
  const unlabelled = label < 0 && names.length === (id < 0 ? 1 : 2);
  if (image < 0 || (label < 0 && !unlabelled)) return undefined;
  const rows: ReferenceRow[] = [];
  for (const line of body) {
    const fields = fieldsOf(new TextDecoder().decode(line));
    const row = fields?.length === names.length ? rowOf(fields) : undefined;
    if (row) rows.push(row);
  }
  return { rows, bad: body.length - rows.length };

  function rowOf(fields: string[]): ReferenceRow | undefined {
    const value = label < 0 ? '0' : unquote(fields[label]);
    const numbers = pixelTexts(fields[image]);
    if ([usage, id].some((column) => column >= 0 && utf8Length(fields[column]) > 1000)) return undefined;
    if (!/^\d+$/.test(value) || Number(value) >= FER_CLASSES.length) return undefined;
    if (numbers.length !== pixels || !numbers.every((text) => /^\d+$/.test(text) && Number(text) <= 255))
      return undefined;
    return {
      label: label < 0 ? undefined : Number(value),
      pixels: numbers.map(Number),
      usage: usage < 0 ? '' : unquote(fields[usage]),
    };
  }
}

function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: number[][] = [[]];
  for (const byte of bytes) {
    if (byte === 10) lines.push([]);
    else lines.at(-1)!.push(byte);
  }
  return lines.map((line) => {
    while (line.at(-1) === 13) line.pop();
    return Uint8Array.from(line);
  });
}

function namesOf(line: Uint8Array): string[] | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(line);
    return text.split(',').map((name) =>
      name
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    );
  } catch {
    return undefined;
  }
}

/** Fields between commas that are not in quotes; undefined when a quote stays open. */
function fieldsOf(line: string): string[] | undefined {
  const fields = [''];
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    if (character === ',' && !quoted) fields.push('');
    else fields[fields.length - 1] += character;
  }
  return quoted ? undefined : fields;
}

function unquote(field: string): string {
  const text = field.trim();
  return /^".*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"').trim() : text;
}

/** Between pixels, and before a quote, there may be nothing but spaces. */
function pixelTexts(field: string): string[] {
  const quoted = /^ *"([^"]*)"\s*$/.exec(field);
  return (quoted ? quoted[1] : field).split(' ').filter((text) => text !== '');
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
