import { writtenDay } from "#app/domain/dates.ts";
import type { EntryDeadline } from "#app/domain/docket-event/deadline.ts";
import {
  ENTRY,
  line,
  needed,
  pastDay,
  SIDE,
  SIDE_LABELS,
} from "#app/domain/docket-event/fields.ts";
import { docketKind, entriesOf, type DocketEntry } from "#app/domain/docket-event/kind.ts";
import { reopenedOn } from "./reopened.ts";

const APPEAL_DAYS = 60;
const CROSS_APPEAL_DAYS = 14;

export const appeal = docketKind({
  kind: "appeal",
  label: "Notice of appeal",
  spanish: "Recurso de apelación",
  hint: "Filed within 60 days from the entry of judgment; with ours, its deadline is met.",
  isPublic: true,
  fields: {
    by: needed("Choose whose it is.", SIDE),
    dated: needed("Enter the day.", pastDay({ label: "Filed" })),
    appealNumber: line(120, {
      label: "Court of appeals and its number",
      hint: "Such as “9th Cir., No. 23-15000”.",
    }),
    ...ENTRY,
  },
  check: null,
  due: null,
  sentences: ({ details: { by, appealNumber } }) => [
    `By ${SIDE_LABELS[by].toLowerCase()}.`,
    ...(appealNumber === null ? [] : [`${appealNumber.replace(/\.$/u, "")}.`]),
  ],
  recognized: {
    by: (words) => /^(?:amended )?notice of (?:cross[- ]?)?appeal\b/iu.test(words),
    asked: "a notice of appeal",
    rank: 2,
    isPlain: true,
  },
});

/**
 * The days for the notice of appeal (FRAP 4(a)(1)(B)), until ours of then or later is on the docket;
 * after a notice of the other side, 14 days from that where they end later (4(a)(3)). FRAP 26(a)
 * counts and rolls as FRCP 6(a) does.
 */
export function appealDue(
  asked: Pick<EntryDeadline, "what" | "why" | "source"> & {
    readonly line: DocketEntry;
    /** ISO day from which it is counted. */
    readonly from: string;
    readonly isDecided: boolean;
  },
  docket: {
    readonly lines: readonly DocketEntry[];
    readonly after: (day: string, days: number) => string;
  },
): EntryDeadline[] {
  const { line, from, isDecided, what, why, source } = asked;
  if (from <= reopenedOn(docket.lines)) return [];
  // An earlier notice is of an earlier order or judgment; it closes no later time.
  const notices = entriesOf(docket.lines, appeal).filter(({ dated }) => (dated ?? "") >= from);
  const theirs = notices.find(({ details }) => details.by === "them")?.dated ?? null;
  const own = docket.after(from, APPEAL_DAYS);
  const cross = theirs === null ? own : docket.after(theirs, CROSS_APPEAL_DAYS);
  const isCross = theirs !== null && cross > own;
  return [
    {
      key: `${line.id}-appeal`,
      kind: "notice-of-appeal",
      what,
      due: isCross ? cross : own,
      orElse: null,
      by: "us",
      why: isCross
        ? `14 days from the defendants’ notice of appeal of ${writtenDay(theirs)}, which end later than the 60.`
        : why,
      source: isCross ? "FRAP 4(a)(3); check this rule" : source,
      eventId: line.id,
      isDone: isDecided || notices.some(({ details }) => details.by !== "them"),
      isInvented: line.isInvented,
    },
  ];
}
