import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { togetherFrom } from "#app/protocol/authored-ranges.ts";
import { decodeAuthorship } from "#app/protocol/authorship.ts";
import { type IdRange, type IdRanges, subtractIds, unionIds } from "#app/protocol/id-ranges.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { type KeptAuthorship, keptAuthorship } from "#server/services/documents/authorship.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { documentTag } from "#server/services/documents/tag.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { versionTags } from "#server/services/versions/tag.ts";
import { type SittingEnd, sittingEnds } from "./sittings.ts";
import type { HistoryPageView, SittingView } from "./views.ts";

/** Sittings on one page. */
const SHOWN = 40;

/**
 * A draft's sittings and who wrote how much in each (M24), the latest or those before a number, for who may
 * read the draft.
 */
export async function showHistory(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
  before = Infinity,
): Promise<Outcome<HistoryPageView>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const { partyIds } = subject.matter;
  const ends = await sittingEnds(client, row, { before, most: SHOWN + 1 });
  const shown = ends.slice(0, SHOWN);
  const earlier = ends[SHOWN];
  const written = await writtenIn(client, documentId, shown, earlier?.sequence ?? 0);
  const userIds = [...written.values()].flatMap(({ byPerson }) => [...byPerson.keys()]);
  const people = await personTags(client, userIds, partyIds);
  const versions = await versionTags(client, documentId, partyIds);
  return done({
    document: documentTag(actor, row),
    sittings: shown.map((end): SittingView => {
      const { began, byPerson } = written.get(end.sequence) ?? NOTHING;
      return {
        ...endView(end),
        began: began === null ? null : new Date(began).toISOString(),
        isNow: end.sequence === row.sequence,
        writers: [...byPerson]
          .map(([userId, { inserted, deleted }]) => {
            const [came, gone] = [unionIds(inserted), unionIds(deleted)];
            return {
              person: people.get(userId) ?? null,
              written: lettersIn(subtractIds(came, gone)),
              removed: lettersIn(subtractIds(gone, came)),
            };
          })
          .sort((one, other) => other.written + other.removed - one.written - one.removed),
      };
    }),
    versions: [...versions.values()].toReversed(),
    earlier: earlier ? endView(earlier) : null,
    isLatest: before === Infinity,
  });
}

function endView({ generation, sequence, at }: SittingEnd) {
  return { generation, sequence, at: at.toISOString() };
}

interface IdsOfWriter {
  readonly inserted: Map<number, IdRange[]>;
  readonly deleted: Map<number, IdRange[]>;
}

interface WrittenInSitting {
  /** In milliseconds. */
  began: number | null;
  readonly byPerson: Map<string, IdsOfWriter>;
}

const NOTHING: WrittenInSitting = { began: null, byPerson: new Map() };

/** Inserted and deleted by each person in each sitting, by the number at its end. */
async function writtenIn(
  client: PrismaClient,
  documentId: string,
  ends: readonly SittingEnd[],
  after: number,
): Promise<ReadonlyMap<number, WrittenInSitting>> {
  const found = new Map<number, WrittenInSitting>();
  const numbers = ends.map(({ sequence }) => sequence).toReversed();
  const last = numbers.at(-1);
  let next = 0;
  for await (const rows of keptAuthorship(client, documentId, after)) {
    for (const row of rows) {
      // Compaction merges no rows across the end of a sitting.
      while ((numbers[next] ?? Infinity) < row.sequence) next += 1;
      const end = numbers[next];
      if (end === undefined) break;
      const sitting = found.get(end) ?? { began: null, byPerson: new Map<string, IdsOfWriter>() };
      found.set(end, sitting);
      addTo(sitting, row);
    }
    if (last === undefined || (rows.at(-1)?.sequence ?? 0) > last) break;
  }
  return found;
}

function addTo(sitting: WrittenInSitting, row: KeptAuthorship): void {
  const { userId, sequence, firstSequence, at, ranges } = row;
  const first = sequence === firstSequence ? at.getTime() : togetherFrom(at.getTime());
  sitting.began = Math.min(sitting.began ?? first, first);
  const known = sitting.byPerson.get(userId) ?? { inserted: new Map(), deleted: new Map() };
  sitting.byPerson.set(userId, known);
  const did = decodeAuthorship(ranges);
  gather(known.inserted, did.inserted);
  gather(known.deleted, did.deleted);
}

function gather(into: Map<number, IdRange[]>, ids: IdRanges): void {
  for (const [client, list] of ids) {
    const known = into.get(client);
    if (known) known.push(...list);
    else into.set(client, [...list]);
  }
}

function lettersIn(ids: IdRanges): number {
  let letters = 0;
  for (const list of ids.values()) for (const { length } of list) letters += length;
  return letters;
}
