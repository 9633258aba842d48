import type { SelectionArgs } from "@pulumi/aws/backup";
import { findArn } from "../aws/arn";
import { knownRegion } from "../aws/region";
import { findTag } from "../aws/tags";
import { tokens } from "../aws/tokens";
import { matchesWildcard } from "../aws/wildcard";
import { Block } from "../graph/block";
import { unknowable } from "../graph/interruption";
import { known } from "../graph/reading";
import type { Member, Plain } from "../graph/stack";
import type { Tokens } from "../graph/tokens";

export type Selection = Member<Plain<SelectionArgs>>;

/** How the ARNs of what AWS Backup takes go on after the account. */
const arnForms: readonly (readonly [Tokens<unknown>, string, string])[] = [
  [tokens.databaseInstance, "rds", "db:"],
  [tokens.cluster, "rds", "cluster:"],
  [tokens.documentCluster, "rds", "cluster:"],
  [tokens.graphCluster, "rds", "cluster:"],
  [tokens.table, "dynamodb", "table/"],
  [tokens.bucket, "s3", ""],
  [tokens.fileSystem, "elasticfilesystem", "file-system/"],
  [tokens.warehouse, "redshift", "cluster:"],
];

/** Which selections take a store: by its name at the end of an ARN, a pattern, a reference, a tag, or all there is. */
export class SelectedStores {
  private readonly byName = new Map<string, Selection[]>();
  private readonly byUrn = new Map<string, Selection[]>();
  private readonly byPattern: { readonly selection: Selection; readonly pattern: string }[] = [];
  private readonly byTag: Selection[] = [];

  constructor(selections: readonly Selection[]) {
    for (const selection of selections) {
      for (const text of new Set(textsOf(selection, "resources"))) {
        if (isPattern(text)) this.byPattern.push({ selection, pattern: text });
        else add(this.byName, text.split(/[:/]/).at(-1) ?? "", selection);
      }
      for (const urn of new Set(selection.sourcesOf("resources").map(({ urn }) => urn))) {
        add(this.byUrn, urn, selection);
      }
      // What cannot be read is read again for each store, which is then undetermined.
      if (known(() => tagsOf(selection).length) !== 0) {
        this.byTag.push(selection);
      }
    }
  }

  by(store: Member): readonly Selection[] {
    const name = nameOf(store);
    const tagged = this.byTag.filter((selection) => tagsOf(selection).some((tag) => isTagged(store, tag)));
    const named = name === undefined ? [] : (this.byName.get(name) ?? []);
    const matched = this.byPattern.filter(({ pattern }) => isMeant(pattern, store)).map(({ selection }) => selection);
    const found = new Set([...named, ...(this.byUrn.get(store.urn) ?? []), ...matched, ...tagged]);
    return [...found].filter((selection) => !isLeftOut(selection, store));
  }
}

function add(into: Map<string, Selection[]>, key: string, selection: Selection): void {
  into.set(key, [...(into.get(key) ?? []), selection]);
}

function textsOf({ props }: Selection, property: "resources" | "notResources"): readonly string[] {
  const texts = known(() => props[property]) ?? [];
  const found = Array.from({ length: texts.length }, (_, index) => known(() => texts[index]));
  return found.filter((text) => typeof text === "string");
}

function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}

function nameOf({ props }: Member): string | undefined {
  const keys = ["identifier", "clusterIdentifier", "bucket", "name"];
  return keys.map((key) => known(() => props[key])).find((name) => typeof name === "string");
}

/** What a selection takes, less what it leaves out by name, by pattern or by reference. */
function isLeftOut(selection: Selection, store: Member): boolean {
  const name = nameOf(store);
  const isNamed = (text: string) => name !== undefined && text.split(/[:/]/).at(-1) === name;
  return (
    selection.sourcesOf("notResources").some(({ urn }) => urn === store.urn) ||
    textsOf(selection, "notResources").some((text) => (isPattern(text) ? isMeant(text, store) : isNamed(text)))
  );
}

/** Whether a pattern of ARNs means a store; nobody tells its account. Throws where that hangs on a name that is unknown. */
function isMeant(pattern: string, store: Member): boolean {
  if (pattern === "*") return true;
  const form = arnForms.find(([kind]) => kind.has(store.type));
  const arn = findArn(pattern);
  if (form === undefined || arn === undefined) return false;
  const [, service, prefix] = form;
  const region = service === "s3" ? "" : knownRegion(store);
  const isThere = region === undefined || matchesWildcard(arn.region, region);
  if (!isThere || !matchesWildcard(arn.service, service)) return false;
  if (arn.resource === "*" || arn.resource === `${prefix}*`) return true;
  const name = nameOf(store);
  if (name !== undefined) return matchesWildcard(arn.resource, `${prefix}${name}`);
  return arn.resource.startsWith(prefix) ? unknowable("name") : false;
}

function tagsOf(selection: Selection): readonly Block[] {
  return new Block([], () => selection.props).children("selectionTag");
}

function isTagged(store: Member, tag: Block): boolean {
  const value = known(() => findTag(store, String(tag.read("key"))));
  return value !== undefined && value === known(() => tag.read("value"));
}
