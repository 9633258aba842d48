/** As much as is asked here of Babel's paths: a node of the syntax tree, and what encloses it. */
interface Place {
  readonly parentPath: Place | null;
  readonly scope: { getBinding(name: string): { readonly referencePaths: readonly Place[] } | undefined };
  readonly node: {
    readonly type: string;
    readonly key?: { readonly name?: string };
    readonly id?: { readonly name?: string } | null;
    readonly callee?: { readonly name?: string };
  };
}

const makers: ReadonlySet<string | undefined> = new Set(["resourceRule", "documentRule", "stackRule"]);

/** Why no mutant is made of a place: it is read by people or is a test itself, and decides nothing. */
export function ignoreProse(place: Place): string | undefined {
  if (isOfExamples(place)) {
    return "is a test, not what is tested";
  }
  if (isPropertyOfRule(place, "meta")) {
    return "says what a policy is for; it judges nothing";
  }
  return isProperty(place, "description") ? "explains a setting to people" : undefined;
}

/** The examples of a rule, and what a rule's file names for their use alone. */
function isOfExamples(place: Place): boolean {
  if (isPropertyOfRule(place, "examples")) {
    return true;
  }
  const { node, scope } = place;
  const isNamed = node.type === "VariableDeclarator" || node.type === "FunctionDeclaration";
  const uses = isNamed && node.id?.name !== undefined ? scope.getBinding(node.id.name)?.referencePaths : undefined;
  return uses !== undefined && uses.length > 0 && uses.every((use) => isWithin(use, place));

  function isWithin(use: Place | null, named: Place): boolean {
    return use !== null && use !== named && (isOfExamples(use) || isWithin(use.parentPath, named));
  }
}

function isPropertyOfRule(place: Place, name: string): boolean {
  return isProperty(place, name) && makers.has(place.parentPath?.parentPath?.node.callee?.name);
}

function isProperty({ node }: Place, name: string): boolean {
  return node.type === "ObjectProperty" && node.key?.name === name;
}
