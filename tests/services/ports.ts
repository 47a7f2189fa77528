import { createHash } from "node:crypto";
import * as Y from "yjs";
import { privateDataIn } from "#app/domain/private-data.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { readableProse } from "#app/document/draft-prose.ts";
import between from "#server/workers/redline/worker.ts";
import type { Database } from "#server/database/index.ts";
import type { Resources } from "#server/services/index.ts";

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

/** Draws nothing, but answers bytes that depend on what was to be drawn. */
export const paperPictures: Resources["pagePictures"] = {
  draw: async ({ pdf, page, width }) =>
    done(new TextEncoder().encode(`PNG ${page} ${width} ${new TextDecoder().decode(pdf)}`)),
};

/** Compares in the same thread. */
export const plainRedlines: Resources["redlines"] = {
  between: async (before, after) => between({ before, after }),
};

/** What a PDF says that has a page which can't be looked through. */
export const SCANNED = "(This page is a scan.)";

/** Deletes at once what nothing refers to. */
export function sweepOf(kept: Map<string, Uint8Array>): Resources["exhibits"]["sweep"] {
  return async (usedAmong) => {
    const used = await usedAmong([...kept.keys()]);
    const unused = [...kept.keys()].filter((sha256) => !used.has(sha256));
    for (const sha256 of unused) kept.delete(sha256);
    return unused;
  };
}

/** Keeps PDFs in memory, takes whatever comes, and finds private numbers in the bytes themselves. */
export function exhibitsInMemory(): Resources["exhibits"] & {
  readonly kept: Map<string, Uint8Array>;
} {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    async add(_by, fileName, bytes) {
      const parts: Uint8Array[] = [];
      for await (const part of bytes) parts.push(part);
      const whole = Buffer.concat(parts);
      if (!whole.toString("latin1").startsWith("%PDF"))
        return refuse("bad-input", `“${fileName}” is not a PDF.`);
      const sha256 = createHash("sha256").update(whole).digest("hex");
      kept.set(sha256, whole);
      return done({ sha256, pages: 1, bytes: whole.byteLength });
    },
    pdf: async (sha256) => kept.get(sha256) ?? null,
    sweep: sweepOf(kept),
    async scan(_by, sha256) {
      const bytes = kept.get(sha256);
      if (!bytes) return null;
      const text = Buffer.from(bytes).toString("latin1");
      const data = privateDataIn([{ place: null, text }]).map(({ kind, shown }) => ({
        kind,
        shown,
        page: 1,
      }));
      return { data, unread: text.includes(SCANNED) ? [1] : [] };
    },
  };
}
