import { isOfComponent } from "#app/domain/agency-record/components.ts";
import { componentKey } from "#app/domain/agency-record/component-names.ts";
import {
  componentOf,
  type AgencyEvent,
  type AgencyEventOf,
  type EffectiveEvent,
} from "#app/domain/agency-record/event.ts";
import {
  decidedBeside,
  isDenial,
  isDenialOfPart,
  isOfPart,
} from "#app/domain/agency-record/denials.ts";
import { isOnMerits } from "#app/domain/clock/after-appeal.ts";
import { DECIDED_BESIDE, isDecidedBeside, nameOfPart } from "#app/domain/clock/parts.ts";
import { eventsOf } from "#app/document/details/sourced-values.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { actorOf, termOf, type ComplaintTerms } from "./complaint-terms.ts";
import { outcomeClauses, outcomeGroups, releasesSome } from "./outcome-clauses.ts";
import type { FiledRequest } from "./template-details.ts";
import { italic, type TemplateRun, type Writer } from "./writer.ts";

/**
 * The recorded events between receipt and suit, one numbered paragraph each, save that what was
 * released in the meantime is told once (L67). Days are fields, so that a later correction of the
 * record is noticed. Receipt has its own paragraph.
 * @param items the paragraphs of the request's items.
 */
export function historyParagraphs(
  write: Writer,
  terms: ComplaintTerms,
  request: FiledRequest,
  items: readonly ProseNode[],
): HistoryParagraph[] {
  const told = { write, terms, request, items };
  const released = request.history.filter((one) => isRelease(told, one));
  return request.history.flatMap((one) => {
    const { event } = one;
    // Those of each component that has the request are told apart (L51).
    const by = keyOfComponent(event);
    const [first, ...more] = released.includes(one)
      ? released.filter((other) => keyOfComponent(other.event) === by)
      : [];
    if (first && one !== first) return [];
    const words = first
      ? releaseSentence(told, [first, ...more], first === released[0])
      : sentenceOf(told, one);
    return words === null ? [] : [{ event, block: write.numbered(1, ...words) }];
  });
}

function keyOfComponent(event: AgencyEvent): string | null {
  const component = componentOf(event);
  return component === null ? null : componentKey(component);
}

/** A paragraph about one event. */
interface HistoryParagraph {
  readonly event: AgencyEvent;
  readonly block: ProseNode;
}

/** The facts from which the paragraphs about one request are written. */
interface ToldRequest {
  readonly write: Writer;
  readonly terms: ComplaintTerms;
  readonly request: FiledRequest;
  readonly items: readonly ProseNode[];
}

/** The outcomes that a letter gives the items, in groups (L62). */
function groupsOf({ request }: ToldRequest, ...letters: readonly EffectiveEvent[]) {
  const ids = letters.flatMap(({ event, earlier }) => [event.id, ...earlier.map(({ id }) => id)]);
  return outcomeGroups(request.items, new Set(ids));
}

/** "it released in full the records described in ¶ 7(a)". */
function clausesOf(told: ToldRequest, groups: ReturnType<typeof groupsOf>): TemplateRun[] {
  const { write, terms, request, items } = told;
  return outcomeClauses(groups, (at) =>
    at === null
      ? [`the records that the ${termOf(terms, request)} asks for`]
      : [
          "the records described in ",
          write.reference(...at.flatMap((index) => items[index] ?? [])),
        ],
  );
}

/** Whether records came and more were to follow: a referral alone gives none. */
function isRelease(told: ToldRequest, one: EffectiveEvent): boolean {
  if (one.event.kind !== "interimResponse") return false;
  const groups = groupsOf(told, one);
  return groups.length === 0 || releasesSome(groups);
}

/** CREW is cited where the complaint first needs it. */
function releaseSentence(
  told: ToldRequest,
  releases: readonly [EffectiveEvent, ...EffectiveEvent[]],
  isFirstOfRequest: boolean,
): TemplateRun[] {
  const { write, terms, request } = told;
  const days = releases.map(({ event }) => write.ofEvent("eventDated", event));
  const groups = groupsOf(told, ...releases);
  const isFirst =
    isFirstOfRequest &&
    terms.requests
      .slice(0, terms.requests.indexOf(request))
      .every((other) => !other.history.some((one) => isRelease({ ...told, request: other }, one)));
  return [
    "On ",
    ...days.flatMap((day, at): TemplateRun[] =>
      at === 0 ? [day] : [at === days.length - 1 ? " and " : ", ", day],
    ),
    `, ${actorOf(terms, releases[0].event)} released some records in answer to the ${termOf(terms, request)} and said that more would follow. `,
    ...(groups.length > 0 ? ["It ", ...clausesOf(told, groups), ". "] : []),
    "That is no determination.",
    ...(isFirst
      ? [
          " ",
          italic("Citizens for Responsibility & Ethics in Washington v. FEC"),
          ", 711 F.3d 180, 188 (D.C. Cir. 2013).",
        ]
      : []),
  ];
}

