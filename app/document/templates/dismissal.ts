import { docketSheet, type DocketEvent } from "#app/domain/docket-event/event.ts";
import { endInCourt } from "#app/domain/docket-event/due.ts";
import { docketField } from "#app/document/details/sourced-fields.ts";
import type { SuitOnRecord } from "#app/document/details/suit-on-record.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { answerOf, closing, closingOfBoth, dayAndNumber, sidesOf } from "./in-suit.ts";
import { READS_LIKE, theirPaper, unsidedPapers } from "./their-papers.ts";
import type { TemplateDetails } from "./template-details.ts";
import type { Writer } from "./writer.ts";

/**
 * The plaintiffs' notice of dismissal, FRCP 41(a)(1)(A)(i). It gives notice only while the docket
 * has no answer, no motion of the other side for summary judgment, and no end of the suit (L46).
 */
export function noticeOfDismissalTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const sides = sidesOf(details);
  const suit = details.suit ?? null;
  const give = `${sides.plaintiffs} give${sides.areSeveral.plaintiffs ? "" : "s"}`;
  return [
    write.caption(),
    ...(suit === null ? [write.body(UNKNOWN_DOCKET)] : tooLate(write, suit)),
    write.body(
      `Under Federal Rule of Civil Procedure 41(a)(1)(A)(i), ${give} notice that this action is dismissed as to all claims against ${sides.defendants}, ${PREJUDICE}.`,
    ),
    ...(suit === null || isAnswered(suit) ? [] : notAnswered(write, suit)),
    ...dismissedBefore(write, details),
    ...closing(write, details),
  ];
}

/** The stipulation of all parties who have appeared, FRCP 41(a)(1)(A)(ii). */
export function stipulationOfDismissalTemplate(
  write: Writer,
  details: TemplateDetails,
): ProseNode[] {
  const sides = sidesOf(details);
  const suit = details.suit ?? null;
  return [
    write.caption(),
    ...(suit === null ? [] : ended(write, suit)),
    write.body(
      `Under Federal Rule of Civil Procedure 41(a)(1)(A)(ii), ${sides.plaintiffs} and ${sides.defendants} stipulate that this action is dismissed as to all claims, ${PREJUDICE}. [Confirm that these are all parties who have appeared: each of them signs.]`,
    ),
    ...(suit && docketSheet(suit.events).some(({ kind }) => kind === "settlement")
      ? [write.body(SETTLED)]
      : []),
    write.body(
      "[Who bears fees and costs, 5 U.S.C. § 552(a)(4)(E): each side its own, as the parties have agreed, or that a motion for them is kept open.]",
    ),
    ...closingOfBoth(write, details, sides),
  ];
}

const PREJUDICE =
  "[without prejudice, or with prejudice; a paper that says nothing dismisses without, FRCP 41(a)(1)(B)]";

const UNKNOWN_DOCKET =
  "[Confirm that the other side has served neither an answer nor a motion for summary judgment: after that a notice dismisses nothing, FRCP 41(a)(1)(A)(i).]";

const SETTLED = "[The docket has a settlement: say of it only what it allows, or delete this.]";

function theirMotion(suit: SuitOnRecord): DocketEvent | null {
  return theirPaper(suit, READS_LIKE.summaryJudgment);
}

function theirAnswer(suit: SuitOnRecord): DocketEvent | null {
  return answerOf(suit) ?? theirPaper(suit, READS_LIKE.answer);
}

function isAnswered(suit: SuitOnRecord): boolean {
  return theirAnswer(suit) !== null || theirMotion(suit) !== null;
}

/** Why a notice dismisses nothing any more, by the docket; empty where it does. */
function tooLate(write: Writer, suit: SuitOnRecord): ProseNode[] {
  const found = [
    { what: "an answer", paper: theirAnswer(suit) },
    { what: "a motion of the other side for summary judgment", paper: theirMotion(suit) },
  ];
  return [
    ...ended(write, suit),
    ...found.flatMap(({ what, paper }) =>
      paper
        ? [
            write.body(
              `The docket has ${what} of `,
              ...dayAndNumber(write, paper),
              ". [A notice dismisses nothing after it: draft a stipulation of dismissal instead, FRCP 41(a)(1)(A)(ii).]",
            ),
          ]
        : [],
    ),
  ];
}

/** The end of the suit that is on the docket already. */
function ended(write: Writer, { events }: SuitOnRecord): ProseNode[] {
  const end = endInCourt(events);
  if (end === null) return [];
  return [
    write.body(
      "By the docket, this action ended on ",
      write.field(docketField("docketDated", end.line.id)),
      ". [Whether it still has to be dismissed.]",
    ),
  ];
}

/** That nothing was served; a prompt where the docket has an entry that may be such a paper. */
function notAnswered(write: Writer, suit: SuitOnRecord): ProseNode[] {
  const unsided = unsidedPapers(suit, READS_LIKE.answer, READS_LIKE.summaryJudgment);
  if (unsided.length > 0) {
    return unsided.map((entry) =>
      write.body(
        "The docket has an entry that reads like an answer or a motion for summary judgment, of ",
        ...dayAndNumber(write, entry),
        ". [Whose it is: after one of the other side a notice dismisses nothing, FRCP 41(a)(1)(A)(i). If it is none, say that no answer and no motion for summary judgment has been served.]",
      ),
    );
  }
  const { answerDueOn } = suit;
  return [
    write.body(
      "No answer and no motion for summary judgment has been served",
      ...(answerDueOn === null ? [] : ["; the answer is due on ", write.field("suitAnswerDue")]),
      ". [Confirm on the day of filing.]",
    ),
  ];
}

/** A second dismissal of one claim by notice decides it, FRCP 41(a)(1)(B); a stipulation doesn’t. */
function dismissedBefore(write: Writer, { otherSuits = [] }: TemplateDetails): ProseNode[] {
  const isBefore = otherSuits.some(
    ({ sharesRequest, isWithdrawn }) => sharesRequest && isWithdrawn,
  );
  return isBefore ? [write.body(TWICE)] : [];
}

const TWICE =
  "[The plaintiffs have dismissed another suit about the same request: a second notice is an adjudication on the merits, FRCP 41(a)(1)(B). Decide, and delete this.]";
