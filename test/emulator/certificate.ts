import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Puts an authority, and `server.crt` and `server.key` for a host, into a folder. The authority as PEM. */
export function certify(folder: string, host: string): string {
  const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
  const key = ["-newkey", "rsa:2048", "-nodes"];
  openssl("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.crt", "-days", "2", "-subj", "/CN=Test authority");
  openssl("req", ...key, "-keyout", "server.key", "-out", "server.csr", "-subj", `/CN=${host}`);
  writeFileSync(join(folder, "names"), `subjectAltName=DNS:${host}`);
  const by = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"];
  openssl("x509", "-req", "-in", "server.csr", "-out", "server.crt", ...by);
  return readFileSync(join(folder, "ca.crt"), "utf8");
}
