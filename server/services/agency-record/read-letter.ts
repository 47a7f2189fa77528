import { checkAgencyEvent } from "#app/domain/agency-record/checks.ts";
import {
  componentOf,
  dayOf,
  effectiveEvents,
  type AgencyEvent,
  type EventDays,
} from "#app/domain/agency-record/event.ts";
import {
  carriesNumbers,
  comesWithRecords,
  eventFormsOf,
  fieldOfLetter,
  hasLettersDays,
  hasSameDays,
  isLetterKind,
  letterOf,
  type LetterForm,
} from "#app/domain/agency-record/letter.ts";
import { itemsOfEvent } from "#app/domain/agency-record/part.ts";
import type { NumberedItem } from "#app/document/numbering/requested-items.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import type { Resources } from "#server/services/resources.ts";
import type { FieldOfEvent } from "./compare-clocks.ts";
import { agencyEventsOf } from "./events.ts";
import { itemsOfVersion } from "./items.ts";
import type { FiledDocument } from "./load.ts";
import { readEvent, type ReadEvent } from "./read-event.ts";
import { readRelease, wrongDayOfRelease, type NewRelease } from "./release.ts";
import type { OfLetter } from "./write-entry.ts";

/** A letter as its form tells it. */
export interface ReadLetter {
  readonly parts: readonly ReadEvent[];
  readonly releases: readonly NewRelease[];
  readonly letter: OfLetter & {
    /** The days of the letter on record; null for a new one. */
    readonly days: EventDays | null;
  };
}

/** The places in a letter's form of its events' fields. */
export function fieldOfPart({ parts }: LetterForm): FieldOfEvent {
  return (at, field) => fieldOfLetter(parts[at]?.kind ?? "other", at, field);
}

/** Reads the form of a letter against the request as filed; every section that is wrong is named at once. */
export async function readLetter(
  resources: Pick<Resources, "database" | "log" | "clock">,
  found: FiledDocument,
  form: LetterForm,
): Promise<Outcome<ReadLetter>> {
  const { client } = resources.database;
  const known = await letterOnRecord(client, found.row.id, form.partOf ?? null);
  if (!known.ok) return known;
  const days: EventDays | null = known.value?.days ?? null;
  const fields = days ? {} : wrongDays(form, found.filing.filedOn, resources.clock());
  const parts: ReadEvent[] = [];
  for (const [at, event] of eventFormsOf(form, known.value).entries()) {
    const rows = form.parts[at]?.outcomes ?? [];
    const read = await readEvent(resources, found, event, { rows });
    if (read.ok) parts.push(read.value);
    else if (read.refusal.code !== "bad-input" || !read.refusal.fields) return read;
    else {
      for (const [name, sentence] of Object.entries(read.refusal.fields)) {
        fields[fieldOfLetter(event.kind, at, name)] ??= sentence;
      }
    }
  }
  const releases: NewRelease[] = [];
  if (form.trackingNumbers !== undefined && !form.parts.some(carriesNumbers)) {
    fields["trackingNumbers"] ??= NO_CARRIER;
  }
  const wentOut = dayOf(days ?? daysOf(form));
  const items = form.releases.some(({ itemIds }) => itemIds.length > 0)
    ? await itemsOfVersion(resources, found.row.id, found.filing)
    : done([]);
  if (!items.ok) return items;
  for (const [at, release] of form.releases.entries()) {
    const dated = release.dated ?? wentOut;
    if (dated === null) {
      fields["dated"] ??= "Enter the date that the letter bears.";
      continue;
    }
    const wrongDay =
      release.dated &&
      wrongDayOfRelease(dated, found.filing.filedOn, dateOfFilings(resources.clock()));
    if (wrongDay) fields[`releases[${at}].dated`] = wrongDay;
    const read = readRelease(release, dated, items.value, itemsWithRecords(parts, items.value));
    if (read.ok) releases.push(read.value);
    else fields[`releases[${at}].itemIds`] = read.refusal.fields?.["itemIds"] ?? "";
  }
  if (Object.keys(fields).length > 0) return refuse("bad-input", undefined, fields);
  const letter = {
    letterId: known.value?.letterId ?? null,
    cameBy: known.value ? (known.value.days.cameBy ?? null) : (form.cameBy ?? null),
    days,
  };
  return done({ parts, releases, letter });
}

const daysOf = ({ dated, sent, received }: LetterForm): EventDays => ({
  dated: dated ?? null,
  sent: sent ?? null,
  received: received ?? null,
});

/** The items that the sections with records are about; null for all of them, or without such a section. */
function itemsWithRecords(
  parts: readonly ReadEvent[],
  items: readonly NumberedItem[],
): readonly string[] | null {
  const about = parts
    .filter(({ event }) => comesWithRecords(event))
    .map(({ event }) => itemsOfEvent(event, items));
  return about.length === 0 || about.includes(null) ? null : about.flatMap((ids) => ids ?? []);
}

const NO_CARRIER =
  "Numbers are kept with what the letter says of the request: add “It acknowledges the request”, or what else it says.";

/** Days that can't be, said at once and not after all the rest was mended. */
function wrongDays(form: LetterForm, filedOn: string, now: Date): Record<string, string> {
  const letter = {
    kind: "other",
    note: null,
    details: { component: null, estimatedCompletion: null, what: "a letter" },
  } as const;
  const possible = checkAgencyEvent({ ...letter, ...daysOf(form) }, filedOn, dateOfFilings(now));
  return possible.ok ? {} : { ...possible.refusal.fields };
}

interface LetterOnRecord {
  readonly letterId: string;
  readonly days: AgencyEvent;
  /** The component that it is of (L51); null for all that have the request. */
  readonly component: string | null;
}

/** The letter on record that an event belongs to; null for none. Refuses `stale` where there is none now. */
async function letterOnRecord(
  client: PrismaClient | Transaction,
  documentId: string,
  eventId: string | null,
): Promise<Outcome<LetterOnRecord | null>> {
  if (eventId === null) return done(null);
  const events = (await agencyEventsOf(client, [documentId])).get(documentId) ?? [];
  const standing = effectiveEvents(events).find(({ event }) => event.id === eventId);
  if (!standing || !isLetterKind(standing.event.kind)) return refuse("stale");
  const letterId = letterOf(standing.event, standing.earlier);
  const parts = partsOfLetter(events, letterId);
  const days = parts.find(hasLettersDays);
  const component = parts.map(componentOf).find((each) => each !== null) ?? null;
  return days ? done({ letterId, days, component }) : refuse("stale");
}

/** Whether the letter to which something is added was corrected or taken back meanwhile. */
export async function isOtherLetter(
  tx: Transaction,
  documentId: string,
  { letterId, days }: ReadLetter["letter"],
): Promise<boolean> {
  if (letterId === null || days === null) return false;
  const events = (await agencyEventsOf(tx, [documentId])).get(documentId) ?? [];
  return !partsOfLetter(events, letterId).some((part) => hasSameDays(part, days));
}

/** The events in force of one letter. */
export function partsOfLetter(events: readonly AgencyEvent[], letterId: string): AgencyEvent[] {
  return effectiveEvents(events)
    .filter(({ event, earlier }) => letterOf(event, earlier) === letterId)
    .map(({ event }) => event);
}
