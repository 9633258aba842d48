import type * as pulumi from "@pulumi/pulumi";

/** What a person reads with `pulumi stack output`. */
export type Outputs = Readonly<Record<string, pulumi.Input<unknown>>>;
