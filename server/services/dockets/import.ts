import type { Actor } from "#app/domain/actor.ts";
import {
  docketSheet,
  type DocketEvent,
  type NewDocketEvent,
} from "#app/domain/docket-event/event.ts";
import { importDocketForm } from "#app/domain/docket-event/form.ts";
import {
  readDocketSheet,
  type ImportedEntry,
  type UnreadLine,
} from "#app/domain/docket-event/import.ts";
import type { DocketEventKind } from "#app/domain/docket-event/kinds/index.ts";
import { suggestedKind } from "#app/domain/docket-event/words.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { docketEventsOf } from "./events.ts";
import { docketFor, docketTo } from "./load.ts";
import { writeDocketEvents } from "./write-events.ts";

/** The preview of importing a pasted docket sheet. */
export interface ImportPreview {
  readonly entries: readonly (ImportedEntry & { readonly suggestedKind: DocketEventKind | null })[];
  readonly unread: readonly UnreadLine[];
  /** The unreadable lines, to be fixed and pasted again. */
  readonly left: string;
}

/** Parses the pasted text and returns a preview; writes nothing. */
export async function previewDocketImport(
  { database: { client }, clock }: Resources,
  actor: Actor,
  slug: string,
  docketId: string,
  sent: unknown,
): Promise<Outcome<ImportPreview>> {
  const found = await docketFor(client, actor, slug, docketId);
  if (!found.ok) return found;
  const permitted = may(actor, "docket.record", { matter: found.value.facts });
  if (!permitted.ok) return permitted;
  const read = readForm(importDocketForm, sent);
  if (!read.ok) return read;
  const events = (await docketEventsOf(client, [docketId])).get(docketId) ?? [];
  const { filedOn } = found.value.docket;
  return done(previewOf(read.value.pasted, { events, filedOn }, dateOfFilings(clock())));
}

function previewOf(
  pasted: string,
  { events, filedOn }: { readonly events: readonly DocketEvent[]; readonly filedOn: string | null },
  today: string,
): ImportPreview {
  const { entries, unread } = readDocketSheet(pasted, numbersOf(events), today, filedOn);
  return {
    entries: entries.map((entry) => ({ ...entry, suggestedKind: suggestedKind(entry.text) })),
    unread,
    left: unread.map(({ words }) => words).join("\n"),
  };
}

const numbersOf = (events: readonly DocketEvent[]) =>
  new Set(docketSheet(events).flatMap(({ number }) => number ?? []));

/**
 * Adds the entries of a docket sheet pasted as text, with the court's numbers. Returns the
 * unreadable lines; refuses `bad-input` if nothing could be read.
 */
export const importDocketEvents = command({
  on: docketTo("docket.record"),
  form: importDocketForm,
  async run({ tx, at, ids, record, actor, found: { docket }, form: { pasted } }) {
    const events = (await docketEventsOf(tx, [docket.id])).get(docket.id) ?? [];
    const { filedOn } = docket;
    const preview = previewOf(pasted, { events, filedOn }, dateOfFilings(at));
    if (preview.entries.length === 0) {
      const [first] = preview.unread;
      const why = first ? ` Line ${first.line}: ${first.why}` : "";
      return refuse("bad-input", undefined, {
        pasted: `No entry could be read: each begins with its day, such as 01/31/2022.${why}`,
      });
    }
    const where = { docketId: docket.id, actorId: actor.userId };
    const written = await writeDocketEvents(
      { tx, at, ids, record },
      "docket.event-recorded",
      where,
      preview.entries.map(eventOfEntry),
    );
    if (!written.ok) return written;
    return done({ added: preview.entries.length, unread: preview.unread, left: preview.left });
  },
});

/**
 * An imported entry is of the general kind, from which nothing follows: a person decides whether
 * the clerk's words mean an answer or a judgment.
 */
function eventOfEntry({ number, dated, text }: ImportedEntry): NewDocketEvent {
  return /^(?:order|minute (?:order|entry))\b/iu.test(text)
    ? { kind: "order", number, dated, text, details: { judge: null } }
    : { kind: "other", number, dated, text, details: {} };
}
