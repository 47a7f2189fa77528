import { writtenDay } from "#app/domain/dates.ts";
import {
  docketSheet,
  type DocketEvent,
  type DocketEventOf,
} from "#app/domain/docket-event/event.ts";
import { servedInWords } from "#app/domain/docket-event/recipients.ts";
import { docketField, releaseField } from "#app/document/details/sourced-fields.ts";
import { isComing, type SuitOnRecord } from "#app/document/details/suit-on-record.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { FiledRequest, TemplateDetails } from "./template-facts.ts";
import { endOf } from "#app/domain/docket-event/due.ts";
import { courtOf } from "#app/domain/layout.ts";
import { listed } from "#app/domain/listed.ts";
import { joined, signatures, withPrompts, type TemplateRun, type Writer } from "./writer.ts";

/** How the report names both sides, as subjects of a sentence. */
interface SidesOfSuit {
  /** "Plaintiffs". */
  readonly plaintiff: string;
  /** "Defendant". */
  readonly defendant: string;
  /** "has" or "have". */
  readonly has: string;
  readonly agency: string;
}

/**
 * A joint status report (L66): what the docket and the agency record say, each sentence only where
 * its row exists (L46) and with its days as fields (L35), and prompts for what both sides have to
 * write. The attestation that the other side concurs (L26) is a prompt too: no row records it.
 */
