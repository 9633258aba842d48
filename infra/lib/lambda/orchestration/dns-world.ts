import { promises as dns } from "node:dns";
import { Failure } from "../runtime/failure";
import type { Side } from "./observation";

export interface DnsWorldArgs {
  /** A name whose text record says `primary` or `standby`, by the same health checks that lead the clients. */
  readonly recordName: string;
  /** Addresses of the servers that answer for the name themselves: a resolver's memory may be as old as the record's TTL. */
  readonly servers: () => Promise<readonly string[]>;
  /** Addresses of the resolvers that are asked when none of those answers; absent: the machine's own. */
  readonly resolvers?: readonly string[];
  /** For one try of one server. */
  readonly tryMs: number;
}

/** Where Route 53 leads the clients now. Its name servers are asked, never its API, which lives in one region. */
export async function askWorld({ recordName, servers, resolvers, tryMs }: DnsWorldArgs): Promise<Side> {
  const word = await servers()
    .then((addresses) => textOf(recordName, addresses, tryMs))
    .catch(() => textOf(recordName, resolvers, tryMs));
  if (word !== "primary" && word !== "standby") {
    throw new Failure("misconfigured", "The witness record says neither primary nor standby.", { record: recordName });
  }
  return word;
}

async function textOf(name: string, servers: readonly string[] | undefined, tryMs: number): Promise<string> {
  const resolver = new dns.Resolver({ timeout: tryMs, tries: 1 });
  if (servers !== undefined) {
    resolver.setServers(servers);
  }
  try {
    const [chunks = []] = await resolver.resolveTxt(name);
    return chunks.join("");
  } catch (thrown) {
    const code = typeof thrown === "object" && thrown !== null ? String(Reflect.get(thrown, "code")) : typeof thrown;
    throw new Failure("unavailable", "The name servers give no answer.", { errorCode: code });
  }
}

/** Addresses of name servers, looked up once in a while: they hardly ever change, and old ones beat none. */
export function nameServerAddresses(
  hosts: readonly string[],
  ttlMs: number,
  now: () => number,
  lookUp: (host: string) => Promise<readonly string[]> = (host) => dns.resolve4(host),
): () => Promise<readonly string[]> {
  let known: readonly string[] = [];
  let freshUntil = 0;
  return async () => {
    if (now() < freshUntil) {
      return known;
    }
    const found = await Promise.allSettled(hosts.map(lookUp));
    const addresses = found.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
    if (addresses.length > 0) {
      known = addresses;
      freshUntil = now() + ttlMs;
    }
    if (known.length === 0) {
      throw new Failure("unavailable", "No name server's address is known.");
    }
    return known;
  };
}
