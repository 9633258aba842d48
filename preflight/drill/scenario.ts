import { type Scenario, scenarios } from "../../model/recovery/failures/scenario";
import { scenarioNames } from "../../model/recovery/failures/scenario-names";
import { PreflightError } from "../problem";

/** Throws a PreflightError when there is no such scenario. */
export function findScenario(name: string): Scenario {
  const found = scenarios.find((each) => each.name === name);
  if (found === undefined) {
    throw new PreflightError(`--fail is ${JSON.stringify(name)}, expected one of ${scenarioNames.join(", ")}`);
  }
  return found;
}
