import type { Member } from "../graph/stack";

/** True when what a function reads is a stream, and no queue, as far as is known. */
export function readsStream(source: Member<unknown>): boolean {
  return source.sourcesOf("eventSourceArn").some(({ type }) => /^aws:(?:docdb|dynamodb|kinesis|mq|msk)\//.test(type));
}
