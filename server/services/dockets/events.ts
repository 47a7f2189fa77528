import { DOCKET_EVENT_KINDS, type DocketEvent } from "#app/domain/docket-event/event.ts";
import { docketKindOf, type DocketEventKind } from "#app/domain/docket-event/kinds/index.ts";
import { readInPieces } from "#server/database/in-pieces.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** The columns of a docket entry. */
export interface DocketEventRow {
  readonly id: string;
  readonly kind: string;
  readonly number: string | null;
  readonly dated: string | null;
  readonly text: string;
  readonly details: string;
  readonly correctsId: string | null;
  readonly isRetracted: boolean;
  readonly isInvented: boolean;
  readonly recordedById: string;
  readonly recordedAt: Date;
}

/** A row as a domain event; throws for one that no release of this program has written. */
export function eventOfRow(row: DocketEventRow): DocketEvent {
  const { id, number, dated, text, correctsId, isRetracted, isInvented } = row;
  const { recordedById, recordedAt } = row;
  const kind = DOCKET_EVENT_KINDS.find((known) => known === row.kind);
  if (!kind) throw new Error(`a line of a docket is of no known kind: ${id}`);
  const common = { id, number, dated, text, correctsId, isRetracted, isInvented };
  return eventOf(kind, { ...common, recordedById, recordedAt }, JSON.parse(row.details));
}

/** An entry with its parsed details; throws if they don't belong to its kind. */
function eventOf(
  kind: DocketEventKind,
  common: Omit<DocketEvent, "kind" | "details">,
  details: unknown,
): DocketEvent {
  // Each kind belongs to one type of details; TypeScript can't follow that through a union.
  return { ...common, kind, details: docketKindOf(kind).details.parse(details) } as DocketEvent;
}

/**
 * All entries of these dockets, including corrected and retracted ones, in the order of recording.
 */
export async function docketEventsOf(
  client: PrismaClient | Transaction,
  docketIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DocketEvent[]>> {
  const rows = await readInPieces(docketIds, (some) =>
    client.docketEvent.findMany({
      where: { docketId: { in: some } },
      orderBy: [{ recordedAs: "asc" }, { recordedAt: "asc" }, { id: "asc" }],
    }),
  );
  const events = new Map<string, DocketEvent[]>(docketIds.map((id) => [id, []]));
  for (const row of rows) events.get(row.docketId)?.push(eventOfRow(row));
  return events;
}
