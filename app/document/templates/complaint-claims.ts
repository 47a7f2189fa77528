import type { EventDays } from "#app/domain/agency-record/event.ts";
import { decisionBeside, type DecisionBeside } from "#app/domain/agency-record/denials.ts";
import { isOnMerits } from "#app/domain/clock/after-appeal.ts";
import { DECIDED_BESIDE } from "#app/domain/clock/parts.ts";
import { communicated } from "#app/domain/clock/record.ts";
import type { Court } from "#app/domain/courts/court.ts";
import type { ExhaustionState } from "#app/domain/foia-clock.ts";
import { eventsOf } from "#app/document/details/sourced-values.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { asTo, termOf, termOfAll, type ComplaintTerms } from "./complaint-terms.ts";
import { determinationsOf, type RequestParagraphs } from "./filed-request.ts";
import type { FiledRequest } from "./template-facts.ts";
import { italic, type TemplateRun, type Writer } from "./writer.ts";

/**
 * Paragraphs on the exhaustion of administrative remedies, one for each request. They assert it
 * only where the clock supports it (L13), and otherwise explain why it can't be asserted yet, or ask
 * to plead what a person asserts against the clock. Cited from memory, for a lawyer to check: Aguirre and Steele in the Ninth Circuit, Oglesby in the
 * District of Columbia.
 */
export function exhaustionParagraphs(
  write: Writer,
  terms: ComplaintTerms,
  told: readonly RequestParagraphs[],
  court: Court | null,
): ProseNode[] {
  const { plaintiff, agency, several } = terms;
  const deemed = `${plaintiff} ${several ? "are" : "is"} deemed to have exhausted administrative remedies`;
  const paragraphs = told.map(({ request, grounds }) => {
    const state = request === null ? null : exhaustionOf(request);
    const rests: TemplateRun[] = ["(", write.reference(...grounds), ")"];
    // The time of the first answer says nothing of what a remand left due (L49).
    if (state === "constructively exhausted" && request?.clock?.whole.remand) {
      return write.numbered(1, REMANDED);
    }
    if (request === null || state === "constructively exhausted") {
      return write.numbered(
        1,
        `${agency} has not made a determination of the ${termOf(terms, request)} within the time that the statute allows `,
        ...rests,
        `. ${deemed}. 5 U.S.C. § 552(a)(6)(C)(i).`,
      );
    }
    if (state === "exhausted") {
      const isDecided = !isAppealLate(request);
      const from =
        terms.requests.length > 1 ? ` from the answer to the ${termOf(terms, request)}` : "";
      return write.numbered(
        1,
        isDecided
          ? `${plaintiff} appealed${from}, and ${agency} decided the appeal `
          : `${plaintiff} appealed${from}, and ${agency} has not decided the appeal within 20 working days of receiving it `,
        ...rests,
        `. ${plaintiff} ${several ? "have" : "has"} exhausted administrative remedies. 5 U.S.C. § 552(a)(6)(A)(ii)${isDecided ? "" : ", (C)(i)"}.`,
      );
    }
    const asserted = assertedIn(request);
    return write.numbered(
      1,
      asserted === null
        ? NOT_YET[state ?? "unknown"]
        : `${AGAINST_THE_CLOCK} [On record: ${asserted}]`,
    );
  });
  const silent = told.filter(({ request }) => {
    const state = request === null ? null : exhaustionOf(request);
    return request === null || (state === "constructively exhausted" && !isDetermined(request));
  });
  if (silent.length === 0) return paragraphs;
  // Of the others a determination was appealed, so the sentence names those that it is about.
  const about = silent.flatMap(({ request }) => request ?? []);
  return [...paragraphs, ...authorities(write, terms, court, about)];
}

/** The state by the request's clock; null without one. */
function exhaustionOf(request: FiledRequest): ExhaustionState | null {
  return request.clock?.exhaustion.state ?? null;
}

/**
 * Why somebody asserts exhaustion against the clock (L13), in one line without brackets; null where
 * nobody does. What it rests on is for a person to plead: the clock can't tell.
 */
function assertedIn(request: FiledRequest): string | null {
  const event = eventsOf(request).findLast(({ kind }) => kind === "exhaustionAsserted");
  if (event?.kind !== "exhaustionAsserted") return null;
  return event.details.reason.replaceAll(/\s+/gu, " ").replaceAll("[", "(").replaceAll("]", ")");
}

