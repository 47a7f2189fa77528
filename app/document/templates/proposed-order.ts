import { courtPaperRulesOf } from "#app/domain/court-paper-rules.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { dayAndNumber, judgeSigns, sidesOf } from "./in-suit.ts";
import { motionOnDocket } from "./suit-motion.ts";
import type { TemplateDetails } from "./template-details.ts";
import type { TemplateRun, Writer } from "./writer.ts";

/** The order that the judge is asked to sign (L66): on which motion, by the docket, and what is ordered. */
export function proposedOrderTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const sides = sidesOf(details);
  const found = motionOnDocket(details.suit ?? null);
  const names = courtPaperRulesOf(details.layoutProfile)?.motions.orderNames ?? null;
  const on: TemplateRun[] =
    found === null
      ? ["[which motion or stipulation, with its day and number]"]
      : [
          /\bstipulation\b/iu.test(found.motion.text) ? "the stipulation of " : "the motion of ",
          ...dayAndNumber(write, found.motion),
          ...(found.isOneOfSeveral
            ? [" [of several on the docket: confirm that it is this one]"]
            : []),
        ];
  return [
    write.caption(),
    write.body(
      `In the action of ${sides.plaintiffs} against ${sides.defendants}, on `,
      ...on,
      ", and for good cause, the Court orders that:",
    ),
    write.ordered(1, "[the motion is granted, in whole or in which part];"),
    write.ordered(1, "[what is to be done, by whom and by which day]."),
    write.body("It is so ordered."),
    judgeSigns(write),
    ...(names ? [write.body(names)] : []),
  ];
}
