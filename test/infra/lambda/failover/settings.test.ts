import { parseFailoverParameters } from "../../../../infra/lib/lambda/failover/settings";

const good = { peerEndpoint: "http://alb.example.com", limits: '{"backupAgeSeconds":100800,"deliverySeconds":120}' };

test("what the parameters say", () => {
  expect(parseFailoverParameters((role) => good[role])).toEqual({
    peerEndpoint: "http://alb.example.com",
    limits: { backupAgeSeconds: 100_800, deliverySeconds: 120 },
  });
});

test("an endpoint may have a port", () => {
  const { peerEndpoint } = parseFailoverParameters((role) =>
    role === "peerEndpoint" ? "https://alb.example.com:8443" : good[role],
  );
  expect(peerEndpoint).toBe("https://alb.example.com:8443");
});

test.each([
  ["peerEndpoint", "http://alb.example.com:"],
  ["peerEndpoint", "http://alb.example.com:port"],
  ["peerEndpoint", undefined],
  ["peerEndpoint", "alb.example.com"],
  ["peerEndpoint", "http://alb.example.com/path"],
  ["limits", undefined],
  ["limits", "soon"],
  ["limits", '{"backupAgeSeconds":0,"deliverySeconds":120}'],
  ["limits", '{"backupAgeSeconds":60,"deliverySeconds":181}'],
  ["limits", '{"backupAgeSeconds":60}'],
])("%s as %j is refused by name, not by value", (wrong, value) => {
  const read = () => parseFailoverParameters((role) => (role === wrong ? value : good[role]));
  expect(read).toThrow(expect.objectContaining({ kind: "misconfigured", details: { parameter: wrong } }));
});
