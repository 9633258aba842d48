import { toFailure } from "../runtime/failure";
import type { Call, Route } from "../runtime/http/router";
import type { RegionRole } from "./heartbeat-store";

export interface UnexpectedCallsArgs {
  readonly role: RegionRole;
  /** Whether the region's own switch is open. */
  readonly isOpen: () => Promise<boolean>;
  /** Publishes one call. */
  readonly count: () => Promise<void>;
}

/**
 * The same routes, with every call counted that comes to a region to which no name should lead: to the standby, and to a
 * primary that is closed. The first one says, from outside the region that they have left, that callers are led here; in
 * a closed region each one is a client that keeps an old answer. A call that cannot be counted is answered anyway.
 */
export function countUnexpected(args: UnexpectedCallsArgs, routes: readonly Route[]): readonly Route[] {
  return routes.map((route) => ({
    ...route,
    handle: async (request, call) => {
      await countIfUnexpected(args, call);
      return route.handle(request, call);
    },
  }));
}

async function countIfUnexpected({ role, isOpen, count }: UnexpectedCallsArgs, { log }: Call): Promise<void> {
  try {
    if (role === "secondary" || !(await isOpen())) {
      await count();
    }
  } catch (thrown) {
    log.warn("call not counted", toFailure(thrown).logFields);
  }
}
