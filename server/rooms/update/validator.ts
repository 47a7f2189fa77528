import * as Y from "yjs";
import type { IdRange, IdRanges } from "#app/protocol/id-ranges.ts";
import { neighborsOf } from "#app/document/flow/placement.ts";
import { type AcceptedUpdate, decodeWhole, lettersUpdate } from "./accepted-update.ts";
import { flowFault } from "./flow-validator.ts";
import { deletionsAreKnown, integrable, integrates } from "./integration.ts";
import type { KnownState } from "./known-state.ts";
import { readLetters } from "./letters.ts";
import { Malformed } from "./malformed.ts";
import { newDeletions, NOTHING_DELETED, remainder } from "./remainder.ts";
import { type ClientStructs, type DecodedUpdate, endOf, startOf } from "./structs.ts";
import { TypeIndex, typesIn } from "./type-index.ts";
import { checkDeletionForm, checkForm, CLOCK_END, clientsIn } from "./update-form.ts";

/** The owner of a Yjs client id in this draft (R7), relative to the sender. */
export type Owner = "sender" | "another" | "nobody";

/**
 * The verdict on an update (R6):
 *
 * - `malformed`: no correct client sends it; `why` says what is wrong, without any of its content.
 * - `gap`: it depends on structs that the room does not have.
 * - `foreign`: it has new structs under someone else's client id.
 * - `known`: nothing of it is new. `repeats`: some of it is still pending.
 * - `accepted`: the new part of it. `unboundClients`: client ids without an owner yet. `isPart`: it
 * has more of those than one message may bring, and this is the first part of them with everything
 * it depends on; the rest comes with the sender's next step 2 (R34).
 */
export type Verdict =
  | { readonly kind: "malformed"; readonly why: string }
  | { readonly kind: "gap" }
  | { readonly kind: "foreign" }
  | { readonly kind: "known"; readonly repeats: boolean }
  | {
      readonly kind: "accepted";
      readonly update: AcceptedUpdate;
      readonly repeats: boolean;
      readonly unboundClients: readonly number[];
      readonly isPart: boolean;
    };

/** Limits of one update (R34). */
export interface UpdateBounds {
  readonly bytes: number;
  /** Client ids without an owner yet; an update with more is accepted in parts. */
  readonly newClients: number;
}

/**
 * The most clients in one update: decoding more blocks everybody (400,000 took 16 s). Nobody has so
 * many: each stands for one load of a page whose updates never reached the server.
 */
const MOST_CLIENTS = 20_000;

const GAP: Verdict = { kind: "gap" };

/**
 * Validates one update from a client: the only gate between a socket and the log (R6). Pure:
 * neither `known` nor the update is changed.
 */
export function validate(
  update: Uint8Array,
  known: KnownState,
  ownerOf: (client: number) => Owner,
  bounds: number | UpdateBounds,
): Verdict {
  const { bytes, newClients } =
    typeof bounds === "number" ? { bytes: bounds, newClients: Infinity } : bounds;
  if (update.length > bytes) return { kind: "malformed", why: "too large" };
  return acceptedLetters(update, known, ownerOf) ?? validateAny(update, known, ownerOf, newClients);
}

/** Validates an update of any form, whose size is within bounds. */
export function validateAny(
  update: Uint8Array,
  known: KnownState,
  ownerOf: (client: number) => Owner,
  newClients: number,
): Verdict {
  if (clientsIn(update) > MOST_CLIENTS) return { kind: "malformed", why: "too many clients" };
  let decoded: DecodedUpdate;
  try {
    decoded = decodeWhole(update);
  } catch {
    // The library throws whatever it stumbles upon in bytes that are no update.
    return { kind: "malformed", why: "does not decode" };
  }
  try {
    return judge(update, decoded, known, ownerOf, newClients);
  } catch (error) {
    if (error instanceof Malformed) return { kind: "malformed", why: error.message };
    throw error;
  }
}

/**
 * The verdict on a run of letters that its owner types on from where the room is, behind what the
 * room has: accepted as it came. Null for all others, and wherever `validateAny` might find anything:
 * tests/rooms/letters.test.ts compares the two.
 */
