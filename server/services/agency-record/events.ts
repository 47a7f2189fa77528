import {
  AGENCY_EVENT_DETAILS,
  AGENCY_EVENT_KINDS,
  WAYS_OF_COMING,
  type AgencyEvent,
  type AgencyEventKind,
  type WayOfComing,
} from "#app/domain/agency-record/event.ts";
import { readInPieces } from "#server/database/in-pieces.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** The columns of an event of the agency record. */
export interface AgencyEventRow {
  readonly id: string;
  readonly kind: string;
  readonly dated: string | null;
  readonly sent: string | null;
  readonly received: string | null;
  readonly letterId: string | null;
  readonly cameBy: string | null;
  readonly details: string;
  readonly note: string;
  readonly correctsId: string | null;
  readonly isRetracted: boolean;
  readonly isInvented: boolean;
  readonly recordedById: string;
  readonly recordedAt: Date;
}

const WAYS = Object.keys(WAYS_OF_COMING) as WayOfComing[];

/** A row as a domain event; throws for one that no release of this program has written. */
export function agencyEventOfRow(row: AgencyEventRow): AgencyEvent {
  const { id, dated, sent, received, note, correctsId, isRetracted, isInvented } = row;
  const kind = AGENCY_EVENT_KINDS.find((known) => known === row.kind);
  if (!kind) throw new Error(`an event of the agency record is of no known kind: ${id}`);
  return agencyEventOf(
    kind,
    {
      id,
      dated,
      sent,
      received,
      letterId: row.letterId,
      cameBy: WAYS.find((way) => way === row.cameBy) ?? null,
      note: note === "" ? null : note,
      correctsId,
      isRetracted,
      isInvented,
      recordedById: row.recordedById,
      recordedAt: row.recordedAt,
    },
    JSON.parse(row.details),
  );
}

/** An event with its parsed details; throws if they don't belong to its kind. */
export function agencyEventOf(
  kind: AgencyEventKind,
  common: Omit<AgencyEvent, "kind" | "details">,
  details: unknown,
): AgencyEvent {
  // Each kind belongs to one type of details; TypeScript can't follow that through a union.
  return { ...common, kind, details: AGENCY_EVENT_DETAILS[kind].parse(details) } as AgencyEvent;
}

/**
 * All events of these documents, including corrected and retracted ones, in the order of recording.
 */
export async function agencyEventsOf(
  client: PrismaClient | Transaction,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AgencyEvent[]>> {
  const rows = await readInPieces(documentIds, (some) =>
    client.agencyEvent.findMany({
      where: { documentId: { in: some } },
      orderBy: [{ recordedAs: "asc" }, { recordedAt: "asc" }, { id: "asc" }],
    }),
  );
  const events = new Map<string, AgencyEvent[]>(documentIds.map((id) => [id, []]));
  for (const row of rows) events.get(row.documentId)?.push(agencyEventOfRow(row));
  return events;
}
