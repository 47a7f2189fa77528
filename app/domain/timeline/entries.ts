import type { AgencyEvent, AgencyEventKind } from "#app/domain/agency-record/event.ts";
import { componentOf, dayOf, effectiveEvents } from "#app/domain/agency-record/event.ts";
import {
  clockRecordOf,
  readingDay,
  type SuitDays,
} from "#app/domain/agency-record/clock-record.ts";
import { aboutOf } from "#app/domain/agency-record/part.ts";
import { countsOf } from "#app/domain/clock/components.ts";
import { docketSheet, type DocketEvent } from "#app/domain/docket-event/event.ts";
import { endOf, suitDaysOf } from "#app/domain/docket-event/due.ts";
import { docketKindOf, type DocketEventKind } from "#app/domain/docket-event/kinds/index.ts";
import { KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";
import { clock, isRefused, type ClockCalendar } from "#app/domain/foia-clock.ts";
import type { Milestone, BilingualText } from "#app/domain/public-page/content.ts";

/** The rows of a matter's timeline, from top to bottom. */
export const TIMELINE_LANES = ["memo", "request", "agency", "court"] as const;
export type TimelineLane = (typeof TIMELINE_LANES)[number];

/** The event of an entry, without words except those that people wrote. */
type TimelineWhat =
  | {
      readonly kind: "milestone";
      readonly words: BilingualText;
      readonly source: string;
      readonly sourceEs: string | null;
    }
  | { readonly kind: "filed"; readonly paper: DocumentKind }
  | {
      readonly kind: "agency";
      readonly event: AgencyEventKind;
      /** The part of the request that it decides, or the office that has it (L52). */
      readonly of: BilingualText | null;
      /** The component that it is of, where several have the request (L51). */
      readonly component: string | null;
    }
  /** The day on which the agency's determination was due, or that component's. */
  | { readonly kind: "due"; readonly component: string | null }
  | { readonly kind: "suit" }
  | {
      readonly kind: "docket";
      readonly event: DocketEventKind;
      readonly number: string | null;
      /** As on the docket; null where it is not shown. */
      readonly text: string | null;
      /** For the public, where the name of its kind says too little. */
      readonly words: BilingualText | null;
    };

/** One day of a matter, or a range where the law leaves the day open. */
export interface TimelineEntry {
  readonly key: string;
  readonly lane: TimelineLane;
  /** ISO days; `until` null for a single day. */
  readonly on: string;
  readonly until: string | null;
  readonly what: TimelineWhat;
  /** The request or lawsuit that it belongs to. */
  readonly about: BilingualText | null;
  /** The id of that document or docket: two may have the same title. */
  readonly aboutId: string | null;
  /** Made up for the demonstration. */
  readonly isInvented: boolean;
}

/** The inputs of a timeline. */
export interface TimelineRecord {
  readonly milestones: readonly Milestone[];
  readonly papers: readonly {
    readonly documentId: string;
    readonly kind: DocumentKind;
    readonly name: BilingualText | null;
    readonly filedOn: string;
    readonly events: readonly AgencyEvent[];
  }[];
  readonly suits: readonly {
    readonly docketId: string;
    readonly name: BilingualText | null;
    readonly filedOn: string | null;
    readonly events: readonly DocketEvent[];
    /** The documents that it enforces. */
    readonly enforces: readonly string[];
  }[];
}

interface TimelineOptions {
  readonly calendar: ClockCalendar;
  /** ISO day. */
  readonly today: string;
  /**
   * For the public: court events by kind and number only, since the text of a docket entry may be
   * internal, and without our own tasks.
   */
  readonly isPublic: boolean;
}

/** Recorded events of a request that are internal. */
const PRIVATE_EVENTS: ReadonlySet<AgencyEventKind> = new Set([
  "exhaustionAsserted",
  "closed",
  "other",
]);

/** All dated entries of a matter, the earliest first. */
export function timelineOf(record: TimelineRecord, options: TimelineOptions): TimelineEntry[] {
  const entries = [
    ...record.milestones.map(milestoneEntry),
    ...record.papers.flatMap((paper) => paperEntries(paper, record, options)),
    ...record.suits.flatMap((suit) => suitEntries(suit, options)),
  ];
  return entries.toSorted(
    (one, other) =>
      (one.on < other.on ? -1 : one.on > other.on ? 1 : 0) ||
      TIMELINE_LANES.indexOf(one.lane) - TIMELINE_LANES.indexOf(other.lane),
  );
}

function milestoneEntry({ id, on, words, source, sourceEs }: Milestone, at: number): TimelineEntry {
  const what = { kind: "milestone", words, source, sourceEs } as const;
  const key = `milestone-${id || at}`;
  return {
    key,
    lane: "memo",
    on,
    until: null,
    what,
    about: null,
    aboutId: null,
    isInvented: false,
  };
}

function paperEntries(
  paper: TimelineRecord["papers"][number],
  { suits }: TimelineRecord,
  { calendar, today, isPublic }: TimelineOptions,
): TimelineEntry[] {
  const { documentId, kind, name: about, filedOn } = paper;
  const aboutId = documentId;
  const events = effectiveEvents(paper.events).map(({ event }) => event);
  const filed: TimelineEntry = {
    key: `filed-${documentId}`,
    lane: KINDS[kind].suit ? "court" : "request",
    on: filedOn,
    until: null,
    what: { kind: "filed", paper: kind },
    about,
    aboutId,
    isInvented: false,
  };
  const told = events.flatMap((event): TimelineEntry[] => {
    const on = event.kind === "received" ? event.received : dayOf(event);
    if (on === null || (isPublic && PRIVATE_EVENTS.has(event.kind))) return [];
    const what = {
      kind: "agency",
      event: event.kind,
      of: aboutOf(event),
      component: componentOf(event),
    } as const;
    const { id: key, isInvented } = event;
    return [{ key, lane: "agency", on, until: null, what, about, aboutId, isInvented }];
  });
  if (kind !== "request") return [filed, ...told];
  const enforcing = suits
    .filter(({ enforces }) => enforces.includes(documentId))
    .map((suit): SuitDays => suitDaysOf(suit.filedOn, suit.events));
  const on = readingDay(today, { filedOn }, enforcing);
  const read = clockRecordOf({ filedOn }, events, enforcing);
  const dates = clock(read, calendar, on);
  // An impossible record has no dates: the clock's own screen says why.
  if (isRefused(dates)) return [filed, ...told];
  const receipts = events.filter((event) => event.kind === "received");
  const due = countsOf(dates, read).flatMap(({ component, clock: { due: day } }) => {
    const { earliest, latest } = day;
    // Without a receipt there is no due day.
    if (latest === null) return [];
    const entry: TimelineEntry = {
      key: `due-${documentId}${component === null ? "" : `-${component}`}`,
      lane: "agency",
      on: earliest ?? latest,
      until: earliest === null || earliest === latest ? null : latest,
      what: { kind: "due", component },
      about,
      aboutId,
      // A day counted from an invented receipt is invented.
      isInvented: receipts.some(({ isInvented }) => isInvented),
    };
    return [entry];
  });
  return [filed, ...told, ...due];
}

function suitEntries(
  suit: TimelineRecord["suits"][number],
  { isPublic }: TimelineOptions,
): TimelineEntry[] {
  const { docketId, name: about, filedOn } = suit;
  const aboutId = docketId;
  const end = endOf(suit.events);
  const lines = docketSheet(suit.events).filter(
    ({ kind }) => !isPublic || docketKindOf(kind).isPublic,
  );
  const told = lines.flatMap((line): TimelineEntry[] => {
    const { id: key, kind: event, dated: on, number, details, isInvented } = line;
    if (on === null) return [];
    // A hearing or another day to come that was set before the suit ended is none after its end.
    const happened = docketKindOf(event).fields["dated"]?.past !== undefined;
    if (!happened && end !== null && on > end.dated && !end.isSetLater(key)) return [];
    const words = (isPublic ? docketKindOf(event).told?.(details) : null) ?? null;
    const text = isPublic ? null : line.text;
    const what = { kind: "docket", event, number, text, words } as const;
    return [{ key, lane: "court", on, until: null, what, about, aboutId, isInvented }];
  });
  if (filedOn === null) return told;
  const begun: TimelineEntry = {
    key: `suit-${docketId}`,
    lane: "court",
    on: filedOn,
    until: null,
    what: { kind: "suit" },
    about,
    aboutId,
    isInvented: false,
  };
  return [begun, ...told];
}
