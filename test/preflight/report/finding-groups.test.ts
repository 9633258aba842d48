import { groupFindings } from "../../../preflight/report/finding-groups";
import { violation } from "./sample";

const provider = "urn:pulumi:dev::shop::pulumi:providers:aws::standby";
const namesOf = (groups: ReturnType<typeof groupFindings>) => groups.map(({ policy }) => policy);

test("mandatory ones come first, then by severity, then as they were", () => {
  const groups = groupFindings([
    { ...violation, policy: "late-require-x", severity: "low" },
    { ...violation, policy: "advised-require-x", severity: "critical", level: "advisory" },
    { ...violation, policy: "b-require-x", severity: "high" },
    { ...violation, policy: "a-require-x", severity: "high" },
    { ...violation, policy: "first-require-x", severity: "critical" },
    { ...violation, policy: "foreign", severity: "unspecified" },
  ]);
  expect(namesOf(groups)).toEqual([
    "first-require-x",
    "b-require-x",
    "a-require-x",
    "late-require-x",
    "foreign",
    "advised-require-x",
  ]);
});

test("what is wrong with a provider comes before what follows from it", () => {
  const groups = groupFindings([
    { ...violation, policy: "table", severity: "critical" },
    { ...violation, policy: "region", severity: "low", urn: provider },
  ]);
  expect(namesOf(groups)).toEqual(["region", "table"]);
});

test("one policy at two levels is two groups", () => {
  expect(groupFindings([{ ...violation, level: "advisory" }, violation]).map(({ level }) => level)).toEqual([
    "mandatory",
    "advisory",
  ]);
});

test("the remedy stands once where all findings share it; what says the same is told once", () => {
  const message = (text: string) => ({ ...violation, message: text });
  const [group] = groupFindings([message("a is 1\nSet it."), message("b is 2\nSet it."), message("a is 1\nSet it.\n")]);
  expect(group).toMatchObject({ size: 3, remedy: "Set it." });
  expect(group?.causes.map(({ text, violations }) => [text, violations.length])).toEqual([
    ["a is 1", 2],
    ["b is 2", 1],
  ]);
});

test.each([
  ["different remedies", ["a\nSet a.", "b\nSet b."], ["a\nSet a.", "b\nSet b."]],
  ["messages of one line", ["a", "b"], ["a", "b"]],
  ["one with a remedy, one without", ["a\nSet it.", "b"], ["a\nSet it.", "b"]],
  ["an empty message", [""], [""]],
])("leaves %s as they are", (_what, messages, texts) => {
  const [group] = groupFindings(messages.map((message) => ({ ...violation, message })));
  expect(group?.remedy).toBe("");
  expect(group?.causes.map(({ text }) => text)).toEqual(texts);
});

test("nothing has no groups", () => expect(groupFindings([])).toEqual([]));
