import { AGENCY_EVENT_LABELS, eventName } from "#app/domain/agency-record/event.ts";
import { writtenDay } from "#app/domain/dates.ts";
import { eventsOf, receiptOf } from "#app/document/details/sourced-values.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { releasesTable, sidesOf, type SuitTelling } from "./in-suit.ts";
import { requesterOf } from "./complaint-terms.ts";
import { motionAskedFor } from "./suit-motion.ts";
import type { FiledRequest, TemplateDetails } from "./template-details.ts";
import { numberTerm, type Writer } from "./writer.ts";

/**
 * A declaration for a motion, 28 U.S.C. § 1746 (L66): the request with its copy, its receipt, the
 * agency's letters and releases, each where it is on record (L46). Who declares is no row: a prompt.
 */
export function declarationTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const { requests = [] } = details;
  const suit = details.suit ?? null;
  const sides = sidesOf(details);
  const telling: SuitTelling = { write, sides, say: (...runs) => write.numbered(1, ...runs) };
  const { say } = telling;
  const exhibits = requests.flatMap(({ exhibitId }) => exhibitId ?? []);
  return [
    write.caption(),
    write.body("I, [name], declare:"),
    say(
      `I am [who the declarant is, and for whom], in the action of ${sides.plaintiffs} against ${sides.defendants}. I know what follows [of my own knowledge, or from records that I keep], and could testify to it.`,
    ),
    ...requests.flatMap((request) => ofRequest(telling, request)),
    ...(suit ? releasesTable(telling, suit) : []),
    say(
      motionAskedFor(suit).about === "fees"
        ? "[The hours of each lawyer, task by task, with the rate and what supports it, and the costs.]"
        : "[What else the declarant knows that the motion rests on.]",
    ),
    ...declares(write, "[Name of the declarant]"),
    ...(exhibits.length > 0
      ? [write.heading(1, "Exhibits"), ...exhibits.map((id) => write.exhibit(id))]
      : []),
  ];
}

/** The words of 28 U.S.C. § 1746(2), on one page with the name below them. */
export function declares(write: Writer, ...name: string[]): ProseNode[] {
  return [
    write.lines(
      "I declare under penalty of perjury that the foregoing is true and correct (28 U.S.C. § 1746). Executed on [date] at [place].",
      "",
      "_".repeat(32),
      ...name,
    ),
  ];
}

function ofRequest(telling: SuitTelling, request: FiledRequest): ProseNode[] {
  const { write, say, sides } = telling;
  const { exhibitId } = request;
  const events = eventsOf(request);
  const isReceived = (receiptOf(events)?.received ?? null) !== null;
  const isNumbered = request.trackingNumbers.length > 0;
  const number = [`${numberTerm(request)} `, write.ofRequest("trackingNumbers", request)];
  const letters = events.filter(
    ({ kind, dated }) => dated !== null && AGENCY_EVENT_LABELS[kind].by === "agency",
  );
  return [
    say(
      `On ${writtenDay(request.filedOn)}, ${requesterOf(sides, request)} sent ${sides.agency} a request under the Freedom of Information Act ${request.sent}, addressed to ${request.addressee}.`,
      ...(exhibitId === null
        ? []
        : [" A true and correct copy of it is ", write.exhibitReference(exhibitId), "."]),
    ),
    ...(isReceived
      ? [
          say(
            `${sides.agency} received it on `,
            write.ofRequest("received", request),
            ...(isNumbered ? [" and gave it ", ...number] : []),
            ".",
          ),
        ]
      : isNumbered
        ? [say(`${sides.agency} gave it `, ...number, ".")]
        : []),
    ...(letters.length === 0
      ? []
      : [
          say(`${sides.agency} wrote about it on these days:`),
          write.table(
            [["Date"], ["What the letter is"]],
            ...letters.map((event) => [
              [write.ofEvent("eventDated", event)],
              [eventName(event.kind, partOf(event.details))],
            ]),
          ),
        ]),
  ];
}

function partOf(details: object): string | null {
  const part: unknown = "part" in details ? details.part : null;
  return typeof part === "string" ? part : null;
}
