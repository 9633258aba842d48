import { PreflightError } from "../../problem";
import { pulumiProgram } from "./pulumi";
import type { ExperimentReport } from "./report";

export const experimentForms = ["json", "pulumi"] as const;

/** Writes experiments; one stack that was asked for by name is an object in JSON, otherwise a list. */
export type ExperimentFormat = (reports: readonly ExperimentReport[], isSingle: boolean) => string;

const forms: Readonly<Record<string, ExperimentFormat>> = {
  json: (reports, isSingle) => {
    const document = isSingle ? reports[0] : { schemaVersion: 1, stacks: reports };
    return `${JSON.stringify(document, null, 2)}\n`;
  },
  pulumi: (reports) => pulumiProgram(reports),
};

/** Throws a PreflightError when there is no such form. */
export function findExperimentForm(name: string): ExperimentFormat {
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  if (form === undefined) {
    throw new PreflightError(`--experiment is ${JSON.stringify(name)}, expected ${experimentForms.join(" or ")}`);
  }
  return form;
}
