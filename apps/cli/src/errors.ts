/** Something that the user can put right: printed as one line, exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Runs what checks the user's input: any error there is one that the user can put right. */
export async function checkingInput<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isAbort(error) || error instanceof UsageError) throw error;
    throw new UsageError(oneLine(error), { cause: error });
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The message of an error without line breaks; what the operating system says of a path in plain words. */
export function oneLine(error: unknown): string {
  const { code, path, message } = asErrno(error);
  if (code !== undefined && code in MEANINGS && path !== undefined) return `${path}: ${MEANINGS[code]}`;
  return message.split('\n')[0];
}

/** Why, without the place. */
export function reason(error: unknown): string {
  const { code, message } = asErrno(error);
  return MEANINGS[code ?? ''] ?? message.split('\n')[0];
}

const MEANINGS: Record<string, string> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  ENOENT: 'nothing can be made there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file, not a folder',
};

function asErrno(error: unknown): NodeJS.ErrnoException {
  return error instanceof Error ? error : { name: 'Error', message: String(error) };
}
