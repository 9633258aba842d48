import { parseCredentials, readTransactionSettings } from "../../../../infra/lib/lambda/transactions/settings";

const environment = {
  SERVICE_NAME: "transaction-processor",
  REGION_ROLE: "secondary",
  SESSION_TABLE: "sessions",
  DATABASE_WRITER_HOST: "writer.example.com",
  DATABASE_READER_HOST: "reader.example.com",
  DATABASE_PORT: "5432",
  DATABASE_NAME: "ledger",
  DATABASE_SECRET: "secret",
};

test("a whole environment is taken", () => {
  expect(readTransactionSettings({ ...environment, AWS_REGION: "us-west-2" })).toEqual({
    ...environment,
    DATABASE_PORT: 5432,
  });
});

test("everything that is missing or wrong is named at once, without its value", () => {
  const wrong = { ...environment, REGION_ROLE: "third", DATABASE_PORT: "port 5432", DATABASE_SECRET: undefined };
  expect(() => readTransactionSettings(wrong)).toThrow(
    [
      "The environment of this function is wrong. Set:",
      "  REGION_ROLE is set to something else, expected primary or secondary",
      "  DATABASE_PORT is set to something else, expected a port",
      "  DATABASE_SECRET is not set, expected the name of a secret",
    ].join("\n"),
  );
});

test("a secret's user and password are taken, whatever stands beside them", () => {
  expect(parseCredentials('{"username":"owner","password":"p!","engine":"postgres"}')).toEqual({
    username: "owner",
    password: "p!",
  });
});

test.each(["hunter2", "{}", '{"username":"owner"}', '{"username":"owner","password":""}', "null", ""])(
  "the secret %j is refused and not quoted",
  (secret) => {
    const refused = () => parseCredentials(secret);
    expect(refused).toThrow(
      expect.objectContaining({
        kind: "misconfigured",
        message: "The database's secret is no JSON with username and password.",
        details: {},
      }),
    );
  },
);
