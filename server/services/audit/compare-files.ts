import { readDetails } from "#app/document/details/document-details.ts";

import { readContent } from "#server/services/versions/content.ts";
import type { Database } from "#server/database/index.ts";
import { DamagedBlob } from "#server/blobs/verified.ts";
import type { Blobs } from "#server/blobs/index.ts";

const ROWS_PER_QUERY = 100;

interface FileMismatch {
  /** The SHA-256 that rows and lines name. */
  readonly sha256: string;
  /** The thing that it is a file of. */
  readonly of: string;
  readonly why: string;
}

/**
 * Reads every file that attachments and exhibits name, and compares its bytes with its hash: in the
 * folder or the bucket, each once. A file that was taken away again may be gone after its grace.
 */
export async function compareFiles(
  { client }: Pick<Database, "client">,
  blobs: Pick<Blobs, "stream">,
): Promise<{ readonly files: number; readonly differences: readonly FileMismatch[] }> {
  const seen = new Set<string>();
  const differences: FileMismatch[] = [];
  for await (const { sha256, of } of named(client)) {
    if (seen.has(sha256)) continue;
    seen.add(sha256);
    const why = await faultOf(blobs, sha256);
    if (why !== null) differences.push({ sha256, of, why });
  }
  return { files: seen.size, differences };
}

/** The hashes that stored rows name, those of attachments first. */
async function* named(client: Database["client"]) {
  for (let after = ""; ;) {
    const rows = await client.attachment.findMany({
      where: { id: { gt: after }, removedAt: null },
      orderBy: { id: "asc" },
      take: ROWS_PER_QUERY,
      select: { id: true, sha256: true },
    });
    for (const { id, sha256 } of rows) yield { sha256, of: `attachment ${id}` };
    after = rows.at(-1)?.id ?? after;
    if (rows.length < ROWS_PER_QUERY) break;
  }
  for (let after = ""; ;) {
    const rows = await client.document.findMany({
      where: { id: { gt: after } },
      orderBy: { id: "asc" },
      take: ROWS_PER_QUERY,
      select: { id: true, facts: true },
    });
    for (const { id, facts } of rows) {
      for (const sha256 of exhibitsIn(facts)) yield { sha256, of: `an exhibit of document ${id}` };
    }
    after = rows.at(-1)?.id ?? after;
    if (rows.length < ROWS_PER_QUERY) break;
  }
  for (let after = ""; ;) {
    const where = { id: { gt: after } };
    // One at a time: each may have megabytes.
    const row = await client.version.findFirst({ where, orderBy: { id: "asc" } });
    if (row === null) return;
    for (const sha256 of exhibitsOf(row.content)) {
      yield { sha256, of: `an exhibit of version ${row.number} of document ${row.documentId}` };
    }
    after = row.id;
  }
}

function exhibitsOf(content: string): string[] {
  try {
    return readContent(content).facts.exhibits.flatMap(({ file }) => file?.sha256 ?? []);
  } catch {
    // A text that was tampered with names none; it is not the one of its hash.
    return [];
  }
}

/** Details that were tampered with name none; their row differs from the record. */
function exhibitsIn(facts: string): string[] {
  try {
    return readDetails(facts).exhibits.flatMap(({ file }) => file?.sha256 ?? []);
  } catch {
    // The same: it is told by the row's own comparison.
    return [];
  }
}

async function faultOf(blobs: Pick<Blobs, "stream">, sha256: string): Promise<string | null> {
  const stream = await blobs.stream(sha256);
  if (stream === null) return "its file is gone";
  try {
    for await (const _piece of stream.pieces) {
      // Compared with its hash while it is read.
    }
    return null;
  } catch (error) {
    if (!(error instanceof DamagedBlob)) throw error;
    return "its file is not the one of that hash";
  }
}
