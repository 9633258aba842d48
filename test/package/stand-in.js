#!/usr/bin/env node
// Stands for the program under whose name it is called: notes what it was told, and answers as the program would.
const { appendFileSync, writeFileSync } = require("node:fs");
const { basename } = require("node:path");

const [name, args] = [basename(process.argv[1]), process.argv.slice(2)];
appendFileSync(process.env.STAND_IN_NOTES, `${JSON.stringify([name, ...args])}\n`);

const output = args[args.indexOf("output") + 1];
const outputs = JSON.parse(process.env.STAND_IN_OUTPUTS);
if (name === "pulumi" && args.includes("output") && !Object.hasOwn(outputs, output)) {
  process.stderr.write(`error: current stack does not have output property '${output}'\n`);
  process.exit(1);
}
if (name === "aws" && args[1] === "invoke" && !args.at(-1).startsWith("/dev/")) {
  writeFileSync(args.at(-1), "{}\n");
}
const answers = [
  [name === "pulumi" && args.includes("output"), outputs[output]],
  [name === "pulumi" && args.includes("ls"), '[{"name":"acme/shop/dev"}]'],
  [name === "aws" && args[0] === "sts", "123456789012"],
  [
    name === "aws" && args[1] === "get-parameters",
    '{"databaseHost":"dr.cluster-ro-c1abc.us-east-2.rds.amazonaws.com"}',
  ],
  [name === "aws" && args[1] === "get-queue-url", "https://sqs.us-east-1.amazonaws.com/123456789012/queue"],
];
const [, answer] = answers.find(([applies]) => applies) ?? [];
process.stdout.write(answer === undefined ? "" : `${answer}\n`);
