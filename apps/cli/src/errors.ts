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
  const { code, path, message } = (
    error instanceof Error ? error : { message: String(error) }
  ) as NodeJS.ErrnoException;
  const meanings: Record<string, string> = {
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'the file system is read-only',
    ENOSPC: 'no space left on the device',
    ENOTDIR: 'a part of the path is a file, not a folder',
  };
  if (code !== undefined && code in meanings) return `${path ?? message}: ${meanings[code]}`;
  return message.split('\n')[0];
}
