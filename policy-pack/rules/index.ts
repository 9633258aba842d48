import type { Rule } from "../engine/rule";
import dynamodbRequirePitr from "./dynamodb/require-pitr";

/** Every law of the pack, sorted by name. */
export const rules: readonly Rule[] = [dynamodbRequirePitr];
