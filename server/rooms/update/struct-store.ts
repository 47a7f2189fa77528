import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { IdRanges } from "#app/protocol/id-ranges.ts";
import { scanSteps } from "./scan.ts";
import { decodeWhole, writeDeleted } from "./accepted-update.ts";
import type { ClientStructs } from "./structs.ts";

/** Contiguous structs of one client, encoded. */
interface Chunk {
  readonly start: number;
  readonly count: number;
  readonly bytes: Uint8Array;
}

interface Section {
  /** The client's next clock. */
  end: number;
  chunks: Chunk[];
}

/**
 * From this many chunks of one client on they are joined, so that old ones cost nothing each time.
 */
const CHUNKS = 64;

/**
 * A draft's structs, encoded, by client. Structs that are contiguous in a Yjs update can be
 * concatenated as bytes, so that structs are added, and the whole or the end is returned, without
 * decoding the rest. (Yjs's own merge decodes and encodes all of it each time.)
 */
export class StructStore {
  readonly #sections = new Map<number, Section>();
  #size = 0;

  /** Bytes of the stored structs. */
  get size(): number {
    return this.#size;
  }

  /** Adds an update that follows the content so far. Throws where it leaves a gap. */
  add(update: Uint8Array): void {
    // Where all of it is new, its bytes can be split by client without decoding its structs.
    if (this.#sections.size === 0 && this.#addScanned(update)) return;
    for (const section of decodeWhole(update).sections) this.#add(section);
  }

  #addScanned(update: Uint8Array): boolean {
    const steps = scanSteps(update);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        if (step.value === null) this.#forget();
        return step.value !== null;
      }
      const { client, start, end, count, bytes } = step.value;
      if (start !== 0) throw new Error("a hole in the draft");
      this.#sections.set(client, { end, chunks: [{ start, count, bytes }] });
      this.#size += bytes.length;
    }
  }

  #forget(): void {
    this.#sections.clear();
    this.#size = 0;
  }

  #add({ client, structs }: ClientStructs): void {
    const first = structs[0];
    const last = structs.at(-1);
    if (!first || !last) return;
    let section = this.#sections.get(client);
    if (!section) this.#sections.set(client, (section = { end: 0, chunks: [] }));
    const start = first.id.clock;
    if (start !== section.end || structs.some((struct) => struct instanceof Y.Skip)) {
      throw new Error("a hole in the draft");
    }
    const encoder = new Y.UpdateEncoderV1();
    for (const struct of structs) struct.write(encoder, 0);
    const bytes = encoder.toUint8Array();
    section.chunks.push({ start, count: structs.length, bytes });
    section.end = last.id.clock + last.length;
    this.#size += bytes.length;
  }

  /** All of it as one update, with these deletions. */
  whole(deleted: IdRanges): Uint8Array {
    return this.since(new Map(), deleted);
  }

  /** Everything that a client with these clocks lacks, with all deletions, as in a sync step 2. */
  since(clocks: ReadonlyMap<number, number>, deleted: IdRanges): Uint8Array {
    const lacking: { client: number; start: number; chunks: Chunk[] }[] = [];
    for (const [client, section] of this.#sections) {
      const from = clocks.get(client) ?? 0;
      if (from >= section.end) continue;
      if (section.chunks.length > CHUNKS) section.chunks = joinOlder(section.chunks);
      const chunks = from === 0 ? section.chunks : chunksFrom(client, section.chunks, from);
      lacking.push({ client, start: chunks[0]?.start ?? 0, chunks });
    }
    lacking.sort((a, b) => b.client - a.client);
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, lacking.length);
    for (const { client, start, chunks } of lacking) {
      let count = 0;
      for (const chunk of chunks) count += chunk.count;
      encoding.writeVarUint(encoder, count);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, start);
      for (const chunk of chunks) encoding.writeUint8Array(encoder, chunk.bytes);
    }
    writeDeleted(encoder, deleted);
    return encoding.toUint8Array(encoder);
  }
}

/** The newer half unchanged, the older half as one chunk. */
function joinOlder(chunks: readonly Chunk[]): Chunk[] {
  const half = chunks.length >> 1;
  const older = chunks.slice(0, half);
  const bytes = new Uint8Array(older.reduce((sum, chunk) => sum + chunk.bytes.length, 0));
  let at = 0;
  let count = 0;
  for (const chunk of older) {
    bytes.set(chunk.bytes, at);
    at += chunk.bytes.length;
    count += chunk.count;
  }
  return [{ start: older[0]?.start ?? 0, count, bytes }, ...chunks.slice(half)];
}

/** The chunks from a clock on; the first may have to be cut. */
function chunksFrom(client: number, chunks: readonly Chunk[], from: number): Chunk[] {
  let index = chunks.length - 1;
  while (index > 0 && (chunks[index] as Chunk).start > from) index -= 1;
  const first = chunks[index] as Chunk;
  const rest = chunks.slice(index + 1);
  if (first.start === from) return [first, ...rest];
  const next = rest[0];
  const cut = cutChunk(client, first, from, next?.start);
  return cut ? [cut, ...rest] : rest;
}

/** The chunk without the structs, or the part of one, before the clock `from`. */
function cutChunk(client: number, chunk: Chunk, from: number, end = Infinity): Chunk | null {
  if (from >= end) return null;
  const update = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, chunk.count);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, chunk.start);
    encoding.writeUint8Array(encoder, chunk.bytes);
    encoding.writeVarUint(encoder, 0);
  });
  const structs = decodeWhole(update).sections[0]?.structs ?? [];
  const left = structs.filter((struct) => struct.id.clock + struct.length > from);
  const first = left[0];
  if (!first) return null;
  const offset = Math.max(0, from - first.id.clock);
  const encoder = new Y.UpdateEncoderV1();
  for (const struct of left) struct.write(encoder, struct === first ? offset : 0);
  return { start: first.id.clock + offset, count: left.length, bytes: encoder.toUint8Array() };
}
