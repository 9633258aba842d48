import type { ExampleResource, ResourceContext } from "../../policy-pack/engine/example";

/** A resource of a case, with properties of any shape: programs that no compiler has seen are judged as well. */
export function given(type: string, name: string, props: unknown, context: ResourceContext = {}): ExampleResource {
  return { type, name, props, context };
}

export const inEast: ResourceContext = { provider: { region: "us-east-1" } };
export const inWest: ResourceContext = { provider: { region: "us-west-2" } };

/** Strings that stand for unknown values on Pulumi's wire. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const unknownNumber = "3eeb2bf0-c639-47a8-9e75-3b44932eb421";
export const unknownTruth = "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7";
export const unknownList = "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2";
export const unknownObject = "dd056dcd-154b-4c76-9bd3-c8f88648b5ff";
