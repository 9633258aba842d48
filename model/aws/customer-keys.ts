import { union } from "../graph/tokens";
import { tokens } from "./tokens";

/** Every kind of key that a customer manages: made by KMS or imported, and the replicas of both. */
export const customerKeys = union(tokens.key, tokens.replicaKey, tokens.importedKey, tokens.importedReplicaKey);
