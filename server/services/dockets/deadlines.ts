import type { SuitDeadline } from "#app/domain/docket-event/deadline.ts";
import { deadlinesOf, type SuitRecord } from "#app/domain/docket-event/due.ts";
import type { ComparedProduction } from "#app/domain/docket-event/releases.ts";
import { LAYOUTS, profileOfDistrict } from "#app/domain/layout.ts";
import type { ClockCalendar } from "#app/domain/clock/calendar.ts";
import { readInPieces } from "#server/database/in-pieces.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { calendarOf } from "#server/services/settings/calendar.ts";
import { docketEventsOf } from "./events.ts";
import { detailsOfDocket, nameOfDocket, type DocketRowWithFilings } from "./load.ts";

/**
 * The legal holidays of FRCP 6(a)(6)(A), and the days declared by the President, (B), as the
 * workspace has recorded them. State holidays, (C), are unknown, which the page says.
 */
export async function courtCalendarOf(client: PrismaClient | Transaction): Promise<ClockCalendar> {
  return { ...(await calendarOf(client)), inaugurationDay: false };
}

/** A lawsuit with all of its past and future deadlines. */
interface SuitWithDeadlines {
  readonly docketId: string;
  readonly matterId: string;
  /** Its parties and its number. */
  readonly name: string;
  readonly record: SuitRecord;
  /** Earliest first, including those marked as done. */
  readonly deadlines: readonly SuitDeadline[];
}

/**
 * The lawsuits of these matters with their deadlines, oldest first. The caller has checked that the
 * reader may see the matters.
 * @param today ISO date, where filings are dated.
 */
export async function suitsWithDeadlines(
  client: PrismaClient | Transaction,
  matterIds: readonly string[],
  calendar: ClockCalendar,
  today: string,
): Promise<SuitWithDeadlines[]> {
  const dockets = await readInPieces(matterIds, (some) =>
    client.docket.findMany({
      where: { matterId: { in: some } },
      include: { enforces: { select: { documentId: true } } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
  );
  dockets.sort(
    (one, other) =>
      one.createdAt.getTime() - other.createdAt.getTime() || (one.id < other.id ? -1 : 1),
  );
  return withDeadlines(client, dockets, calendar, today);
}

/** One lawsuit with its deadlines. The caller has checked that the reader may see it. */
export async function suitWithDeadlines(
  client: PrismaClient | Transaction,
  docket: DocketRowWithFilings,
  calendar: ClockCalendar,
  today: string,
): Promise<SuitWithDeadlines> {
  const [suit] = await withDeadlines(client, [docket], calendar, today);
  if (!suit) throw new Error("a docket was lost on the way");
  return suit;
}

async function withDeadlines(
  client: PrismaClient | Transaction,
  dockets: readonly DocketRowWithFilings[],
  calendar: ClockCalendar,
  today: string,
): Promise<SuitWithDeadlines[]> {
  const ids = dockets.map(({ id }) => id);
  const events = await docketEventsOf(client, ids);
  const enforced = dockets.flatMap(({ enforces }) => enforces.map((filing) => filing.documentId));
  const productions = await productionsOf(client, enforced);
  return dockets.map((docket) => {
    const details = detailsOfDocket(docket);
    const profile = profileOfDistrict(details.district);
    const record: SuitRecord = {
      filedOn: details.filedOn,
      answerDueOn: details.answerDueOn,
      defendants: details.defendants.map(({ name }) => name),
      zone: profile === null ? null : LAYOUTS[profile].filingZone,
      events: events.get(docket.id) ?? [],
      productions:
        docket.enforces.length === 0
          ? null
          : docket.enforces.flatMap((filing) => productions.get(filing.documentId) ?? []),
    };
    return {
      docketId: docket.id,
      matterId: docket.matterId,
      name: nameOfDocket(details),
      record,
      deadlines: deadlinesOf(record, calendar, today),
    };
  });
}

/** The productions for these filed requests, for comparison with a schedule. */
async function productionsOf(
  client: PrismaClient | Transaction,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ComparedProduction[]>> {
  const rows = await readInPieces(documentIds, (some) =>
    client.production.findMany({
      where: { documentId: { in: some }, retractedAt: null },
      orderBy: [{ dated: "asc" }, { id: "asc" }],
    }),
  );
  const found = new Map<string, ComparedProduction[]>();
  for (const row of rows) {
    const { documentId, dated, pagesReviewed, pagesFull, pagesPart, pagesWithheld } = row;
    const counted = [pagesFull, pagesPart, pagesWithheld].reduce<number | null>(
      (sum, pages) => (sum === null || pages === null ? null : sum + pages),
      0,
    );
    const production = { dated, pages: pagesReviewed ?? counted };
    found.set(documentId, [...(found.get(documentId) ?? []), production]);
  }
  return found;
}
