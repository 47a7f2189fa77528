import type { CourtPaperRules } from "#app/domain/courts/court.ts";
import { courtPaperRulesOf } from "#app/domain/court-paper-rules.ts";
import type { ProseNode } from "#app/document/prose.ts";
import {
  closing,
  historyOf,
  releasesTable,
  requestParagraph,
  schedulesOf,
  sidesOf,
  type SidesOfSuit,
  type SuitTelling,
} from "./in-suit.ts";
import { motionAskedFor, type AskedMotion } from "./suit-motion.ts";
import type { TemplateDetails } from "./template-details.ts";
import type { Writer } from "./writer.ts";

/**
 * A motion with its memorandum (L66). Its title is that of the motion which the docket asks for;
 * what the docket and the record say is told, the argument is its drafters'. The declaration and
 * the proposed order are papers of their own.
 */
export function motionTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const suit = details.suit ?? null;
  const asked = motionAskedFor(suit);
  const sides = sidesOf(details);
  const rules = courtPaperRulesOf(details.layoutProfile)?.motions ?? null;
  const telling: SuitTelling = { write, sides, say: (...runs) => write.body(...runs) };
  const { say } = telling;
  return [
    write.caption(),
    ...(rules?.notice ? notice(write, sides, rules.notice) : []),
    say(
      `${sides.plaintiffs} move${sides.areSeveral.plaintiffs ? "" : "s"} the Court, in this action against ${sides.defendants}, ${FOR[asked.about]}.`,
    ),
    ...(rules?.conference ? [say(rules.conference)] : []),
    ...(rules?.facts && asked.about === "summary judgment" ? [say(rules.facts)] : []),
    write.heading(
      1,
      rules ? `Memorandum of points and authorities (${rules.memorandum})` : "Memorandum",
    ),
    write.heading(2, "Facts"),
    ...(details.requests ?? []).map((request) => requestParagraph(telling, request)),
    ...(suit
      ? [
          ...historyOf(telling, suit),
          ...schedulesOf(telling, suit),
          ...releasesTable(telling, suit),
        ]
      : []),
    say("[What else happened, each fact with the paragraph of the declaration that proves it.]"),
    write.heading(2, "Argument"),
    ...argument(write, asked),
    write.heading(2, "Conclusion"),
    say(
      `For these reasons ${sides.plaintiff} ask${sides.areSeveral.plaintiffs ? "" : "s"} the Court to grant the motion and to enter the proposed order.`,
    ),
    ...closing(write, details),
  ];
}

function notice(
  write: Writer,
  { plaintiff }: SidesOfSuit,
  rule: NonNullable<CourtPaperRules["motions"]["notice"]>,
): ProseNode[] {
  return [
    write.heading(1, "Notice of motion"),
    write.body(
      `To all parties and their counsel: on [date] at [time], in [courtroom and address], or as soon after as the matter may be heard, ${plaintiff} will bring this motion for hearing (${rule}). It rests on this notice, the memorandum below, the declaration and proposed order that go with it, and the papers on file.`,
    ),
  ];
}

const FOR: Readonly<Record<AskedMotion["about"], string>> = {
  "summary judgment": "for summary judgment under Federal Rule of Civil Procedure 56",
  fees: "for attorney fees and litigation costs under 5 U.S.C. § 552(a)(4)(E) and Federal Rule of Civil Procedure 54(d)(2)",
  other: "for [what is asked for], under [which rule or statute]",
};

function argument(write: Writer, { about }: AskedMotion): ProseNode[] {
  if (about === "summary judgment") {
    return [
      write.body(
        "Summary judgment is granted where there is no genuine dispute as to any material fact and the movant is entitled to judgment as a matter of law. Fed. R. Civ. P. 56(a). The burden is on the agency to sustain its action. 5 U.S.C. § 552(a)(4)(B).",
      ),
      write.body("[Why the search was not adequate, or delete this.]"),
      write.body(
        "[Why each exemption that is claimed does not cover what is withheld, and why no harm is reasonably foreseen, 5 U.S.C. § 552(a)(8)(A)(i); or delete this.]",
      ),
      write.body("[Which parts can reasonably be separated, 5 U.S.C. § 552(b); or delete this.]"),
    ];
  }
  if (about === "fees") {
    return [
      write.body(
        "The Court may assess reasonable attorney fees and other litigation costs where the complainant has substantially prevailed: by a judicial order, an enforceable written agreement or a consent decree, or by a voluntary or unilateral change in position by the agency, if the claim is not insubstantial. 5 U.S.C. § 552(a)(4)(E).",
      ),
      write.body(
        "[How the plaintiffs substantially prevailed: by which order, or by which change in position after the suit.]",
      ),
      write.body(
        "[Why they are entitled to fees: the public benefit, their interest in the records, and whether the agency’s position had a reasonable basis in law.]",
      ),
      write.body(
        "[The amount, or a fair estimate of it, Fed. R. Civ. P. 54(d)(2)(B)(iii); the hours and rates are in the declaration.]",
      ),
    ];
  }
  return [write.body("[The standard, and why it is met.]")];
}
