import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Field, Type } from "protobufjs";
import ts from "typescript";
import { protocol } from "../../../preflight/protocol/services";

const path = join(__dirname, "../../../preflight/protocol/messages.ts");
const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
const interfaces = new Map(source.statements.filter(ts.isInterfaceDeclaration).map((each) => [each.name.text, each]));

/** The fields of an interface by name, those of its parents with them. */
function fieldsOf(name: string): readonly ts.PropertySignature[] {
  const found = interfaces.get(name);
  if (found === undefined) throw new Error(`${name} is no interface of messages.ts`);
  const parents = found.heritageClauses?.flatMap(({ types }) => types.map((type) => type.getText())) ?? [];
  return [...parents.flatMap(fieldsOf), ...found.members.filter(ts.isPropertySignature)];
}

/** What a field can hold, as TypeScript says it. */
function asWritten(type: ts.TypeNode | undefined) {
  const text = type?.getText() ?? "";
  return {
    list: /^(Texts|readonly .*\[\])$/s.test(text),
    map: text.startsWith("Dictionary"),
    nullable: text.endsWith("| null"),
  };
}

/** The same, as the protocol says it. */
function asDeclared(field: Field) {
  const nullable = !field.repeated && !field.map && (field.resolvedType instanceof Type || field.partOf !== null);
  return { list: field.repeated, map: field.map, nullable };
}

const messages = fieldsOf("Messages").map((field) => [field.name.getText(), field.type?.getText() ?? ""] as const);

test.each(messages)("%s has the fields that the protocol has", (message, name) => {
  const type = protocol().lookupType(`pulumirpc.${message}`);
  for (const field of fieldsOf(name)) {
    const declared = type.fields[field.name.getText()];
    expect([field.name.getText(), declared && asDeclared(declared)]).toEqual([
      field.name.getText(),
      asWritten(field.type),
    ]);
  }
});

test("messages.ts names messages, and each once", () => {
  expect(messages.length).toBeGreaterThan(40);
  expect(new Set(messages.map(([message]) => message)).size).toBe(messages.length);
});
