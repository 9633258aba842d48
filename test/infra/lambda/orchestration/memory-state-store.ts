import { type Decision, initialState, type State } from "../../../../infra/lib/lambda/orchestration/state";
import type { Held, StateStore } from "../../../../infra/lib/lambda/orchestration/state-store";

/** The lock and the state as the table keeps them: the conditions are those of the real one, which moto judges. */
export class MemoryStateStore implements StateStore {
  readonly decisions: Decision[] = [];
  #holder = "";
  #token = 0;
  #leaseUntil = 0;
  #state: State = initialState;

  constructor(private readonly leaseMs: number) {}

  async take(holder: string, now: number): Promise<Held | undefined> {
    if (this.#leaseUntil >= now && this.#holder !== holder) {
      return undefined;
    }
    this.#holder = holder;
    this.#token += 1;
    this.#leaseUntil = now + this.leaseMs;
    return { holder, token: this.#token, leaseUntil: this.#leaseUntil, state: this.#state };
  }

  async keep(held: Held, state: State, decisions: readonly Decision[], now: number): Promise<Held | undefined> {
    if (held.token !== this.#token || held.holder !== this.#holder) {
      return undefined;
    }
    this.#state = state;
    this.#leaseUntil = now + this.leaseMs;
    this.decisions.push(...decisions);
    return { ...held, state, leaseUntil: this.#leaseUntil };
  }

  async release(held: Held): Promise<void> {
    if (held.token === this.#token && held.holder === this.#holder) {
      this.#state = held.state;
      this.#leaseUntil = 0;
    }
  }

  get state(): State {
    return this.#state;
  }
}
