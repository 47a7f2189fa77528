import { writtenDay } from "#app/domain/dates.ts";
import {
  docketSheet,
  type DocketEvent,
  type DocketEventOf,
} from "#app/domain/docket-event/event.ts";
import { endOf } from "#app/domain/docket-event/due.ts";
import { servedLabel } from "#app/domain/docket-event/recipients.ts";
import { docketField, releaseField } from "#app/document/details/sourced-fields.ts";
import { isComing, type SuitOnRecord } from "#app/document/details/suit-on-record.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { FiledRequest, TemplateDetails } from "./template-details.ts";
import { courtOf } from "#app/domain/layout.ts";
import { listed } from "#app/domain/listed.ts";
import { joined, signatures, withPrompts, type TemplateRun, type Writer } from "./writer.ts";

/**
 * Sentences of the papers of a lawsuit about it, each only where its row exists (L46), with its
 * days as fields (L35).
 */

/** How a paper names both sides, as subjects of a sentence. */
export interface SidesOfSuit {
  /** "Plaintiffs". */
  readonly plaintiff: string;
  /** The ids of the plaintiffs; empty where they are not known. */
  readonly plaintiffIds: readonly string[];
  /** "Plaintiffs A and B". */
  readonly plaintiffs: string;
  /** "Defendant". */
  readonly defendant: string;
  /** "Defendant ICE". */
  readonly defendants: string;
  readonly areSeveral: { readonly plaintiffs: boolean; readonly defendants: boolean };
  /** "has" or "have", of the defendants. */
  readonly has: string;
  readonly agency: string;
}

/** The parties of the docket's caption, or the matter's where it names none. */
export function sidesOf(details: TemplateDetails): SidesOfSuit {
  const known = withPrompts(details);
  const suit = details.suit ?? null;
  const plaintiffs = suit && suit.plaintiffs.length > 0 ? suit.plaintiffs : known.parties;
  const defendants = suit && suit.defendants.length > 0 ? suit.defendants : [known.agency];
  const areSeveral = { plaintiffs: plaintiffs.length > 1, defendants: defendants.length > 1 };
  const plaintiff = `Plaintiff${areSeveral.plaintiffs ? "s" : ""}`;
  const defendant = `Defendant${areSeveral.defendants ? "s" : ""}`;
  return {
    plaintiff,
    plaintiffIds: known.partyIds,
    plaintiffs: `${plaintiff} ${listed(plaintiffs)}`,
    defendant,
    defendants: `${defendant} ${listed(defendants)}`,
    areSeveral,
    has: areSeveral.defendants ? "have" : "has",
    agency: known.agency,
  };
}

/** How a paper writes its paragraphs: numbered, or as plain text. */
export interface SuitTelling {
  readonly write: Writer;
  readonly sides: SidesOfSuit;
  readonly say: (...runs: TemplateRun[]) => ProseNode;
}

export function requestParagraph(
  { write, sides: { plaintiff, areSeveral, agency }, say }: SuitTelling,
  request: FiledRequest,
): ProseNode {
  return say(
    `This action concerns the request of ${writtenDay(request.filedOn)} to ${agency} under the Freedom of Information Act, 5 U.S.C. § 552`,
    ...(request.trackingNumbers.length > 0
      ? [", tracking number ", write.ofRequest("trackingNumbers", request)]
      : []),
    `, which ${plaintiff} seek${areSeveral.plaintiffs ? "" : "s"} to enforce.`,
  );
}

/** The complaint, its service, the answer, the judgment and dismissals, each where it is recorded. */
export function historyOf(telling: SuitTelling, suit: SuitOnRecord): ProseNode[] {
  const { write, sides, say } = telling;
  const { plaintiff, defendant, areSeveral } = sides;
  const { filedOn, answerDueOn, today } = suit;
  const lines = docketSheet(suit.events);
  const served = lines.filter(
    (line): line is DocketEventOf<"service"> => line.kind === "service" && line.dated !== null,
  );
  const answer = answerOf(suit);
  return [
    ...(filedOn === null
      ? []
      : [say(`${plaintiff} filed the complaint on `, write.field("suitFiled"), ".")]),
    ...(served.length === 0
      ? []
      : [
          say(
            "The summons and the complaint were served ",
            ...joined(
              served.map((line) => [
                `on ${servedLabel(line.details)} on `,
                write.field(docketField("docketDated", line.id)),
              ]),
              "; ",
            ),
            ".",
          ),
        ]),
    ...(answer
      ? [
          say(
            `${defendant} answered on `,
            ...dayAndNumber(write, answer),
            areSeveral.defendants ? ". [Confirm that all of them answered.]" : ".",
          ),
        ]
      : answerDueOn === null
        ? []
        : [
            say(
              "The day for the answer is ",
              write.field("suitAnswerDue"),
              answerDueOn < today
                ? ". [Whether it was filed, and when.]"
                : ". [Confirm the day with counsel of the other side.]",
            ),
          ]),
    ...lines.flatMap((line) => (line.dated === null ? [] : endTold(telling, line))),
  ];
}

