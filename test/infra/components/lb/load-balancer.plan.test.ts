import { planFrontDoor } from "../../../../infra/components/lb/load-balancer.plan";

test("without a certificate requests come over HTTP", () => {
  expect(planFrontDoor(false)).toEqual({ protocol: "HTTP", port: 80, openPorts: [80] });
});

test("with a certificate they come over HTTPS, and port 80 only sends them there", () => {
  expect(planFrontDoor(true)).toEqual({ protocol: "HTTPS", port: 443, openPorts: [443, 80] });
});
