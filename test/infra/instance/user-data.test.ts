import { parse } from "yaml";
import { type InstanceSettings, userData } from "../../../infra/lib/instance/user-data";

const settings: InstanceSettings = {
  serviceName: "fleet",
  port: 8080,
  settingsParameter: "fleet-settings-dev",
  databaseSecret: "db-password-v2-dev",
  sessionTable: "session-table-v2-dev",
};

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly permissions: string; readonly content: string }[];
  readonly runcmd: readonly (readonly string[])[];
}

test("is what cloud-init takes for a configuration: its mark, then YAML", () => {
  const text = userData(settings);
  expect(text.split("\n")[0]).toBe("#cloud-config");
  const { write_files: files, runcmd } = parse(text) as CloudConfig;
  expect(files.map(({ path, permissions }) => [path, permissions])).toEqual([
    ["/opt/fleet/server.py", "0755"],
    ["/opt/fleet/postgres.py", "0644"],
    ["/etc/systemd/system/fleet.service", "0644"],
  ]);
  expect(runcmd.at(-1)).toEqual(["systemctl", "enable", "--now", "fleet.service"]);
});

test("brings the program as it stands in its file, line by line", () => {
  const { write_files: files } = parse(userData(settings)) as CloudConfig;
  const lines = files[0]?.content.split("\n") ?? [];
  expect(lines[0]).toMatch(/^"""What every instance of the fleet answers/);
  expect(lines).toContain('if __name__ == "__main__":');
});

test("the same settings are the same text: two regions, one template", () => {
  expect(userData(settings)).toBe(userData({ ...settings }));
  expect(userData({ ...settings, port: 8081 })).not.toBe(userData(settings));
});

test("the service comes back as often as it ends, under no user that can do more", () => {
  const { write_files: files } = parse(userData(settings)) as CloudConfig;
  const unit = files[2]?.content.split("\n") ?? [];
  for (const line of [
    "StartLimitIntervalSec=0",
    "Restart=always",
    "DynamicUser=yes",
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "WantedBy=multi-user.target",
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
