import type { AuditEventType } from "#app/domain/audit-event.ts";
import { isIsoDate, writtenDate } from "#app/domain/dates.ts";
import {
  actorOfLine,
  countedDetail,
  fieldsOf,
  forParties,
  quoted,
  told,
  withReason,
  type NamedLine,
  type RecordEntry,
  type SentencePart,
} from "./entry.ts";

/** Acts of agencies and courts, with files beside them. */

function day(value: unknown): string | null {
  return typeof value === "string" && isIsoDate(value) ? writtenDate(value) : null;
}

/** The entry of the agency record that the line is about, with a link to it. */
function answer(line: NamedLine, words: string): SentencePart {
  const { eventId } = line.details;
  return typeof eventId === "string"
    ? line.paperPage(words, `/record/events/${eventId}`)
    : line.paperPage(words, "/record");
}

const ANSWERS: Readonly<Record<string, string>> = {
  event: "an entry",
  outcome: "what became of items",
  production: "what was released",
};

/** Entries, outcomes and releases of a filed request. */
function recorded(line: NamedLine, did: string): readonly SentencePart[] {
  const { what, dated } = line.details;
  const words = typeof what === "string" ? (ANSWERS[what] ?? "an entry") : "an entry";
  const on = what === "event" ? day(dated) : null;
  return told`${actorOfLine(line)} ${did} ${answer(line, words)} in the agency record of ${line.paper}${on === null ? "" : `, dated ${on}`}.`;
}

/** Entries of a docket: one, or as many as were pasted. */
function docketEntries(line: NamedLine, did: string): readonly SentencePart[] {
  const { docketId, hashes, number, dated } = line.details;
  const ids = Object.keys(fieldsOf(hashes));
  const count = countedDetail(line.details["count"] ?? ids.length, "entry", "entries") ?? "entries";
  const on = day(dated);
  const isOne = ids.length === 1;
  const named = isOne
    ? `an entry${typeof number === "string" ? ` (No. ${number.slice(0, 40)})` : ""}`
    : count;
  return told`${actorOfLine(line)} ${did} ${named} on the docket of ${line.lawsuit(docketId)}${isOne && on !== null ? `, dated ${on}` : ""}.`;
}

const docket = (did: string): RecordEntry =>
  forParties(
    "lawsuit",
    (line) => told`${actorOfLine(line)} ${did} ${line.lawsuit(line.details["docketId"])}.`,
  );

const DECISIONS: Readonly<Record<string, string>> = {
  elsewhere: "recorded elsewhere",
  "not-pursued": "not pursued",
};

function file(line: NamedLine): SentencePart {
  const { attachmentId, name } = line.details;
  return line.attachment(attachmentId, name);
}

/** A file, and beside which paper it stands, where that is one. */
const withFile = (did: string): RecordEntry =>
  forParties("files", (line) =>
    line.isOfPaper
      ? told`${actorOfLine(line)} ${did} ${file(line)}, beside ${line.paper}.`
      : told`${actorOfLine(line)} ${did} ${file(line)}.`,
  );

export const AGENCY_ENTRIES = {
  "agency-record.recorded": forParties("agency", (line) => recorded(line, "recorded")),
  "agency-record.corrected": forParties("agency", (line) =>
    recorded(line, line.details["isRetracted"] === true ? "took back" : "corrected"),
  ),
  "deadline.settled": forParties("agency", (line) => {
    const { what, due, decision, reason } = line.details;
    const on = day(due);
    const how = typeof decision === "string" ? (DECISIONS[decision] ?? "settled") : "settled";
    return told`${actorOfLine(line)} settled a date that was missed${on === null ? "" : `, ${on}`}${quoted(what) === null ? "" : `, ${quoted(what) ?? ""}`}: it is ${how}.${withReason(reason)}`;
  }),
  "deadline.taken-up": forParties("agency", (line) => {
    const on = day(line.details["due"]);
    return told`${actorOfLine(line)} took up again a date that was missed${on === null ? "" : `, ${on}`}.`;
  }),
  "attachment.added": withFile("attached"),
  "attachment.removed": withFile("removed"),
  "attachment.read": withFile("recorded having read what no program can of"),
  "docket.created": docket("recorded"),
  "docket.edited": docket("edited"),
  "docket.deleted": forParties(
    "lawsuit",
    (line) =>
      told`${actorOfLine(line)} deleted a lawsuit on which nothing but its caption was recorded.`,
  ),
  "docket.event-recorded": forParties("lawsuit", (line) => docketEntries(line, "recorded")),
  "docket.event-corrected": forParties("lawsuit", (line) => docketEntries(line, "corrected")),
  "docket.event-retracted": forParties("lawsuit", (line) => docketEntries(line, "took back")),
} as const satisfies Partial<Record<AuditEventType, RecordEntry>>;
