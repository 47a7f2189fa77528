import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { type IdRange, type IdRanges, unionIds } from "#app/protocol/id-ranges.ts";
import { readLetters, type StoredLetters } from "./letters.ts";
import { scanState, type ScannedState } from "./scan.ts";
import type { ClientStructs, DecodedUpdate, Struct } from "./structs.ts";
import { typesIn } from "./type-index.ts";

/** The accepted part of an update: structs and deletions that the room does not have yet. */
export interface AcceptedUpdate {
  /** The bytes: the update as it came, or the rest of it. */
  readonly bytes: Uint8Array;
  readonly sections: readonly ClientStructs[];
  readonly deleted: IdRanges;
  /** Set where it is nothing but one run of letters: then nobody needs its sections. */
  readonly letters?: StoredLetters;
}

/** An accepted run of letters. Its sections are decoded when somebody asks for them. */
class LettersUpdate implements AcceptedUpdate {
  readonly deleted = NONE;
  #sections: readonly ClientStructs[] | null = null;

  constructor(
    readonly bytes: Uint8Array,
    readonly letters: StoredLetters,
  ) {}

  get sections(): readonly ClientStructs[] {
    return (this.#sections ??= decodeWhole(this.bytes).sections);
  }
}

export function lettersUpdate(bytes: Uint8Array, letters: StoredLetters): AcceptedUpdate {
  return new LettersUpdate(bytes, letters);
}

/** The update of a stored row. */
export function storedUpdate(bytes: Uint8Array): AcceptedUpdate {
  const letters = readLetters(bytes);
  return letters ? lettersUpdate(bytes, letters) : { bytes, ...decodeWhole(bytes) };
}

/** The same with bytes of its own: those of a message belong to the socket's read buffer. */
export function keptUpdate(update: AcceptedUpdate): AcceptedUpdate {
  const bytes = new Uint8Array(update.bytes);
  if (update.letters) return new LettersUpdate(bytes, update.letters);
  return { bytes, sections: update.sections, deleted: update.deleted };
}

/** Whether it holds deletions alone. */
export function insertsNothing(update: AcceptedUpdate): boolean {
  return !update.letters && update.sections.length === 0;
}

/** Yjs's own decoder with access to its position. */
class WatchedDecoder extends Y.UpdateDecoderV1 {
  static last: WatchedDecoder | null = null;
  constructor(decoder: decoding.Decoder) {
    super(decoder);
    WatchedDecoder.last = this;
  }
}

function takeDecoder(): decoding.Decoder {
  const watched = WatchedDecoder.last;
  WatchedDecoder.last = null;
  if (!watched) throw new Error("Yjs made no decoder");
  return watched.restDecoder;
}

/**
 * Decodes an update with Yjs's own decoder. Throws where it does not decode completely: too short,
 * damaged, or with trailing bytes.
 */
export function decodeWhole(update: Uint8Array): DecodedUpdate {
  const { structs, ds } = Y.decodeUpdateV2(update, WatchedDecoder);
  const decoder = takeDecoder();
  if (decoder.pos !== update.length) throw new Error("bytes left over");
  const sections: { client: number; structs: Struct[] }[] = [];
  let section: { client: number; structs: Struct[] } | undefined;
  for (const struct of structs) {
    if (section?.client !== struct.id.client) {
      section = { client: struct.id.client, structs: [] };
      sections.push(section);
    }
    section.structs.push(struct);
  }
  return { sections, deleted: ds.clients.size === 0 ? NONE : rangesOf(ds.clients) };
}

/**
 * The content of a stored update: the next clock of each client, the deleted ids and the shared
 * types.
 */
export function readState(update: Uint8Array): ScannedState {
  return scanState(update) ?? readWithYjs(update);
}

/** The same with Yjs's own decoder. */
export function readWithYjs(update: Uint8Array): ScannedState {
  const { to } = Y.parseUpdateMetaV2(update, WatchedDecoder);
  // The reader stops at the end of the structs; the deleted ranges follow.
  const deleted = readDeleted(takeDecoder());
  return { clocks: to, deleted, types: typesIn(decodeWhole(update).sections) };
}

/**
 * Encodes structs and deletions as an update. Each client may have one section only; `offset` skips
 * that many ids of a section's first struct.
 */
export function encodeUpdate(
  sections: readonly (ClientStructs & { readonly offset?: number })[],
  deleted: IdRanges,
): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  // Yjs writes higher clients first, and relies on it when merging.
  const ordered =
    sections.length > 1 ? [...sections].sort((a, b) => b.client - a.client) : sections;
  encoding.writeVarUint(encoder.restEncoder, ordered.length);
  for (const { client, structs, offset = 0 } of ordered) {
    const first = structs[0];
    if (!first) throw new Error("a client without structs");
    encoding.writeVarUint(encoder.restEncoder, structs.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, first.id.clock + offset);
    for (const struct of structs) struct.write(encoder, struct === first ? offset : 0);
  }
  writeDeleted(encoder.restEncoder, deleted);
  return encoder.toUint8Array();
}

