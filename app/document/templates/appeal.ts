import { writtenDay } from "#app/domain/dates.ts";
import { appealUntilOf, decidedBeside } from "#app/domain/agency-record/denials.ts";
import { helpNotTold } from "#app/domain/agency-record/rights.ts";
import { DECIDED_BESIDE, isDecidedBeside, nameOfPart } from "#app/domain/clock/parts.ts";
import { appealableLetters, type AppealableLetter } from "#app/document/details/sourced-values.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { isEachAnswered, outcomeClauses, outcomeGroups } from "./outcome-clauses.ts";
import type { FiledRequest, TemplateDetails } from "./template-details.ts";
import { listed } from "#app/domain/listed.ts";
import {
  contactText,
  joined,
  numberTerm,
  signatures,
  withPrompts,
  type TemplateRun,
  type Writer,
} from "./writer.ts";

/** The ids of the exhibits that are the letters appealed from, in their order. */
export function responseExhibits(letters: number): string[] {
  return Array.from({ length: letters }, (_, at) => (at === 0 ? "response" : `response-${at + 1}`));
}

/** A filed request with its letters that are appealed; none in an appeal from silence (L50). */
interface AppealedRequest {
  readonly request: FiledRequest;
  readonly letters: readonly AppealableLetter[];
}

/**
 * An administrative appeal from the chosen letters, whose dates come from those letters alone (L62).
 * At DHS it is due 90 working days after the response, and is marked and addressed as 6 C.F.R.
 * § 5.8(a)(1) requires. Everything above the salutation is printed from the document's details.
 */
export function appealTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const known = withPrompts(details);
  const { agency, parties, several } = known;
  const { letterIds = [] } = details;
  const about = (details.requests ?? []).map((request): AppealedRequest => ({
    request,
    letters: appealableLetters(request.history).filter(({ ids }) =>
      ids.some((id) => letterIds.includes(id)),
    ),
  }));
  const letters = about.flatMap((one) => one.letters);
  const copies = about.flatMap(({ request }) => request.exhibitId ?? []);
  const responses = responseExhibits(letters.length);
  const [papers, answers] = [
    about.length > 1 ? "requests" : "request",
    letters.length > 1 ? "letters appealed from" : "response",
  ];
  // The record has no letter of the one request that it is about (L50).
  const isFromSilence = about.length > 0 && letters.length === 0;
  const isAttached = copies.length > 0 && responses.length > 0;
  return [
    write.body("Dear Appeals Officer:"),
    write.body(
      `${listed(parties)} appeal${several ? "" : "s"} under 5 U.S.C. § 552(a)(6)(A)(i)(III)(aa) and 6 C.F.R. § 5.8 from ${agency}’s `,
      ...appealedFrom(write, about),
      ...(isFromSilence
        ? [
            ". The request is attached as ",
            ...(copies.length > 0 ? [write.exhibitReference(...copies)] : ["Exhibit A"]),
            ". [Where a response is appealed: it is attached as Exhibit B.]",
          ]
        : [
            `. The ${papers} and the ${answers} are attached as `,
            ...(isAttached
              ? [write.exhibitReference(...copies, ...responses), "."]
              : ["Exhibits A and B."]),
          ]),
    ),
    write.heading(1, "This appeal is timely"),
    ...timeliness(write, letters, details.lateLetterIds ?? []),
    write.heading(1, "What was asked and what was answered"),
    ...(about.length > 0
      ? about.flatMap((one) => answered(write, agency, one, about.length > 1))
      : [
          write.body(
            "[The items of the request, and for each what the agency released, withheld or did not find.]",
          ),
        ]),
    write.heading(1, "Grounds"),
    ...grounds(write, about),
    write.heading(1, "What we ask"),
    write.body(
      `Please ${isFromSilence ? FROM_SILENCE : asks(letters)}. A decision is due within 20 working days (5 U.S.C. § 552(a)(6)(A)(ii)).`,
    ),
    write.body(`Please send the decision to ${contactText(details.contact)}.`),
    write.body("Respectfully submitted,"),
    ...signatures(write, known),
    write.heading(1, "Exhibits"),
    ...exhibits(write, about, copies, responses),
  ];
}

