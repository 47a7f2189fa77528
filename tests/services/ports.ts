import * as Y from "yjs";
import { attachmentName, endingProblem, pdfProblem, typeProblem } from "#app/domain/attachment.ts";
import { privateDataIn } from "#app/domain/private-data.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { readableProse } from "#app/document/draft-prose.ts";
import between from "#server/workers/redline/worker.ts";
import type { Blobs } from "#server/blobs/index.ts";
import { answered } from "#server/blobs/problem.ts";
import { sha256 } from "#server/digest.ts";
import type { Database } from "#server/database/index.ts";
import type { Resources } from "#server/services/index.ts";
import { storedIn } from "#server/upload-room.ts";

/** The committed prose of a draft as the rooms read it: base and tail of the database. */
export async function committedProse({ client }: Pick<Database, "client">, documentId: string) {
  const row = await client.document.findUnique({
    where: { id: documentId },
    include: { base: true, updates: { orderBy: { sequence: "asc" } } },
  });
  if (!row?.base) return null;
  const parts = [row.base.bytes, ...row.updates.map(({ bytes }) => bytes)];
  return {
    ...readableProse(Y.mergeUpdates(parts)),
    sequence: row.sequence,
    generation: row.generation,
  };
}

/** Sets nothing, but answers bytes that depend on all of its input, the same for the same. */
export const paperTypesetter: Resources["typesetter"] = {
  typeset: async (input) => {
    const pdf = new TextEncoder().encode(`%PDF ${JSON.stringify(input)}`);
    return done({ pdf, pages: 1 });
  },
};

/** Sets no redline, but answers bytes that depend on both texts. */
export const paperRedlines: Resources["redlineTypesetter"] = {
  redline: async (input) => {
    const pdf = new TextEncoder().encode(`%PDF ${JSON.stringify(input)}`);
    return done({ pdf, pages: 1 });
  },
};

/** Sets no picture, but answers bytes that depend on its words. */
export const paperCards: Resources["cardTypesetter"] = {
  card: async (input) => {
    const pdf = new TextEncoder().encode(`%PDF ${JSON.stringify(input)}`);
    return done({ pdf, pages: 1 });
  },
};

/** Draws nothing, but answers bytes that depend on what was to be drawn. */
export const paperPictures: Resources["pagePictures"] = {
  draw: async ({ pdf, page, width }) =>
    done(new TextEncoder().encode(`PNG ${page} ${width} ${new TextDecoder().decode(pdf)}`)),
};

/** Compares in the same thread. */
export const plainRedlines: Resources["redlines"] = {
  between: async (before, after, { history = null, sides = false } = {}) =>
    done(between({ before, after, history, sides })),
};

/** Text of a PDF that has a page which can't be looked through. */
export const SCANNED = "(This page is a scan.)";

/** Blobs in memory; deletes at once what nothing refers to. */
export function blobsInMemory(kept = new Map<string, Uint8Array>()): Blobs {
  const arriving = new Map<string, Uint8Array>();
  let arrivals = 0;
  return {
    async receive(bytes, limit) {
      const parts: Uint8Array[] = [];
      for await (const part of bytes) parts.push(part);
      const whole = Buffer.concat(parts);
      if (whole.byteLength > limit) return null;
      arrivals += 1;
      arriving.set(`${arrivals}`, whole);
      return { path: `${arrivals}`, sha256: sha256(whole), bytes: whole.byteLength };
    },
    async put(arrived) {
      kept.set(arrived.sha256, arriving.get(arrived.path) ?? new Uint8Array());
    },
    discard: async (arrived) => void arriving.delete(arrived.path),
    get: async (hash) => kept.get(hash) ?? null,
    async stream(hash, range) {
      const whole = kept.get(hash);
      if (!whole) return null;
      const part = range ? whole.subarray(range.start, range.end + 1) : whole;
      return {
        bytes: part.byteLength,
        pieces: (async function* () {
          yield part;
        })(),
      };
    },
    withFiles: (_hashes, _by, work) => work({}),
    async *list() {
      yield* Array.from(kept.keys());
    },
    async *listUnused() {
      // It deletes at once.
    },
    delete: async (hash) => void kept.delete(hash),
    unused: async (hash) => kept.delete(hash),
    used: async () => undefined,
  };
}

