import { toFailure } from "../runtime/failure";
import type { Route } from "../runtime/http/router";
import type { RegionRole } from "./heartbeat-store";

/**
 * The same routes, of which a standby counts every call: the first one says that callers are led to it, from outside the
 * region that they have left. A call that cannot be counted is answered all the same.
 */
export function countedAtStandby(role: RegionRole, routes: readonly Route[], count: () => Promise<void>) {
  return role === "primary" ? routes : routes.map((route) => counted(route, count));
}

function counted(route: Route, count: () => Promise<void>): Route {
  return {
    ...route,
    handle: async (request, call) => {
      await count().catch((thrown: unknown) => call.log.warn("call not counted", toFailure(thrown).logFields));
      return route.handle(request, call);
    },
  };
}
