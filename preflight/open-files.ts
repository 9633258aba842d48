/** What is said of an error that comes of too many open files, whatever was to be opened; undefined of any other. */
export function tooManyFiles(error: unknown): string | undefined {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code === "EMFILE" || code === "ENFILE"
    ? `too many open files (${code}); raise the limit of open files (ulimit -n)`
    : undefined;
}