export function jointStatusReportTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const known = withPrompts(details);
  const suit = details.suit ?? null;
  const lines = docketSheet(suit?.events ?? []);
  const plaintiffs = suit && suit.plaintiffs.length > 0 ? suit.plaintiffs : known.parties;
  const defendants = suit && suit.defendants.length > 0 ? suit.defendants : [known.agency];
  const sides: SidesOfSuit = {
    plaintiff: plaintiffs.length > 1 ? "Plaintiffs" : "Plaintiff",
    defendant: defendants.length > 1 ? "Defendants" : "Defendant",
    has: defendants.length > 1 ? "have" : "has",
    agency: known.agency,
  };
  const { plaintiff, defendant } = sides;
  const attestation = courtOf(details.layoutProfile ?? "letter")?.attestation ?? null;
  return [
    write.caption(),
    write.body(
      ...underWhichOrder(write, lines),
      `${plaintiff} ${listed(plaintiffs)} and ${defendant} ${listed(defendants)} submit this joint status report.`,
    ),
    write.heading(1, "Procedural history"),
    ...(details.requests ?? []).map((request) => requestParagraph(write, sides, request)),
    ...(suit ? history(write, sides, suit, lines) : []),
    write.numbered(1, "[Anything else of the history that the Court should know, or delete this.]"),
    write.heading(1, "Searches and releases"),
    write.numbered(
      1,
      "[What has been searched for and where, what remains to be searched, and how many pages may respond.]",
    ),
    ...(suit ? releases(write, sides, suit, lines) : []),
    write.heading(1, "What remains in dispute"),
    write.numbered(
      1,
      "[The issues on which the parties do not agree: the search, what is withheld and why, the pace of releases, fees; or that there is none.]",
    ),
    write.heading(1, `Position of ${plaintiff}`),
    write.numbered(1, "[What the plaintiffs ask for, and why.]"),
    write.heading(1, `Position of ${defendant}`),
    write.numbered(1, "[To be given by counsel of the other side.]"),
    write.heading(1, "Next steps"),
    ...(suit ? upcoming(write, suit, lines) : []),
    write.numbered(
      1,
      "The parties propose to file the next joint status report on or before [date].",
    ),
    write.body("Dated: ", write.field("dateOfFiling")),
    write.body("Respectfully submitted,"),
    write.lines(
      "[/s/ and name of counsel of the other side, who concurs in the filing]",
      "[Office and address of counsel of the other side]",
      "[E-mail and telephone of counsel of the other side]",
      `Counsel for ${defendant}`,
    ),
    ...signatures(write, known),
    ...(attestation
      ? [
          write.body(
            `[Once counsel of the other side has agreed to the filing: ${attestation("name of who files")}]`,
          ),
        ]
      : []),
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

function requestParagraph(
  write: Writer,
  { plaintiff, agency }: SidesOfSuit,
  request: FiledRequest,
): ProseNode {
  return write.numbered(
    1,
    `This action concerns the request of ${writtenDay(request.filedOn)} to ${agency} under the Freedom of Information Act, 5 U.S.C. § 552`,
    ...(request.trackingNumbers.length > 0
      ? [", tracking number ", write.ofRequest("trackingNumbers", request)]
      : []),
    `, which ${plaintiff} seek${plaintiff === "Plaintiff" ? "s" : ""} to enforce.`,
  );
}

/** The complaint, its service, the answer, the judgment and dismissals, each where it is recorded. */
function history(
  write: Writer,
  { plaintiff, defendant, has }: SidesOfSuit,
  { filedOn, answerDueOn, today }: SuitOnRecord,
  lines: readonly DocketEvent[],
): ProseNode[] {
  const served = lines.filter(
    (line): line is DocketEventOf<"service"> => line.kind === "service" && line.dated !== null,
  );
  const answer = lines.find(({ kind, dated }) => kind === "answer" && dated !== null);
  const judgment = lines.findLast(({ kind, dated }) => kind === "judgment" && dated !== null);
  return [
    ...(filedOn === null
      ? []
      : [write.numbered(1, `${plaintiff} filed the complaint on `, write.field("suitFiled"), ".")]),
    ...(served.length === 0
      ? []
      : [
          write.numbered(
            1,
            "The summons and the complaint were served ",
            ...joined(
              served.map((line) => [
                `on ${servedInWords(line.details)} on `,
                write.field(docketField("docketDated", line.id)),
              ]),
              "; ",
            ),
            ".",
          ),
        ]),
    ...(answer
      ? [
          write.numbered(
            1,
            `${defendant} answered on `,
            ...dayAndNumber(write, answer),
            has === "have" ? ". [Confirm that all of them answered.]" : ".",
          ),
        ]
      : answerDueOn === null
        ? []
        : [
            write.numbered(
              1,
              "The day for the answer is ",
              write.field("suitAnswerDue"),
              answerDueOn < today
                ? ". [Whether it was filed, and when.]"
                : ". [Confirm the day with counsel of the other side.]",
            ),
          ]),
    ...(judgment
      ? [write.numbered(1, "The Court entered judgment on ", ...dayAndNumber(write, judgment), ".")]
      : []),
    ...lines
      .filter(({ kind, dated }) => kind === "dismissal" && dated !== null)
      .map((line) =>
        write.numbered(
          1,
          "On ",
          ...dayAndNumber(write, line),
          ", this action was dismissed ",
          write.field(docketField("docketEnded", line.id)),
          ".",
        ),
      ),
  ];
}

/** The ordered schedule, the releases on record, and those that did not come. */
function releases(
  write: Writer,
  { defendant, has }: SidesOfSuit,
  suit: SuitOnRecord,
  lines: readonly DocketEvent[],
): ProseNode[] {
  const schedules = lines.filter((line) => line.kind === "productionSchedule");
  const end = endOf(suit.events);
  const pages = (source: "releasePages" | "releaseWithheld", id: string, known: number | null) =>
    known === null ? "[not recorded]" : write.field(releaseField(source, id));
  return [
    ...schedules.map((line) =>
      write.numbered(
        1,
        ...(line.details.orderNumber === null && line.details.orderedOn === null
          ? ["By the schedule on the docket, "]
          : ["By the Court’s ", write.field(docketField("docketOrder", line.id)), ", "]),
        `${defendant} must `,
        write.field(docketField("docketTerms", line.id)),
        end === null || end.isSetLater(line.id)
          ? "."
          : ". [Whether this still binds after the suit ended, or delete it.]",
      ),
    ),
    ...(suit.releases.length === 0
      ? []
      : [
          write.numbered(1, `${defendant} ${has} made these releases, by number, day and pages:`),
          write.table(
            [["Release"], ["Date"], ["Pages released"], ["Pages withheld in full"]],
            ...suit.releases.map(({ id, number, released, withheld }) => [
              [number === null ? "unnumbered" : String(number)],
              [write.field(releaseField("releaseDated", id))],
              [pages("releasePages", id, released)],
              [pages("releaseWithheld", id, withheld)],
            ]),
          ),
        ]),
    ...schedules
      .filter(({ id }) => suit.missed.some(({ eventId }) => eventId === id))
      .map(({ id }) =>
        write.numbered(
          1,
          "Of the releases that the schedule requires, none is on record for these days: ",
          write.field(docketField("docketMissed", id)),
          ". [Confirm with counsel of the other side.]",
        ),
      ),
  ];
}

/** The hearings and briefs that are to come. */
function upcoming(write: Writer, suit: SuitOnRecord, lines: readonly DocketEvent[]): ProseNode[] {
  return lines.flatMap((line) => {
    if (!isComing(line, suit)) return [];
    const day = write.field(docketField("docketComing", line.id));
    if (line.kind === "hearing") return [write.numbered(1, "A hearing is set for ", day, ".")];
    if (line.kind !== "briefDue") return [];
    return [write.numbered(1, `${line.details.what} is due on `, day, ".")];
  });
}

function dayAndNumber(write: Writer, { id, number }: DocketEvent): TemplateRun[] {
  const day = write.field(docketField("docketDated", id));
  return number === null ? [day] : [day, " (", write.field(docketField("docketNumber", id)), ")"];
}
