import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { ChangePerson, DoersAnswer } from "#app/domain/changes/answers.ts";
import {
  type ChangePiece,
  type Doer,
  type DoerOf,
  doersFrom,
  type IdRun,
  type TextChange,
} from "#app/document/changes/index.ts";
import { personIn } from "#app/editor/presence/people.ts";
import { type AuthoredRange, AuthorIndex } from "#app/protocol/authored-ranges.ts";
import { holdsId, type IdRange, type IdRanges, unionIds } from "#app/protocol/id-ranges.ts";

/** The people who proposed words that another accepted. */
export interface Suggesters {
  readonly people: readonly ChangePerson[];
  /** False where a part of the words was not proposed, or by who accepted it. */
  readonly all: boolean;
}

/** Knows who changed what, as the server tells it, and before it does, who is here. */
export class PeopleOfChanges {
  readonly people = new Map<string, ChangePerson>();
  /** The number up to which the server's answers hold. */
  upTo: number;
  /** Whether something was asked for that no answer covers. */
  lacks = false;
  #inserted: AuthoredRange[] = [];
  #deleted: AuthoredRange[] = [];
  #suggested: AuthoredRange[] = [];
  #suggesters = new AuthorIndex([]);
  #erased: AuthoredRange[] = [];
  #erasers = new AuthorIndex([]);
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

  /**
   * Finds who proposed a change, where another accepted it (M11): `all` of its words, or a part.
   * Nobody where their doer thought of them. Of deletions that were accepted in too many pieces
   * nothing is known, so that those count only where another one beside them is known to be
   * proposed.
   */
  suggestersOf({ doer, pieces }: TextChange): Suggesters {
    const came = this.#proposers(this.#suggesters, doer, idsOf(pieces, ["inserted", "row"]));
    const gone = this.#proposers(this.#erasers, doer, idsOf(pieces, ["deleted"]));
    const people = [...new Set([...came.found, ...gone.found])];
    return {
      people: people.flatMap((userId) => this.people.get(userId) ?? []),
      all: !came.own && !(gone.own && gone.found.size > 0),
    };
  }

  /** Finds who proposed these ids, and whether their doer thought of some. */
  #proposers(index: AuthorIndex, doer: Doer | null, ids: readonly IdRun[]) {
    const found = new Set<string>();
    let own = false;
    for (const { client, clock, length } of ids) {
      for (let at = clock; at < clock + length;) {
        const { range, until } = index.find(client, at);
        const userId = range && this.#order[range[3]];
        if (userId && userId !== doer?.person) found.add(userId);
        else own = true;
        at = Math.max(until, at + 1);
      }
    }
    return { found, own };
  }

  add({ upTo, people, inserted, deleted, suggested }: DoersAnswer): void {
    const moved = this.#known(people);
    this.#inserted = [...this.#inserted, ...inserted.map(moved)];
    this.#deleted = [...this.#deleted, ...deleted.map(moved)];
    if (suggested) {
      const by = this.#known(suggested.people);
      this.#suggested = [...this.#suggested, ...suggested.ranges.map(by)];
      this.#suggesters = new AuthorIndex(this.#suggested);
      this.#erased = [...this.#erased, ...suggested.erased.map(by)];
      this.#erasers = new AuthorIndex(this.#erased);
    }
    this.upTo = Math.max(this.upTo, upTo);
    this.lacks = false;
    this.#doerOf = this.#made(this.#order);
  }

  readonly #order: string[] = [];

  /** Adds the people of an answer, whose indexes are its own, and moves its ranges to ours. */
  #known(people: readonly ChangePerson[]): (range: AuthoredRange) => AuthoredRange {
    const first = this.#order.length;
    for (const person of people) {
      this.people.set(person.userId, person);
      this.#order.push(person.userId);
    }
    return ([client, clock, length, person, at]) => [client, clock, length, person + first, at];
  }

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

  /** Ids that are deleted here are one's own, until the server says otherwise. */
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

function idsOf(
  pieces: readonly ChangePiece[],
  kinds: readonly ChangePiece["is"][],
): readonly IdRun[] {
  return pieces.flatMap((piece) => (kinds.includes(piece.is) ? piece.ids : []));
}
