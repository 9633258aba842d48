/** What `convert` makes of each item, when it is asked for. */
export function* mapped<Item, Result>(items: Iterable<Item>, convert: (item: Item) => Result): Iterable<Result> {
  for (const item of items) {
    yield convert(item);
  }
}

/** The parts with a separator between them. */
export function* separated(parts: Iterable<string>, separator: string): Iterable<string> {
  let before = "";
  for (const part of parts) {
    yield before + part;
    before = separator;
  }
}

/** What `JSON.stringify({ ...before, [name]: [...items], ...after }, null, 2)` is, and a line's end; item by item. */
export function* jsonDocument(
  before: object,
  name: string,
  items: Iterable<object>,
  after: object = {},
): Iterable<string> {
  yield `{\n${[...membersOf(before), `  ${JSON.stringify(name)}: [`].join(",\n")}`;
  let isEmpty = true;
  for (const item of items) {
    yield `${isEmpty ? "" : ","}\n    ${JSON.stringify(item, null, 2).replaceAll("\n", "\n    ")}`;
    isEmpty = false;
  }
  yield [isEmpty ? "]" : "\n  ]", ...membersOf(after)].join(",\n");
  yield "\n}\n";
}

/** The members of an object as they are written within its braces; none of an empty one. */
function membersOf(value: object): readonly string[] {
  const text = JSON.stringify(value, null, 2);
  return text === "{}" ? [] : [text.slice("{\n".length, -"\n}".length)];
}
