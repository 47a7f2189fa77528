import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { ChangePerson, DoersAnswer } from "#app/domain/changes/answers.ts";
import { type Doer, type DoerOf, doersFrom } from "#app/document/changes/index.ts";
import { personIn } from "#app/editor/presence/people.ts";
import type { AuthoredRange } from "#app/protocol/authored-ranges.ts";
import { holdsId, type IdRange, type IdRanges, unionIds } from "#app/protocol/id-ranges.ts";

/** Who changed what, as the server tells it, and before it does, who is here. */
export class PeopleOfChanges {
  readonly people = new Map<string, ChangePerson>();
  /** The number up to which the server's answers hold. */
  upTo: number;
  /** Whether something was asked for that no answer covers. */
  lacks = false;
  #inserted: AuthoredRange[] = [];
  #deleted: AuthoredRange[] = [];
  #mine: IdRanges = new Map();
  #doerOf: DoerOf;

  constructor(
    readonly doc: Y.Doc,
    readonly awareness: Awareness,
    readonly you: ChangePerson,
    after: number,
  ) {
    this.upTo = after;
    this.people.set(you.userId, you);
    this.#doerOf = this.#made([]);
    doc.on("afterTransaction", this.#onTransaction);
  }

  destroy(): void {
    this.doc.off("afterTransaction", this.#onTransaction);
  }

  readonly doerOf: DoerOf = (did, client, clock) => this.#doerOf(did, client, clock);

  add({ upTo, people, inserted, deleted }: DoersAnswer): void {
    // Indexes of people are each answer's own.
    const first = this.#order.length;
    for (const person of people) {
      this.people.set(person.userId, person);
      this.#order.push(person.userId);
    }
    const moved = ([client, clock, length, person, at]: AuthoredRange): AuthoredRange => [
      client,
      clock,
      length,
      person + first,
      at,
    ];
    this.#inserted = [...this.#inserted, ...inserted.map(moved)];
    this.#deleted = [...this.#deleted, ...deleted.map(moved)];
    this.upTo = Math.max(this.upTo, upTo);
    this.lacks = false;
    this.#doerOf = this.#made(this.#order);
  }

  readonly #order: string[] = [];

  #made(order: readonly string[]): DoerOf {
    const ranges = { inserted: this.#inserted, deleted: this.#deleted };
    return doersFrom(ranges, (index) => order[index] ?? "", this.#unknown);
  }

  readonly #unknown = (did: "inserted" | "deleted", client: number, clock: number): Doer | null => {
    this.lacks = true;
    if (did === "deleted") {
      return holdsId(this.#mine, client, clock) ? { person: this.you.userId, at: null } : null;
    }
    if (client === this.doc.clientID) return { person: this.you.userId, at: null };
    const person = personIn(this.awareness.getStates().get(client));
    if (!person) return null;
    if (!this.people.has(person.userId)) this.people.set(person.userId, person);
    return { person: person.userId, at: null };
  };

  /** What is deleted here is one's own, until the server says so. */
  readonly #onTransaction = (transaction: Y.Transaction): void => {
    if (!transaction.local || transaction.deleteSet.clients.size === 0) return;
    const deleted = new Map<number, IdRange[]>();
    for (const [client, list] of transaction.deleteSet.clients) {
      deleted.set(
        client,
        list.map(({ clock, len }) => ({ clock, length: len })),
      );
    }
    this.#mine = unionIds(this.#mine, deleted);
  };
}
