import { daysLater } from "#app/domain/clock/calendar.ts";
import { docketSheet } from "#app/domain/docket-event/event.ts";
import { docketField } from "#app/document/details/sourced-fields.ts";
import type { SuitOnRecord } from "#app/document/details/suit-on-record.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { complaintTemplate } from "./complaint.ts";
import { answerOf, sidesOf } from "./in-suit.ts";
import type { AmendedPaper, TemplateDetails } from "./template-facts.ts";
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

/** Days after an answer, or after service, in which one amends once without leave, FRCP 15(a)(1). */
const AS_OF_COURSE_DAYS = 21;

/**
 * The basis of the amendment: as of course until 21 days after the answer, and once alone; else with
 * consent or leave. The days are the docket's; whether they are those of service is confirmed.
 */
function basisOf(write: Writer, details: TemplateDetails): TemplateRun[] {
  const suit = details.suit ?? null;
  const sides = sidesOf(details);
  const amend = `${sides.plaintiff} amend${sides.areSeveral.plaintiffs ? "" : "s"} the complaint`;
  if (suit === null || amendedBefore(details.amends ?? null, suit) > 0) {
    return [`${amend} ${WITH_LEAVE}`];
  }
  const answer = answerOf(suit);
  if (answer === null) return [`${amend} once as a matter of course, ${BEFORE_ANSWER}`];
  const until = daysLater(answer.dated ?? "", AS_OF_COURSE_DAYS);
  if (until < suit.today) return [`${amend} ${WITH_LEAVE}`];
  return [
    `${amend} once as a matter of course, within 21 days of the answer of `,
    write.field(docketField("docketDated", answer.id)),
    ". Fed. R. Civ. P. 15(a)(1)(B). [Confirm the day on which the answer was served.]",
  ];
}

const BEFORE_ANSWER =
  "before an answer or a motion under Rule 12(b), (e) or (f) was served. Fed. R. Civ. P. 15(a)(1). [Confirm on the day of filing.]";

const WITH_LEAVE =
  "[with the written consent of the other side, or with leave of the Court, Fed. R. Civ. P. 15(a)(2): which of them, and when].";
