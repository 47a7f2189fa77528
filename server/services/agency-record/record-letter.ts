import canonicalize from "canonicalize";
import type { Actor } from "#app/domain/actor.ts";
import { comesWithRecords, hasSameDays, letterForm } from "#app/domain/agency-record/letter.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import type { AgencyEventRow } from "./events.ts";
import { requestTo } from "./load.ts";
import type { ReadEvent } from "./read-event.ts";
import { fieldOfPart, isOtherLetter, readLetter } from "./read-letter.ts";
import { writeRelease } from "./release.ts";
import { writeEntry, type EventEffect } from "./write-entry.ts";

/**
 * Records a letter of the agency: each thing that it says, with what it says of the items, and the records
 * that came with it; all of it or nothing (L63). Sent again by the same person, it is recorded once.
 */
export const recordLetter = command({
  on: requestTo("agency-record.record"),
  form: letterForm,
  prepare: ({ resources, found, form }) => readLetter(resources, found, form),
  async run({ tx, at, ids, actor, found, form, prepared, record }) {
    const { entryId = ids() } = form;
    const there = await tx.agencyEvent.findUnique({ where: { id: entryId } });
    if (there) return sentAgain(there, { documentId: found.row.id, actor, prepared });
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
function sentAgain(
  there: AgencyEventRow & { readonly documentId: string },
  {
    documentId,
    actor,
    prepared: {
      parts: [first],
    },
  }: {
    readonly documentId: string;
    readonly actor: Actor;
    readonly prepared: { readonly parts: readonly ReadEvent[] };
  },
): Outcome<EventEffect> {
  const { id: eventId, kind, dated, sent, received, details } = there;
  const isSame =
    there.documentId === documentId &&
    there.recordedById === actor.userId &&
    first?.event.kind === kind &&
    hasSameDays(first.event, { dated, sent, received }) &&
    canonicalize(first.event.details) === details;
  if (!isSame) return refuse("conflict", RECORDED);
  return done({ eventId, before: null, after: null, warnings: [] });
}

const RECORDED =
  "A letter was recorded with this form already. Open the form anew for another one, and correct that one on its own page.";
