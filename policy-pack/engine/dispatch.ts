import type { Policies } from "@pulumi/policy";
import { AnalyzeResponse, PolicyNotApplicable } from "@pulumi/pulumi/proto/analyzer_pb";
import { judges } from "./cloud-control";
import { summaryOf } from "./policy";
import type { Rule } from "./rule";
import { switchOff } from "./switched-off";

/** What is to be known of a policy in order to ask it only about what it judges. */
export type Addressee = Pick<Rule, "kind" | "on" | "policy">;

/** Policies by whether they judge resources of a type. */
interface Choice {
  readonly concerned: Policies;
  readonly others: readonly Addressee[];
  /** The others' answer, written as it travels: that they do not apply. */
  answer?: Uint8Array;
}

/**
 * Shows the SDK only the policies that judge a resource's type. The SDK walks the list that the pack was made of anew for
 * each resource, and begins to while it is called: at that moment the list walks those policies alone. The rest do not
 * apply, which is said for them, once for each type.
 */
export class Dispatch {
  /** The list to make the pack of. */
  readonly policies: Policies;
  private readonly choices = new Map<string, Choice>();
  private disabled: ReadonlySet<string> = new Set();
  private turn: Turn | undefined;

  constructor(private readonly laws: readonly Addressee[]) {
    const all = laws.map(({ policy }) => policy);
    const walk = () => (this.turn?.take() ?? all).values();
    this.policies = Object.defineProperty([...all], Symbol.iterator, { value: walk });
    this.configure(new Map());
  }

  /** Takes note of which policies the engine runs: one that it does not run says nothing. */
  configure(isDisabled: ReadonlyMap<string, boolean>): void {
    const disabled = this.laws
      .map(({ policy }) => policy)
      .filter(({ name, enforcementLevel }) => isDisabled.get(name) ?? enforcementLevel === "disabled");
    this.disabled = new Set(disabled.map(({ name }) => name));
    switchOff(this.disabled);
    this.choices.clear();
  }

  /** Begins a judgement, which may end later. */
  judge<Result>(type: string, begin: (turn: Turn) => Result): Result {
    const choice = this.choiceOf(type);
    const turn = new Turn(choice.concerned, () => this.answerOf(choice));
    this.turn = turn;
    try {
      return begin(turn);
    } finally {
      this.turn = undefined;
    }
  }

  private choiceOf(type: string): Choice {
    const known = this.choices.get(type);
    if (known !== undefined) {
      return known;
    }
    const judging = this.laws.filter(({ kind }) => kind === "resource");
    const choice = {
      concerned: judging.filter(({ on }) => judges(on, type)).map(({ policy }) => policy),
      others: judging.filter(({ on }) => !judges(on, type)),
    };
    this.choices.set(type, choice);
    return choice;
  }

  private answerOf(choice: Choice): Uint8Array {
    choice.answer ??= new AnalyzeResponse()
      .setNotApplicableList(choice.others.filter(({ policy }) => !this.disabled.has(policy.name)).map(notApplicable))
      .serializeBinary();
    return choice.answer;
  }
}

function notApplicable({ policy, on }: Addressee): PolicyNotApplicable {
  return new PolicyNotApplicable().setPolicyName(policy.name).setReason(summaryOf(on));
}

/** One judgement of a resource. */
export class Turn {
  private isTaken = false;

  constructor(
    private readonly concerned: Policies,
    private readonly answerOfOthers: () => Uint8Array,
  ) {}

  take(): Policies {
    this.isTaken = true;
    return this.concerned;
  }

  /** What those would have said that were not shown; nothing when the SDK looked at all of them. */
  get answer(): Uint8Array | undefined {
    return this.isTaken ? this.answerOfOthers() : undefined;
  }
}
