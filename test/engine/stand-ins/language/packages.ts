import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import language from "@pulumi/pulumi/proto/language_pb";
import plugin from "@pulumi/pulumi/proto/plugin_pb";

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly pulumi?: { readonly resource?: boolean; readonly name?: string };
}

function foldersOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** The packages directly below a node_modules folder, those of a scope included. */
function installedIn(modules: string): string[] {
  return foldersOf(modules).flatMap((entry) => {
    const path = join(modules, entry.name);
    return entry.name.startsWith("@") ? foldersOf(path).map((scoped) => join(path, scoped.name)) : [path];
  });
}

function readManifest(directory: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Manifest;
  } catch {
    return {};
  }
}

/** The provider packages installed in a program's own folder, which is where the engine asks for them. */
export function requiredPackages(programDirectory: string): language.GetRequiredPackagesResponse {
  const manifests = installedIn(join(programDirectory, "node_modules")).map(readManifest);
  const packages = manifests
    .filter((manifest) => manifest.pulumi?.resource === true)
    .map(({ name = "", version = "", pulumi }) =>
      new plugin.PackageDependency()
        .setName(pulumi?.name ?? name.replace(/^@pulumi\//, ""))
        .setKind("resource")
        .setVersion(`v${version}`),
    );
  return new language.GetRequiredPackagesResponse().setPackagesList(packages);
}
