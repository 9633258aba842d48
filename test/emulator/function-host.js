// Stands in for the Lambda runtime, on any Node.js: one JSON call per line on standard input, one JSON answer on standard
// output, behind what the function wrote there and between a zero character and a line's end.
const { createInterface } = require("node:readline");

const { handler } = require(process.argv[2]);

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { event, requestId, limitMs } = JSON.parse(line);
  const end = Date.now() + limitMs;
  const context = { awsRequestId: requestId, getRemainingTimeInMillis: () => end - Date.now() };
  const answer = await handler(event, context).then(
    // A function that returns nothing has answered too.
    (result) => ({ requestId, result: result ?? null }),
    (error) => ({ requestId, error: String(error) }),
  );
  process.stdout.write(`\0${JSON.stringify(answer)}\n`);
});
