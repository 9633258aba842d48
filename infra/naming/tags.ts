/** The tags every resource of one region carries. Which they are is the system's decision. */
export type Tags = Readonly<Record<string, string>>;

/** The console shows a `Name` tag where AWS gives a thing no name of its own. */
export function withName(tags: Tags, name: string): Tags {
  return { ...tags, Name: name };
}
