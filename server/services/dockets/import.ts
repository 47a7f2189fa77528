import { setImmediate } from "node:timers/promises";
import type { Actor } from "#app/domain/actor.ts";
import { checkDocketEvent } from "#app/domain/docket-event/checks.ts";
import {
  docketSheet,
  latestOf,
  type DocketEvent,
  type NewDocketEvent,
} from "#app/domain/docket-event/event.ts";
import {
  docketEventForm,
  docketEventOfForm,
  importDocketForm,
} from "#app/domain/docket-event/form.ts";
import type { ImportedEntry, UnrecognizedLine } from "#app/domain/docket-event/import.ts";
import { maySetDays, type DocketEventKind } from "#app/domain/docket-event/kinds/index.ts";
import {
  entryOfNamed,
  type NamedDay,
  type NamedSides,
} from "#app/domain/docket-event/named-days.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome, type Refusal } from "#app/domain/refusal.ts";
import { readParties } from "#app/document/details/docket.ts";
import { command } from "#server/services/command.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { dayReader, READ_AT_ONCE } from "./day-reader.ts";
import { docketEventsOf } from "./events.ts";
import { docketFor, docketTo } from "./load.ts";
import { sidesOf } from "./named-days.ts";
import { writeDocketEvents } from "./write-events.ts";

/** An entry of a pasted sheet with what its words say. */
interface PreviewedEntry extends ImportedEntry {
  /** The kind as which it comes in. */
  readonly kind: DocketEventKind;
  /** The kind that its words plainly say, from which something follows; null for none. */
  readonly proposed: DocketEventKind | null;
  /** The days that its words set. */
  readonly days: readonly NamedDay[];
}

/** The preview of importing a pasted docket sheet. */
export interface ImportPreview {
  readonly entries: readonly PreviewedEntry[];
  readonly unread: readonly UnrecognizedLine[];
}

/** Loaded where somebody pastes: a start reads none of it. */
async function sheetReader() {
  const [sheet, kinds, words] = await Promise.all([
    import("#app/domain/docket-event/import.ts"),
    import("#app/domain/docket-event/pasted-kind.ts"),
    import("#app/domain/docket-event/clerk-text.ts"),
  ]);
  return { ...sheet, ...kinds, ...words };
}

type SheetReader = Awaited<ReturnType<typeof sheetReader>>;

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
  const permitted = may(actor, "docket.record", { matter: found.value.subject });
  if (!permitted.ok) return permitted;
  const read = readForm(importDocketForm, sent);
  if (!read.ok) return read;
  const events = (await docketEventsOf(client, [docketId])).get(docketId) ?? [];
  const { filedOn, parties } = found.value.docket;
  const today = dateOfFilings(clock());
  const { readDocketSheet, pastedKinds, keyOfEntry } = await sheetReader();
  const sheet = readDocketSheet(read.value.pasted, knownOf(events, keyOfEntry), today, filedOn);
  const sides = sidesOf(readParties(parties));
  const days = await daysIn(sheet.entries, sides);
  return done({
    entries: sheet.entries.map((entry) => {
      const { plain, proposed } = pastedKinds(entry, sides);
      const named = days.get(entry.line) ?? [];
      return { ...entry, kind: plain.kind, proposed: proposed?.kind ?? null, days: named };
    }),
    unread: sheet.unread,
  });
}

/** The entries that a second paste brings again: numbers in force, and words without one, corrected since or not. */
function knownOf(events: readonly DocketEvent[], keyOf: SheetReader["keyOfEntry"]) {
  const latest = latestOf(events);
  const worded = events.filter(({ id, number }) => number === null && latest(id) !== undefined);
  return new Set([...docketSheet(events), ...worded].map(keyOf));
}

/** The days in the words of these entries, by the lines with which they begin; others have their turn. */
async function daysIn(
  entries: readonly ImportedEntry[],
  sides: NamedSides,
): Promise<ReadonlyMap<number, readonly NamedDay[]>> {
  const { namedDaysIn } = await sheetReader();
  const read = await dayReader();
  const found = new Map<number, readonly NamedDay[]>();
  for (const [at, entry] of entries.entries()) {
    if (at % READ_AT_ONCE === READ_AT_ONCE - 1) await setImmediate();
    found.set(entry.line, namedDaysIn(entry, read, sides));
  }
  return found;
}

/**
 * Adds the entries of a docket sheet pasted as text, with the court's numbers, and what was ticked
 * of their kinds and days (L65). Returns the unreadable lines; refuses `bad-input` if nothing could
 * be read, or one thing that was ticked can't be.
 */
