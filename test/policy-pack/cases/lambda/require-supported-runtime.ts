import { unknownText } from "../../given";

const on = (runtime: unknown) => ({ runtime });

export default {
  pass: [
    { because: "it is the day before its end", today: "2027-04-29", given: on("nodejs22.x") },
    {
      because: "the notice is a day too short",
      today: "2027-04-19",
      config: { noticeDays: 10 },
      given: on("nodejs22.x"),
    },
    { because: "another language is supported", given: on("python3.13") },
    { because: "it is judged long ago", today: "2024-01-01", given: on("nodejs18.x") },
    { because: "packageType says an archive", given: { packageType: "Zip", runtime: "java21" } },
  ],
  fail: [
    { because: "it is the day of its end", today: "2027-04-30", given: on("nodejs22.x"), at: ["runtime"] },
    {
      because: "the notice begins today",
      today: "2027-04-20",
      config: { noticeDays: 10 },
      given: on("nodejs22.x"),
      at: ["runtime"],
    },
    { because: "Node.js 20 is past its end", given: on("nodejs20.x"), at: ["runtime"] },
    { because: "Python 3.9 is past its end", given: on("python3.9"), at: ["runtime"] },
    { because: "the oldest of all is used", given: on("nodejs"), at: ["runtime"] },
    { because: "AWS states the end and no more", given: on("dotnet9"), at: ["runtime"] },
    {
      because: "AWS refuses new functions on it from today on",
      today: "2027-02-01",
      given: on("nodejs20.x"),
      at: ["runtime"],
    },
  ],
  undetermined: [
    {
      because: "it is unknown whether it is an image",
      given: { packageType: unknownText, runtime: "nodejs18.x" },
      at: ["packageType"],
    },
  ],
  skip: [
    { because: "the runtime came out later", given: on("nodejs28.x") },
    { because: "there is no runtime, which is another policy's finding", given: {} },
    { because: "the runtime is null", given: on(null) },
    { because: "the runtime is a number", given: on(18) },
    { because: "the runtime is called like something of the prototype", given: on("constructor") },
  ],
};
