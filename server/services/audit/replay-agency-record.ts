import { BROUGHT_FROM, type AuditLine, type AuditValue } from "#app/domain/audit-event.ts";
import type { AttachmentTargetKind } from "#app/domain/attachment.ts";
import { TARGET_COLUMN } from "#server/services/attachments/target.ts";

/** The lines that tell of the agency record and of attached files. */
export const RECORD_EVENTS = [
  "agency-record.recorded",
  "agency-record.corrected",
  "attachment.added",
  "attachment.removed",
  "attachment.read",
];

type ImpliedColumns = Record<string, unknown>;

/** A row as the lines say that it is, with the last line that says something of it. */
export interface Replayed {
  line: number;
  readonly columns: ImpliedColumns;
}

/** The rows of one matter as its lines imply them, each by its id. */
interface ReplayedRecord {
  readonly events: ReadonlyMap<string, Replayed>;
  readonly outcomes: ReadonlyMap<string, Replayed>;
  readonly productions: ReadonlyMap<string, Replayed>;
  readonly attachments: ReadonlyMap<string, Replayed>;
}

/** The day of an event's outcomes, and that on which it went out. */
interface EventDay {
  readonly day: unknown;
  readonly wentOut: unknown;
}

/** Replays the lines of a matter, in order. */
export function replayAgencyRecord(lines: readonly AuditLine[]): ReplayedRecord {
  const events = new Map<string, Replayed & EventDay>();
  const outcomes = new Map<string, Replayed>();
  const productions = new Map<string, Replayed>();
  const attachments = new Map<string, Replayed>();

  /** Changes each of these rows that is like that. */
  const change = (
    rows: ReadonlyMap<string, Replayed>,
    like: ImpliedColumns,
    to: ImpliedColumns,
    line: number,
  ) => {
    for (const row of rows.values()) {
      if (!Object.entries(like).every(([name, value]) => row.columns[name] === value)) continue;
      Object.assign(row.columns, to);
      row.line = line;
    }
  };
  const changeOne = (
    rows: ReadonlyMap<string, Replayed>,
    id: AuditValue | undefined,
    to: ImpliedColumns,
    line: number,
  ) => {
    const row = typeof id === "string" ? rows.get(id) : undefined;
    if (!row) return;
    Object.assign(row.columns, to);
    row.line = line;
  };

  const replayEvent = ({ sequence, at, details }: AuditLine) => {
    const { eventId, corrects, isRetracted, filesTo, hash } = details;
    if (typeof eventId !== "string") return;
    const day = details["dated"] ?? details["received"];
    const wentOut = details["sent"] ?? day;
    events.set(eventId, { line: sequence, columns: { hash, recordedAs: sequence }, day, wentOut });
    if (typeof corrects !== "string") return;
    // Rows of a corrected event move to its correction; a retraction takes them back.
    const standing = { eventId: corrects, retractedAt: null };
    const attached = { agencyEventId: corrects, removedAt: null };
    if (isRetracted === true) {
      // The letter's other sections keep its files.
      if (filesTo !== undefined)
        change(attachments, attached, { agencyEventId: filesTo }, sequence);
      change(outcomes, standing, { retractedAt: at }, sequence);
      change(productions, standing, { retractedAt: at }, sequence);
      return;
    }
    change(outcomes, standing, { eventId, dated: day }, sequence);
    const wrongly = events.get(corrects)?.wentOut ?? null;
    if (wentOut !== null && wrongly !== null) {
      change(productions, { ...standing, dated: wrongly }, { dated: wentOut }, sequence);
    }
    change(productions, standing, { eventId }, sequence);
    change(attachments, attached, { agencyEventId: eventId }, sequence);
  };

  const replayOutcomes = ({ sequence, at, actorId, documentId, details }: AuditLine) => {
    const { eventId, outcome, itemIds, outcomeIds } = details;
    const idsOf = Array.isArray(outcomeIds) ? (outcomeIds as readonly AuditValue[]) : [];
    if (details["isRetracted"] === true) {
      for (const id of idsOf) changeOne(outcomes, id, { retractedAt: at }, sequence);
      return;
    }
    const ofItems = Array.isArray(itemIds) ? (itemIds as readonly AuditValue[]) : [];
    for (const [index, itemId] of ofItems.entries()) {
      const id = idsOf[index];
      if (typeof id !== "string") continue;
      const day = events.get(String(eventId))?.day ?? null;
      const columns = {
        id,
        documentId,
        itemId,
        outcome,
        details: details["details"],
        eventId,
        dated: day,
        recordedById: actorId,
        recordedAt: at,
        retractedAt: null,
      };
      outcomes.set(id, { line: sequence, columns });
    }
  };

  const replayProduction = ({ sequence, at, actorId, documentId, details }: AuditLine) => {
    const { what: _what, productionId, [BROUGHT_FROM]: _archive, ...said } = details;
    if (said["isRetracted"] === true) {
      changeOne(productions, productionId, { retractedAt: at }, sequence);
    } else if (typeof productionId === "string") {
      const by = { documentId, recordedById: actorId, recordedAt: at, retractedAt: null };
      const columns = { ...said, ...by, id: productionId };
      productions.set(productionId, { line: sequence, columns });
    }
  };

  const replayAttachment = ({ type, sequence, at, actorId, matterId, details }: AuditLine) => {
    const { attachmentId, to, scanHash, [BROUGHT_FROM]: _archive, ...said } = details;
    if (type === "attachment.removed") {
      changeOne(attachments, attachmentId, { removedAt: at }, sequence);
    } else if (type === "attachment.read") {
      changeOne(attachments, attachmentId, { readById: actorId, readAt: at }, sequence);
    } else if (typeof attachmentId === "string") {
      const place = to as { readonly at?: AttachmentTargetKind; readonly id?: string };
      const columns: ImpliedColumns = {
        ...said,
        ...Object.fromEntries(Object.values(TARGET_COLUMN).map((column) => [column, null])),
        ...(place.at === undefined ? {} : { [TARGET_COLUMN[place.at]]: place.id }),
        id: attachmentId,
        matterId,
        uploadedById: actorId,
        uploadedAt: at,
        readById: null,
        readAt: null,
        removedAt: null,
        scanHash,
      };
      attachments.set(attachmentId, { line: sequence, columns });
    }
  };

  for (const line of lines) {
    if (line.type.startsWith("attachment.")) replayAttachment(line);
    else if (line.details["what"] === "event") replayEvent(line);
    else if (line.details["what"] === "outcome") replayOutcomes(line);
    else if (line.details["what"] === "production") replayProduction(line);
  }
  return { events, outcomes, productions, attachments };
}

/** Whether a stored row has these values. */
export function isSame(row: ImpliedColumns, expected: ImpliedColumns): boolean {
  return Object.entries(expected).every(([name, value]) => {
    const own = row[name];
    return own instanceof Date && value instanceof Date
      ? own.getTime() === value.getTime()
      : own === value;
  });
}