/** A judgment or a dismissal, an appeal from it, and that a court took it back. */
function endTold({ write, sides, say }: SuitTelling, line: DocketEvent): ProseNode[] {
  const on = dayAndNumber(write, line);
  switch (line.kind) {
    case "judgment": {
      const of = line.details.extent === "part" ? " on a part of this action" : "";
      return [say(`The Court entered judgment${of} on `, ...on, ".")];
    }
    case "dismissal": {
      const ended = write.field(docketField("docketEnded", line.id));
      return [say("On ", ...on, ", this action was dismissed ", ended, ".")];
    }
    case "appeal":
      return [say(`${APPELLANT[line.details.by](sides)} filed a notice of appeal on `, ...on, ".")];
    case "reopened":
      return [say(`${TAKEN_BACK[line.details.why]} on `, ...on, ".")];
    default:
      return [];
  }
}

const APPELLANT = {
  us: ({ plaintiff }: SidesOfSuit) => plaintiff,
  them: ({ defendant }: SidesOfSuit) => defendant,
  both: () => "Both sides",
} as const;

const TAKEN_BACK = {
  mandate: "After a decision of the court of appeals this action was taken up again",
  order: "By order of the Court this action was taken up again",
} as const;

/** The answer on the docket whose day is known. */
export function answerOf(suit: SuitOnRecord): DocketEvent | null {
  const lines = docketSheet(suit.events);
  return lines.find(({ kind, dated }) => kind === "answer" && dated !== null) ?? null;
}

/** The schedules of releases that were ordered. */
export function schedulesOf({ write, sides, say }: SuitTelling, suit: SuitOnRecord): ProseNode[] {
  const end = endOf(suit.events);
  return docketSheet(suit.events)
    .filter((line) => line.kind === "productionSchedule")
    .map((line) =>
      say(
        ...(line.details.orderNumber === null && line.details.orderedOn === null
          ? ["By the schedule on the docket, "]
          : ["By the Court’s ", write.field(docketField("docketOrder", line.id)), ", "]),
        `${sides.defendant} must `,
        write.field(docketField("docketTerms", line.id)),
        end === null || end.isSetLater(line.id)
          ? "."
          : ". [Whether this still binds after the suit ended, or delete it.]",
      ),
    );
}

/** The releases on record, as a sentence and a table. */
export function releasesTable(
  { write, sides: { defendant, has }, say }: SuitTelling,
  { releases }: SuitOnRecord,
): ProseNode[] {
  const pages = (source: "releasePages" | "releaseWithheld", id: string, known: number | null) =>
    known === null ? "[not recorded]" : write.field(releaseField(source, id));
  if (releases.length === 0) return [];
  return [
    say(`${defendant} ${has} made these releases, by number, day and pages:`),
    write.table(
      [["Release"], ["Date"], ["Pages released"], ["Pages withheld in full"]],
      ...releases.map(({ id, number, released, withheld }) => [
        [number === null ? "unnumbered" : String(number)],
        [write.field(releaseField("releaseDated", id))],
        [pages("releasePages", id, released)],
        [pages("releaseWithheld", id, withheld)],
      ]),
    ),
  ];
}

/** The hearings and briefs that are to come. */
export function upcoming({ write, say }: SuitTelling, suit: SuitOnRecord): ProseNode[] {
  return docketSheet(suit.events).flatMap((line) => {
    if (!isComing(line, suit)) return [];
    const day = write.field(docketField("docketComing", line.id));
    if (line.kind === "hearing") return [say("A hearing is set for ", day, ".")];
    if (line.kind !== "briefDue") return [];
    return [say(`${line.details.what} is due on `, day, ".")];
  });
}

export function dayAndNumber(write: Writer, { id, number }: DocketEvent): TemplateRun[] {
  const day = write.field(docketField("docketDated", id));
  return number === null ? [day] : [day, " (", write.field(docketField("docketNumber", id)), ")"];
}

/** The day of filing and the signatures of the plaintiffs. */
export function closing(write: Writer, details: TemplateDetails): ProseNode[] {
  return [
    write.body("Dated: ", write.field("dateOfFiling")),
    write.body("Respectfully submitted,"),
    ...signatures(write, withPrompts(details)),
  ];
}

/**
 * The signatures of both sides. No row records that the other side concurs: its name and the
 * attestation of that (L26) are prompts.
 */
export function closingOfBoth(
  write: Writer,
  details: TemplateDetails,
  { defendant }: SidesOfSuit,
): ProseNode[] {
  const attestation = courtOf(details.layoutProfile)?.attestation ?? null;
  return [
    ...closing(write, details),
    write.lines(
      "[/s/ and name of counsel of the other side, who concurs in the filing]",
      "[Office and address of counsel of the other side]",
      "[E-mail and telephone of counsel of the other side]",
      `Counsel for ${defendant}`,
    ),
    ...(attestation
      ? [
          write.body(
            `[Once counsel of the other side has agreed to the filing: ${attestation("name of who files")}]`,
          ),
        ]
      : []),
  ];
}

/** The lines that the judge signs on. */
export function judgeSigns(write: Writer): ProseNode {
  const line = "_".repeat(32);
  return write.lines(`Dated: ${"_".repeat(20)}`, line, "United States District Judge");
}
