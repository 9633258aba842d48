import { Readable } from "node:stream";

/** What comes back over the network for one request: an answer of the service, or an error of the connection. */
export type Reply =
  | { readonly status: number; readonly body: object; readonly headers?: Readonly<Record<string, string>> }
  | Error;

export interface ScriptedService {
  /** For the SDK client: takes the place of the network. */
  readonly requestHandler: { handle(request: { body?: unknown; headers: Record<string, string> }): Promise<object> };
  /** What the client sent, parsed, in order. */
  readonly sent: readonly { readonly operation: string; readonly body: Readonly<Record<string, unknown>> }[];
}

/** A service that answers from a script; the last reply stays. Everything between it and the caller is the real SDK. */
export function scriptedService(replies: readonly [Reply, ...Reply[]]): ScriptedService {
  const coming = [...replies];
  const sent: { operation: string; body: Readonly<Record<string, unknown>> }[] = [];
  return {
    sent,
    requestHandler: {
      async handle({ body, headers }) {
        const operation = String(headers["x-amz-target"]).replace(/^.*\./, "");
        sent.push({ operation, body: JSON.parse(String(body)) });
        const reply = coming.length > 1 ? coming.shift() : coming[0];
        if (reply === undefined || reply instanceof Error) {
          throw reply;
        }
        const text = JSON.stringify(reply.body);
        const answerHeaders = { "content-type": "application/x-amz-json-1.0", ...reply.headers };
        return { response: { statusCode: reply.status, headers: answerHeaders, body: Readable.from([text]) } };
      },
    },
  };
}

/** A refusal as the JSON services of AWS write it. The header is what SQS adds for clients of its older protocol. */
export function refusal(name: string, status = 400, more: object = {}): Reply {
  const headers = { "x-amzn-query-error": `${name};Sender` };
  return { status, headers, body: { __type: `com.amazonaws.service#${name}`, message: "injected secret", ...more } };
}

/** An error of the connection, with Node's code for it. */
export function broken(code: string): Error {
  return Object.assign(new Error(`injected ${code}`), { code });
}
