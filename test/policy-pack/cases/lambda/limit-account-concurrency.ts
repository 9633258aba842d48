import { given, inEast, inWest, unknownText } from "../../given";

const fn = "aws:lambda/function:Function";
const hundred = { reservedConcurrentExecutions: 100 };

export default {
  pass: [
    {
      because: "nine functions of 100 take all there is to reserve",
      given: [
        given(fn, "1", hundred, inEast),
        given(fn, "2", hundred, inEast),
        given(fn, "3", hundred, inEast),
        given(fn, "4", hundred, inEast),
        given(fn, "5", hundred, inEast),
        given(fn, "6", hundred, inEast),
        given(fn, "7", hundred, inEast),
        given(fn, "8", hundred, inEast),
        given(fn, "9", hundred, inEast),
      ],
    },
    {
      because: "a function names another region than its provider",
      given: [
        given(fn, "a", { reservedConcurrentExecutions: 900 }, inEast),
        given(fn, "b", { region: "us-west-2", reservedConcurrentExecutions: 900 }, inEast),
      ],
    },
    {
      because: "one function is switched off and one says unreserved",
      given: [
        given(fn, "a", { reservedConcurrentExecutions: 900 }, inEast),
        given(fn, "b", { reservedConcurrentExecutions: 0 }, inEast),
        given(fn, "c", { reservedConcurrentExecutions: -1 }, inEast),
      ],
    },
  ],
  fail: [
    {
      because: "it is one more than there is",
      given: [given(fn, "a", { reservedConcurrentExecutions: 901 }, inEast)],
      at: ["a reservedConcurrentExecutions"],
    },
    {
      because: "ten functions of 100 are one too many, in one region of two",
      given: [
        given(fn, "01", hundred, inEast),
        given(fn, "02", hundred, inEast),
        given(fn, "03", hundred, inEast),
        given(fn, "04", hundred, inEast),
        given(fn, "05", hundred, inEast),
        given(fn, "06", hundred, inEast),
        given(fn, "07", hundred, inEast),
        given(fn, "08", hundred, inEast),
        given(fn, "09", hundred, inEast),
        given(fn, "10", hundred, inEast),
        given(fn, "11", hundred, inWest),
      ],
      at: ["10 reservedConcurrentExecutions"],
    },
    {
      because: "nobody says the region, which is then one",
      given: [
        given(fn, "a", { reservedConcurrentExecutions: 900 }),
        given(fn, "b", { reservedConcurrentExecutions: 900 }),
      ],
      at: ["b reservedConcurrentExecutions"],
    },
    {
      because: "nothing may be reserved at all",
      config: { accountLimit: 50 },
      given: [given(fn, "a", { reservedConcurrentExecutions: 1 }, inEast)],
      at: ["a reservedConcurrentExecutions"],
    },
    {
      because: "the regions are unknown and one function alone is too many",
      given: [given(fn, "a", { region: unknownText, reservedConcurrentExecutions: 901 }, inEast)],
      at: ["a reservedConcurrentExecutions"],
    },
  ],
  skip: [
    {
      because: "the number is a text, which another policy minds",
      given: [given(fn, "a", { reservedConcurrentExecutions: "901" })],
    },
    { because: "there is no function", given: [given("aws:sqs/queue:Queue", "work", {})] },
    {
      because: "a function reserves nothing at all",
      given: [given(fn, "a", { reservedConcurrentExecutions: 0 }, inEast)],
    },
  ],
};