function acceptedLetters(
  update: Uint8Array,
  known: KnownState,
  ownerOf: (client: number) => Owner,
): Verdict | null {
  const letters = readLetters(update);
  if (!letters) return null;
  const { client, clock, leftClient, leftClock, rightClient, rightClock } = letters;
  const isNext = clock === known.nextClock(client) && clock + letters.length < CLOCK_END;
  if (!isNext || ownerOf(client) !== "sender") return null;
  if (leftClock >= known.nextClock(leftClient)) return null;
  if (rightClient >= 0 && rightClock >= known.nextClock(rightClient)) return null;
  const kind = known.kindOf({ client: leftClient, clock: leftClock });
  if (kind && !neighborsOf(kind).has("letters")) return null;
  const accepted = lettersUpdate(update, letters);
  return {
    kind: "accepted",
    update: accepted,
    repeats: false,
    unboundClients: NOBODY,
    isPart: false,
  };
}

const NOBODY: readonly number[] = [];

function judge(
  update: Uint8Array,
  { sections, deleted }: DecodedUpdate,
  known: KnownState,
  ownerOf: (client: number) => Owner,
  newClients: number,
): Verdict {
  checkForm(sections);
  checkDeletionForm(deleted);
  checkFlow(sections, known);

  const unboundClients: number[] = [];
  let foreign = false;
  let fresh = false;
  let cut = false;
  let repeats = false;
  for (const section of sections) {
    const end = endOf(section);
    const next = known.nextClock(section.client);
    if (startOf(section) < next) {
      cut = true;
      if (Math.min(end, next) > known.committedClock(section.client)) repeats = true;
    }
    if (end <= next) continue;
    fresh = true;
    const owner = ownerOf(section.client);
    if (owner === "another") foreign = true;
    else if (owner === "nobody") unboundClients.push(section.client);
  }
  if (foreign) return { kind: "foreign" };
  if (unboundClients.length > newClients)
    return firstPart(sections, deleted, known, unboundClients, newClients);
  if (fresh && !integrates(sections, known)) return GAP;
  if (!deletionsAreKnown(deleted, sections, known)) return GAP;

  const left = deleted.size > 0 ? newDeletions(deleted, known) : NOTHING_DELETED;
  repeats ||= left.repeats;
  if (!fresh && left.deleted.size === 0) return { kind: "known", repeats };
  const accepted =
    cut || left.cut
      ? remainder(sections, left.deleted, known)
      : { bytes: update, sections, deleted: left.deleted };
  return { kind: "accepted", update: accepted, repeats, unboundClients, isPart: false };
}

/** The part of an update with too many new client ids that can be accepted now. */
function firstPart(
  sections: readonly ClientStructs[],
  deleted: IdRanges,
  known: KnownState,
  unboundClients: readonly number[],
  most: number,
): Verdict {
  const taken = integrable(sections, known, new Set(unboundClients), most);
  if (!taken) return GAP;
  const part = sections.flatMap(({ client, structs }) => {
    const count = taken.get(client) ?? 0;
    return count > 0 ? [{ client, structs: structs.slice(0, count) }] : [];
  });
  const ends = new Map(part.map((section) => [section.client, endOf(section)]));
  // Only deletions of structs that are there by then; the others are sent again with the rest.
  const now = new Map<number, IdRange[]>();
  for (const [client, list] of deleted) {
    const end = Math.max(known.nextClock(client), ends.get(client) ?? 0);
    const there = list.filter((range) => range.clock + range.length <= end);
    if (there.length > 0) now.set(client, there);
  }
  const left = newDeletions(now, known);
  const accepted = remainder(part, left.deleted, known);
  const taking = new Set(accepted.sections.map(({ client }) => client));
  const bound = unboundClients.filter((client) => taking.has(client));
  return {
    kind: "accepted",
    update: accepted,
    repeats: left.repeats,
    unboundClients: bound,
    isPart: true,
  };
}

/**
 * Refuses what no editor inserts into a flow (F11). What the room has already is not checked again:
 * returning clients repeat it.
 */
function checkFlow(sections: readonly ClientStructs[], known: KnownState): void {
  const types = new TypeIndex(known.kindOf);
  types.add(typesIn(sections));
  for (const { client, structs } of sections) {
    const next = known.nextClock(client);
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || struct.id.clock + struct.length <= next) continue;
      const fault = flowFault(struct, types.kindOf);
      if (fault !== null) throw new Malformed(fault);
    }
  }
}