const AGAINST_THE_CLOCK =
  "[Exhaustion is asserted against the clock: plead in your own words what it rests on.]";

const REMANDED =
  "[The appeal was remanded: plead in your own words what followed, since it is unsettled whether a remand exhausts.]";

/** Prompts that explain why exhaustion can't be pleaded; they keep the draft from review. */
const NOT_YET = {
  open: "[Exhaustion can’t be pleaded yet: the time for a determination has not passed, or no receipt is recorded.]",
  "must appeal":
    "[Exhaustion can’t be pleaded yet: a determination stands that has to be appealed first.]",
  "appeal pending": "[Exhaustion can’t be pleaded yet: the appeal is pending.]",
  unknown: "[Exhaustion can’t be pleaded yet: what is recorded of the request can’t be counted.]",
} as const;

/** Whether a determination of the whole request is on record. */
function isDetermined(request: FiledRequest): boolean {
  return determinationsOf(request).length > 0;
}

/** Whether the time for a determination passed without one, as far as the record tells (L46). */
function isLate(request: FiledRequest): boolean {
  const { clock } = request;
  if (clock === null) return false;
  const { latest } = clock.due;
  const determined = determinationsOf(request).map(communicatedOn);
  if (determined.length === 0) return clock.exhaustion.state === "constructively exhausted";
  return latest !== null && determined.every((day) => day !== null && day > latest);
}

/** The day on which a letter counts for the clock (L47); null for one without a date. */
function communicatedOn({ dated, sent, received }: EventDays): string | null {
  if (dated === null) return null;
  return communicated({
    dated,
    ...(sent === null ? {} : { sent }),
    ...(received === null ? {} : { received }),
  }).day;
}

/** Whether the time for deciding the appeal of the whole request has passed without a decision. */
function isAppealLate(request: FiledRequest): boolean {
  const exhaustion = request.clock?.exhaustion;
  if (exhaustion?.state !== "exhausted") return false;
  // A decision exhausts on the day it was communicated. Others were of a part, of an earlier answer or after the suit.
  return !eventsOf(request).some(
    (event) =>
      event.kind === "appealDecided" &&
      event.details.part === null &&
      isOnMerits(event.details) &&
      communicatedOn(event) === exhaustion.since,
  );
}

function authorities(
  write: Writer,
  terms: ComplaintTerms,
  court: Court | null,
  about: readonly FiledRequest[],
): ProseNode[] {
  const none = `No determination of ${termOfAll(terms, about)} reached the requesters before this action was filed that would oblige them to appeal first. `;
  if (court?.complaint.circuit === "Ninth") {
    return [
      write.numbered(
        1,
        none,
        italic("See Aguirre v. U.S. Nuclear Regulatory Commission"),
        ", 11 F.4th 719 (9th Cir. 2021); ",
        italic("In re Steele"),
        ", 799 F.2d 461 (9th Cir. 1986). [Confirm on the day of filing.]",
      ),
    ];
  }
  return [
    write.numbered(
      1,
      none,
      italic("See Oglesby v. U.S. Department of the Army"),
      ", 920 F.2d 57 (D.C. Cir. 1990). [Confirm on the day of filing.]",
    ),
  ];
}

/** What was asked beside the records and not granted: the requests by how that was decided. */
interface Asked {
  readonly about: readonly FiledRequest[];
  readonly undecided: readonly FiledRequest[];
  readonly denied: readonly FiledRequest[];
  /** Granted in part. */
  readonly partly: readonly FiledRequest[];
  /** Decided, and the record doesn't say how; or sent back on appeal. */
  readonly unclear: readonly FiledRequest[];
}

/** The facts on which the claims for expedition and for the fee waiver rest. */
export function askedOf(requests: readonly FiledRequest[]): {
  readonly expedition: Asked | null;
  readonly waiver: Asked | null;
} {
  const stand = (asking: readonly FiledRequest[], part: "expedition" | "feeWaiver") => {
    const decided = (is: DecisionBeside) =>
      asking.filter((request) => decisionBeside(eventsOf(request), DECIDED_BESIDE[part]) === is);
    const granted = decided("granted");
    const about = asking.filter((request) => !granted.includes(request));
    if (about.length === 0) return null;
    return {
      about,
      undecided: decided("none"),
      denied: decided("denied"),
      partly: decided("granted in part"),
      unclear: decided("unclear"),
    };
  };
  return {
    expedition: stand(
      requests.filter(({ asked }) => asked.expedition),
      "expedition",
    ),
    waiver: stand(
      requests.filter(({ asked }) => asked.feeWaiver),
      "feeWaiver",
    ),
  };
}

