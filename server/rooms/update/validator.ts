import * as Y from "yjs";
import { type IdRange, type IdRanges, unionIds } from "#app/protocol/id-ranges.ts";
import { checkConflicts } from "./conflicts.ts";
import { flowFault } from "./flow-validator.ts";
import { Malformed } from "./malformed.ts";
import { type KindOf, TypeIndex, typesIn } from "./type-index.ts";
import {
  type ClientStructs,
  type DecodedUpdate,
  decodeWhole,
  encodeWords,
  type Struct,
  type AcceptedUpdate,
} from "./accepted-update.ts";

/** What the validator must know of the draft; Knowledge is one. */
export interface Known {
  committedClock(client: number): number;
  nextClock(client: number): number;
  notDeleted(client: number, range: IdRange, out: IdRange[]): void;
  notDeletedByWaiting(client: number, range: IdRange, out: IdRange[]): void;
  /** What the shared types are that the room knows, of committed words and of those that wait. */
  readonly kindOf: KindOf;
}

/** Whose a Yjs client id is in this draft (R7), seen from the sender. */
export type Owner = "sender" | "another" | "nobody";

/**
 * What becomes of an update (R6):
 *
 * - `malformed`: no honest client sends it; `why` says what is wrong, without any of its content.
 * - `gap`: it builds on words that the room does not hold.
 * - `foreign`: it holds new words under a client id of someone else.
 * - `known`: nothing of it is new. `repeats`: some of it still waits for its commit.
 * - `words`: what is new of it. `unheard`: client ids that are nobody's yet. `isPart`: it holds more
 *   such ids than one message may bring, and these are the first of them with all that they build on;
 *   the rest comes with the sender's next step 2 (R34).
 */
export type Verdict =
  | { readonly kind: "malformed"; readonly why: string }
  | { readonly kind: "gap" }
  | { readonly kind: "foreign" }
  | { readonly kind: "known"; readonly repeats: boolean }
  | {
      readonly kind: "words";
      readonly words: AcceptedUpdate;
      readonly repeats: boolean;
      readonly unboundClients: readonly number[];
      readonly isPart: boolean;
    };

/** What one update may hold (R34). */
export interface UpdateBounds {
  readonly bytes: number;
  /** Client ids that are nobody's yet; what has more is taken in parts. */
  readonly newClients: number;
}

/** The name of the one root type of a draft. */
const ROOT = "default";

/** Ids end below this; Yjs's own arithmetic is not safe beyond. */
const CLOCK_END = 2 ** 31;

/**
 * Clients of one update: to take apart what has more blocks everybody (400,000 took 16 s). Nobody has so
 * many: each stands for one load of a page whose words never reached the server.
 */
export const MOST_CLIENTS = 20_000;

const GAP: Verdict = { kind: "gap" };
const NO_DELETIONS: IdRanges = new Map();

/**
 * Judges one update from a client: the single gate between a socket and the log (R6). Pure: neither
 * `known` nor the update is changed.
 */
export function validate(
  update: Uint8Array,
  known: Known,
  ownerOf: (client: number) => Owner,
  bounds: number | UpdateBounds,
): Verdict {
  const { bytes, newClients } =
    typeof bounds === "number" ? { bytes: bounds, newClients: Infinity } : bounds;
  if (update.length > bytes) return { kind: "malformed", why: "too large" };
  if (clientsIn(update) > MOST_CLIENTS) return { kind: "malformed", why: "too many clients" };
  let decoded: DecodedUpdate;
  try {
    decoded = decodeWhole(update);
  } catch {
    return { kind: "malformed", why: "does not decode" };
  }
  try {
    return judge(update, decoded, known, ownerOf, newClients);
  } catch (error) {
    if (error instanceof Malformed) return { kind: "malformed", why: error.message };
    throw error;
  }
}

function judge(
  update: Uint8Array,
  { sections, deleted }: DecodedUpdate,
  known: Known,
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
  checkConflicts(sections, known);
  if (unboundClients.length > newClients)
    return firstPart(sections, deleted, known, unboundClients, newClients);
  if (fresh && !integrates(sections, known)) return GAP;
  if (!deletionsAreKnown(deleted, sections, known)) return GAP;

  const left = deleted.size > 0 ? newDeletions(deleted, known) : NOTHING_DELETED;
  repeats ||= left.repeats;
  if (!fresh && left.deleted.size === 0) return { kind: "known", repeats };
  const words =
    cut || left.cut
      ? remainder(sections, left.deleted, known)
      : { bytes: update, sections, deleted: left.deleted };
  return { kind: "words", words, repeats, unboundClients, isPart: false };
}

