import { Module } from "node:module";
import { sep } from "node:path";

type Loader = (module: Loading, file: string) => void;
interface Loading {
  _compile(code: string, file: string): void;
}

const extensions = (Module as unknown as { readonly _extensions: Record<string, Loader> })._extensions;
const compiled = new Map<string, string>();

/** Lets a file that is loaded again and again be compiled once. */
export function keepCompiled(): void {
  const load = extensions[".ts"];
  extensions[".ts"] = (module, file) => {
    const known = compiled.get(file);
    if (known !== undefined) {
      module._compile(known, file);
      return;
    }
    const compile = module._compile.bind(module);
    module._compile = (code, name) => {
      compiled.set(file, code);
      compile(code, name);
    };
    load?.(module, file);
  };
}

/** Which files of a folder load which: as far as they are loaded when this is made. */
export class Imports {
  private readonly loaded = new Map<string, readonly string[]>();

  constructor(folder: string) {
    const isOwn = (file: string) => file.startsWith(folder + sep) && !file.includes(`${sep}node_modules${sep}`);
    for (const [file, module] of Object.entries(require.cache)) {
      if (isOwn(file)) {
        this.loaded.set(file, (module?.children ?? []).map(({ filename }) => filename).filter(isOwn));
      }
    }
  }

  /** A file, and all that it loads by itself or through others, except through one that is left out. */
  reachedFrom(file: string, leftOut?: string): ReadonlySet<string> {
    const reached = new Set([file]);
    for (const one of reached) {
      for (const next of (this.loaded.get(one) ?? []).filter((other) => other !== leftOut)) {
        reached.add(next);
      }
    }
    return reached;
  }

  /** A file, and all that load it by themselves or through others. */
  reaching(file: string): readonly string[] {
    return [...this.loaded.keys()].filter((one) => this.reachedFrom(one).has(file));
  }
}
