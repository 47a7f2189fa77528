import { shortDate } from "#app/domain/dates.ts";
import { DOCKET_EVENT_KINDS } from "#app/domain/docket-event/event.ts";
import { DOCKET_KINDS } from "#app/domain/docket-event/kinds/index.ts";
import { readParties } from "#app/document/details/docket.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { nameOfDocket } from "#server/services/dockets/load.ts";
import { rowsAsked, scopeOfMatter, sourceOfRows } from "#server/services/search/source.ts";
import { stampOf, whereIn } from "./documents.ts";
import { textsInJson } from "./texts-in-json.ts";

const WITH_MATTER = {
  matter: { select: { slug: true, title: true, archivedAt: true } },
} as const;

const OF_DOCKET = {
  id: true,
  matterId: true,
  court: true,
  district: true,
  division: true,
  judge: true,
  caseNumber: true,
  parties: true,
  createdAt: true,
  ...WITH_MATTER,
} satisfies Prisma.DocketSelect;

type IndexedDocket = Prisma.DocketGetPayload<{ select: typeof OF_DOCKET }>;

function nameOf({ parties, caseNumber }: Pick<IndexedDocket, "parties" | "caseNumber">): string {
  try {
    return nameOfDocket({ ...readParties(parties), caseNumber });
  } catch {
    // Nobody's to read: audit:verify names it.
    return caseNumber ?? "Lawsuit";
  }
}

function stampOfDocket(row: IndexedDocket): string {
  const { court, district, division, judge, caseNumber, parties } = row;
  return stampOf(court, district, division, judge, caseNumber, parties);
}

/** Lawsuits, by their docket's id. */
export const dockets = sourceOfRows({
  name: "docket",
  atOnce: 100,
  rows({ database: { client } }, asked) {
    const { where, ...page } = rowsAsked<Prisma.DocketWhereInput>(asked, {
      matter: (matterId) => ({ matterId }),
    });
    return client.docket.findMany({ where, ...page, select: OF_DOCKET });
  },
  standing: (row) => ({
    id: row.id,
    scope: scopeOfMatter(row.matterId),
    stamp: stampOfDocket(row),
  }),
  async entry(_resources, row) {
    const { court, district, division, judge, caseNumber, parties } = row;
    const facts = [court, district, division, judge, caseNumber].filter((fact) => fact);
    return {
      title: nameOf(row),
      text: [...facts, ...textsInJson(parties)].join("\n"),
      at: row.createdAt,
    };
  },
  async places({ database: { client } }, hits) {
    const rows = await client.docket.findMany({
      where: { id: { in: hits.map(({ id }) => id) } },
      select: OF_DOCKET,
    });
    return new Map(
      rows.map((row) => [
        row.id,
        {
          title: nameOf(row),
          where: whereIn(row.matter, "Lawsuit"),
          path: `/matters/${row.matter.slug}/dockets/${row.id}`,
        },
      ]),
    );
  },
});

const OF_ENTRY = {
  id: true,
  docketId: true,
  kind: true,
  number: true,
  dated: true,
  text: true,
  details: true,
  isRetracted: true,
  recordedAt: true,
  docket: { select: { matterId: true, parties: true, caseNumber: true, ...WITH_MATTER } },
} satisfies Prisma.DocketEventSelect;

type EntryRow = Prisma.DocketEventGetPayload<{ select: typeof OF_ENTRY }> & {
  /** Whether it stands no more: another line corrects it, or takes it back. */
  readonly isReplaced: boolean;
};

function stampOfEntry({ kind, number, dated, text, details }: EntryRow): string {
  return stampOf(kind, number, dated, text, details);
}

const titleOfEntry = ({ kind, number, dated }: Omit<EntryRow, "isReplaced">) => {
  const named = DOCKET_EVENT_KINDS.find((known) => known === kind) ?? "other";
  const label = number === null ? "" : `No. ${number}: `;
  return `${label}${DOCKET_KINDS[named].label}${dated === null ? "" : ` of ${shortDate(dated)}`}`;
};

/** Lines of docket sheets that are in force, by their ids. */
export const docketEvents = sourceOfRows({
  name: "docket-event",
  atOnce: 100,
  async rows({ database: { client } }, asked): Promise<EntryRow[]> {
    const { where, ...page } = rowsAsked<Prisma.DocketEventWhereInput>(asked, {
      matter: (matterId) => ({ docket: { matterId } }),
    });
    const rows = await client.docketEvent.findMany({ where, ...page, select: OF_ENTRY });
    const later = await client.docketEvent.findMany({
      where: { correctsId: { not: null }, docketId: { in: docketsOf(rows) } },
      select: { correctsId: true },
    });
    const replaced = new Set(later.map(({ correctsId }) => correctsId));
    return rows.map((row) => ({ ...row, isReplaced: row.isRetracted || replaced.has(row.id) }));
  },
  standing: (row) =>
    row.isReplaced
      ? null
      : { id: row.id, scope: scopeOfMatter(row.docket.matterId), stamp: stampOfEntry(row) },
  async entry(_resources, row) {
    return {
      title: titleOfEntry(row),
      text: [row.text, ...textsInJson(row.details)].join("\n"),
      at: row.recordedAt,
    };
  },
  async places({ database: { client } }, hits) {
    const rows = await client.docketEvent.findMany({
      where: { id: { in: hits.map(({ id }) => id) } },
      select: OF_ENTRY,
    });
    return new Map(
      rows.map((row) => [
        row.id,
        {
          title: titleOfEntry(row),
          where: whereIn(row.docket.matter, nameOf(row.docket)),
          path: `/matters/${row.docket.matter.slug}/dockets/${row.docketId}#entry-${row.id}`,
        },
      ]),
    );
  },
});

const docketsOf = (rows: readonly { readonly docketId: string }[]) => [
  ...new Set(rows.map(({ docketId }) => docketId)),
];