function sentenceOf(told: ToldRequest, one: EffectiveEvent): TemplateRun[] | null {
  const { write, terms, request } = told;
  const { event } = one;
  const { plaintiff } = terms;
  const agency = actorOf(terms, event);
  const term = `the ${termOf(terms, request)}`;
  const dated = write.ofEvent("eventDated", event);
  switch (event.kind) {
    case "acknowledged":
      return [
        "By a letter of ",
        dated,
        `, ${agency} acknowledged ${term}${event.details.track === "expedited" ? " and put it on its track for expedited processing" : ""}.`,
      ];
    case "informationAsked":
      return ["On ", dated, `, ${agency} asked ${plaintiff} for information about ${term}.`];
    case "informationAnswered":
      return [`${agency} received the answer on `, write.ofEvent("eventReceived", event), "."];
    case "feesAsked":
      return ["On ", dated, `, ${agency} asked ${plaintiff} about fees.`];
    case "feesAnswered":
      return [
        `${agency} received the answer about fees on `,
        write.ofEvent("eventReceived", event),
        ".",
      ];
    case "extended":
      return [
        "By a letter of ",
        dated,
        event.details.reasons
          ? `, ${agency} claimed unusual circumstances and more time, 5 U.S.C. § 552(a)(6)(B)`
          : `, ${agency} claimed more time without naming unusual circumstances, as 5 U.S.C. § 552(a)(6)(B)(iii) requires`,
        ...(event.details.until === null
          ? ["."]
          : [", until ", write.ofEvent("eventUntil", event), "."]),
      ];
    case "narrowingOffered":
      return [
        "By a letter of ",
        dated,
        `, ${agency} offered ${plaintiff} to limit ${term} or to arrange another time. ${narrowingAnswer(event, terms)}`,
      ];
    case "dateAgreed":
      return [
        "On ",
        dated,
        `, ${agency} and ${plaintiff} agreed on another date: `,
        write.ofEvent("eventUntil", event),
        ".",
      ];
    case "interimResponse":
      return [
        "By a letter of ",
        dated,
        `, ${agency} `,
        ...clausesOf(told, groupsOf(told, one)),
        ". That is no determination.",
      ];
    case "expeditionGranted":
      return ["By a letter of ", dated, `, ${agency} granted expedited processing of ${term}.`];
    case "expeditionDenied":
      return ["By a letter of ", dated, `, ${agency} denied expedited processing of ${term}.`];
    case "feeWaiverGranted":
      return [
        "By a letter of ",
        dated,
        `, ${agency} granted the waiver of fees${event.details.isInPart ? " in part" : ""}.`,
      ];
    case "feeWaiverDenied":
      return ["By a letter of ", dated, `, ${agency} denied the waiver of fees.`];
    case "determined":
      return determinationSentence(told, one, event);
    case "appealed":
      return [
        `${plaintiff} appealed from `,
        ...appealedFrom(told, event),
        " on ",
        write.ofEvent("eventSent", event),
        ...(event.received === null
          ? ["."]
          : [
              ", and the appeals office received the appeal on ",
              write.ofEvent("eventReceived", event),
              ".",
            ]),
      ];
    case "appealDecided": {
      const groups = groupsOf(told, one);
      const { part, component } = event.details;
      // An appeals office decides, which the component that answered need not be.
      const from = component === null ? "" : ` from its component ${component}`;
      const about = `${from}${part === null ? "" : ` about ${subjectOf(part)}`}`;
      return [
        "By a letter of ",
        dated,
        `, ${terms.agency} ${isOnMerits(event.details) ? "decided" : "answered"} the appeal${about}: ${RESULT[event.details.result]}`,
        ...(groups.length > 0 ? ["; it ", ...clausesOf(told, groups)] : []),
        ".",
      ];
    }
    case "received":
    case "exhaustionAsserted":
    case "closed":
    case "feeCategoryDecided":
    case "appealExtended":
    case "other":
      return null;
  }
}

