import { daysLater } from "#app/domain/clock/calendar.ts";
import { appealUntilOf, isDenial } from "./denials.ts";
import type { AgencyEvent, HELP_TOLD } from "./event.ts";

/** Something that the statute makes a letter say and that it lacks (L58), with what follows from it. */
export interface LetterLack {
  /** "the help of OGIS", with its place in the statute. */
  readonly what: string;
  readonly follows: string;
}

const APPEAL_DAYS = 90;

/**
 * Names what a letter lacks of what the statute makes it say (L58), as far as the record tells.
 * Nothing where nobody looked.
 */
export function lacksOf(event: AgencyEvent): LetterLack[] {
  if (event.kind === "extended") return [...extensionLacks(event), ...helpLacks(event.details)];
  if (event.kind !== "determined" && !isDenial(event)) return [];
  const isNone = event.kind === "determined" && !event.details.statesReasonsAndAppeal;
  return [...(isNone ? [NO_DETERMINATION] : []), ...shortTime(event), ...helpLacks(event.details)];
}

const NO_DETERMINATION: LetterLack = {
  what: "its reasons or the right to appeal (5 U.S.C. 552(a)(6)(A)(i)(I), (III)(aa))",
  follows:
    "It is no determination (CREW v. FEC, 711 F.3d 180): it needs no appeal, and the time for a determination runs on.",
};

function shortTime(event: Parameters<typeof appealUntilOf>[0]): LetterLack[] {
  const until = appealUntilOf(event);
  if (until === null || event.dated === null) return [];
  if (until >= daysLater(event.dated, APPEAL_DAYS)) return [];
  return [
    {
      what: "at least 90 days for an appeal (5 U.S.C. 552(a)(6)(A)(i)(III)(aa))",
      follows:
        "Its last day is below the statute’s, and stays ours, since it is safe; an appeal within the 90 days can be argued to be in time.",
    },
  ];
}

function extensionLacks({
  details: { reasons, until, workingDays },
}: Extract<AgencyEvent, { kind: "extended" }>): LetterLack[] {
  const what = [
    ...(reasons ? [] : ["its unusual circumstances"]),
    ...(until === null && workingDays === null ? ["the date of the determination"] : []),
  ];
  if (what.length === 0) return [];
  return [
    {
      what: `${what.join(" and ")} (5 U.S.C. 552(a)(6)(B)(i))`,
      follows: "It moves no date.",
    },
  ];
}

const HELP: Readonly<Record<(typeof HELP_TOLD)[number], string | null>> = {
  both: null,
  liaison: "the right to the help of OGIS",
  ogis: "the help of its FOIA Public Liaison",
  neither: "the help of its FOIA Public Liaison and of OGIS",
};

/** The help of which a letter does not tell, where somebody looked; null for nothing that lacks. */
export function helpNotTold({
  details,
}: {
  readonly details: { readonly helpTold: (typeof HELP_TOLD)[number] | null };
}): string | null {
  return details.helpTold === null ? null : HELP[details.helpTold];
}

/** That alone makes no letter void by any text that was read: it is raised, and nothing rests on it. */
function helpLacks({
  helpTold,
  ...details
}: {
  readonly helpTold: (typeof HELP_TOLD)[number] | null;
}): LetterLack[] {
  const lacks = helpNotTold({ details: { helpTold } });
  if (lacks === null) return [];
  const isExtension = "workingDays" in details;
  return [
    isExtension
      ? {
          what: `${lacks} (5 U.S.C. 552(a)(6)(B)(ii))`,
          follows:
            "Something to raise. Whether the extension falls with it is unsettled, so it is counted.",
        }
      : {
          what: `${lacks} (5 U.S.C. 552(a)(6)(A)(i)(II), (III)(bb))`,
          follows:
            "Something to raise in the appeal. Whether the time to appeal runs all the same is unsettled, so its last day stays ours.",
        },
  ];
}
