import { docketSheet, type DocketEvent } from "#app/domain/docket-event/event.ts";
import { docketField } from "#app/document/details/sourced-fields.ts";
import type { SuitOnRecord } from "#app/document/details/suit-on-record.ts";
import type { ProseNode } from "#app/document/prose.ts";
import {
  closingOfBoth,
  historyOf,
  releasesTable,
  requestParagraph,
  schedulesOf,
  sidesOf,
  upcoming,
  type SuitTelling,
} from "./in-suit.ts";
import type { TemplateDetails } from "./template-details.ts";
import type { TemplateRun, Writer } from "./writer.ts";

/**
 * A joint status report (L66): what the docket and the agency record say, each sentence only where
 * its row exists (L46) and with its days as fields (L35), and prompts for what both sides have to
 * write.
 */
export function jointStatusReportTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const suit = details.suit ?? null;
  const sides = sidesOf(details);
  const { plaintiff, defendant } = sides;
  const telling: SuitTelling = { write, sides, say: (...runs) => write.numbered(1, ...runs) };
  const { say } = telling;
  return [
    write.caption(),
    write.body(
      ...underWhichOrder(write, docketSheet(suit?.events ?? [])),
      `${sides.plaintiffs} and ${sides.defendants} submit this joint status report.`,
    ),
    write.heading(1, "Procedural history"),
    ...(details.requests ?? []).map((request) => requestParagraph(telling, request)),
    ...(suit ? historyOf(telling, suit) : []),
    say("[Anything else of the history that the Court should know, or delete this.]"),
    write.heading(1, "Searches and releases"),
    say(
      "[What has been searched for and where, what remains to be searched, and how many pages may respond.]",
    ),
    ...(suit
      ? [
          ...schedulesOf(telling, suit),
          ...releasesTable(telling, suit),
          ...missedReleases(telling, suit),
        ]
      : []),
    write.heading(1, "What remains in dispute"),
    say(
      "[The issues on which the parties do not agree: the search, what is withheld and why, the pace of releases, fees; or that there is none.]",
    ),
    write.heading(1, `Position of ${plaintiff}`),
    say("[What the plaintiffs ask for, and why.]"),
    write.heading(1, `Position of ${defendant}`),
    say("[To be given by counsel of the other side.]"),
    write.heading(1, "Next steps"),
    ...(suit ? upcoming(telling, suit) : []),
    say("The parties propose to file the next joint status report on or before [date]."),
    ...closingOfBoth(write, details, sides),
  ];
}

/** The order that asks for this report, by the earliest entry that is not done. */
function underWhichOrder(write: Writer, lines: readonly DocketEvent[]): TemplateRun[] {
  const due = lines.find(
    (line) =>
      line.kind === "statementDue" &&
      line.details.what === "joint-status-report" &&
      !line.details.isDone,
  );
  if (due?.kind !== "statementDue") return ["[Under which order or rule.] "];
  const { orderNumber, orderedOn } = due.details;
  if (orderNumber === null && orderedOn === null) return ["[Under which order or rule.] "];
  return ["Under the Court’s ", write.field(docketField("docketOrder", due.id)), ", "];
}

/** The releases of each schedule that did not come. */
function missedReleases({ write, say }: SuitTelling, suit: SuitOnRecord): ProseNode[] {
  return docketSheet(suit.events)
    .filter(({ id, kind }) => {
      const isMissed = suit.missed.some(({ eventId }) => eventId === id);
      return kind === "productionSchedule" && isMissed;
    })
    .map(({ id }) =>
      say(
        "Of the releases that the schedule requires, none is on record for these days: ",
        write.field(docketField("docketMissed", id)),
        ". [Confirm with counsel of the other side.]",
      ),
    );
}
