import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** What the code of one function asks AWS. */
export interface SdkCalls {
  readonly calls: readonly SdkCall[];
  /** By service: where its clients are. */
  readonly clients: ReadonlyMap<string, Clients>;
}

export interface SdkCall {
  /** As the SDK calls its package: `dynamodb`. */
  readonly service: string;
  /** `GetItem`; of a transaction, what it does to its items: `Put`. */
  readonly operation: string;
  readonly file: string;
}

export interface Clients {
  /** In the function's own region. */
  readonly here: boolean;
  /** In a region that the code names. */
  readonly elsewhere: boolean;
}

const sdkPackage = /^@aws-sdk\/client-([\w-]+)$/;

/** Reads the handler and all modules of the project that it imports. */
export function sdkCallsOf(handler: string): SdkCalls {
  const calls: SdkCall[] = [];
  const clients = new Map<string, Clients>();
  for (const file of modulesFrom(handler)) {
    const source = parse(file);
    const services = servicesIn(source);
    forEachNew(source, (expression, name) => {
      const service = services.get(name);
      if (service === undefined) {
        return;
      }
      if (name.endsWith("Client")) {
        const before = clients.get(service) ?? { here: false, elsewhere: false };
        const place = placeOf(expression);
        clients.set(service, {
          here: before.here || place.here,
          elsewhere: before.elsewhere || place.elsewhere,
        });
      } else {
        const operation = name.replace(/Command$/, "");
        const parts = operation === "TransactWriteItems" ? itemsOf(source) : [operation];
        calls.push(...parts.map((part) => ({ service, operation: part, file })));
      }
    });
  }
  return { calls, clients };
}

function modulesFrom(entry: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [entry];
  for (const file of waiting) {
    if (!seen.has(file)) {
      seen.add(file);
      waiting.push(...importsOf(file));
    }
  }
  return seen;
}

/** Types are gone when the code runs. */
function importsOf(file: string): readonly string[] {
  return parse(file).statements.flatMap((statement) => {
    const isType = ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly === true;
    const from =
      ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) ? statement.moduleSpecifier : undefined;
    if (isType || from === undefined || !ts.isStringLiteral(from) || !from.text.startsWith(".")) {
      return [];
    }
    const path = join(dirname(file), from.text);
    const found = [`${path}.ts`, join(path, "index.ts")].find(existsSync);
    if (found === undefined) {
      throw new Error(`${file} imports ${from.text}, which is not there.`);
    }
    return [found];
  });
}

/** By imported name: of which service it is. */
function servicesIn(source: ts.SourceFile): ReadonlyMap<string, string> {
  const services = new Map<string, string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) {
      continue;
    }
    const [, service] = sdkPackage.exec(statement.moduleSpecifier.text) ?? [];
    const bindings = statement.importClause?.namedBindings;
    if (service !== undefined && bindings !== undefined && ts.isNamedImports(bindings)) {
      for (const { name } of bindings.elements) {
        services.set(name.text, service);
      }
    }
  }
  return services;
}

function forEachNew(source: ts.SourceFile, found: (expression: ts.NewExpression, name: string) => void): void {
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
      found(node, node.expression.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** Where a client is: `region` in its settings decides, and where that is a parameter or may be absent, it is both. */
function placeOf(expression: ts.NewExpression): Clients {
  const [settings] = expression.arguments ?? [];
  if (settings === undefined || !ts.isObjectLiteralExpression(settings)) {
    return { here: true, elsewhere: false };
  }
  const region = settings.properties.find(({ name }) => name?.getText() === "region");
  if (region !== undefined && ts.isPropertyAssignment(region)) {
    const isOwn = /\bAWS_REGION$/.test(region.initializer.getText());
    return { here: isOwn, elsewhere: !isOwn };
  }
  return { here: true, elsewhere: /\bregion\b/.test(settings.getText()) };
}

/** What transactions of a module do to their items. */
function itemsOf(source: ts.SourceFile): readonly string[] {
  const kinds = ["Put", "Update", "Delete", "ConditionCheck"];
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    const name = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) ? node.name.getText() : "";
    if (kinds.includes(name)) {
      found.add(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (found.size === 0) {
    throw new Error(`${source.fileName} writes a transaction, and no item of it was found.`);
  }
  return [...found];
}

const parsed = new Map<string, ts.SourceFile>();

function parse(file: string): ts.SourceFile {
  const known = parsed.get(file);
  if (known !== undefined) {
    return known;
  }
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
  parsed.set(file, source);
  return source;
}
