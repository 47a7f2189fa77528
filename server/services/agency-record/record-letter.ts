import { letterForm } from "#app/domain/agency-record/letter.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { requestTo } from "./load.ts";
import { fieldOfPart, isOtherLetter, readLetter } from "./read-letter.ts";
import { writeRelease } from "./release.ts";
import { writeEntry } from "./write-entry.ts";

/** The kinds of events that records come with. */
const WITH_RECORDS: ReadonlySet<string> = new Set([
  "interimResponse",
  "determined",
  "appealDecided",
]);

/**
 * Records a letter of the agency: each thing that it says, with what it says of the items, and the records
 * that came with it; all of it or nothing (L63).
 */
export const recordLetter = command({
  on: requestTo("agency-record.record"),
  form: letterForm,
  prepare: ({ resources, found, form }) => readLetter(resources, found, form),
  async run({ tx, at, ids, actor, found, form, prepared, record }) {
    const made = { actor, at, ids };
    const { parts, releases, letter } = prepared;
    const fieldOf = fieldOfPart(form);
    const hasMoved = await isOtherLetter(tx, found.row.id, letter);
    if (hasMoved) return refuse("stale");
    const written = await writeEntry({ tx, record }, found, parts, made, { letter, fieldOf });
    if (!written.ok) return written;
    const { events, effect } = written.value;
    const bearing = events.find(({ kind }) => WITH_RECORDS.has(kind)) ?? events[0];
    for (const release of bearing ? releases : []) {
      const to = { id: ids(), documentId: found.row.id, eventId: bearing?.id ?? "", at };
      await writeRelease({ tx, record }, { ...to, by: actor.userId }, release);
    }
    // Where records came, their files are attached next.
    return done(bearing && releases.length > 0 ? { ...effect, eventId: bearing.id } : effect);
  },
});