/** What of an update with too many new client ids can be taken now. */
function firstPart(
  sections: readonly ClientStructs[],
  deleted: IdRanges,
  known: Known,
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
  // Deletions of what is there by then; the others come again with the rest.
  const now = new Map<number, IdRange[]>();
  for (const [client, list] of deleted) {
    const end = Math.max(known.nextClock(client), ends.get(client) ?? 0);
    const there = list.filter((range) => range.clock + range.length <= end);
    if (there.length > 0) now.set(client, there);
  }
  const left = newDeletions(now, known);
  const words = remainder(part, left.deleted, known);
  const taking = new Set(words.sections.map(({ client }) => client));
  const bound = unboundClients.filter((client) => taking.has(client));
  return { kind: "words", words, repeats: left.repeats, unboundClients: bound, isPart: true };
}

/** The number of clients that an update says it has: it begins with it. */
function clientsIn(update: Uint8Array): number {
  let clients = 0;
  for (let at = 0, scale = 1; at < update.length && at < 8; at += 1, scale *= 128) {
    const byte = update[at] ?? 0;
    clients += (byte & 127) * scale;
    if (byte < 128) break;
  }
  return clients;
}

/** What Yjs accepts silently, or decodes and then fails to apply, and no honest client sends. */
function checkForm(sections: readonly ClientStructs[]): void {
  let previous = Infinity;
  for (const section of sections) {
    if (section.client >= previous) throw new Malformed("clients out of order");
    previous = section.client;
    let clock = startOf(section);
    for (const struct of section.structs) {
      if (struct.id.clock !== clock) throw new Malformed("structs not end to end");
      if (struct.length <= 0) throw new Malformed("an empty struct");
      clock += struct.length;
      if (clock >= CLOCK_END) throw new Malformed("a clock too large");
      if (struct instanceof Y.Item) checkItem(struct);
    }
  }
}

function checkItem(item: Y.Item): void {
  const { content, parent } = item;
  if (typeof parent === "string" && parent !== ROOT) throw new Malformed("another root");
  if (content instanceof Y.ContentDoc) throw new Malformed("a subdocument");
  if (content instanceof Y.ContentType) {
    const { type } = content;
    // A legal text is made of elements and text; others break every editor that has it open.
    const isText = type instanceof Y.XmlText;
    if (!isText && !(type instanceof Y.XmlElement)) throw new Malformed("another shared type");
  }
  const { client, clock } = item.id;
  for (const id of [item.origin, item.rightOrigin, parentId(item)]) {
    // Yjs decodes such a reference and then throws, each time the draft is loaded.
    if (id && id.client === client && id.clock >= clock) throw new Malformed("refers to itself");
  }
}

/**
 * What no editor puts into a flow (F11). What the room has already is not asked about again: it may be
 * of an older release, and whoever comes back repeats it.
 */
