export type Attributes = Record<string, string | number | undefined>;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe inside XML: entities for markup, and what XML 1.0 forbids (control characters, lone surrogates) as `�`. */
export function escapeText(text: string): string {
  return (
    text
      .replace(/[\ud800-\udfff]/gu, '\ufffd')
      .replace(/[&<>"']/g, (c) => entities[c])
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
  );
}

/** A number with at most two decimals: hundredths of a pixel are below sight, and files stay small and equal everywhere. */
const round = (value: number): number => Math.round(value * 100) / 100 + 0;

/** One SVG element; attributes are escaped, numbers rounded, children are markup already. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escapeText(value!)}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}
