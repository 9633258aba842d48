import { dirname } from "node:path";
import { readResourceTypes } from "../../../policy-pack/extract/provider-types";

export const packageFolder = dirname(require.resolve("@pulumi/aws/package.json"));

/** Every resource type of the installed provider. */
export const installed = readResourceTypes(packageFolder);
