import { writtenDay } from "#app/domain/dates.ts";
import { courtPaperRulesOf } from "#app/domain/court-paper-rules.ts";
import type { OtherSuit } from "#app/document/details/other-suit.ts";
import { otherSuitName } from "#app/document/details/other-suit.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { sidesOf } from "./in-suit.ts";
import type { TemplateDetails } from "./template-details.ts";
import type { Writer } from "./writer.ts";

/**
 * The court's paper on related cases (L66): the matter's other lawsuits in that court, what each has
 * in common with this one by the dockets, and, where its rules ask for them, those in other courts.
 */
export function relatedCases(write: Writer, details: TemplateDetails): ProseNode[] {
  const { otherSuits = [] } = details;
  const rules = courtPaperRulesOf(details.layoutProfile)?.relatedCases ?? null;
  const { plaintiffs, areSeveral } = sidesOf(details);
  const here = otherSuits.filter(({ isInSameCourt }) => isInSameCourt);
  const elsewhere = otherSuits.filter(({ isInSameCourt }) => !isInSameCourt);
  return [
    write.body(rules?.opens(plaintiffs, areSeveral.plaintiffs) ?? UNKNOWN_RULE),
    ...(here.length > 0
      ? here.map((suit) => write.ordered(1, caseSentence(suit)))
      : [write.ordered(1, NONE)]),
    ...(rules === null ? [] : [write.body(rules.criteria)]),
    write.body("[Which of these holds, and why.]"),
    ...(rules?.elsewhere && elsewhere.length > 0
      ? [
          write.body(`These cases are in other courts (${rules.elsewhere}):`),
          ...elsewhere.map((suit) => write.ordered(1, caseSentence(suit))),
        ]
      : []),
    ...(rules?.further ? [write.body(rules.further)] : []),
  ];
}

const UNKNOWN_RULE = "[Under which rule of the court, and who gives notice:]";
const NONE =
  "[the related case, with its number and its day: no other suit of this matter in this court is on record].";

function caseSentence(suit: OtherSuit): string {
  const { filedOn, judge, sharesRequest, sharesDefendant, hasEnded } = suit;
  const common = [
    ...(sharesRequest ? ["it enforces a request that this action enforces"] : []),
    ...(sharesDefendant ? ["it is against an agency that is sued here"] : []),
  ];
  return [
    otherSuitName(suit),
    filedOn === null ? ", filed on [date]" : `, filed ${writtenDay(filedOn)}`,
    judge === null ? "" : `, before ${judge}`,
    hasEnded ? ", which has ended" : "",
    common.length > 0
      ? `: ${common.join(", and ")}.`
      : ": [what it has in common with this action].",
  ].join("");
}
