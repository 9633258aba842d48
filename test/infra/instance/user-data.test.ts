import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "yaml";
import { type InstanceSettings, userData } from "../../../infra/lib/instance/user-data";

const settings: InstanceSettings = {
  serviceName: "fleet",
  port: 8080,
  settingsParameter: "fleet-settings-dev",
  databaseSecret: "db-password-v2-dev",
  sessionTable: "session-table-v2-dev",
  lease: { table: "failover-state-v2-dev", system: "global-db-v2-dev", seconds: 75 },
};

interface CloudConfig {
  readonly write_files: readonly {
    readonly path: string;
    readonly permissions: string;
    readonly content: string;
    readonly encoding?: string;
  }[];
  readonly runcmd: readonly (readonly string[])[];
}

test("is what cloud-init takes for a configuration: its mark, then YAML", () => {
  const text = userData(settings);
  expect(text.split("\n")[0]).toBe("#cloud-config");
  const { write_files: files, runcmd } = parse(text) as CloudConfig;
  expect(files.map(({ path, permissions }) => [path, permissions])).toEqual([
    ["/opt/fleet/server.py", "0644"],
    ["/opt/fleet/lease.py", "0644"],
    ["/opt/fleet/postgres.py", "0644"],
    ["/etc/systemd/system/fleet.service", "0644"],
  ]);
  expect(runcmd.at(-1)).toEqual(["systemctl", "enable", "--now", "fleet.service"]);
});

test.each(["server.py", "lease.py", "postgres.py"])("brings %s as it stands in its file, compressed", (file) => {
  const { write_files: files } = parse(userData(settings)) as CloudConfig;
  const found = files.find(({ path }) => path === `/opt/fleet/${file}`);
  expect(found?.encoding).toBe("gz+b64");
  const bytes = Buffer.from(found?.content ?? "", "base64");
  expect(gunzipSync(bytes).toString()).toBe(readFileSync(join("infra/lib/instance", file), "utf8"));
  // Neither a time nor a system: the same text on every machine.
  expect([bytes.readUInt32LE(4), bytes[9]]).toEqual([0, 255]);
});

test("the same settings are the same text: two regions, one template", () => {
  expect(userData(settings)).toBe(userData({ ...settings }));
  expect(userData({ ...settings, port: 8081 })).not.toBe(userData(settings));
});

test("the service comes back as often as it ends, under no user that can do more, and knows who may write", () => {
  const { write_files: files } = parse(userData(settings)) as CloudConfig;
  const unit = files[3]?.content.split("\n") ?? [];
  for (const line of [
    "StartLimitIntervalSec=0",
    "Restart=always",
    "DynamicUser=yes",
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "WantedBy=multi-user.target",
    "Environment=LEASE_TABLE=failover-state-v2-dev",
    "Environment=LEASE_SYSTEM=global-db-v2-dev",
    "Environment=LEASE_SECONDS=75",
  ]) {
    expect(unit).toContain(line);
  }
});

test("more than EC2 takes is refused, with the number of bytes", () => {
  const used = Buffer.byteLength(userData({ ...settings, serviceName: "" }));
  const longest = "x".repeat(16_384 - used);
  expect(Buffer.byteLength(userData({ ...settings, serviceName: longest }))).toBe(16_384);
  expect(() => userData({ ...settings, serviceName: `${longest}x` })).toThrow(
    "The user data has 16385 bytes, expected at most 16384.",
  );
});
