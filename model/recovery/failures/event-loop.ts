/** What happens at an instant. */
export type Action = () => void;

interface Entry {
  readonly time: number;
  readonly sequence: number;
  readonly action: Action;
}

function isBefore(left: Entry, right: Entry): boolean {
  return left.time < right.time || (left.time === right.time && left.sequence < right.sequence);
}

/** A binary heap: the earliest entry first, of one instant the one that was planned first. */
class Agenda {
  private readonly entries: Entry[] = [];

  add(entry: Entry): void {
    let at = this.entries.length;
    this.entries.push(entry);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.entries[above];
      if (parent === undefined || !isBefore(entry, parent)) break;
      this.entries[at] = parent;
      at = above;
    }
    this.entries[at] = entry;
  }

  take(): Entry | undefined {
    const [first] = this.entries;
    const last = this.entries.pop();
    if (last !== undefined && this.entries.length > 0) this.sink(last);
    return first;
  }

  /** Lets an entry down from the top to where both below it are later. */
  private sink(entry: Entry): void {
    let at = 0;
    for (let below = this.earlierBelow(at); below !== undefined; below = this.earlierBelow(at)) {
      if (!isBefore(below.entry, entry)) break;
      this.entries[at] = below.entry;
      at = below.at;
    }
    this.entries[at] = entry;
  }

  private earlierBelow(at: number): { readonly at: number; readonly entry: Entry } | undefined {
    const left = this.entries[2 * at + 1];
    const right = this.entries[2 * at + 2];
    if (left === undefined) return undefined;
    const isRight = right !== undefined && isBefore(right, left);
    return isRight ? { at: 2 * at + 2, entry: right } : { at: 2 * at + 1, entry: left };
  }
}

/**
 * Virtual time in whole milliseconds. What is planned happens in order of time, at one instant in the order in which it
 * was planned, and nothing happens twice or in the past: the same plan gives the same course.
 */
export class EventLoop {
  private readonly agenda = new Agenda();

  private time = 0;

  private sequence = 0;

  /** Milliseconds since the failure. */
  get now(): number {
    return this.time;
  }

  /** Plans an action in so many milliseconds, rounded to whole ones. Throws a RangeError for the past or for never. */
  after(milliseconds: number, action: Action): void {
    const delay = Math.round(milliseconds);
    if (!Number.isSafeInteger(this.time + delay) || delay < 0) {
      throw new RangeError(`an event is planned in ${milliseconds} ms, expected a number from 0 on`);
    }
    this.agenda.add({ time: this.time + delay, sequence: this.sequence++, action });
  }

  /** Runs what is planned until nothing is left, or until the next event is later than the end. */
  run(end: number): void {
    for (let entry = this.agenda.take(); entry !== undefined && entry.time <= end; entry = this.agenda.take()) {
      this.time = entry.time;
      entry.action();
    }
  }
}
