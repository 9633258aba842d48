import { unknown } from "../../../../model/graph/unknown";

export default {
  pass: [
    { because: "a zip package says so", given: { packageType: "Zip", runtime: "nodejs18.x" } },
    { because: "the package type is null", given: { packageType: null, runtime: "nodejs18.x" } },
  ],
  fail: [
    { because: "the runtime is null", given: { runtime: null }, at: ["runtime"] },
    { because: "the runtime is in capitals", given: { runtime: "NODEJS18.X" }, at: ["runtime"] },
    { because: "the runtime is a list", given: { runtime: ["nodejs18.x"] }, at: ["runtime"] },
    { because: "the package type is misspelt", given: { packageType: "image" }, at: ["runtime"] },
    {
      because: "the config names two others",
      config: { runtimes: ["nodejs22.x", "nodejs24.x"] },
      given: { runtime: "nodejs20.x" },
      at: ["runtime"],
    },
  ],
  undetermined: [
    {
      because: "it may be a container image",
      given: { packageType: unknown.string, runtime: "nodejs20.x" },
      at: ["packageType"],
    },
  ],
};
