import path from "node:path";

type PlatformPath = typeof path.posix;

// What the system calls a file, for what reads it elsewhere. Tests give `path.win32`.

/** The path with slashes, as URLs, YAML and JSON have it on every system. */
export function slashed(file: string, { sep }: PlatformPath = path): string {
  return file.split(sep).join("/");
}

/** The way from a directory to what is in it, empty to itself; undefined to what is elsewhere, another drive too. */
export function wayWithin(directory: string, file: string, system: PlatformPath = path): string | undefined {
  const way = system.relative(directory, file);
  const isElsewhere = way === ".." || way.startsWith(`..${system.sep}`) || system.isAbsolute(way);
  return isElsewhere ? undefined : way;
}

/** In a folder of installed packages. */
export function isInstalledFile(file: string, { sep }: PlatformPath = path): boolean {
  return file.split(sep).includes("node_modules");
}
