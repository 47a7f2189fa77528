import type { Actor } from "#app/domain/actor.ts";
import type { DoersAnswer } from "#app/domain/changes/answers.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import {
  type AuthoredRange,
  mergeAuthorship,
  type AuthorshipRow,
} from "#app/protocol/authored-ranges.ts";
import { decodeAuthorship } from "#app/protocol/authorship.ts";
import { type IdRanges, subtractIds, unionIds } from "#app/protocol/id-ranges.ts";
import { keptAuthorship } from "#server/services/documents/authorship.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { acceptedWords } from "#server/services/threads/accepted.ts";
import { suggestedAmong } from "./suggested.ts";

/** The most runs in an answer. */
const MOST_RUNS = 100_000;

/**
 * Who inserted and who deleted which ids of a draft after a number, and when (R9, M14), with who
 * suggested it where another accepted that (M11).
 */
export async function changeDoers(
  resources: Resources,
  actor: Actor,
  documentId: string,
  after: number,
): Promise<Outcome<DoersAnswer>> {
  const doers = await doersAfter(resources, actor, documentId, after);
  if (!doers.ok || doers.value.inserted.length + doers.value.deleted.length === 0) return doers;
  const accepted = await acceptedWords(resources, actor, documentId);
  if (!accepted.ok) return accepted;
  return done({ ...doers.value, suggested: suggestedAmong(doers.value, accepted.value) });
}

/** The same without who suggested. */
export async function doersAfter(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
  after: number,
): Promise<Outcome<DoersAnswer>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, facts } = found.value;
  const places = new Map<string, number>();
  const gathered = { inserted: new Runs(), deleted: new Runs() };
  let upTo = Math.max(after, row.sequence);
  for await (const page of keptAuthorship(client, documentId, after)) {
    for (const { sequence, userId, at, ranges } of page) {
      const person = places.get(userId) ?? places.size;
      places.set(userId, person);
      const { inserted, deleted } = decodeAuthorship(ranges);
      gathered.inserted.add({ person, at: at.getTime(), inserted });
      gathered.deleted.add({ person, at: at.getTime(), inserted: deleted });
      upTo = Math.max(upTo, sequence);
    }
    if (gathered.inserted.size + gathered.deleted.size > MOST_RUNS)
      return refuse("too-large", TOO_MANY);
  }
  const tags = await personTags(client, [...places.keys()], facts.matter.partyIds);
  return done({
    upTo,
    people: [...places.keys()].map((userId) => {
      const tag = tags.get(userId);
      return {
        userId,
        name: tag?.name ?? "Someone who was removed",
        organization: tag?.organization?.shortName ?? "",
        colour: tag?.organization?.colour ?? 0,
      };
    }),
    inserted: gathered.inserted.all(),
    deleted: gathered.deleted.all(),
  });
}

const TOO_MANY =
  "Too much was written since then to tell who changed what. Choose a later moment; nothing was changed.";

/** Runs of ids, merged from time to time; of an id that two people deleted, the first counts. */
class Runs {
  #runs: AuthoredRange[] = [];
  #waiting: AuthorshipRow[] = [];
  #known: IdRanges = new Map();

  get size(): number {
    return this.#runs.length + this.#waiting.length;
  }

  add(row: AuthorshipRow): void {
    if (row.inserted.size === 0) return;
    this.#waiting.push(row);
    if (this.#waiting.length >= 2_000) this.#merge();
  }

  all(): AuthoredRange[] {
    this.#merge();
    return this.#runs;
  }

  #merge(): void {
    const rows = this.#waiting.map((row) => {
      const inserted = subtractIds(row.inserted, this.#known);
      this.#known = unionIds(this.#known, inserted);
      return { ...row, inserted };
    });
    this.#waiting = [];
    const before = this.#runs.map(([client, clock, length, person, at]) => ({
      person,
      at,
      inserted: new Map([[client, [{ clock, length }]]]),
    }));
    this.#runs = mergeAuthorship([...before, ...rows]);
  }
}
