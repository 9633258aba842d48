import { keepersOf } from "../../../policy-pack/facts/retention";

const grace = { keyDays: 7, secretDays: 0 };

describe("keepersOf", () => {
  test("lists what a type has and what its inputs bring, each once", () => {
    const ways = keepersOf("aws:cognito/userPool:UserPool", { deletionProtection: "ACTIVE", skipDestroy: true });
    expect(ways.map(({ way }) => way.join("."))).toEqual(["deletionProtection", "skipDestroy"]);
  });

  test("says in words what lets go", () => {
    const [keeper] = keepersOf("aws:kms/key:Key", {});
    expect(keeper?.want(grace)).toBe("at most 7");
    const [secret] = keepersOf("aws:secretsmanager/secret:Secret", {});
    expect(secret?.want(grace)).toBe("0");
  });

  test("has none for what AWS always lets go", () => {
    expect(keepersOf("aws:sns/topic:Topic", { name: "alerts" })).toEqual([]);
  });
});
