import type { GraphResource } from "../graph";
import { PreflightError } from "../problem";
import type { Callback, RegisterResourceHookRequest, ResourceHooksBinding } from "../protocol/messages";
import { codec } from "../protocol/services";
import type { Callbacks } from "./callbacks";
import type { Session } from "./session";

/** What a resource says of the hooks around its creation, after the transforms. */
type Bindings = ResourceHooksBinding | null;

/** Runs the hooks that ask to run in previews (`onDryRun`), as the engine does around each creation. */
export class Hooks {
  private readonly callbacks = new Map<string, Callback>();

  constructor(
    private readonly session: Session,
    private readonly caller: Callbacks,
  ) {}

  /** Keeps a hook that runs in previews; the others wait for a deployment. */
  register({ name, callback, onDryRun }: RegisterResourceHookRequest): void {
    if (onDryRun && callback !== null) {
      this.callbacks.set(name, callback);
    }
  }

  /** A hook that fails before a resource is created ends a preview, and ends the run. */
  async before(resource: GraphResource, bindings: Bindings): Promise<void> {
    for (const name of bindings?.beforeCreate ?? []) {
      const error = await this.run(name, resource, false);
      if (error !== undefined) {
        this.session.fail(
          new PreflightError(
            `hook ${JSON.stringify(name)} of ${resource.type} ${JSON.stringify(resource.name)} runs in previews and failed there: ${error}; expected it to end without an error, pulumi preview would stop too`,
          ),
        );
        throw new Error(error);
      }
    }
  }

  /** Of one that fails afterwards the engine only warns. */
  async after(resource: GraphResource, bindings: Bindings): Promise<void> {
    for (const name of bindings?.afterCreate ?? []) {
      const error = await this.run(name, resource, true);
      if (error !== undefined) {
        this.session.logs.add({ severity: "warning", message: `hook ${name} failed: ${error}`, urn: resource.urn });
      }
    }
  }

  /** What it failed with; undefined when it did not, or does not run in previews. */
  private async run(name: string, resource: GraphResource, isMade: boolean): Promise<string | undefined> {
    const callback = this.callbacks.get(name);
    if (callback === undefined) {
      return undefined;
    }
    const { urn, id, type, inputs, outputs } = resource;
    const newOutputs = isMade ? outputs : null;
    const request = { urn, id, name: resource.name, type, newInputs: inputs, newOutputs };
    try {
      const answer = await this.caller.invoke(callback, codec("ResourceHookRequest").encode(request));
      return codec("ResourceHookResponse").decode(answer).error || undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}
