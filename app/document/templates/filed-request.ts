import { componentKey } from "#app/domain/agency-record/component-names.ts";
import { type AgencyEvent, type AgencyEventOf } from "#app/domain/agency-record/event.ts";
import { writtenDay } from "#app/domain/dates.ts";
import { eventsOf, lastLetter, receiptOf } from "#app/document/details/sourced-values.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { isDecidedBeside, nameOfPart } from "#app/domain/clock/parts.ts";
import { requesterOf, termOf, type ComplaintTerms } from "./complaint-terms.ts";
import { areAllTold } from "./outcome-clauses.ts";
import { historyParagraphs } from "./request-history.ts";
import type { FiledRequest } from "./template-details.ts";
import { numberTerm, type TemplateRun, type Writer } from "./writer.ts";

/** A complaint's paragraphs about one request, and those on which its exhaustion rests. */
export interface RequestParagraphs {
  readonly request: FiledRequest | null;
  readonly blocks: readonly ProseNode[];
  readonly grounds: readonly ProseNode[];
}

/**
 * The facts of one request (sent, received, due, last contact), with prompts for unrecorded ones.
 * Without a request, all of them are prompts.
 */
export function requestParagraphs(
  write: Writer,
  terms: ComplaintTerms,
  request: FiledRequest | null,
): RequestParagraphs {
  return request ? knownRequest(write, terms, request) : unknownRequest(write, terms);
}

function unknownRequest(write: Writer, { plaintiff, agency }: ComplaintTerms): RequestParagraphs {
  const sent = write.numbered(
    1,
    `On [date], ${plaintiff} sent ${agency} a request (the “Request”) for:`,
  );
  const receipt = write.numbered(
    1,
    "[The agency] received the Request on [date] and gave it tracking number ",
    write.field("trackingNumber"),
    ".",
  );
  const due = write.numbered(
    1,
    "A determination was due by [date]. [Any clarification, extension or interim response.]",
  );
  const silence = write.numbered(
    1,
    "As of the filing of this complaint, [what the agency has and has not done]. Its last communication was [on (date), what it said].",
  );
  return {
    request: null,
    blocks: [
      write.heading(2, "[The request of (date)]"),
      sent,
      write.numbered(2, "[first record];"),
      write.numbered(2, "[second record]."),
      receipt,
      due,
      silence,
    ],
    grounds: [sent, receipt, due, silence],
  };
}

function knownRequest(
  write: Writer,
  terms: ComplaintTerms,
  request: FiledRequest,
): RequestParagraphs {
  const { agency } = terms;
  const term = termOf(terms, request);
  const { asked, isCertified, exhibitId, items } = request;
  const day = writtenDay(request.filedOn);
  const sent = write.numbered(
    1,
    `On ${day}, ${requesterOf(terms, request)} sent ${agency} a request (the “${term}”) ${request.sent}, addressed to ${request.addressee}${exhibitId === null ? "" : ", of which a copy is attached as "}`,
    ...(exhibitId === null ? [] : [write.exhibitReference(exhibitId)]),
    ", for:",
  );
  const records =
    items.length > 0
      ? items.map(({ level, words }) => write.numbered(level + 1, words))
      : [write.numbered(2, "[first record];"), write.numbered(2, "[second record].")];
  const waiver = asked.feeWaiver
    ? [
        write.numbered(
          1,
          `The ${term} asks for a waiver of fees. 5 U.S.C. § 552(a)(4)(A)(iii); 6 C.F.R. § 5.11(k).`,
        ),
      ]
    : [];
  const expedition = asked.expedition
    ? [
        write.numbered(
          1,
          `The ${term} asks for expedited processing${isCertified ? ", with a statement that is certified to be true and correct to the best of its maker’s knowledge and belief. 5 U.S.C. § 552(a)(6)(E)(v), (vi)." : ". 5 U.S.C. § 552(a)(6)(E). [State the certification that goes with it.]"}`,
        ),
      ]
    : [];
  const receipt = write.numbered(1, ...receiptSentence(write, terms, request));
  const receipts = laterReceipts(write, terms, request);
  const history = historyParagraphs(write, terms, request, records);
  const appeals = isAppealItsGround(request)
    ? history.filter(
        ({ event }) =>
          (event.kind === "appealed" || event.kind === "appealDecided") &&
          event.details.part === null,
      )
    : [];
  const due = write.numbered(1, ...dueSentence(write, request));
  const silence = write.numbered(1, ...silenceSentence(write, terms, request));
  return {
    request,
    blocks: [
      write.heading(2, `The request of ${day}`),
      sent,
      ...records,
      ...expedition,
      ...waiver,
      receipt,
      ...receipts,
      ...history.map(({ block }) => block),
      due,
      silence,
    ],
    grounds: [sent, receipt, ...receipts, ...appeals.map(({ block }) => block), due, silence],
  };
}

/** An appeal about a part is no ground of what is true of the whole, nor is any of silence (L50). */
function isAppealItsGround({ clock }: FiledRequest): boolean {
  return clock !== null && clock.exhaustion.state !== "constructively exhausted";
}