/** Keeps PDFs in memory, takes whatever comes, and finds private numbers in the bytes themselves. */
export function exhibitsInMemory(): Resources["exhibits"] & {
  readonly kept: Map<string, Uint8Array>;
} {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    async add(_by, fileName, bytes, room) {
      const parts: Uint8Array[] = [];
      for await (const part of bytes) parts.push(part);
      const whole = Buffer.concat(parts);
      if (!whole.toString("latin1").startsWith("%PDF"))
        return refuse("bad-input", `“${fileName}” is not a PDF.`);
      const hash = sha256(whole);
      const taken = await room.take({ sha256: hash, bytes: whole.byteLength });
      if (!taken.ok) return taken;
      kept.set(hash, whole);
      return done({ sha256: hash, pages: 1, bytes: whole.byteLength });
    },
    async scan(_by, hash, watched) {
      const bytes = kept.get(hash);
      if (!bytes) return refuse("unavailable");
      const text = Buffer.from(bytes).toString("latin1");
      const data = privateDataIn([{ place: null, text }], watched).map(({ kind, shown }) => ({
        kind,
        shown,
        page: 1,
      }));
      return done({ data, unread: text.includes(SCANNED) ? [1] : [] });
    },
    forget: async (hash) => void kept.delete(hash),
  };
}

async function* oncePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Findings in bytes that are searched as they are. */
async function wholeOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

function scanOf(stored: string, watched: readonly string[]) {
  const data = privateDataIn([{ place: null, text: stored }], watched).map(({ kind, shown }) => ({
    place: "page 1",
    kind,
    shown,
  }));
  const unread = stored.includes(SCANNED)
    ? [{ file: null, pages: [1], why: "picture" as const }]
    : stored.includes(LOCKED)
      ? [{ file: null, pages: null, why: "encrypted" as const }]
      : [];
  return { data, unread };
}

/** Part of a PDF that is protected by a password. */
export const LOCKED = "(Nobody can open this.)";

/** Takes files in as the server does, but looks through them as exhibitsInMemory does. */
export function attachmentsIn(blobs: Blobs): Resources["attachments"] {
  return {
    async add(_by, fileName, bytes, room, watched) {
      const ending = endingProblem(fileName);
      if (ending !== null) return refuse("bad-input", `“${fileName}” ${ending}`);
      const parts: Uint8Array[] = [];
      for await (const part of bytes) parts.push(part);
      const whole = Buffer.concat(parts);
      const stored = whole.toString("latin1");
      const mediaType = stored.startsWith("%PDF") ? "application/pdf" : "text/plain";
      const problem = typeProblem(fileName, mediaType);
      if (problem !== null) return refuse("bad-input", `“${fileName}” ${problem}`);
      const arrived = await blobs.receive(oncePiece(whole), room.left);
      if (!arrived) return refuse("too-large", `“${fileName}” is too large. ${room.full}`);
      const put = () => answered(blobs.put(arrived));
      const kept = await storedIn(room, arrived, put);
      if (!kept.ok) return kept;
      const { sha256: hash, bytes: length } = arrived;
      return done({
        sha256: hash,
        bytes: length,
        name: attachmentName(fileName),
        mediaType,
        scan: scanOf(stored, watched),
      });
    },
    async look(_by, fileName, bytes, room, { most, watched }) {
      const parts: Uint8Array[] = [];
      for await (const part of bytes) parts.push(part);
      const pdf = new Uint8Array(Buffer.concat(parts));
      if (pdf.byteLength > Math.min(room.left, most)) {
        return refuse("too-large", `“${fileName}” is too large. ${room.full}`);
      }
      const stored = Buffer.from(pdf).toString("latin1");
      const scan = scanOf(stored, watched);
      const mediaType = stored.startsWith("%PDF") ? "application/pdf" : "text/plain";
      const problem = pdfProblem(mediaType, scan);
      if (problem !== null) return refuse("bad-input", `“${fileName}” ${problem}`);
      const hash = sha256(pdf);
      return storedIn(room, { sha256: hash, bytes: pdf.byteLength }, async () =>
        done({ sha256: hash, pdf, scan }),
      );
    },
    async search(_by, file, watched) {
      const bytes = file.bytes ? await wholeOf(file.bytes()) : await blobs.get(file.sha256);
      if (!bytes) return refuse("unavailable");
      return done({ ...scanOf(Buffer.from(bytes).toString("latin1"), watched), unread: [] });
    },
  };
}
