import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { type Moto, startMoto } from "./moto";
import { RunbookShell } from "./runbook-shell";

// What the runbook has a person do by hand, but for RDS, which the emulator does not have across regions: what RDS is asked
// for is judged by AWS's models in documented-commands.test.ts.

const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
const region = "us-east-2";
const settings = {
  readyThrough: "reader",
  writerHost: "global-db-v2-dev.global-abc.global.rds.amazonaws.com",
  databaseHost: "dr-db-cluster-v2-dev.cluster-ro-abc.us-east-2.rds.amazonaws.com",
  databasePort: "5432",
  networks: { primary: "10.0.0.0/16", standby: "10.1.0.0/16" },
};

let moto: Moto;
let ssm: SSMClient;
let shell: RunbookShell;

const parameter = async (Name: string) =>
  (await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value;

beforeAll(async () => {
  moto = await startMoto();
  ssm = new SSMClient({ region, endpoint: moto.url, credentials });
  shell = new RunbookShell({ document: "docs/runbooks/fleet.md", url: moto.url });
  for (const [Name, Value] of [
    ["fleet-settings-dev", JSON.stringify(settings)],
    ["failover-switch-dev", "on"],
  ]) {
    await ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString" }));
  }
});

afterAll(async () => {
  shell.close();
  ssm.destroy();
  await moto.stop();
});

test("the old primary is fenced before anything is moved by hand", async () => {
  await shell.do("--allow-data-loss", { "aws rds failover-global-cluster": "true" });
  await expect(parameter("failover-switch-dev")).resolves.toBe("fence");
});

test("detached, the DR region's instances write to their own cluster, in an epoch that a person decrees", async () => {
  await shell.do("remove-from-global-cluster", { "EPOCH=2": "EPOCH=7", "aws rds remove-from-global-cluster": "true" });
  expect(JSON.parse((await parameter("fleet-settings-dev")) ?? "")).toEqual({
    ...settings,
    writerHost: "dr-db-cluster-v2-dev.cluster-abc.us-east-2.rds.amazonaws.com",
    lease: { epoch: 7, writer: "standby" },
  });
});
