import * as Y from "yjs";
import type { IdRange } from "#app/protocol/id-ranges.ts";
import type { AcceptedUpdate } from "./accepted-update.ts";
import type { Conflicts } from "./conflicts.ts";
import type { KnownState } from "./known-state.ts";
import type { StoredLetters } from "./letters.ts";
import type { Struct } from "./structs.ts";

/**
 * The most steps of a draft (see Conflicts): half a second of Yjs on an idle core. Above it an update
 * may bring STEPS_AN_ITEM for each of its items, so that nobody can spend what others need to write;
 * and each person so many an hour (HourlyAllowance), so that nobody can go on with that for long.
 */
export const MOST_STEPS = 3_000_000;
const STEPS_AN_ITEM = 1_000;
/** The most steps that may have come since the draft was last measured. */
const UNMEASURED_STEPS = 2_000_000;
/** A struct of an accepted update, as it bears on the next letters of its client. */
interface Tip {
  readonly next: number;
  readonly rightClient: number;
  readonly rightClock: number;
}

/** The additions of an update: structs, letters that go on where their client stopped, and deletions. */
interface Additions {
  structs: number;
  letters: number;
  deletions: number;
}

/** Upper limits of a draft's conflicts. */
interface Reckoned {
  items: number;
  widest: number;
  group: number;
  /** Steps that have come since it was measured. */
  unmeasured: number;
}

/**
 * Bounds what a draft may cost those who open it without looking at its text (R33a): from what was
 * measured and the number of items that have come since, wherever these stand. A room measures anew
 * when that may be too much.
 */
export class ConflictAllowance {
  #reckoned: Reckoned;
  /** As measured; null before. */
  #steps: number | null = null;
  /** Raised with every update but letters that go on. */
  #version = 0;
  readonly #tips = new Map<number, Tip>();

  /** @param structs those of the draft as loaded. */
  constructor(structs: number) {
    // However they stand, none is placed among more than all of them.
    const unmeasured = structs * structs;
    this.#reckoned = { items: structs, widest: structs, group: structs, unmeasured };
  }

  get version(): number {
    return this.#version;
  }

  /** Whether it is time to measure the draft, so that nobody waits for it later. */
  get isDue(): boolean {
    return this.#reckoned.unmeasured > UNMEASURED_STEPS / 2;
  }

