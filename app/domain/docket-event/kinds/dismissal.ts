import { writtenDay } from "#app/domain/dates.ts";
import {
  choice,
  ENTRY,
  EXTENT,
  line,
  needed,
  pastDay,
  tick,
} from "#app/domain/docket-event/fields.ts";
import { docketKind, entriesOf, type DocketEntry } from "#app/domain/docket-event/kind.ts";
import { answer } from "./answer.ts";
import { appealDue } from "./appeal.ts";
import { feesDue } from "./fees-due.ts";
import { judgment } from "./judgment.ts";
import { reopenedOn } from "./reopened.ts";

const WAYS = {
  notice: "The plaintiffs’ notice, FRCP 41(a)(1)(A)(i)",
  stipulation: "A stipulation of all parties, FRCP 41(a)(1)(A)(ii)",
  "order-on-request": "An order on the plaintiffs’ request, FRCP 41(a)(2)",
  order: "Another order of the court, FRCP 41(b) or otherwise",
} as const;

const PREJUDICE = { with: "With prejudice", without: "Without prejudice" } as const;

/** Both say who ended it: by the plaintiffs' will it is no decision against them. */
const TOLD = {
  notice: { en: "by notice of the plaintiffs", es: "Desistimiento de la parte demandante" },
  stipulation: {
    en: "by stipulation of the parties",
    es: "Desistimiento por acuerdo de las partes",
  },
  "order-on-request": {
    en: "by order, at the plaintiffs’ request",
    es: "Desistimiento de la parte demandante, por orden del tribunal",
  },
  order: { en: "by order of the court", es: "Desestimación por orden del tribunal" },
} as const;

/**
 * The day on which the suit ended without prejudice; null where it didn't, or a court took that back.
 * A notice, a stipulation and an order on request are without prejudice unless they say otherwise,
 * FRCP 41(a)(1)(B), (a)(2); of another order that says nothing it isn't known.
 */
export function dismissedWithoutPrejudiceOn(lines: readonly DocketEntry[]): string | null {
  const since = reopenedOn(lines);
  const end = entriesOf(lines, dismissal).find((one) => isOfAll(one) && (one.dated ?? "") > since);
  if (!end) return null;
  const { how, prejudice } = end.details;
  const isWithout = prejudice === null ? how !== "order" : prejudice === "without";
  return isWithout ? end.dated : null;
}

const isOfAll = ({ details }: { readonly details: { readonly extent: "all" | "part" } }) =>
  details.extent === "all";

