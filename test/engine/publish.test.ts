import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shellBlocks } from "../package/documented-commands";
import { type Finished, findPulumi, offlineEnvironment, repository, runToEnd } from "./harness/cli";

interface PublishedPolicy {
  readonly name: string;
  readonly description: string;
  readonly enforcementLevel: string;
  readonly severity: string;
  readonly framework?: { readonly name: string; readonly reference: string };
  readonly configSchema?: { readonly properties: Readonly<Record<string, unknown>> };
}

interface Published {
  readonly name: string;
  readonly versionTag: string;
  readonly runtime: string;
  readonly policies: readonly PublishedPolicy[];
}

/**
 * A stand-in for Pulumi Cloud: it takes a policy pack as the service does (who am I, create, upload, complete), and
 * keeps what it was given. It checks no token and knows nothing else.
 */
class PackRegistry {
  readonly calls: string[] = [];
  published: Published | undefined;
  tarball: Buffer = Buffer.alloc(0);

  private constructor(private readonly server: Server) {
    server.on("request", (request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const call = `${request.method} ${request.url?.split("?")[0]}`;
        this.calls.push(call);
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify(this.answer(call, Buffer.concat(parts))));
      });
    });
  }

  static async start(): Promise<PackRegistry> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return new PackRegistry(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
  }

  /** The config schema of each policy, as the service keeps it of what was published. */
  private schemas(): Readonly<Record<string, unknown>> {
    return Object.fromEntries((this.published?.policies ?? []).map(({ name, configSchema }) => [name, configSchema]));
  }

  private answer(call: string, body: Buffer): unknown {
    switch (call) {
      case "GET /api/user":
        return { githubLogin: "ann", name: "Ann", email: "ann@example.com", organizations: [{ githubLogin: "acme" }] };
      case "POST /api/orgs/acme/policypacks":
        this.published = JSON.parse(body.toString("utf8")) as Published;
        return { version: 1, uploadURI: `${this.url}/upload`, requiredHeaders: {} };
      case "GET /api/orgs/acme/policypacks/dr-guardrails/versions/0.1.0/schema":
        return { configSchema: this.schemas() };
      case "PUT /upload":
        this.tarball = body;
        return {};
      default:
        return {};
    }
  }
}

/** The commands of the page for organisations, with a name in the place of ORGANISATION. */
function documented(command: string): readonly string[] {
  const lines = shellBlocks(repository)
    .filter(({ document }) => document === "docs/organisation.md")
    .flatMap(({ text }) => text.split("\n"))
    .filter((line) => line.startsWith(`pulumi policy ${command} `));
  expect([command, lines.length]).toEqual([command, 1]);
  return (lines[0] ?? "").replaceAll("ORGANISATION", "acme").split(" ").slice(1);
}

describe("pulumi policy publish", () => {
  let registry: PackRegistry;
  let home: string;
  let told: Finished;
  let run: (...args: readonly string[]) => Promise<Finished>;

  beforeAll(async () => {
    registry = await PackRegistry.start();
    home = mkdtempSync(join(tmpdir(), "dr-guardrails-publish-"));
    const pulumi = findPulumi();
    const env = {
      ...offlineEnvironment(pulumi, home),
      PULUMI_BACKEND_URL: registry.url,
      PULUMI_ACCESS_TOKEN: "none",
      PULUMI_HOME: home,
    };
    run = (...args) => runToEnd(pulumi, [...args, "--non-interactive"], { cwd: repository, env });
    told = await run(...documented("publish"));
  });
  afterAll(() => {
    registry?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  test("publishes the pack under its name and version", () => {
    expect(told).toMatchObject({ status: 0 });
    expect(registry.published).toMatchObject({ name: "dr-guardrails", versionTag: "0.1.0", runtime: "nodejs" });
    expect(registry.calls).toContain("POST /api/orgs/acme/policypacks/dr-guardrails/versions/0.1.0/complete");
  });

  test("says of every policy what an administrator wants to know, and how it can be configured", () => {
    const policies = registry.published?.policies ?? [];
    expect(policies.length).toBeGreaterThan(50);
    for (const { name, description, enforcementLevel, severity, configSchema } of policies) {
      expect(name).toMatch(/^[a-z0-9]+-(require|forbid|exact|limit)-[a-z0-9-]+$/);
      expect(description).not.toBe("");
      expect(["mandatory", "advisory", "disabled"]).toContain(enforcementLevel);
      expect(["low", "medium", "high", "critical"]).toContain(severity);
      expect(Object.keys(configSchema?.properties ?? {})).toContain("exemptions");
    }
  });

  describe("with a profile", () => {
    /** A documented command with a profile that says this. */
    const runWith = (command: string, profile: object | string) => {
      const file = join(home, "profile.json");
      writeFileSync(file, typeof profile === "string" ? profile : JSON.stringify(profile));
      return run(...documented(command).map((word) => (word === "profile.json" ? file : word)));
    };
    const fleet = readFileSync(join(repository, "policy-pack/profiles/fleet.json"), "utf8");

    test("validate-config takes one of ours", async () => {
      expect(await runWith("validate-config", fleet)).toMatchObject({ status: 0 });
    });

    test("validate-config refuses a setting of another type", async () => {
      const told = await runWith("validate-config", { "dynamodb-require-pitr": { minimumRecoveryDays: "many" } });
      expect(told.status).not.toBe(0);
      expect(told.stderr).toContain("Expected: integer, given: string");
    });

    test("enable puts this version into the group", async () => {
      expect(await runWith("enable", fleet)).toMatchObject({ status: 0 });
      expect(registry.calls).toContain("PATCH /api/orgs/acme/policygroups/production");
    });
  });

  test("uploads the package, and nothing of the workshop", () => {
    const file = join(home, "pack.tgz");
    writeFileSync(file, registry.tarball);
    const files = spawnSync("tar", ["-tzf", file], { encoding: "utf8" }).stdout.trim().split("\n");
    expect(files).toEqual(expect.arrayContaining(["package/PulumiPolicy.yaml", "package/policy-pack/main.js"]));
    expect(files.filter((name) => /node_modules|^package\/test\//.test(name))).toEqual([]);
  });
});
