import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface InstanceSettings {
  readonly serviceName: string;
  readonly port: number;
  /** Where an instance finds what only its region knows. The same names in every region. */
  readonly settingsParameter: string;
  readonly databaseSecret: string;
  readonly sessionTable: string;
}

/** EC2 takes no more, before it is encoded. */
const longest = 16_384;

const folder = "/opt/fleet";
const program = `${folder}/server.py`;

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
      { path: program, permissions: "0755", content: textOf("server.py") },
      { path: `${folder}/postgres.py`, permissions: "0644", content: textOf("postgres.py") },
      { path: "/etc/systemd/system/fleet.service", permissions: "0644", content: unit(settings) },
    ],
    runcmd: [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "fleet.service"],
    ],
  };
}

/** The program with one space for each four that a line begins with: Python takes both, and EC2 does not take the more. */
function textOf(file: string): string {
  const text = readFileSync(join(__dirname, file), "utf8");
  return text.replace(/^(?: {4})+/gm, (indent) => " ".repeat(indent.length / 4));
}

function unit({ serviceName, port, settingsParameter, databaseSecret, sessionTable }: InstanceSettings): string {
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
