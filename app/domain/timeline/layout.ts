import { TIMELINE_LANES, type TimelineEntry, type TimelineLane } from "./entries.ts";

/** Positions along the line, in percent of its width, so that no text is ever scaled. */
export interface TimelineLayout {
  readonly lanes: readonly {
    readonly lane: TimelineLane;
    /** The number of rows that its marks need. */
    readonly rows: number;
    readonly marks: readonly TimelineMark[];
  }[];
  readonly ticks: readonly { readonly at: number; readonly on: string }[];
  /** Null if today precedes all entries. */
  readonly today: {
    readonly at: number;
    /**
     * Whether today is beyond the end of the line, which is cut so that empty years don't crowd the
     * rest.
     */
    readonly isBeyond: boolean;
  } | null;
}

export interface TimelineMark {
  /** Counts from 1, in the order of the list beside the picture. */
  readonly number: number;
  readonly at: number;
  /** Where the range ends; null for a day. */
  readonly end: number | null;
  /** From 0. */
  readonly row: number;
  readonly isInvented: boolean;
}

/**
 * Marks closer than this are placed in two rows: 24 px on the narrowest screen, whose line has 300.
 */
const LEAST_GAP = 8;
/** Space for half a mark at both ends. */
const MARGIN = 4;
const MAX_TICKS = 5;
/** The largest part of the line after its last entry, relative to the part before. */
const MAX_AFTER = 0.35;
/** In months. */
const TICK_STEPS = [1, 3, 6, 12, 24, 60, 120, 600] as const;
const DAY = 86_400_000;

/**
 * Positions the entries of a timeline; null for none.
 * @param today ISO day; the line includes it.
 */
export function timelineLayout(
  entries: readonly TimelineEntry[],
  today: string,
): TimelineLayout | null {
  const days = entries.flatMap(({ on, until }) => [on, until ?? on]);
  const first = [...days].sort()[0];
  if (first === undefined) return null;
  const end = [...days].sort().at(-1) ?? first;
  const from = Date.parse(first);
  const told = Math.max(DAY, Date.parse(end) - from);
  const after = Date.parse(today) - Date.parse(end);
  const isBeyond = after > told * MAX_AFTER;
  const span = told + Math.max(0, isBeyond ? told * 0.1 : after);
  const last = isBeyond || today < end ? end : today;
  const place = (day: string) =>
    round(MARGIN + ((Date.parse(day) - from) / span) * (100 - 2 * MARGIN));
  const marks = entries.map((entry, index) => ({
    lane: entry.lane,
    number: index + 1,
    at: place(entry.on),
    end: entry.until === null ? null : place(entry.until),
    isInvented: entry.isInvented,
  }));
  const lanes = TIMELINE_LANES.flatMap((lane) => {
    const own = inRows(marks.filter((mark) => mark.lane === lane));
    const rows = Math.max(0, ...own.map(({ row }) => row + 1));
    return rows === 0 ? [] : [{ lane, rows, marks: own }];
  });
  const ticks = ticksBetween(first, last).map((on) => ({ on, at: place(on) }));
  if (today < first) return { lanes, ticks, today: null };
  const at = isBeyond ? 100 - MARGIN : place(today);
  return { lanes, ticks, today: { at, isBeyond } };
}

function inRows(
  marks: readonly (Omit<TimelineMark, "row"> & { readonly lane: TimelineLane })[],
): TimelineMark[] {
  const ends: number[] = [];
  return marks.map(({ lane: _lane, ...mark }) => {
    const free = ends.findIndex((end) => mark.at - end >= LEAST_GAP);
    const row = free < 0 ? ends.length : free;
    ends[row] = mark.end ?? mark.at;
    return { ...mark, row };
  });
}

/** First days of months, few enough that their labels don't overlap. */
function ticksBetween(first: string, last: string): string[] {
  const [from, to] = [monthOf(first), monthOf(last)];
  const step =
    TICK_STEPS.find((months) => Math.floor(to / months) - Math.floor(from / months) <= MAX_TICKS) ??
    600;
  const ticks: string[] = [];
  for (let month = Math.ceil(from / step) * step; month <= to; month += step) {
    const day = `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;
    if (day >= first && day <= last) ticks.push(day);
  }
  return ticks;
}

function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}