function receiptSentence(
  write: Writer,
  terms: ComplaintTerms,
  request: FiledRequest,
): TemplateRun[] {
  const receipt = receiptOf(eventsOf(request));
  const office =
    receipt && !receipt.details.isProper
      ? ` at its office ${receipt.details.office}, a component designated to receive requests`
      : receipt && (request.clock?.components.length ?? 0) > 0
        ? ` at its component ${receipt.details.office}`
        : "";
  return [
    `${terms.agency} received the ${termOf(terms, request)}${office} on `,
    write.ofRequest("received", request),
    ` and gave it ${numberTerm(request)} `,
    write.ofRequest("trackingNumbers", request),
    ".",
  ];
}

/** The receipts of the other components that have the request (L51), a paragraph each. */
function laterReceipts(write: Writer, terms: ComplaintTerms, request: FiledRequest): ProseNode[] {
  if ((request.clock?.components.length ?? 0) === 0) return [];
  const events = eventsOf(request);
  const first = receiptOf(events);
  // A second receipt of an office is none of another component.
  const told = new Set(first ? [componentKey(first.details.office)] : []);
  const isOfAnother = (event: AgencyEvent): event is AgencyEventOf<"received"> => {
    if (event.kind !== "received" || !event.details.isProper) return false;
    const key = componentKey(event.details.office);
    return !told.has(key) && told.add(key).size > 0;
  };
  return events.flatMap((event) =>
    isOfAnother(event)
      ? [
          write.numbered(
            1,
            `${event.details.office}, another component of the agency, received the ${termOf(terms, request)} on `,
            write.ofEvent("eventReceived", event),
            ".",
          ),
        ]
      : [],
  );
}

function dueSentence(write: Writer, request: FiledRequest): TemplateRun[] {
  const { clock } = request;
  if (clock?.due.isStopped) {
    return [
      "[The clock is stopped until the agency has an answer to its question: no determination is due yet.]",
    ];
  }
  const extended = clock !== null && clock.due.extendedBy > 0;
  const counts =
    clock === null || clock.components.length === 0
      ? [clock]
      : clock.components.map((one) => one.clock);
  // The day is that of the last component: what stopped another one's clock did not move it (L51).
  const tolled = counts.some(
    (one) => one?.due.latest === clock?.due.latest && (one?.stops.length ?? 0) > 0,
  );
  return [
    (clock?.components.length ?? 0) > 0
      ? "A determination was due from the last of the components that have it by "
      : "A determination was due by ",
    write.ofRequest("determinationDue", request),
    ...(extended
      ? [
          `, with the extension of ${clock.due.extendedBy} working days; without it, by `,
          write.ofRequest("dueBeforeExtension", request),
        ]
      : []),
    `. 5 U.S.C. § 552(a)(6)(A)(i)${extended ? ", (B)(i)" : ""}${tolled ? "; the days on which the agency waited for an answer to its question are not counted, § 552(a)(6)(A)(ii)" : ""}.`,
  ];
}

function silenceSentence(
  write: Writer,
  terms: ComplaintTerms,
  request: FiledRequest,
): TemplateRun[] {
  const last = lastLetter(eventsOf(request));
  const contact: TemplateRun[] =
    last === null
      ? [" [Its last communication, with its date, or that there was none.]"]
      : [" Its last letter is dated ", write.ofRequest("lastLetterDated", request), "."];
  if (determinationsOf(request).length > 0) {
    return ["[What the agency has and has not done since its answer.]", ...contact];
  }
  const parts = determinationsOfParts(request);
  if (isAnsweredInParts(request)) return [ANSWERED_IN_PARTS, ...contact];
  const rest = parts.length > 0 ? "the rest of " : "";
  return [
    `As of the filing of this complaint, ${terms.agency} has made no determination of ${rest}the ${termOf(terms, request)}. [Confirm on the day of filing.]`,
    ...contact,
  ];
}

/** The determinations of some of its records, rather than of what is beside them. */
function determinationsOfParts(request: FiledRequest): AgencyEventOf<"determined">[] {
  return eventsOf(request).filter(
    (event): event is AgencyEventOf<"determined"> =>
      event.kind === "determined" &&
      event.details.part !== null &&
      event.details.statesReasonsAndAppeal &&
      !isDecidedBeside(nameOfPart(event.details.part)),
  );
}

/** Whether letters about parts have together answered every item: nothing is left unanswered. */
export function isAnsweredInParts(request: FiledRequest): boolean {
  const named = new Set(
    determinationsOfParts(request).flatMap(({ details }) =>
      details.items.map(({ label }) => label),
    ),
  );
  const at = request.items.flatMap(({ label }, index) => (named.has(label) ? [index] : []));
  return at.length > 0 && areAllTold(request.items, at);
}

/** A prompt in place of a plea about a request as a whole, where letters about its parts answered it. */
export const ANSWERED_IN_PARTS =
  "[Each item was answered by a letter of its own: plead which of them came in time and were appealed, item by item.]";

/** The determinations of the whole request: letters that state their reasons and the right to appeal. */
export function determinationsOf(request: FiledRequest): AgencyEventOf<"determined">[] {
  return eventsOf(request).filter(
    (event): event is AgencyEventOf<"determined"> =>
      event.kind === "determined" &&
      event.details.part === null &&
      event.details.statesReasonsAndAppeal,
  );
}
