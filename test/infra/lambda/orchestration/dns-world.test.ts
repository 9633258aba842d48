import { createSocket, type Socket } from "node:dgram";
import { askWorld, nameServerAddresses } from "../../../../infra/lib/lambda/orchestration/dns-world";

const sockets: Socket[] = [];

/** A name server that answers every question with this text record; without one, that there is none. */
async function nameServer(text: string | undefined): Promise<string> {
  const bound = createSocket("udp4");
  sockets.push(bound);
  bound.on("message", (question, { port, address }) => bound.send(answerTo(question, text), port, address));
  await new Promise<void>((listening) => bound.bind(0, "127.0.0.1", listening));
  return `127.0.0.1:${bound.address().port}`;
}

/** RFC 1035: the question again, and one TXT record whose name points to the question's. */
function answerTo(question: Buffer, text: string | undefined): Buffer {
  const end = question.indexOf(0, 12) + 5;
  const header = Buffer.from(question.subarray(0, 12));
  header.writeUInt16BE(text === undefined ? 0x8403 : 0x8400, 2);
  header.writeUInt16BE(text === undefined ? 0 : 1, 6);
  header.writeUInt16BE(0, 8);
  header.writeUInt16BE(0, 10);
  const words = Buffer.from(text ?? "");
  const record = Buffer.concat([
    Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, words.length + 1, words.length]),
    words,
  ]);
  return Buffer.concat([header, question.subarray(12, end), ...(text === undefined ? [] : [record])]);
}

afterEach(() => {
  for (const socket of sockets.splice(0)) {
    socket.close();
  }
});

/** Nobody listens there. */
const dead = "127.0.0.1:1";

const ask = (server: string, resolver = dead) =>
  askWorld({
    recordName: "failover-witness.example.com",
    servers: async () => [server],
    resolvers: [resolver],
    tryMs: 300,
  });

test.each(["primary", "standby"])("the name servers lead to the %s", async (word) => {
  await expect(ask(await nameServer(word))).resolves.toBe(word);
});

test.each([
  ["secondary", { kind: "misconfigured" }],
  ["", { kind: "misconfigured" }],
  [undefined, { kind: "unavailable" }],
])("the word %j is no verdict", async (word, failure) => {
  await expect(ask(await nameServer(word))).rejects.toMatchObject(failure);
});

test("when no name server answers, the resolver is asked; when it does not either, there is no verdict", async () => {
  await expect(ask(dead, await nameServer("standby"))).resolves.toBe("standby");
  await expect(ask(dead)).rejects.toMatchObject({ kind: "unavailable" });
});

test("the resolver does not gainsay a name server that answers", async () => {
  await expect(ask(await nameServer("primary"), await nameServer("standby"))).resolves.toBe("primary");
});

describe("addresses of the name servers", () => {
  const known: Record<string, readonly string[]> = { "ns-1.example": ["192.0.2.1"], "ns-2.example": ["192.0.2.2"] };
  let clock = 0;
  let asked = 0;
  const addresses = () =>
    nameServerAddresses(
      ["ns-1.example", "ns-2.example"],
      1_000,
      () => clock,
      async (host) => {
        asked += 1;
        const found = known[host];
        if (found === undefined) throw new Error("ENOTFOUND");
        return found;
      },
    );

  test("are looked up once, and again when they are old", async () => {
    const servers = addresses();
    await expect(servers()).resolves.toEqual(["192.0.2.1", "192.0.2.2"]);
    clock += 999;
    await servers();
    expect(asked).toBe(2);
    clock += 1;
    await servers();
    expect(asked).toBe(4);
  });

  test("stay known when they can no longer be looked up; one that is found is enough", async () => {
    const servers = addresses();
    delete known["ns-2.example"];
    await expect(servers()).resolves.toEqual(["192.0.2.1"]);
    delete known["ns-1.example"];
    clock += 1_000;
    await expect(servers()).resolves.toEqual(["192.0.2.1"]);
    await expect(addresses()()).rejects.toMatchObject({ kind: "unavailable" });
  });
});
