import type { PolicyResourceOptions } from "@pulumi/policy";
import type { Member, Provider, Stack } from "../../model/graph/stack";

/** One resource as a policy sees it. */
export interface Subject<Props = Readonly<Record<string, unknown>>> {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly props: Props;
  readonly opts: PolicyResourceOptions;
  readonly provider?: Provider;
  /** Set for a resource of Cloud Control: whether its form can be told a property of this name at all. */
  readonly knows?: (property: string) => boolean;
  /** Set where it is judged with the rest of its stack: its place among the others. */
  readonly inStack?: InStack;
}

export interface InStack {
  readonly stack: Stack;
  readonly member: Member;
}
