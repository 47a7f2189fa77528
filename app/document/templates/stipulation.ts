import { courtPaperRulesOf } from "#app/domain/court-paper-rules.ts";
import type { ProseNode } from "#app/document/prose.ts";
import {
  closingOfBoth,
  historyOf,
  judgeSigns,
  requestParagraph,
  schedulesOf,
  sidesOf,
  upcoming,
  type SuitTelling,
} from "./in-suit.ts";
import type { TemplateDetails } from "./template-details.ts";
import type { Writer } from "./writer.ts";

/**
 * A stipulation of both sides (L66): the state of the suit on the docket, what they agree, and the
 * order, save in a court that has the order by itself.
 */
export function stipulationTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const suit = details.suit ?? null;
  const rules = courtPaperRulesOf(details.layoutProfile)?.stipulations ?? null;
  const sides = sidesOf(details);
  const telling: SuitTelling = { write, sides, say: (...runs) => write.numbered(1, ...runs) };
  const { say } = telling;
  return [
    write.caption(),
    write.body(
      `${rules?.rule ? `Under ${rules.rule}, ` : ""}${sides.plaintiffs} and ${sides.defendants}, through their counsel, stipulate as follows.`,
    ),
    write.heading(1, "Where the case stands"),
    ...(details.requests ?? []).map((request) => requestParagraph(telling, request)),
    ...(suit
      ? [...historyOf(telling, suit), ...schedulesOf(telling, suit), ...upcoming(telling, suit)]
      : []),
    say("[Why the parties ask for the order: what happened, and what they agree on.]"),
    ...(rules?.changesOfTime ? [say(rules.changesOfTime)] : []),
    write.heading(1, "Stipulation"),
    write.body(
      `${sides.plaintiff} and ${sides.defendant} stipulate, subject to the approval of the Court, that:`,
    ),
    write.ordered(1, "[the first thing agreed, with its day];"),
    write.ordered(1, "[the next, or delete this]."),
    ...closingOfBoth(write, details, sides),
    ...(rules?.separateOrder
      ? []
      : [
          write.pageBreak(),
          write.heading(1, "Proposed order"),
          write.body("Pursuant to the stipulation, it is so ordered."),
          judgeSigns(write),
        ]),
  ];
}