  /** The most steps that the draft can have. */
  get mostSteps(): number {
    return (this.#steps ?? 0) + this.#reckoned.unmeasured;
  }

  /** Whether the update may be taken without measuring the draft with it. */
  takes(update: AcceptedUpdate, known: KnownState): boolean {
    const added = this.#additionsOf(update, known);
    const { structs, deletions } = added;
    if (structs + deletions > 0 && (this.#steps ?? 0) > MOST_STEPS) return false;
    return reckon(this.#reckoned, added).unmeasured <= UNMEASURED_STEPS;
  }

  /** Counts an update that is accepted, before `known` has it; `measured` is the draft with it. */
  add(update: AcceptedUpdate, known: KnownState, measured: Conflicts | null = null): void {
    const added = this.#additionsOf(update, known);
    this.#note(update);
    if (added.structs + added.deletions > 0) this.#version += 1;
    const { unmeasured } = this.#reckoned;
    this.#reckoned = reckon(this.#reckoned, added);
    if (!measured) return;
    this.#steps = measured.steps;
    this.#reckoned.unmeasured = unmeasured;
  }

  /** Call where the whole draft was read anew: it has to be measured. */
  replaced(): void {
    this.#version += 1;
    this.#reckoned.unmeasured += UNMEASURED_STEPS + 1;
  }

  /** Begins to measure: call the returned function with what was found. */
  measuring(): (found: Conflicts) => void {
    const then = { ...this.#reckoned };
    return (found) => {
      const now = this.#reckoned;
      this.#steps = found.steps;
      this.#reckoned = {
        items: found.items + now.items - then.items,
        widest: found.widest + now.widest - then.widest,
        group: found.group + now.group - then.group,
        unmeasured: now.unmeasured - then.unmeasured,
      };
    };
  }

  #additionsOf(update: AcceptedUpdate, known: KnownState): Additions {
    const added: Additions = { structs: 0, letters: 0, deletions: 0 };
    const { letters } = update;
    if (letters) {
      if (goesOn(this.#tips.get(letters.client), letters)) added.letters = 1;
      else added.structs = 1;
      return added;
    }
    for (const { client, structs } of update.sections) {
      let tip = this.#tips.get(client);
      for (const struct of structs) {
        const run = runOf(struct);
        if (run && goesOn(tip, run)) added.letters += 1;
        else added.structs += 1;
        tip = run ? tipBehind(run) : undefined;
      }
    }
    for (const [client, ranges] of update.deleted) {
      for (const range of ranges) if (!isBesideDeleted(client, range, known)) added.deletions += 1;
    }
    return added;
  }

  #note(update: AcceptedUpdate): void {
    const { letters } = update;
    // An item that stands behind a client's last letter, or deletes it, keeps its next letters apart from it.
    if (letters) {
      if (letters.leftClient !== letters.client) this.#tips.delete(letters.leftClient);
      this.#tips.set(letters.client, tipBehind(letters));
      return;
    }
    for (const client of update.deleted.keys()) this.#tips.delete(client);
    for (const { structs } of update.sections) {
      for (const struct of structs) {
        if (struct instanceof Y.Item && struct.origin) this.#tips.delete(struct.origin.client);
      }
    }
    for (const { client, structs } of update.sections) {
      const run = runOf(structs.at(-1));
      if (run) this.#tips.set(client, tipBehind(run));
      else this.#tips.delete(client);
    }
  }
}

/**
 * The most that a draft can be with what an update adds. A struct may be placed among all there are, and each
 * of these, and each of the two items that it cuts off, may be placed past it; it raises what stands before it
 * by itself and by those two; and it widens what it stands beside. A letter or a deletion only makes items
 * longer, or cuts them.
 */
function reckon(before: Reckoned, { structs, letters, deletions }: Additions): Reckoned {
  let { items, widest, group, unmeasured } = before;
  for (let struct = 0; struct < structs; struct += 1) {
    unmeasured += items + 2 + group + 3 * widest;
    items += 3;
    group = Math.min(group + 2, items);
    widest = Math.min(widest + group, items);
  }
  unmeasured += (letters + 2 * deletions) * widest;
  items += letters + 2 * deletions;
  return { items, widest, group, unmeasured };
}

type Run = Omit<StoredLetters, "from" | "to">;

/** A struct of letters behind an id; null for any other. */
function runOf(struct: Struct | undefined): Run | null {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return null;
  const { id, length, origin, rightOrigin } = struct;
  if (!origin) return null;
  return {
    client: id.client,
    clock: id.clock,
    length,
    leftClient: origin.client,
    leftClock: origin.clock,
    rightClient: rightOrigin?.client ?? -1,
    rightClock: rightOrigin?.clock ?? 0,
  };
}

function tipBehind({ clock, length, rightClient, rightClock }: Run): Tip {
  return { next: clock + length, rightClient, rightClock };
}

/** Whether it becomes one item with what its client wrote before. */
function goesOn(tip: Tip | undefined, run: Run): boolean {
  return (
    tip?.next === run.clock &&
    run.leftClient === run.client &&
    run.leftClock === run.clock - 1 &&
    tip.rightClient === run.rightClient &&
    tip.rightClock === run.rightClock
  );
}

/**
 * The steps that an update brings above the bound, by what the draft is without and with it; null where
 * it may not be taken.
 */
export function stepsAbove(before: Conflicts, after: Conflicts): number | null {
  if (after.steps <= MOST_STEPS) return 0;
  const brought = after.steps - before.steps;
  if (brought > STEPS_AN_ITEM * Math.max(1, after.items - before.items)) return null;
  return Math.max(0, Math.min(brought, after.steps - MOST_STEPS));
}

/** Whether a deletion only makes one that is there longer. */
function isBesideDeleted(client: number, { clock, length }: IdRange, known: KnownState): boolean {
  return isDeleted(client, clock - 1, known) || isDeleted(client, clock + length, known);
}

function isDeleted(client: number, clock: number, known: KnownState): boolean {
  if (clock < 0) return false;
  const id = { clock, length: 1 };
  const left: IdRange[] = [];
  known.notDeleted(client, id, left);
  if (left.length === 0) return true;
  left.length = 0;
  known.notDeletedByWaiting(client, id, left);
  return left.length === 0;
}