export const importDocketEvents = command({
  on: docketTo("docket.record"),
  form: importDocketForm,
  async prepare({ resources: { clock }, found: { docket }, form: { pasted, taken = [] } }) {
    // Only what was ticked is read again: lines keep their numbers, whatever is on the docket.
    const lines = new Set(taken.map((tick) => Number(tick.split(".")[0])));
    const reader = await sheetReader();
    const today = dateOfFilings(clock());
    const { entries } = reader.readDocketSheet(pasted, new Set(), today, null, Infinity);
    const sides = sidesOf(readParties(docket.parties));
    const days = await daysIn(
      entries.filter(({ line }) => lines.has(line)),
      sides,
    );
    return done({ days, ...reader });
  },
  async run({ tx, at, ids, record, actor, found: { docket }, form, prepared }) {
    const { days, readDocketSheet, pastedKinds, keyOfEntry } = prepared;
    const { pasted, taken = [] } = form;
    const events = (await docketEventsOf(tx, [docket.id])).get(docket.id) ?? [];
    const { filedOn } = docket;
    const today = dateOfFilings(at);
    const { entries, unread } = readDocketSheet(
      pasted,
      knownOf(events, keyOfEntry),
      today,
      filedOn,
    );
    if (entries.length === 0) {
      const [first] = unread;
      const why = first ? ` Line ${first.line}: ${first.why}` : "";
      return refuse("bad-input", undefined, {
        pasted: `No entry could be read: each begins with its day, such as 01/31/2022.${why}`,
      });
    }
    const sides = sidesOf(readParties(docket.parties));
    const suit = { filedOn, defendants: sides.defendants };
    const left = new Set(taken);
    const wrong: string[] = [];
    const say = ({ line, number }: ImportedEntry, { fields = {} }: Refusal) => {
      const name = number === null ? `Line ${line}` : `No. ${number} (line ${line})`;
      wrong.push(`${name}: ${Object.values(fields).join(" ")}`);
    };
    const check = (entry: ImportedEntry, event: NewDocketEvent, others: readonly DocketEvent[]) => {
      const possible = checkDocketEvent(event, suit, others, today);
      if (!possible.ok) say(entry, possible.refusal);
    };
    const accepted: DocketEvent[] = [...events];
    const added = entries.map((entry): NewDocketEvent => {
      const { plain, proposed } = pastedKinds(entry, sides);
      if (proposed === null || !left.delete(String(entry.line))) return plain;
      check(entry, proposed, accepted);
      accepted.push(recorded(proposed, `line-${entry.line}`));
      return proposed;
    });
    const unit = { tx, at, ids, record };
    const where = { docketId: docket.id, actorId: actor.userId };
    const written = await writeDocketEvents(unit, "docket.event-recorded", where, added);
    if (!written.ok) return written;
    // Papers and orders say nothing of whether a day can be.
    const telling = events.filter(({ kind }) => maySetDays(kind) && !SILENT.has(kind));
    const hanging = entries.flatMap((entry, place) => {
      const own = added[place];
      const setter = own && recorded(own, written.value[place] ?? "");
      return (days.get(entry.line) ?? []).flatMap((day, index) => {
        if (!setter || !left.delete(`${entry.line}.${index}`)) return [];
        const form = readForm(docketEventForm, entryOfNamed(day, setter));
        const event = form.ok ? docketEventOfForm(form.value) : form;
        if (!event.ok) {
          say(entry, event.refusal);
          return [];
        }
        check(entry, event.value, [...telling, setter]);
        return [event.value];
      });
    });
    for (const tick of left) {
      wrong.push(`Line ${tick.split(".")[0]}: what was selected there is not among what is added.`);
    }
    if (wrong.length > 0) {
      const more = wrong.length > MOST_NAMED ? ` And ${wrong.length - MOST_NAMED} more.` : "";
      return refuse(
        "bad-input",
        `Nothing was added. ${wrong.slice(0, MOST_NAMED).join(" ")}${more} Deselect these, or mend the text.`,
      );
    }
    const hung = await writeDocketEvents(unit, "docket.event-recorded", where, hanging);
    if (!hung.ok) return hung;
    return done({
      added: entries.length,
      days: hanging.length,
      unread,
      left: unread.map(({ words }) => words).join("\n"),
    });
  },
});

/** Of what can't be, how many are named at once. */
const MOST_NAMED = 10;
const SILENT: ReadonlySet<DocketEventKind> = new Set(["other", "paper", "order"]);

/** An entry that is compared as if it were on the docket. */
const recorded = (event: NewDocketEvent, id: string): DocketEvent => ({
  ...event,
  id,
  correctsId: null,
  isRetracted: false,
  isInvented: false,
  recordedById: "",
  recordedAt: new Date(0),
});
