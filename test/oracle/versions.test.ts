import { findVersionSupport, knownVersions } from "../../model/aws/engine-support";
import { findRuntimeSupport, knownRuntimes } from "../../model/aws/lambda-runtimes";
import { askVersions } from "./ask";

const { runtimes, taken, aurora } = askVersions();

/** The day of cfn-lint's data. */
const day = "2026-10-20";

describe("Lambda's runtimes", () => {
  test("cfn-lint and botocore know dozens", () => {
    expect(Object.keys(runtimes).length).toBeGreaterThan(40);
    expect(taken.length).toBeGreaterThan(40);
  });

  test("all that Lambda's API takes are known", () => {
    const custom = "custom"; // no runtime: the API's word for one of the caller's own
    expect(taken.filter((runtime) => !knownRuntimes.includes(runtime) && runtime !== custom)).toEqual([]);
  });

  test.each(Object.entries(runtimes))("cfn-lint states the same days of %s", (runtime, stated) => {
    const { ends, noCreate } = findRuntimeSupport(runtime) ?? {};
    expect(ends).toBe(stated.deprecated);
    expect(noCreate ?? stated["create-block"]).toBe(stated["create-block"]);
  });

  test("those without a day are those of which cfn-lint says nothing", () => {
    const endless = taken.filter(
      (runtime) => knownRuntimes.includes(runtime) && findRuntimeSupport(runtime)?.ends === undefined,
    );
    expect(endless.filter((runtime) => Object.hasOwn(runtimes, runtime))).toEqual([]);
  });
});

describe("versions of Aurora PostgreSQL", () => {
  const minors = aurora.filter((version) => version.includes("."));
  const own = knownVersions.filter(([engine, version]) => engine === "aurora-postgresql" && version.includes("."));

  test("cfn-lint knows dozens that AWS supports", () => {
    expect(minors.length).toBeGreaterThan(40);
  });

  test("all of them are in the table", () => {
    const known = new Set(own.map(([, version]) => version));
    expect(minors.filter((version) => !known.has(version))).toEqual([]);
  });

  test("no other that is in the table is supported on the day of cfn-lint's data", () => {
    const other = own.map(([, version]) => version).filter((version) => !minors.includes(version));
    expect(other.filter((version) => (findVersionSupport("aurora-postgresql", version)?.ends ?? "") >= day)).toEqual(
      [],
    );
  });
});
