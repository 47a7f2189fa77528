import { AGENCY_EVENT_KINDS, AGENCY_EVENT_LABELS } from "#app/domain/agency-record/event.ts";
import { shortDate } from "#app/domain/dates.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { rowsAsked, scopeOfMatter, sourceOfRows } from "#server/services/search/source.ts";
import { stampOf, whereIn } from "./documents.ts";
import { textsInJson } from "./texts-in-json.ts";

const OF_LETTER = {
  id: true,
  documentId: true,
  kind: true,
  dated: true,
  sent: true,
  received: true,
  details: true,
  note: true,
  isRetracted: true,
  recordedAt: true,
  document: {
    select: { title: true, matterId: true, matter: { select: { title: true, archivedAt: true } } },
  },
  productions: {
    where: { retractedAt: null },
    orderBy: { id: "asc" },
    select: { number: true, batesFrom: true, batesTo: true, note: true },
  },
  outcomes: {
    where: { retractedAt: null },
    orderBy: { id: "asc" },
    select: { details: true },
  },
} satisfies Prisma.AgencyEventSelect;

type LetterRow = Prisma.AgencyEventGetPayload<{ select: typeof OF_LETTER }> & {
  /** Whether it stands no more: another entry corrects it, or takes it back. */
  readonly isReplaced: boolean;
};

const titleOf = ({ kind, sent, dated, received }: LetterRow) => {
  const named = AGENCY_EVENT_KINDS.find((known) => known === kind) ?? "other";
  const day = sent ?? dated ?? received;
  return `${AGENCY_EVENT_LABELS[named].name}${day === null ? "" : ` of ${shortDate(day)}`}`;
};

function stampOfLetter(row: LetterRow): string {
  const { kind, dated, sent, received, details, note, productions, outcomes } = row;
  return stampOf(kind, dated, sent, received, details, note, productions, outcomes);
}

/** Agencies' answers, and what is recorded of them: entries in force, by their ids. */
export const letters = sourceOfRows({
  name: "letter",
  atOnce: 100,
  async rows({ database: { client } }, asked): Promise<LetterRow[]> {
    const { where, ...page } = rowsAsked<Prisma.AgencyEventWhereInput>(asked, {
      document: (documentId) => ({ documentId }),
      matter: (matterId) => ({ document: { matterId } }),
    });
    const rows = await client.agencyEvent.findMany({ where, ...page, select: OF_LETTER });
    const later = await client.agencyEvent.findMany({
      where: { documentId: { in: [...new Set(rows.map(({ documentId }) => documentId))] } },
      select: { correctsId: true },
    });
    const replaced = new Set(later.map(({ correctsId }) => correctsId));
    return rows.map((row) => ({ ...row, isReplaced: row.isRetracted || replaced.has(row.id) }));
  },
  standing: (row) =>
    row.isReplaced
      ? null
      : {
          id: row.id,
          scope: scopeOfMatter(row.document.matterId),
          stamp: stampOfLetter(row),
        },
  async entry(_resources, row) {
    const { note, productions, outcomes } = row;
    const released = productions.map((one) =>
      [one.batesFrom, one.batesTo, one.note].filter((part) => part).join(" – "),
    );
    const decided = outcomes.flatMap(({ details }) => textsInJson(details));
    return {
      title: titleOf(row),
      text: [note, ...textsInJson(row.details), ...released, ...decided].join("\n"),
      at: row.recordedAt,
    };
  },
  async places(resources, hits) {
    const { client } = resources.database;
    const rows = await client.agencyEvent.findMany({
      where: { id: { in: hits.map(({ id }) => id) } },
      select: OF_LETTER,
    });
    return new Map(
      rows.map((row) => [
        row.id,
        {
          title: titleOf({ ...row, isReplaced: false }),
          where: whereIn(row.document.matter, row.document.title),
          path: `/documents/${row.documentId}/record#event-${row.id}`,
        },
      ]),
    );
  },
});
