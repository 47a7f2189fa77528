import { daysLater, rolledForward, type ClockCalendar } from "#app/domain/clock/calendar.ts";
import { docketSheet } from "#app/domain/docket-event/event.ts";
import { docketField } from "#app/document/details/sourced-fields.ts";
import type { SuitOnRecord } from "#app/document/details/suit-on-record.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { complaintTemplate } from "./complaint.ts";
import { answerOf, dayAndNumber, sidesOf } from "./in-suit.ts";
import { READS_LIKE, theirPaper, unsidedPapers } from "./their-papers.ts";
import type { AmendedPaper, TemplateDetails } from "./template-details.ts";
import type { TemplateRun, Writer } from "./writer.ts";

/**
 * An amended complaint (FRCP 15(a)). It begins with exactly the words of the complaint that was
 * filed, whose blocks keep their ids, so that the two can be compared; where these are not here, with
 * those of a new complaint.
 */
export function amendedComplaintTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const amends = details.amends ?? null;
  const basis = write.body(...basisOf(write, details));
  const [caption, ...rest] = amends?.prose.content ?? complaintTemplate(write, details);
  const opening = caption?.type === "caption" ? [caption] : [write.caption()];
  return [
    ...opening,
    basis,
    ...(amends === null ? [write.body(NOT_HERE)] : []),
    ...(caption && caption.type !== "caption" ? [caption] : []),
    ...rest,
  ];
}

const NOT_HERE =
  "[The text of the complaint that was filed is not here: bring each of its paragraphs over, since an amended complaint takes its place whole.]";

/** "Second Amended Complaint for Declaratory and Injunctive Relief". */
export function amendedTitle({ amends, suit }: TemplateDetails): string {
  const filed = amends?.paperTitle ?? "Complaint for Declaratory and Injunctive Relief";
  const ordinal = ORDINALS[amendedBefore(amends ?? null, suit ?? null)] ?? "Further";
  return `${ordinal} Amended ${filed.replace(AMENDED, "")}`;
}

const ORDINALS = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"];
const AMENDED = /^(?:(?:first|second|third|fourth|fifth|sixth|further) )?amended /iu;

/** How often it was amended, by the title of what was filed and by the docket. */
function amendedBefore(amends: AmendedPaper | null, suit: SuitOnRecord | null): number {
  const title = amends?.paperTitle ?? "";
  const [word = ""] = title.toLowerCase().split(" ");
  const named = ORDINALS.findIndex((ordinal) => ordinal.toLowerCase() === word) + 1;
  const byTitle = AMENDED.test(title) ? Math.max(1, named) : 0;
  const byDocket = docketSheet(suit?.events ?? []).filter(
    ({ kind, text, details }) =>
      kind === "paper" &&
      "by" in details &&
      details.by !== "them" &&
      /^(?:\w+ )?amended complaint\b/iu.test(text.trim()),
  ).length;
  return Math.max(byTitle, byDocket);
}

/** Days after an answer or a motion against the complaint, or after service, in which one amends once without leave, FRCP 15(a)(1). */
const AS_OF_COURSE_DAYS = 21;

/** Rolls over weekends and holidays; a closure would only make the time longer. */
const CALENDAR: ClockCalendar = { closures: [], inaugurationDay: false };

/**
 * The basis of the amendment: as of course until 21 days after the answer or a motion under Rule
 * 12(b), (e) or (f), whichever is earlier, and once alone; else with consent or leave. The days are
 * the docket's; whether they are those of service is confirmed.
 */
function basisOf(write: Writer, details: TemplateDetails): TemplateRun[] {
  const suit = details.suit ?? null;
  const sides = sidesOf(details);
  const amend = `${sides.plaintiff} amend${sides.areSeveral.plaintiffs ? "" : "s"} the complaint`;
  if (suit === null || amendedBefore(details.amends ?? null, suit) > 0) {
    return [`${amend} ${WITH_LEAVE}`];
  }
  const [first] = [
    { of: "the answer", paper: answerOf(suit) ?? theirPaper(suit, READS_LIKE.answer) },
    { of: "the motion under Rule 12", paper: theirPaper(suit, READS_LIKE.rule12) },
  ]
    .flatMap(({ of, paper }) => (paper?.dated ? [{ of, paper, dated: paper.dated }] : []))
    .toSorted((one, other) => (one.dated < other.dated ? -1 : 1));
  if (first) {
    const { of, paper, dated } = first;
    const until = rolledForward(daysLater(dated, AS_OF_COURSE_DAYS), CALENDAR);
    if (until < suit.today) return [`${amend} ${WITH_LEAVE}`];
    return [
      `${amend} once as a matter of course, within 21 days of ${of} of `,
      write.field(docketField("docketDated", paper.id)),
      ". Fed. R. Civ. P. 15(a)(1)(B). [Confirm the day on which it was served.]",
    ];
  }
  const [unsided] = unsidedPapers(suit, READS_LIKE.answer, READS_LIKE.rule12);
  if (!unsided) return [`${amend} once as a matter of course, ${BEFORE_ANSWER}`];
  return [
    `${amend} `,
    AS_MAY_BE,
    " The docket has an entry that reads like an answer or a motion under Rule 12, of ",
    ...dayAndNumber(write, unsided),
    ".",
  ];
}

const AS_MAY_BE =
  "[once as a matter of course, within 21 days of their answer or motion or before either was served, Fed. R. Civ. P. 15(a)(1); or with consent or leave, 15(a)(2): by whose paper the entry below is, and when it was served].";

const BEFORE_ANSWER =
  "before an answer or a motion under Rule 12(b), (e) or (f) was served. Fed. R. Civ. P. 15(a)(1). [Confirm on the day of filing.]";

const WITH_LEAVE =
  "[with the written consent of the other side, or with leave of the Court, Fed. R. Civ. P. 15(a)(2): which of them, and when].";
