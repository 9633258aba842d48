import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

export interface InstanceSettings {
  readonly serviceName: string;
  readonly port: number;
  /** Where an instance finds what only its region knows. The same names in every region. */
  readonly settingsParameter: string;
  readonly databaseSecret: string;
  readonly sessionTable: string;
  /** Where the failover's orchestrator says who may write, for which system, and for how long. */
  readonly lease: { readonly table: string; readonly system: string; readonly seconds: number };
}

/** EC2 takes no more, before it is encoded. */
const longest = 16_384;

const folder = "/opt/fleet";
const program = `${folder}/server.py`;
/** https://www.rfc-editor.org/rfc/rfc1952#page-5 */
const systemByte = 9;
const unknownSystem = 255;

/**
 * What cloud-init makes of a fresh Amazon Linux 2023: a service that runs under a user of its own and comes back when it
 * ends. The text is the same in every region: an instance asks its own metadata where it is.
 * @throws RangeError when it is more than an instance takes
 */
export function userData(settings: InstanceSettings): string {
  // JSON is YAML: nothing in the files can be taken for syntax.
  const text = `#cloud-config\n${JSON.stringify(cloudConfig(settings))}\n`;
  if (Buffer.byteLength(text) > longest) {
    throw new RangeError(`The user data has ${Buffer.byteLength(text)} bytes, expected at most ${longest}.`);
  }
  return text;
}

function cloudConfig(settings: InstanceSettings) {
  return {
    write_files: [
      ...["server.py", "lease.py", "postgres.py"].map((file) => ({
        path: `${folder}/${file}`,
        permissions: "0644",
        encoding: "gz+b64",
        content: packed(file),
      })),
      { path: "/etc/systemd/system/fleet.service", permissions: "0644", content: unit(settings) },
    ],
    runcmd: [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "fleet.service"],
    ],
  };
}

/** Compressed, as EC2 takes no more. The same bytes on every machine: the header's word for the system says "unknown". */
function packed(file: string): string {
  const bytes = gzipSync(readFileSync(join(__dirname, file)), { level: 9 });
  bytes[systemByte] = unknownSystem;
  return bytes.toString("base64");
}

function unit({ serviceName, port, settingsParameter, databaseSecret, sessionTable, lease }: InstanceSettings): string {
  return `[Unit]
Description=Health and identity of an instance of the fleet
After=network-online.target
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
ExecStart=/usr/bin/python3 ${program}
Environment=SERVICE_NAME=${serviceName}
Environment=PORT=${port}
Environment=SETTINGS_PARAMETER=${settingsParameter}
Environment=DATABASE_SECRET=${databaseSecret}
Environment=SESSION_TABLE=${sessionTable}
Environment=LEASE_TABLE=${lease.table}
Environment=LEASE_SYSTEM=${lease.system}
Environment=LEASE_SECONDS=${lease.seconds}
Environment=HOME=/tmp
Restart=always
RestartSec=2
DynamicUser=yes
NoNewPrivileges=yes
PrivateTmp=yes
ProtectHome=yes
ProtectSystem=strict

[Install]
WantedBy=multi-user.target
`;
}
