import { unknownText } from "../../given";

export default {
  pass: [{ because: "it says that it is an archive", given: { packageType: "Zip", runtime: "nodejs18.x" } }],
  fail: [
    { because: "the runtime is null", given: { runtime: null }, at: ["runtime"] },
    { because: "the runtime is in capitals", given: { runtime: "NodeJS18.x" }, at: ["runtime"] },
    { because: "the runtime is a list", given: { runtime: ["nodejs18.x"] }, at: ["runtime"] },
    { because: "the runtime only begins alike", given: { runtime: "nodejs18.x-custom" }, at: ["runtime"] },
    { because: "the kind of package is misspelt", given: { packageType: "image" }, at: ["runtime"] },
  ],
  undetermined: [
    {
      because: "it is unknown whether it is an image",
      given: { packageType: unknownText, runtime: "nodejs20.x" },
      at: ["packageType"],
    },
  ],
};