/**
 * The claims. Each incorporates the facts, but not the claims before it.
 * @param above the paragraphs of the facts.
 */
export function claims(
  write: Writer,
  terms: ComplaintTerms,
  above: readonly ProseNode[],
): ProseNode[] {
  const { plaintiff, several, requests } = terms;
  const s = several ? "" : "s";
  const { expedition, waiver } = askedOf(requests);
  const titles = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"];
  let count = 0;
  const claim = (title: string, statute: string, ...paragraphs: readonly TemplateRun[][]) => [
    write.heading(2, `${titles[count++] ?? "Further"} claim: ${title} (${statute})`),
    write.numbered(1, `${plaintiff} incorporate${s} `, write.reference(...above), "."),
    ...paragraphs.map((runs) => write.numbered(1, ...runs)),
  ];
  const late = requests.filter(isLate);
  const undetermined = requests.filter((request) => !isDetermined(request));
  const lateOnAppeal = requests.filter(isAppealLate);
  const hasMissed = requests.length === 0 || late.length > 0 || lateOnAppeal.length > 0;
  return [
    ...(requests.length === 0 || late.length > 0 || undetermined.length > 0
      ? claim("failure to make a timely determination", "5 U.S.C. § 552(a)(6)", [
          requests.length === 0 || late.length > 0
            ? `Defendant has failed to make a determination${asTo(terms, late)} within the time that 5 U.S.C. § 552(a)(6) allows.`
            : NOT_LATE,
        ])
      : []),
    ...(lateOnAppeal.length > 0
      ? claim("failure to decide the appeal in time", "5 U.S.C. § 552(a)(6)(A)(ii)", [
          `Defendant has failed to decide the appeal${asTo(terms, lateOnAppeal)} within the time that 5 U.S.C. § 552(a)(6)(A)(ii) allows.`,
        ])
      : []),
    ...claim("failure to search", "5 U.S.C. § 552(a)(3)", [
      "Defendant has failed to make reasonable efforts to search for the records requested.",
    ]),
    ...claim("unlawful withholding of records", "5 U.S.C. § 552(a)(3), (a)(8), (b)", [
      "Defendant withholds records that no exemption covers, without a harm that it reasonably foresees, and parts of records that can reasonably be separated.",
    ]),
    ...(expedition
      ? claim(
          expeditionTitle(expedition),
          "5 U.S.C. § 552(a)(6)(E)",
          [
            `A compelling need for expedited processing was demonstrated in ${termOfAll(terms, expedition.about)}.`,
          ],
          ...expeditionWords(terms, expedition),
        )
      : []),
    ...(waiver
      ? claim(
          "waiver of fees",
          "5 U.S.C. § 552(a)(4)(A)",
          [
            "Disclosure is likely to contribute significantly to public understanding of the operations or activities of the government and is not primarily in a commercial interest. 5 U.S.C. § 552(a)(4)(A)(iii).",
          ],
          ...waiverWords(terms, waiver),
          ...(hasMissed ? [SEARCH_FEES] : []),
        )
      : []),
  ];
}

const NOT_LATE =
  "[By what is on record, it can’t be said that the time for a determination has passed: plead this claim once it has, or delete it.]";

function expeditionTitle({ undecided, denied }: Asked): string {
  if (undecided.length === 0) return "denial of expedited processing";
  return `failure to decide on${denied.length > 0 ? ", and denial of," : ""} expedited processing`;
}

/** Each request is told by how the agency decided, whatever it decided of another (L46). */
function expeditionWords(
  terms: ComplaintTerms,
  { undecided, denied, unclear }: Asked,
): TemplateRun[][] {
  return [
    ...(undecided.length > 0
      ? [
          [
            `Defendant has not given notice of a decision on it${asTo(terms, undecided)} within the ten days that 5 U.S.C. § 552(a)(6)(E)(ii)(I) allows.${mootness(undecided)}`,
          ],
        ]
      : []),
    ...(denied.length > 0
      ? [
          [
            `Defendant denied it${asTo(terms, denied)}. The denial is subject to judicial review on the record before the agency. 5 U.S.C. § 552(a)(6)(E)(iii).${mootness(denied)}`,
          ],
        ]
      : []),
    ...(unclear.length > 0
      ? [["[How Defendant decided on expedited processing, and what followed.]"]]
      : []),
  ];
}

