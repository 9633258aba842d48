import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
  type RegisterResourceHookRequest,
  type RegisterResourceRequest,
  ResourceHookRequest,
  ResourceHookResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type { GraphResource } from "../graph";
import { PreflightError } from "../problem";
import type { Callbacks } from "./callbacks";
import type { Session } from "./session";
import { toStruct } from "./struct";

/** What a resource says of the hooks around its creation, after the transforms. */
type Bindings = ReturnType<RegisterResourceRequest["getHooks"]>;

/** Runs the hooks that ask to run in previews (`onDryRun`), as the engine does around each creation. */
export class Hooks {
  private readonly callbacks = new Map<string, Callback>();

  constructor(
    private readonly session: Session,
    private readonly caller: Callbacks,
  ) {}

  /** Keeps a hook that runs in previews; the others wait for a deployment. */
  register(request: RegisterResourceHookRequest): void {
    const callback = request.getCallback();
    if (request.getOnDryRun() && callback !== undefined) {
      this.callbacks.set(request.getName(), callback);
    }
  }

  /** A hook that fails before a resource is created ends a preview, and ends the run. */
  async before(resource: GraphResource, bindings: Bindings): Promise<void> {
    for (const name of bindings?.getBeforeCreateList() ?? []) {
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
    for (const name of bindings?.getAfterCreateList() ?? []) {
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
    const request = new ResourceHookRequest()
      .setUrn(urn)
      .setId(id)
      .setName(resource.name)
      .setType(type)
      .setNewInputs(toStruct(inputs));
    if (isMade) {
      request.setNewOutputs(toStruct(outputs));
    }
    try {
      const answer = await this.caller.invoke(callback, request.serializeBinary());
      return ResourceHookResponse.deserializeBinary(answer).getError() || undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}
