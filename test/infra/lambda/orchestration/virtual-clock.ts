interface Wake {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that passes only when nothing is left to do in the moment: hours take as long as what happens in them. */
export class VirtualClock {
  now = 0;
  readonly #sleepers: Wake[] = [];

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => {
      const at = this.now + milliseconds;
      const place = this.#sleepers.findIndex((other) => other.at > at);
      this.#sleepers.splice(place === -1 ? this.#sleepers.length : place, 0, { at, wake });
    });
  }

  at(time: number, act: () => void): void {
    void this.sleep(time - this.now).then(act);
  }

  /** Lets everything happen that happens until then. */
  async runUntil(end: number): Promise<void> {
    await settled();
    for (let next = this.#sleepers[0]; next !== undefined && next.at <= end; next = this.#sleepers[0]) {
      this.#sleepers.shift();
      this.now = next.at;
      next.wake();
      await settled();
    }
    this.now = end;
  }
}

/** When every promise that could be kept has been. */
function settled(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
