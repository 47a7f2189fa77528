import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { DraftProse } from "#app/document/draft-prose.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Database } from "#server/database/index.ts";
import { wasSetAside } from "#server/database/draft-moments.ts";
import { keptParts } from "#server/rooms/log/baselines.ts";
import type { UpdateLog } from "#server/rooms/log/update-log.ts";
import type { DoneRanges } from "#app/document/changes/index.ts";
import type { ChangeCounts } from "./draft-tasks.ts";
import type { DraftWorkers } from "./workers.ts";

const unzipped = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip);

interface BaselineSources {
  readonly database: Pick<Database, "client">;
  readonly log: UpdateLog;
  readonly workers: Pick<DraftWorkers, "baselines" | "countChanges" | "joined" | "prose">;
}

/** The moment of a draft that somebody asks for. */
interface AskedMoment {
  readonly generation: number;
  readonly sequence: number;
}

/** The largest draft, in bytes as stored, of which a moment is made on request. */
const MOST_BYTES = 40 * 1024 * 1024;

/**
 * A draft as it was at a moment, as one update compressed with gzip: as it is kept, or made from what
 * compaction has not folded yet (R37). Refuses `not-found` where neither has it, else as
 * the draft's workers do, such as `unavailable` while its tasks pause (R33).
 */
export async function draftBaseline(
  documentId: string,
  { generation, sequence }: AskedMoment,
  from: BaselineSources,
): Promise<Outcome<Uint8Array>> {
  const { client } = from.database;
  const kept = await keptParts(client, documentId, { generation, sequence });
  const [whole, ...rest] = kept?.parts ?? [];
  if (kept && rest.length > 0) return from.workers.joined(kept.parts, documentId);
  if (whole) return done(whole);
  const stored = await from.log.load(documentId);
  const base = stored?.base?.sequence ?? 0;
  if (!stored || sequence < base || sequence > stored.sequence) return refuse("not-found");
  if (generation > stored.generation) return refuse("not-found");
  if (await wasSetAside(client, documentId, { generation, sequence })) return refuse("not-found");
  const rows = stored.tail.filter((row) => row.sequence <= sequence).map(({ bytes }) => bytes);
  const size = rows.reduce((sum, row) => sum + row.length, stored.base?.bytes.length ?? 0);
  if (size > MOST_BYTES) return refuse("not-found");
  const input = { base: stored.base?.bytes ?? null, rows, cuts: [rows.length] };
  const made = await from.workers.baselines(input, documentId);
  if (!made.ok) return made;
  const [baseline] = made.value;
  return baseline ? done(baseline.bytes) : refuse("not-found");
}

/** The text of a draft as it was at a moment. Refuses as `draftBaseline` does. */
export async function proseAt(
  documentId: string,
  moment: AskedMoment,
  from: BaselineSources,
): Promise<Outcome<DraftProse>> {
  const baseline = await draftBaseline(documentId, moment, from);
  if (!baseline.ok) return baseline;
  const update = await unzipped(baseline.value, { maxOutputLength: MOST_BYTES });
  return from.workers.prose(update, documentId);
}

/**
 * How many changes each person made in a draft since a moment, by their index in `doers`. Refuses as
 * `draftBaseline` does.
 */
export async function countDraftChanges(
  documentId: string,
  moment: AskedMoment,
  doers: DoneRanges,
  from: BaselineSources,
): Promise<Outcome<ChangeCounts>> {
  const baseline = await draftBaseline(documentId, moment, from);
  if (!baseline.ok) return baseline;
  const stored = await from.log.load(documentId);
  if (!stored) return refuse("not-found");
  const parts = [...(stored.base ? [stored.base] : []), ...stored.tail].map(({ bytes }) => bytes);
  return from.workers.countChanges({ baseline: baseline.value, parts, doers }, documentId);
}