function checkFlow(sections: readonly ClientStructs[], known: Known): void {
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

function checkDeletionForm(deleted: IdRanges): void {
  for (const list of deleted.values()) {
    for (const { clock, length } of list) {
      if (clock + length >= CLOCK_END) throw new Malformed("a deletion too large");
    }
  }
}

/**
 * Whether every new struct can be integrated: nothing is skipped, and its origins and its parent are
 * there before it, in the room or earlier in this update, as Yjs would find them. Sections may lean
 * on each other, but not in a circle.
 */
function integrates(sections: readonly ClientStructs[], known: Known): boolean {
  return integrable(sections, known, NOBODY, Infinity) !== null;
}

const NOBODY: ReadonlySet<number> = new Set();

/**
 * How many structs of each client can be integrated, until structs of more than `most` of the
 * `unheard` would be; null where some never can.
 */
function integrable(
  sections: readonly ClientStructs[],
  known: Known,
  unboundClients: ReadonlySet<number>,
  most: number,
): ReadonlyMap<number, number> | null {
  const clocks = new Map<number, number>();
  for (const section of sections) {
    const next = known.nextClock(section.client);
    if (startOf(section) > next) return null;
    if (section.structs.some((struct) => struct instanceof Y.Skip)) return null;
    clocks.set(section.client, next);
  }
  const clockOf = (client: number) => clocks.get(client) ?? known.nextClock(client);
  const walks = new Map(sections.map((section) => [section.client, { section, at: 0 }]));
  const heard = new Set<number>();
  const taken = () => new Map([...walks].map(([client, { at }]) => [client, at]));
  for (const start of walks.values()) {
    const stack = [start];
    const onStack = new Set(stack);
    while (stack.length > 0) {
      const walk = stack[stack.length - 1] as typeof start;
      const struct = walk.section.structs[walk.at];
      if (!struct) {
        stack.pop();
        onStack.delete(walk);
        continue;
      }
      const missing = isNew(struct, clockOf) ? missingClient(struct, clockOf) : null;
      if (missing === null) {
        const { client } = struct.id;
        if (unboundClients.has(client)) {
          if (heard.size >= most && !heard.has(client)) return taken();
          heard.add(client);
        }
        const end = struct.id.clock + struct.length;
        if (end > clockOf(struct.id.client)) clocks.set(struct.id.client, end);
        walk.at += 1;
        if (stack.length === 1) continue;
        // Whoever waited for this client tries again.
        stack.pop();
        onStack.delete(walk);
        continue;
      }
      const helper = walks.get(missing);
      if (!helper || helper.at >= helper.section.structs.length) return null;
      if (onStack.has(helper)) return null;
      stack.push(helper);
      onStack.add(helper);
    }
  }
  return taken();
}

function isNew(struct: Struct, clockOf: (client: number) => number): boolean {
  return struct.id.clock + struct.length > clockOf(struct.id.client);
}

/** The client whose words must come first, or null. */
function missingClient(struct: Struct, clockOf: (client: number) => number): number | null {
  if (!(struct instanceof Y.Item)) return null;
  for (const id of [struct.origin, struct.rightOrigin, parentId(struct)]) {
    if (id && id.client !== struct.id.client && id.clock >= clockOf(id.client)) return id.client;
  }
  return null;
}

function deletionsAreKnown(
  deleted: IdRanges,
  sections: readonly ClientStructs[],
  known: Known,
): boolean {
  if (deleted.size === 0) return true;
  const ends = new Map(sections.map((section) => [section.client, endOf(section)]));
  for (const [client, list] of deleted) {
    const end = Math.max(known.nextClock(client), ends.get(client) ?? 0);
    for (const range of list) if (range.clock + range.length > end) return false;
  }
  return true;
}

interface NewDeletions {
  readonly deleted: IdRanges;
  readonly cut: boolean;
  readonly repeats: boolean;
}

const NOTHING_DELETED: NewDeletions = { deleted: NO_DELETIONS, cut: false, repeats: false };

function newDeletions(deleted: IdRanges, known: Known): NewDeletions {
  const left = new Map<number, IdRange[]>();
  let total = 0;
  let afterCommitted = 0;
  let afterWaiting = 0;
  for (const [client, list] of unionIds(deleted)) {
    const uncommitted: IdRange[] = [];
    for (const range of list) {
      total += range.length;
      known.notDeleted(client, range, uncommitted);
    }
    const unknown: IdRange[] = [];
    for (const range of uncommitted) {
      afterCommitted += range.length;
      known.notDeletedByWaiting(client, range, unknown);
    }
    for (const range of unknown) afterWaiting += range.length;
    if (unknown.length > 0) left.set(client, unknown);
  }
  return { deleted: left, cut: afterWaiting < total, repeats: afterWaiting < afterCommitted };
}

/** The words without what is known already. */
function remainder(
  sections: readonly ClientStructs[],
  deleted: IdRanges,
  known: Known,
): AcceptedUpdate {
  const rest: { client: number; structs: Struct[]; offset: number }[] = [];
  for (const { client, structs } of sections) {
    const next = known.nextClock(client);
    const left = structs.filter((struct) => struct.id.clock + struct.length > next);
    const first = left[0];
    if (first) rest.push({ client, structs: left, offset: Math.max(0, next - first.id.clock) });
  }
  const bytes = encodeWords(rest, deleted);
  // Only a struct that is cut in two must be read again; it is rare.
  return rest.some(({ offset }) => offset > 0)
    ? { bytes, sections: decodeWhole(bytes).sections, deleted }
    : { bytes, sections: rest, deleted };
}

function parentId(item: Y.Item): Y.ID | null {
  return item.parent instanceof Y.ID ? item.parent : null;
}

function startOf(section: ClientStructs): number {
  return section.structs[0]?.id.clock ?? 0;
}

function endOf(section: ClientStructs): number {
  const last = section.structs.at(-1);
  return last ? last.id.clock + last.length : 0;
}