function narrowingAnswer(
  { details: { answer } }: AgencyEventOf<"narrowingOffered">,
  { plaintiff }: ComplaintTerms,
): string {
  if (answer === "open") return "[What was answered.]";
  return `${plaintiff} ${answer === "accepted" ? "accepted" : "declined"}.`;
}

/** A letter that says how it decided: the whole, a part, or what was asked beside the records. */
function determinationSentence(
  told: ToldRequest,
  one: EffectiveEvent,
  event: AgencyEventOf<"determined">,
): TemplateRun[] {
  const { write, terms, request } = told;
  const { part, statesReasonsAndAppeal } = event.details;
  const term = `the ${termOf(terms, request)}`;
  const by: TemplateRun[] = ["By a letter of ", write.ofEvent("eventDated", event)];
  const agency = actorOf(terms, event);
  const named = part === null ? null : nameOfPart(part);
  if (named !== null && isDecidedBeside(named)) {
    return isDenialOfPart(event, eventsOf(request))
      ? [...by, `, ${agency} denied ${subjectOf(named)} of ${term}.`]
      : [...by, `, ${agency} decided on ${subjectOf(named)} of ${term}. [How it decided.]`];
  }
  const groups = groupsOf(told, one);
  const about = named === null ? term : `${named} of ${term}`;
  const said: TemplateRun[] =
    groups.length > 0 ? ["It ", ...clausesOf(told, groups), "."] : [WHAT_IT_SAID];
  return [
    ...by,
    statesReasonsAndAppeal
      ? `, ${agency} answered ${about}. `
      : `, ${agency} wrote about ${about} without its reasons and the right to appeal, which is no determination (5 U.S.C. § 552(a)(6)(A)(i)). `,
    ...said,
  ];
}

const WHAT_IT_SAID = "[What it released, withheld or did not find.]";

/** The origin of an appeal: the latest letter of its part that came before it, or silence (L50). */
function appealedFrom(
  { write, terms, request }: ToldRequest,
  appeal: AgencyEventOf<"appealed">,
): TemplateRun[] {
  const { sent, details } = appeal;
  const { part, component } = details;
  const before = eventsOf(request).filter(
    (event) =>
      event.dated !== null &&
      (sent === null || event.dated <= sent) &&
      isOfComponent(event, component),
  );
  const named = part === null ? null : nameOfPart(part);
  const answer = before.findLast(
    (event) =>
      event.kind === "determined" &&
      (part === null
        ? event.details.part === null && event.details.statesReasonsAndAppeal
        : isOfPart(event, nameOfPart(part))),
  );
  if (answer && (named === null || !isDecidedBeside(named))) {
    const about = named === null ? [] : [` about ${named}`];
    const whose =
      componentOf(answer) === null
        ? `${terms.agency}’s answer of `
        : `the answer of ${actorOf(terms, answer)} of `;
    return [whose, write.ofEvent("eventDated", answer), ...about];
  }
  const denial =
    answer ??
    before.findLast((event) =>
      named === null
        ? isDenial(event) || besidePartOf(event) !== null
        : isDenial(event) && decidedBeside(event) === named,
    );
  const what = denial ? (besidePartOf(denial) ?? named) : named;
  if (what === null) {
    return component === null
      ? [`${terms.agency}’s failure to make a determination`]
      : [`the failure of ${actorOf(terms, appeal)} to make a determination`];
  }
  const by = denial && componentOf(denial) !== null ? ` by ${actorOf(terms, denial)}` : "";
  return [
    `the denial of ${subjectOf(what)}${by}`,
    ...(denial ? [" of ", write.ofEvent("eventDated", denial)] : []),
  ];
}

/** The matter beside the records that an event decides, whatever its kind; null for others. */
function besidePartOf(event: AgencyEvent): string | null {
  if (event.kind !== "determined") return decidedBeside(event);
  const named = event.details.part === null ? null : nameOfPart(event.details.part);
  return named !== null && isDecidedBeside(named) ? named : null;
}

/** "expedited processing", "the fee waiver". */
function subjectOf(part: string): string {
  const named = nameOfPart(part);
  return isDecidedBeside(named) && named !== DECIDED_BESIDE.expedition ? `the ${named}` : named;
}

const RESULT = {
  affirmed: "it affirmed its response",
  remanded: "it sent the request back for further processing",
  reversed: "it reversed its response",
  "in-litigation": "it declined to decide, as the matter is in litigation",
  closed: "it closed the appeal",
} as const;
