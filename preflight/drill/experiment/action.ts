import { experimentLimits } from "../../../model/recovery/estimates";
import type { Statement, TemplateTarget } from "./report";

/** One action of an experiment, with what it hits and what its role must be allowed. */
export interface Action {
  /** In the template: letters and hyphens. */
  readonly name: string;
  readonly id: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** It goes on for as long as the experiment does. */
  readonly lasts: boolean;
  readonly target?: { readonly key: string; readonly name: string; readonly is: TemplateTarget };
  readonly startAfter?: readonly string[];
  readonly allow: readonly Statement[];
  /** AWS's own policies for service roles that it needs, by name. */
  readonly managed?: readonly string[];
  /** The service whose copies it stops. */
  readonly pauses?: string;
  /** In what it differs from the failure. */
  readonly differs?: readonly string[];
}

/** What can be done to the resources of one kind, and why others are left alone. */
export interface Reach {
  readonly actions: readonly Action[];
  readonly lacks: readonly string[];
}

export const nothing: Reach = { actions: [], lacks: [] };

export function together(...reaches: readonly Reach[]): Reach {
  return {
    actions: reaches.flatMap(({ actions }) => actions),
    lacks: reaches.flatMap(({ lacks }) => lacks),
  };
}

export function allow(Action: readonly string[], Resource: readonly string[]): Statement {
  return { Effect: "Allow", Action, Resource };
}

/** What FIS looks targets up by. */
export const lookUp = allow(["tag:GetResources"], ["*"]);

/** A name that FIS takes: up to 64 characters, none of them a space. */
export function nameFor(prefix: string, text: string): string {
  const plain = `${prefix}-${text}`.replace(/[^\w-]+/g, "-");
  return plain.length <= 64 ? plain : plain.slice(0, 64);
}

/** An action that hits more than one target can name becomes several. */
export function split(action: Action): readonly Action[] {
  const { target } = action;
  const arns = target?.is.resourceArns ?? [];
  if (target === undefined || arns.length <= experimentLimits.targetArns) return [action];
  const starts = arns.map((_, index) => index).filter((index) => index % experimentLimits.targetArns === 0);
  return starts.map((start) => {
    const resourceArns = arns.slice(start, start + experimentLimits.targetArns);
    return { ...action, target: { ...target, is: { ...target.is, resourceArns } } };
  });
}

/** One name for each of several, also where names were cut. */
export function apart(actions: readonly Action[]): readonly Action[] {
  const seen = new Map<string, number>();
  return actions.map((action) => {
    const count = (seen.get(action.name) ?? 0) + 1;
    seen.set(action.name, count);
    if (count === 1) return action;
    const name = `${action.name.slice(0, 60)}-${count}`;
    return {
      ...action,
      name,
      ...(action.target === undefined
        ? {}
        : { target: { ...action.target, name: `${action.target.name.slice(0, 60)}-${count}` } }),
    };
  });
}
