import { isLitter, type FolderFile, type FolderSource } from './folder-source';
import { DataError } from '../data-error';

/** An image file, the folder that says its class, and what stands before that. */
export interface ClassifiedFile {
  file: FolderFile;
  /** The name of the folder that it lies in. */
  folder: string;
  /** The part of the set, if the folders tell. */
  split: string | undefined;
}

/** What lies beside images without being one; anything else in a class folder must be an image. */
const OTHER =
  /\.(csv|tsv|txt|md|json|xml|ya?ml|html?|pdf|py|ipynb|ini|db|log|gz|zip|tar|npy|npz|mat|h5|pkl)$/i;
const SPLITS =
  /^(train(ing)?|test(ing)?|val(id|idation)?|public[ _-]?test|private[ _-]?test|eval(uation)?|dev)([ _-]?(set|data|images))?$/i;

/**
 * The images of folders `split/class/image`, or `class/image`, under any further folders, ordered by path (by code
 * units, the same on every machine). Every folder that holds images is a class; the folder above it is the split
 * where it is called like one (train, test, val, PublicTest …) or differs between classes.
 */
export async function classifyFiles(source: FolderSource): Promise<ClassifiedFile[]> {
  const files = (await source.files()).filter(({ name }) => !isLitter(name) && !OTHER.test(name));
  const parted = files
    .map((file) => ({ file, above: file.name.split('/').slice(0, -1) }))
    .filter(({ above }) => above.length > 0)
    .sort((a, b) => compareText(a.file.name, b.file.name));
  const parents = parted.map(({ above }) => above.slice(0, -1));
  const common = commonLength(parents);
  return parted.map(({ file, above }, i) => {
    const parent = parents[i].at(-1);
    const known = parent !== undefined && SPLITS.test(parent);
    const rest = parents[i].slice(common).join('/');
    return { file, folder: above.at(-1)!, split: known ? parent : rest || undefined };
  });
}

/** The classes of folders by their names, in the order of the names. */
export function folderClasses(files: readonly ClassifiedFile[], source: FolderSource): string[] {
  const classes = [...new Set(files.map(({ folder }) => folder))].sort(compareText);
  if (classes.length > 256)
    throw new DataError({ file: source.name }, `${classes.length} class folders (expected 1..256)`);
  return classes;
}

/** By code units: the same order on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many leading parts all paths share. */
function commonLength(paths: readonly string[][]): number {
  const [first = []] = paths;
  let length = first.length;
  for (const path of paths) {
    let same = 0;
    while (same < Math.min(length, path.length) && path[same] === first[same]) same++;
    length = same;
  }
  return length;
}
