import { unknown } from "../../../../model/graph/unknown";
import { given, inEast, inWest } from "../../given";

const type = "aws:apigateway/domainName:DomainName";
const api = { domainName: "api.example.com", endpointConfiguration: { types: "REGIONAL" } };

export default {
  pass: [
    {
      because: "names are compared without regard to case",
      given: [given(type, "a", api, inEast), given(type, "b", { ...api, domainName: "API.Example.com" }, inWest)],
    },
    {
      because: "each resource says its own region, and the types are a list as in older programs",
      given: [
        given(type, "a", { ...api, region: "us-east-1", endpointConfiguration: { types: ["REGIONAL"] } }),
        given(type, "b", { ...api, region: "us-west-2", endpointConfiguration: { types: ["REGIONAL"] } }),
      ],
    },
  ],
  fail: [
    {
      because: "both domains are in one region",
      given: [given(type, "a", api, inEast), given(type, "b", api, inEast)],
      at: ["a domainName", "b domainName"],
    },
    {
      because: "the twin is served from the edge",
      given: [given(type, "a", api, inEast), given(type, "b", { ...api, endpointConfiguration: null }, inWest)],
      at: ["a domainName"],
    },
    {
      because: "a third region has the name, and the second has not",
      given: [given(type, "a", api, inEast), given(type, "b", api, { provider: { region: "eu-west-1" } })],
      at: ["a domainName", "b domainName"],
    },
    {
      because: "the name is empty",
      given: [given(type, "a", { ...api, domainName: "" }, inEast)],
      at: ["a domainName"],
    },
    {
      because: "the name is a number, twice",
      given: [given(type, "a", { ...api, domainName: 7 }, inEast), given(type, "b", { ...api, domainName: 7 }, inWest)],
      at: ["a domainName", "b domainName"],
    },
    {
      because: "two of three regions are missing",
      config: { regions: ["us-east-1", "us-west-2", "eu-west-1"] },
      given: [given(type, "a", api, inEast)],
      at: ["a domainName"],
    },
  ],
  undetermined: [
    {
      because: "nobody says where the domain is",
      given: [given(type, "a", api)],
      at: ["a region"],
    },
    {
      because: "the region of the twin is unknown",
      given: [given(type, "a", api, inEast), given(type, "b", { ...api, region: unknown.string })],
      at: ["b region"],
    },
    {
      because: "a domain somewhere hides nothing of those that are complete",
      given: [given(type, "a", api, inEast), given(type, "b", api, inWest), given(type, "c", api)],
      at: ["c region"],
    },
  ],
};
