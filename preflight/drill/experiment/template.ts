import type { Action } from "./action";
import type { Template, TemplateAction, TemplateTarget } from "./report";

export interface TemplateParts {
  readonly description: string;
  readonly actions: readonly Action[];
  readonly minutes: number;
  readonly stopAlarmArn: string;
  readonly roleArn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The request to `CreateExperimentTemplate`. */
export function templateOf(parts: TemplateParts): Template {
  const { actions, minutes, stopAlarmArn, roleArn, tags } = parts;
  const targets = actions.flatMap(({ target }): [string, TemplateTarget][] =>
    target ? [[target.name, target.is]] : [],
  );
  return {
    description: parts.description.slice(0, 512),
    targets: Object.fromEntries(targets),
    actions: Object.fromEntries(actions.map((action) => [action.name, actionOf(action, minutes)])),
    stopConditions: [{ source: "aws:cloudwatch:alarm", value: stopAlarmArn }],
    roleArn,
    experimentOptions: { accountTargeting: "single-account", emptyTargetResolutionMode: "fail" },
    tags,
  };
}

function actionOf({ id, description, parameters, lasts, target, startAfter }: Action, minutes: number): TemplateAction {
  return {
    actionId: id,
    description,
    parameters: lasts ? { duration: `PT${minutes}M`, ...parameters } : parameters,
    ...(target === undefined ? {} : { targets: { [target.key]: target.name } }),
    ...(startAfter === undefined ? {} : { startAfter }),
  };
}
