import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { functionArchive } from "../../../infra/lib/lambda/archive";
import { bundleFunction } from "../../../infra/lib/lambda/bundle";

const infra = join(__dirname, "..", "..", "..", "infra");

describe("functionArchive", () => {
  test("is one archive for all regions, at a path relative to the program", async () => {
    const archive = functionArchive("trade-processor");
    expect(functionArchive("trade-processor")).toBe(archive);
    expect(archive).toBeInstanceOf(pulumi.asset.FileArchive);
    await expect((archive as pulumi.asset.FileArchive).path).resolves.toBe("./.build/trade-processor");
  });

  test("holds the bundle of today's sources and nothing else", () => {
    functionArchive("trade-processor");
    const folder = join(infra, ".build", "trade-processor");
    expect(readdirSync(folder)).toEqual(["index.js"]);
    const { bytes } = bundleFunction(join(infra, "lib", "lambda"), "trade-processor");
    expect(readFileSync(join(folder, "index.js")).equals(bytes)).toBe(true);
  });

  test("is refused for a function that is not there", () => {
    expect(() => functionArchive("no-such-function")).toThrow(pulumi.RunError);
  });
});
