export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** Three digits that matter, with a minus sign where it is negative. */
export function threeDigits(value: number): string {
  return value.toPrecision(3).replace(/^-/, '−');
}

/** On one line: none of its spaces ends one. */
export function together(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** With commas between thousands. */
export function count(n: number): string {
  return n.toLocaleString('en-US');
}

/** A count with its noun. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}