export const dismissal = docketKind({
  kind: "dismissal",
  label: "Dismissal",
  spanish: "Desistimiento o desestimación",
  hint: "The suit, or a part of it, was dismissed: by notice, stipulation or order.",
  isPublic: true,
  fields: {
    how: needed("Choose how it was dismissed.", choice(WAYS, { label: "How it was dismissed" })),
    extent: needed(
      "Choose whether the whole suit was dismissed.",
      choice(EXTENT, { label: "What was dismissed" }),
    ),
    part: line(300, {
      label: "Which claims or defendants",
      hint: "Of a part alone, such as “all claims against DHS”.",
    }),
    prejudice: choice(PREJUDICE, {
      label: "With or without prejudice",
      hint: "As the paper says. Where it says nothing, FRCP 41(a)(1)(B), (a)(2) and (b) do; check this rule.",
    }),
    dated: needed(
      "Enter the day.",
      pastDay({ label: "Filed or entered", hint: "Of a notice or stipulation, its filing." }),
    ),
    ...ENTRY,
    isDone: tick("A notice of appeal was filed, or none will be"),
  },
  check({ details: { extent, part } }, _docket, say) {
    if (extent === "all")
      say("part", part !== null && "The whole suit was dismissed: leave this empty.");
    else say("part", part === null && "Enter which claims or defendants were dismissed.");
  },
  due(lines, docket) {
    const since = reopenedOn(docket.lines);
    return lines.flatMap((line) => {
      const { dated, details } = line;
      const { how, extent, prejudice, isDone } = details;
      // Nobody appeals what they asked for, and a part waits for the rest (FRCP 54(b)).
      // An end that a court took back since is none.
      const later = lines.find(
        (one) =>
          isOfAll(one) && one.dated !== null && one.dated > since && one.dated >= (dated ?? ""),
      );
      const end = extent === "all" ? dated : (later?.dated ?? null);
      if (how !== "order" || dated === null || end === null) return [];
      const of = end === dated ? "" : ` the end of the suit on ${writtenDay(end)}, after`;
      return appealDue(
        {
          line,
          from: end,
          what: "Notice of appeal from the dismissal",
          why: `60 days from${of} the order of ${writtenDay(dated)}, ${prejudice === null ? "of which it is not recorded whether it was with prejudice" : PREJUDICE[prejudice].toLowerCase()}; whether it can be appealed is to be checked.`,
          source: "FRAP 4(a)(1)(B); check this rule",
          isDecided: isDone,
        },
        docket,
      );
    });
  },
  sentences: ({ details: { how, extent, part, prejudice } }) => [
    `${WAYS[how]}.`,
    extent === "all"
      ? "The whole suit, or all that was left of it."
      : `In part: ${part ?? "not recorded which"}.`,
    prejudice === null ? "With or without prejudice: not recorded." : `${PREJUDICE[prejudice]}.`,
  ],
  text: ({ extent }) => (extent === "all" ? "Dismissal" : "Dismissal in part"),
  told({ how, extent, prejudice }) {
    const { en, es } = TOLD[how];
    const effect = {
      with: [", with prejudice", ", con efecto de cosa juzgada"],
      without: [", without prejudice", ", sin efecto de cosa juzgada"],
    } as const;
    const [english, spanish] = prejudice === null ? ["", ""] : effect[prejudice];
    return extent === "all"
      ? { en: `Dismissal ${en}${english}`, es: `${es}${spanish}` }
      : {
          en: `Dismissal in part, ${en}${english}`,
          es: `${es.replace(" ", " parcial ")}${spanish}`,
        };
  },
  recognized: {
    by: (words) =>
      /\bdismiss(?:al|ed|ing)\b/iu.test(words.slice(0, 80)) &&
      !/^(?:motion|memorandum|opposition|response|reply|brief)\b/iu.test(words),
    asked: "a dismissal",
    rank: 3,
    isPlain: true,
  },
  task: {
    label: "Appeal decided on",
    question: "Was a notice of appeal filed, or will none be?",
    said: "Whether to appeal is decided.",
  },
  warnings(dismissals, { lines }) {
    const [answered] = entriesOf(lines, answer);
    const late = dismissals
      .filter(({ dated, details }) => {
        const answeredOn = answered?.dated ?? null;
        const isLate = dated !== null && answeredOn !== null && dated >= answeredOn;
        return details.how === "notice" && isLate;
      })
      .map(
        ({ dated }) =>
          `A notice of dismissal is recorded for ${writtenDay(dated ?? "")}, and an answer for ${writtenDay(answered?.dated ?? "")}. A notice dismisses only before the other side serves an answer or a motion for summary judgment (FRCP 41(a)(1)(A)(i)); after that it takes a stipulation or an order.`,
      );
    const since = reopenedOn(lines);
    const end = dismissals.find((one) => isOfAll(one) && (one.dated ?? "") > since);
    if (!end?.dated) return late;
    const knowsFees = entriesOf(lines, judgment).length + entriesOf(lines, feesDue).length > 0;
    return [
      ...late,
      ...(knowsFees
        ? []
        : [
            "A dismissal is no judgment in itself: whether the 14 days for a motion for attorney fees run from it, and whether what ended the suit says anything of fees, is to be checked (FRCP 54(d)(2)(B); check this rule). Their day is recorded as “Motion for fees due”.",
          ]),
      ...(end.details.prejudice === "without"
        ? [
            "A suit dismissed without prejudice stops no limitation: the time to sue again is counted as if it had not been filed (28 U.S.C. § 2401(a); check this rule).",
          ]
        : []),
    ];
  },
  ends: ({ extent }) => extent === "all",
  completes: ({ kind }) => kind === "settlement",
});
