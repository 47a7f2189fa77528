import type { ItemOutcomeKind } from "#app/domain/agency-record/outcome.ts";
import { decisionBeside, type DecisionBeside } from "#app/domain/agency-record/denials.ts";
import { DECIDED_BESIDE } from "#app/domain/clock/parts.ts";
import type { Court } from "#app/domain/courts/court.ts";
import { eventsOf } from "#app/document/details/sourced-values.ts";
import { listed } from "#app/domain/listed.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { communicatedOn, isAppealLate, isDetermined } from "./complaint-exhaustion.ts";
import { asTo, termOfAll, type ComplaintTerms } from "./complaint-terms.ts";
import { determinationsOf } from "./filed-request.ts";
import type { FiledRequest } from "./template-details.ts";
import { italic, type TemplateRun, type Writer } from "./writer.ts";

/** Whether the time for a determination passed without one, as far as the record tells (L46). */
function isLate(request: FiledRequest): boolean {
  const { clock } = request;
  if (clock === null) return false;
  if (clock.components.length > 0) return lateComponents(request).length > 0;
  const { latest } = clock.due;
  const determined = determinationsOf(request).map(communicatedOn);
  if (determined.length === 0) return clock.exhaustion.state === "constructively exhausted";
  return latest !== null && determined.every((day) => day !== null && day > latest);
}

/** The components that missed their own time (L51), where several have the request. */
function lateComponents({ clock }: FiledRequest): string[] {
  return (clock?.components ?? []).flatMap(({ component, clock: own }) => {
    const { exhaustion, whole } = own;
    return exhaustion.state === "constructively exhausted" && whole.remand === null
      ? [component]
      : [];
  });
}

/** "at ICE" where others of the components that have the request are in time still. */
function atLate(requests: readonly FiledRequest[]): string {
  const found = requests.flatMap((request) => {
    const names = lateComponents(request);
    return names.length < (request.clock?.components.length ?? 0) ? names : [];
  });
  return found.length === 0 ? "" : ` at ${listed([...new Set(found)])}`;
}

/** For each thing that was asked beside the records and not granted, the requests by how that was decided. */
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
            ? `Defendant has failed to make a determination${asTo(terms, late)}${atLate(late)} within the time that 5 U.S.C. § 552(a)(6) allows.`
            : NOT_LATE,
        ])
      : []),
    ...(lateOnAppeal.length > 0
      ? claim("failure to decide the appeal in time", "5 U.S.C. § 552(a)(6)(A)(ii)", [
          `Defendant has failed to decide the appeal${asTo(terms, lateOnAppeal)} within the time that 5 U.S.C. § 552(a)(6)(A)(ii) allows.`,
        ])
      : []),
    ...claim("failure to search", "5 U.S.C. § 552(a)(3)", ...searchSentences(terms)),
    ...claim(
      "unlawful withholding of records",
      "5 U.S.C. § 552(a)(3), (a)(8), (b)",
      ...withholdingSentences(terms, late),
    ),
    ...(expedition
      ? claim(
          expeditionTitle(expedition),
          "5 U.S.C. § 552(a)(6)(E)",
          [
            `A compelling need for expedited processing was demonstrated in ${termOfAll(terms, expedition.about)}.`,
          ],
          ...expeditionSentences(terms, expedition),
        )
      : []),
    ...(waiver
      ? claim(
          "waiver of fees",
          "5 U.S.C. § 552(a)(4)(A)",
          [
            "Disclosure is likely to contribute significantly to public understanding of the operations or activities of the government and is not primarily in a commercial interest. 5 U.S.C. § 552(a)(4)(A)(iii).",
          ],
          ...waiverSentences(terms, waiver),
          ...(hasMissed ? [SEARCH_FEES] : []),
        )
      : []),
  ];
}

/** The requests of which a letter gives one of those outcomes, of some item. */
function answeredBy(
  requests: readonly FiledRequest[],
  ...outcomes: readonly ItemOutcomeKind[]
): FiledRequest[] {
  return requests.filter(({ items }) =>
    items.some((item) => item.outcomes.some(({ outcome }) => outcomes.includes(outcome))),
  );
}

/** An inadequate search is pleaded where a letter says that nothing was found (L46). */
function searchSentences(terms: ComplaintTerms): TemplateRun[][] {
  const notFound = answeredBy(terms.requests, "no-records");
  if (notFound.length === 0) return [[NO_SEARCH]];
  return [
    [
      `Defendant wrote that it found no records of some of those requested${asTo(terms, notFound)}. It has failed to make reasonable efforts to search for them. [What shows that they exist or that the search was too narrow.]`,
    ],
  ];
}

const NO_SEARCH =
  "[No letter on record says that records were not found: plead what shows that Defendant has failed to make reasonable efforts to search, or delete this claim.]";

/**
 * Pleads what is withheld, by the outcomes that letters give: records, or whether there are any. Where the
 * time passed and nothing was released, that is said instead; else there is nothing to plead yet.
 */
function withholdingSentences(
  terms: ComplaintTerms,
  late: readonly FiledRequest[],
): TemplateRun[][] {
  const { requests } = terms;
  const whole = answeredBy(requests, "withheld-in-full");
  const partly = answeredBy(requests, "produced-in-part");
  const withheld = requests.filter((one) => whole.includes(one) || partly.includes(one));
  const glomar = answeredBy(requests, "neither-confirmed-nor-denied");
  const released = answeredBy(requests, "produced-in-full", "produced-in-part");
  const silent = late.filter((one) => ![...withheld, ...glomar, ...released].includes(one));
  const said = [
    ...(withheld.length > 0
      ? [
          [
            `Defendant withholds records${partly.length > 0 ? " and parts of records" : ""}${asTo(terms, withheld)} that no exemption covers, without a harm that it reasonably foresees, and parts of records that can reasonably be separated. [Confirm, exemption by exemption.]`,
          ],
        ]
      : []),
    ...(glomar.length > 0
      ? [
          [
            `Defendant refuses to confirm or deny that it has records${asTo(terms, glomar)}, which no exemption allows. [Confirm, exemption by exemption.]`,
          ],
        ]
      : []),
    ...(silent.length > 0
      ? [
          [
            `Defendant has not made the records promptly available${asTo(terms, silent)}. 5 U.S.C. § 552(a)(3)(A). [Confirm on the day of filing.]`,
          ],
        ]
      : []),
  ];
  return said.length > 0 ? said : [[NOTHING_WITHHELD]];
}

const NOTHING_WITHHELD =
  "[No letter on record withholds records: plead what Defendant withholds that no exemption covers, or delete this claim.]";

const NOT_LATE =
  "[By what is on record, it can’t be said that the time for a determination has passed: plead this claim once it has, or delete it.]";

function expeditionTitle({ undecided, denied }: Asked): string {
  if (undecided.length === 0) return "denial of expedited processing";
  return `failure to decide on${denied.length > 0 ? ", and denial of," : ""} expedited processing`;
}

/** Each request is told by how the agency decided, whatever it decided of another (L46). */
function expeditionSentences(
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

function waiverSentences(
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