/** A complete response leaves nothing to review, 5 U.S.C. § 552(a)(6)(E)(iv) (L8). */
function mootness(requests: readonly FiledRequest[]): string {
  return requests.some(isDetermined)
    ? " [Confirm that no complete response has been given, § 552(a)(6)(E)(iv).]"
    : "";
}

function waiverWords(
  terms: ComplaintTerms,
  { undecided, denied, partly, unclear }: Asked,
): TemplateRun[][] {
  return [
    ...(undecided.length > 0
      ? [[`Defendant has not granted the waiver${asTo(terms, undecided)}.`]]
      : []),
    ...(denied.length > 0
      ? [
          [
            `Defendant denied the waiver${asTo(terms, denied)}. The Court reviews that de novo on the record before the agency. 5 U.S.C. § 552(a)(4)(A)(vii).`,
          ],
        ]
      : []),
    ...(partly.length > 0
      ? [
          [
            `Defendant granted the waiver in part alone${asTo(terms, partly)}. The Court reviews that de novo on the record before the agency. 5 U.S.C. § 552(a)(4)(A)(vii).`,
          ],
        ]
      : []),
    ...(unclear.length > 0
      ? [["[How Defendant decided on the waiver of fees, and what followed.]"]]
      : []),
  ];
}

/** 5 U.S.C. § 552(a)(4)(A)(viii): the bar on fees after a missed time limit. */
const SEARCH_FEES = [
  "Having missed its time limit, Defendant may in any event assess no search fees and, of a requester that 5 U.S.C. § 552(a)(4)(A)(ii)(II) describes (an educational or noncommercial scientific institution, whose purpose is scholarly or scientific research, or a representative of the news media), no duplication fees. 5 U.S.C. § 552(a)(4)(A)(viii)(I). No exception of § 552(a)(4)(A)(viii)(II) applies. [Confirm: no notice of unusual circumstances with more than 5,000 pages, and no finding of exceptional circumstances.]",
];

/** The prayer for relief. Vaughn and Wiener are cited from memory, for a lawyer to check. */
export function prayer(write: Writer, terms: ComplaintTerms, court: Court | null): ProseNode[] {
  const { plaintiff, several, requests } = terms;
  const { expedition, waiver } = askedOf(requests);
  const isExpedited = requests.some(({ asked }) => asked.expedition);
  return [
    write.heading(1, "Prayer for relief"),
    write.body(`${plaintiff} ask${several ? "" : "s"} the Court to:`),
    write.ordered(1, "declare that Defendant’s failure to disclose the records is unlawful;"),
    write.ordered(
      1,
      "order Defendant to search for the records and to release, by a date certain, all that are not exempt, with an index of what is withheld, ",
      italic("Vaughn v. Rosen"),
      ", 484 F.2d 820 (D.C. Cir. 1973)",
      ...(court?.complaint.circuit === "Ninth"
        ? ["; ", italic("Wiener v. FBI"), ", 943 F.2d 972 (9th Cir. 1991)"]
        : []),
      ";",
    ),
    write.ordered(1, "enjoin Defendant from withholding them further;"),
    ...(isExpedited
      ? [
          write.ordered(
            1,
            `${expedition ? "grant expedited processing, and order" : "order"} Defendant to process ${termOfAll(
              terms,
              requests.filter(({ asked }) => asked.expedition),
            )} as soon as practicable, 5 U.S.C. § 552(a)(6)(E)(iii);`,
          ),
        ]
      : []),
    ...(waiver
      ? [
          write.ordered(
            1,
            "order Defendant to waive all fees, and enjoin it from assessing any, 5 U.S.C. § 552(a)(4)(A);",
          ),
        ]
      : []),
    write.ordered(1, "award attorney fees and costs (5 U.S.C. § 552(a)(4)(E)); and"),
    write.ordered(1, "grant such other relief as is just."),
  ];
}
