import { Region } from "@pulumi/aws/types/enums";
import { awsRegions } from "../../../infra/config/aws-regions";

test("the regions are those that the provider knows, less the partitions with accounts of their own", () => {
  const others = /^(cn|eusc|eu-isoe|us-gov|us-iso[a-z]?)-/;
  const known = Object.values(Region).filter((region) => !others.test(region));
  expect([...awsRegions].sort()).toEqual(known.sort());
});