/** "response of October 20, 2021 to the request of September 9, 2021, tracking number 1". */
function appealedFrom(write: Writer, about: readonly AppealedRequest[]): TemplateRun[] {
  if (about.length === 0) {
    return [
      "response of [date] to the request of [date], tracking number ",
      write.field("trackingNumber"),
    ];
  }
  return joined(
    about.map(({ request, letters }) => [
      ...(letters.length === 0
        ? ["[failure to make a determination in time, or response of (date),]"]
        : joined(
            letters.map((letter) => [
              `${nameOf(letter)} of `,
              write.ofEvent("eventDated", letter.event),
            ]),
            " and its ",
          )),
      ` ${isResponse(letters) ? "to" : "as to"} the request of ${writtenDay(request.filedOn)}, ${numberTerm(request)} `,
      write.ofRequest("trackingNumbers", request),
    ]),
    "; and from its ",
  );
}

/** Whether the last of the letters answers the request, and denies no more than what is beside it. */
function isResponse(letters: readonly AppealableLetter[]): boolean {
  return letters.slice(-1).some((letter) => besidePart(letter) === null);
}

/** The days of each letter are its own. */
function timeliness(
  write: Writer,
  letters: readonly AppealableLetter[],
  late: readonly string[],
): ProseNode[] {
  if (letters.length === 0) {
    return [
      write.body(
        "[Where a response is appealed: its date, and the 90th working day after it (6 C.F.R. § 5.8(a)(1)). Where none came: the day by which a determination was due.]",
      ),
    ];
  }
  return letters.map((letter) => {
    const { event, ids } = letter;
    return write.body(
      `The ${nameOf(letter)} is dated `,
      write.ofEvent("eventDated", event),
      ". The 90th working day after it is ",
      write.ofEvent("eventAppealByRule", event),
      " (6 C.F.R. § 5.8(a)(1)). ",
      ...(ids.some((id) => late.includes(id))
        ? [LATE]
        : [
            "This appeal is sent no later than ",
            write.ofEvent("eventAppealUntil", event),
            appealUntilOf(event) === null
              ? "."
              : ", the earlier of that day and the last day that the letter states.",
          ]),
    );
  });
}

const LATE =
  "[The last day for an appeal from it has passed: say why the appeal is to be heard all the same.]";

/** The items as they were asked, and what the letters say of them, in groups. */
function answered(
  write: Writer,
  agency: string,
  { request, letters }: AppealedRequest,
  isOneOfSeveral: boolean,
): ProseNode[] {
  const { items } = request;
  const said = letters.flatMap((letter) => {
    const groups = outcomeGroups(items, new Set(letter.ids));
    if (groups.length === 0) {
      return besidePart(letter) === null ? [write.body(WHAT_IT_SAID)] : [];
    }
    const clauses = outcomeClauses(groups, (at) => {
      if (at === null) return ["the records that the request asks for"];
      return [
        `the records of item${at.length > 1 ? "s" : ""} ${listed(at.flatMap((one) => items[one]?.label ?? []))}`,
      ];
    });
    return [
      write.body(
        `By its ${nameOf(letter)} of `,
        write.ofEvent("eventDated", letter.event),
        `, ${agency} `,
        ...clauses,
        ".",
        ...(isEachAnswered(items, groups) || letter.part !== null
          ? []
          : [" [Of the other items: what the agency released, withheld or did not find.]"]),
      ),
    ];
  });
  return [
    ...(isOneOfSeveral ? [write.heading(2, `The request of ${writtenDay(request.filedOn)}`)] : []),
    ...items.map(({ level, words }) => write.ordered(level, words)),
    ...(items.length === 0 || letters.length === 0 ? [write.body(WHAT_IT_SAID)] : said),
  ];
}

const WHAT_IT_SAID = "[What the agency released, withheld or did not find.]";

/**
 * Why the letters are wrong, beginning with the grounds that they themselves show. The others are
 * prompts, of which drafters keep those that apply.
 */
