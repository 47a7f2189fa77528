import canonicalize from "canonicalize";
import type { Actor } from "#app/domain/actor.ts";
import { comesWithRecords, letterForm } from "#app/domain/agency-record/letter.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import type { AgencyEventRow } from "./events.ts";
import { requestTo } from "./load.ts";
import { fieldOfPart, isOtherLetter, readLetter, type ReadLetter } from "./read-letter.ts";
import { releaseAsText, storedRelease, writeRelease } from "./release.ts";
import { writeEntry, type EventEffect } from "./write-entry.ts";

/**
 * Records a letter of the agency: each thing that it says, with what it says of the items, and the records
 * that came with it; all of it or nothing (L63). Sent again by the same person, it is recorded once.
 */
export const recordLetter = command({
  on: requestTo("agency-record.record"),
  form: letterForm,
  tellsAgain: ({ entryId }) => entryId !== undefined,
  prepare: ({ resources, found, form }) => readLetter(resources, found, form),
  async run({ tx, at, ids, actor, found, form, prepared, record }) {
    const { entryId = ids() } = form;
    const there = await tx.agencyEvent.findUnique({ where: { id: entryId } });
    if (there) return sentAgain(tx, there, found.row.id, actor, prepared);
    const made = { actor, at, ids };
    const { parts, releases, letter } = prepared;
    const fieldOf = fieldOfPart(form);
    const hasMoved = await isOtherLetter(tx, found.row.id, letter);
    if (hasMoved) return refuse("stale");
    const written = await writeEntry({ tx, record }, found, parts, made, {
      letter,
      fieldOf,
      entryId,
    });
    if (!written.ok) return written;
    const { events, effect } = written.value;
    const bearing = events.find(comesWithRecords) ?? events[0];
    for (const release of bearing ? releases : []) {
      const to = { id: ids(), documentId: found.row.id, eventId: bearing?.id ?? "", at };
      await writeRelease({ tx, record }, { ...to, by: actor.userId }, release);
    }
    // Where records came, their files are attached next.
    return done(bearing && releases.length > 0 ? { ...effect, eventId: bearing.id } : effect);
  },
});

/** The effect of a letter that is on record by the same form; refuses another one under its id. */
async function sentAgain(
  tx: Transaction,
  there: AgencyEventRow & { readonly documentId: string },
  documentId: string,
  { userId }: Actor,
  { parts, releases, letter }: ReadLetter,
): Promise<Outcome<EventEffect>> {
  const { id: eventId, letterId, recordedAt, recordedById, cameBy } = there;
  const isOwn = there.documentId === documentId && recordedById === userId;
  if (!isOwn || cameBy !== letter.cameBy) return refuse("conflict", RECORDED);
  const rows = await tx.agencyEvent.findMany({
    where: { recordedAt, OR: [{ id: eventId }, { letterId: letterId ?? eventId }] },
    include: { outcomes: true, productions: true },
    orderBy: { id: "asc" },
  });
  const recorded = [
    ...rows.map((row) => asText({ ...row, told: row.outcomes.map(outcomeAsText) })),
    ...rows.flatMap(({ productions }) => productions.map(releaseAsText)),
  ];
  const sent = [
    ...parts.map(({ event, told }) =>
      asText({
        ...event,
        details: canonicalize(event.details) ?? "",
        note: event.note ?? "",
        told: told.flatMap(({ itemIds, outcome, details }) =>
          itemIds.map((itemId) =>
            outcomeAsText({ itemId, outcome, details: canonicalize(details) ?? "" }),
          ),
        ),
      }),
    ),
    ...releases.map((release) => releaseAsText(storedRelease(release))),
  ];
  if (recorded.toSorted().join("\n") !== sent.toSorted().join("\n")) {
    return refuse("conflict", RECORDED);
  }
  return done({ eventId, before: null, after: null, warnings: [] });
}

function asText({
  kind,
  dated,
  sent,
  received,
  details,
  note,
  told,
}: Pick<AgencyEventRow, "kind" | "dated" | "sent" | "received" | "details" | "note"> & {
  readonly told: readonly string[];
}): string {
  return JSON.stringify([kind, dated, sent, received, details, note, told.toSorted()]);
}

function outcomeAsText(of: Record<"itemId" | "outcome" | "details", string>): string {
  return [of.itemId, of.outcome, of.details].join(" ");
}

const RECORDED =
  "A letter was recorded with this form already. Open the form anew for another one, and correct that one on its own page.";
