/** How people write the classes of FER2013 and FER+ in folder names. */
const SPELLINGS: Record<string, string[]> = {
  angry: ['anger'],
  disgust: ['disgusted'],
  fear: ['fearful', 'afraid', 'scared'],
  happy: ['happiness', 'joy', 'joyful'],
  sad: ['sadness'],
  surprise: ['surprised', 'suprise', 'suprised'],
  neutral: ['neutrality', 'normal'],
  contempt: ['contemptuous'],
};

/**
 * The index of the class that a folder's name means, or undefined: a name of `classes`, or a common spelling of one
 * (anger, happiness, fearful …), in any case, also after a number (`0_angry`, `3 - Happy`); a bare number is the
 * index itself.
 */
export function classIndex(name: string, classes: readonly string[]): number | undefined {
  const text = name.trim().toLowerCase();
  if (/^\d{1,3}$/.test(text)) return Number(text) < classes.length ? Number(text) : undefined;
  for (const word of [text, text.replace(/^\d+[\s._-]*/, '').replace(/[\s_-]*(faces?|images?)$/, '')]) {
    const found = classes.findIndex((known) => {
      const key = known.toLowerCase();
      return key === word || (Object.hasOwn(SPELLINGS, key) && SPELLINGS[key].includes(word));
    });
    if (found >= 0) return found;
  }
  return undefined;
}
