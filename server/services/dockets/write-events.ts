import { thousands } from "#app/domain/thousands.ts";
import canonicalize from "canonicalize";
import type { AuditEventType } from "#app/domain/audit-event.ts";
import type { DocketEvent, NewDocketEvent } from "#app/domain/docket-event/event.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { sha256 } from "#server/digest.ts";
import type { Transaction } from "#server/database/index.ts";
import type { NewEvent } from "#server/services/audit/append.ts";
import type { Recording } from "#server/services/command.ts";
import type { DocketEventRow } from "./events.ts";

/** The limit for one docket, more than the largest known ones have. */
const MAX_EVENTS = 5_000;
/** Rows per statement: SQLite takes 32,766 values in one. */
const ROWS_PER_STATEMENT = 500;

/** An entry to be written. */
export type DocketEventToWrite = NewDocketEvent &
  Partial<Pick<DocketEvent, "correctsId" | "isRetracted" | "isInvented">>;

/**
 * Writes docket entries in an open transaction, with one audit line that has the hash of each, so
 * that a row changed, added or deleted outside the program is detected. Returns their ids; refuses
 * more than the limit. The caller has checked the permission and the entries.
 */
export async function writeDocketEvents(
  {
    tx,
    at,
    ids,
    record,
  }: { readonly tx: Transaction; readonly at: Date; readonly ids: () => string } & Recording,
  type: Extract<AuditEventType, `docket.event-${string}`>,
  { docketId, actorId }: { readonly docketId: string; readonly actorId: string },
  events: readonly DocketEventToWrite[],
): Promise<Outcome<string[]>> {
  if ((await tx.docketEvent.count({ where: { docketId } })) + events.length > MAX_EVENTS) {
    return refuse(
      "bad-input",
      `A docket has at most ${thousands(MAX_EVENTS)} entries, those that were corrected among them. Nothing was saved.`,
    );
  }
  if (events.length === 0) return done([]);
  const rows = events.map((event) => ({
    id: ids(),
    docketId,
    kind: event.kind,
    number: event.number,
    dated: event.dated,
    text: event.text,
    details: canonicalize(event.details) ?? "{}",
    correctsId: event.correctsId ?? null,
    isRetracted: event.isRetracted ?? false,
    isInvented: event.isInvented ?? false,
    recordedById: actorId,
    recordedAt: at,
  }));
  const hashes = Object.fromEntries(rows.map((row) => [row.id, hashOfDocketEvent(row)]));
  const [only] = rows;
  const said: NewEvent["details"] =
    only && rows.length === 1
      ? { kind: only.kind, number: only.number, dated: only.dated, corrects: only.correctsId }
      : { count: rows.length };
  const recordedAs = await record({ type, details: { docketId, hashes, ...said } });
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const data = rows.slice(from, from + ROWS_PER_STATEMENT).map((row) => ({ ...row, recordedAs }));
    await tx.docketEvent.createMany({ data });
  }
  return done(rows.map(({ id }) => id));
}

/** The SHA-256 (hex) of an entry's full content, including who recorded it and when. */
export function hashOfDocketEvent(row: DocketEventRow & { readonly docketId: string }): string {
  const { id, docketId, kind, number, dated, text, details, correctsId } = row;
  const { isRetracted, isInvented, recordedById, recordedAt } = row;
  const said = { id, docketId, kind, number, dated, text, details, correctsId, isRetracted };
  const by = { isInvented, recordedById, recordedAt: recordedAt.toISOString() };
  return sha256(canonicalize({ ...said, ...by }) ?? "");
}