function grounds(write: Writer, about: readonly AppealedRequest[]): ProseNode[] {
  const letters = about.flatMap((one) => one.letters);
  const isOpen = letters.length === 0;
  const isDenied = (part: string) => letters.some((letter) => besidePart(letter) === part);
  const isClosed = about.some(({ request: { items }, letters: own }) =>
    outcomeGroups(items, new Set(own.flatMap(({ ids }) => ids))).some(
      ({ outcome }) => outcome === "closed-administratively",
    ),
  );
  const stated = [
    ...(isDenied(DECIDED_BESIDE.expedition)
      ? [
          "The denial of expedited processing was wrong: [the facts that show a compelling need] (5 U.S.C. § 552(a)(6)(E)(v); 6 C.F.R. § 5.5(e)).",
        ]
      : []),
    ...(isDenied(DECIDED_BESIDE.feeWaiver)
      ? [
          "The denial of the fee waiver was wrong: [which factor of 6 C.F.R. § 5.11(k) is met, and how] (5 U.S.C. § 552(a)(4)(A)(iii)).",
        ]
      : []),
    ...(isDenied(DECIDED_BESIDE.feeCategory)
      ? [
          "The fee category was wrong: [why the requester belongs to another] (5 U.S.C. § 552(a)(4)(A)(ii); 6 C.F.R. § 5.11(b)).",
        ]
      : []),
    ...(isClosed
      ? ["The closing of the request without a decision was wrong: [why it should be open]."]
      : []),
  ];
  const ofRecords = [
    "[The search was not adequate: which office or system was not searched, and what shows that more records exist.]",
    "[The exemption claimed does not apply to (records), because (reason).]",
    "[The agency names no harm that it reasonably foresees (5 U.S.C. § 552(a)(8)(A)(i)).]",
    "[Parts that can reasonably be separated were not released (5 U.S.C. § 552(b)).]",
    "[The request was misread: what it asks for, and what the agency answered instead.]",
  ];
  const ofNone = [
    "[Where no determination was made in time: the day by which it was due.]",
    "[Where expedited processing was denied: the facts that show a compelling need.]",
    "[Where the fee waiver was denied: which factor of 6 C.F.R. § 5.11(k) is met, and how.]",
    "[Where the fee category was wrong: why the requester belongs to another.]",
    "[Where the request was closed without a decision: why it should be open.]",
  ];
  const notTold = letters.flatMap(({ event }) => {
    const help = helpNotTold(event);
    return help === null
      ? []
      : [
          write.numbered(
            1,
            "The letter of ",
            write.ofEvent("eventDated", event),
            ` does not give notice of ${help} (5 U.S.C. § 552(a)(6)(A)(i)(II), (III)(bb)).`,
          ),
        ];
  });
  const paragraphs = [
    ...stated,
    ...(isOpen || letters.some((letter) => besidePart(letter) === null) ? ofRecords : []),
    ...(isOpen ? ofNone : []),
  ];
  return [...paragraphs.map((words) => write.numbered(1, words)), ...notTold];
}

const FROM_SILENCE =
  "make the determination that is overdue [or: reverse the response as to (items)], search [offices and systems], and release the records";

/** "reverse the denial of expedited processing". */
function asks(letters: readonly AppealableLetter[]): string {
  const denials = letters.filter((letter) => besidePart(letter) !== null);
  const ofRecords =
    "reverse the response as to [items], order a new search of [offices and systems], and release the records";
  const wanted = [
    ...(letters.length > denials.length || letters.length === 0 ? [ofRecords] : []),
    ...denials.map((letter) => `reverse the ${nameOf(letter)}`),
  ];
  return wanted.join("; and please ");
}

/** The name of a letter: "response", "response about items 1 and 2", "denial of the fee waiver". */
function nameOf(letter: AppealableLetter): string {
  const part = besidePart(letter);
  if (part === null) return letter.part === null ? "response" : `response about ${letter.part}`;
  if (part === DECIDED_BESIDE.feeCategory) return "decision on the fee category";
  return `denial of ${part === DECIDED_BESIDE.expedition ? "" : "the "}${part}`;
}

/** The matter beside the records that a letter decides; null where it is about records. */
function besidePart({ event, part }: AppealableLetter): string | null {
  const named = part === null ? decidedBeside(event) : nameOfPart(part);
  return named !== null && isDecidedBeside(named) ? named : null;
}

function exhibits(
  write: Writer,
  about: readonly AppealedRequest[],
  copies: readonly string[],
  responses: readonly string[],
): ProseNode[] {
  const days = about.map(({ request }) => writtenDay(request.filedOn));
  const ofRequests = days.length > 0 ? listed(days) : "[date]";
  const isFromSilence = about.length > 0 && responses.length === 0;
  const response = isFromSilence
    ? "[Exhibit B: the response of (date), where one is appealed.]"
    : "Exhibit B: the response of [date].";
  if (copies.length === 0) {
    return [write.body(`Exhibit A: the request of ${ofRequests}. ${response}`)];
  }
  return [
    ...copies.map((id) => write.exhibit(id)),
    ...(responses.length > 0 ? responses.map((id) => write.exhibit(id)) : [write.body(response)]),
  ];
}
