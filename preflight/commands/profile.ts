import { parseSettings } from "../analyzer/profile";
import { readProfileDocument } from "../analyzer/profile-files";
import { writeReport } from "./output";

/** Prints a profile with all that it extends put in, as Pulumi takes it. Returns the exit status. */
export async function printProfile(given: string, { out }: { readonly out?: string }): Promise<number> {
  const document = readProfileDocument(given);
  parseSettings(given, document);
  await writeReport([`${JSON.stringify(document, null, 2)}\n`], out);
  return 0;
}
