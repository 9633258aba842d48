import { Failure } from "./failure";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * A service endpoint from configuration: HTTPS, or plain HTTP on this machine.
 * @throws Failure of kind `misconfigured`, which names the parameter and not its value
 */
export function parseEndpoint(parameter: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const usable = url?.protocol === "https:" || (url?.protocol === "http:" && loopback.has(url.hostname));
  if (!usable || url.username !== "" || url.password !== "") {
    throw new Failure("misconfigured", "A parameter is no endpoint: expected a URL with https.", { parameter });
  }
  return text;
}