/** An update with deletions only. */
export function encodeDeletions(deleted: IdRanges): Uint8Array {
  return encodeUpdate([], deleted);
}

/**
 * Merges updates in the order in which they were accepted. The validator has ensured that they are
 * contiguous for each client, so this costs no more than writing them.
 */
export function mergeUpdates(all: readonly AcceptedUpdate[]): Uint8Array {
  const [only] = all;
  if (only && all.length === 1) return only.bytes;
  return mergeLetters(all) ?? mergeSections(all);
}

/** The same for runs of letters alone, whose structs are copied as they are; null for others. */
function mergeLetters(all: readonly AcceptedUpdate[]): Uint8Array | null {
  const byClient = new Map<
    number,
    { readonly letters: StoredLetters; readonly bytes: Uint8Array }[]
  >();
  let size = 0;
  for (const { letters, bytes } of all) {
    if (!letters) return null;
    const known = byClient.get(letters.client);
    if (known) known.push({ letters, bytes });
    else byClient.set(letters.client, [{ letters, bytes }]);
    size += bytes.length;
  }
  const encoder = new encoding.Encoder();
  encoder.cbuf = new Uint8Array(size);
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, runs] of [...byClient].sort((a, b) => b[0] - a[0])) {
    encoding.writeVarUint(encoder, runs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, runs[0]?.letters.clock ?? 0);
    for (const { letters, bytes } of runs) {
      encoding.writeUint8Array(encoder, bytes.subarray(letters.from, letters.to));
    }
  }
  writeDeleted(encoder, NONE);
  return encoding.toUint8Array(encoder);
}

function mergeSections(all: readonly AcceptedUpdate[]): Uint8Array {
  const byClient = new Map<number, Struct[]>();
  for (const { sections } of all) {
    for (const { client, structs } of sections) {
      const known = byClient.get(client);
      if (!known) byClient.set(client, [...structs]);
      else for (const struct of structs) known.push(struct);
    }
  }
  const sections = [...byClient].map(([client, structs]) => ({ client, structs }));
  const deletions = all.map((update) => update.deleted).filter((deleted) => deleted.size > 0);
  return encodeUpdate(sections, deletions.length > 0 ? unionIds(...deletions) : NONE);
}

/** The ids that it inserts, as joined ranges. */
export function insertedIds(update: AcceptedUpdate): Map<number, IdRange[]> {
  const { letters } = update;
  if (letters) return new Map([[letters.client, [letters]]]);
  const ranges = new Map<number, IdRange[]>();
  for (const { client, structs } of update.sections) {
    const first = structs[0];
    const last = structs.at(-1);
    if (!first || !last) continue;
    const clock = first.id.clock;
    ranges.set(client, [{ clock, length: last.id.clock + last.length - clock }]);
  }
  return ranges;
}

const NONE: IdRanges = new Map();

function rangesOf(
  clients: ReadonlyMap<number, readonly { clock: number; len: number }[]>,
): IdRanges {
  const ranges = new Map<number, IdRange[]>();
  for (const [client, items] of clients) {
    ranges.set(
      client,
      items.map((item) => ({ clock: item.clock, length: item.len })),
    );
  }
  return ranges;
}

function readDeleted(decoder: decoding.Decoder): Map<number, IdRange[]> {
  const deleted = new Map<number, IdRange[]>();
  const clients = decoding.readVarUint(decoder);
  for (let index = 0; index < clients; index += 1) {
    const client = decoding.readVarUint(decoder);
    const count = decoding.readVarUint(decoder);
    const list: IdRange[] = [];
    for (let item = 0; item < count; item += 1) {
      const clock = decoding.readVarUint(decoder);
      list.push({ clock, length: decoding.readVarUint(decoder) });
    }
    deleted.set(client, list);
  }
  return deleted;
}

/** Writes the deletions, which are the end of an update. */
export function writeDeleted(encoder: encoding.Encoder, deleted: IdRanges): void {
  encoding.writeVarUint(encoder, deleted.size);
  const ordered = deleted.size > 1 ? [...deleted].sort((a, b) => b[0] - a[0]) : deleted;
  for (const [client, list] of ordered) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, list.length);
    for (const range of list) {
      encoding.writeVarUint(encoder, range.clock);
      encoding.writeVarUint(encoder, range.length);
    }
  }
}
