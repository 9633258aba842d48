import { FunctionUrl } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { type Region, within } from "../../regions/pair";
import type { RegionalFunction } from "./regional-function";

export interface PublicUrlArgs {
  readonly region: Region;
  readonly function: RegionalFunction;
}

/** An HTTPS address under which anyone may call a function: Route 53's checkers sign nothing. */
export class PublicUrl extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  readonly url: FunctionUrl;

  constructor(name: string, args: PublicUrlArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:lambda:PublicUrl", name, {}, within(args.region, opts));

    this.url = new FunctionUrl(
      `${name}-url`,
      { functionName: args.function.function.name, authorizationType: "NONE", invokeMode: "BUFFERED" },
      // The provider lets the public in when it makes the URL, and never again: another kind of URL is a new one.
      { parent: this, dependsOn: [args.function.function], replaceOnChanges: ["authorizationType"] },
    );

    this.host = this.url.functionUrl.apply((url) => url.replace(/^https:\/\//, "").replace(/\/$/, ""));
    this.registerOutputs({ host: this.host });
  }
}
