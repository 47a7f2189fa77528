import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { rowsAsked, scopeOfOrganization, sourceOfRows } from "#server/services/search/source.ts";
import { stampOf } from "./documents.ts";

const OF_CLAUSE = {
  id: true,
  organizationId: true,
  name: true,
  note: true,
  words: true,
  revision: true,
  changedAt: true,
  organization: { select: { shortName: true } },
} satisfies Prisma.ClauseSelect;

/** The clauses that an organization keeps, by their ids. */
export const clauses = sourceOfRows({
  name: "clause",
  atOnce: 50,
  rows({ database: { client } }, asked) {
    const { where, ...page } = rowsAsked<Prisma.ClauseWhereInput>(asked, {});
    return client.clause.findMany({ where, ...page, select: OF_CLAUSE });
  },
  standing: (row) => ({
    id: row.id,
    scope: scopeOfOrganization(row.organizationId),
    stamp: stampOf(row.name, row.note, row.revision),
  }),
  async entry(_resources, row) {
    return {
      title: row.name,
      text: [row.words, row.note].filter((part) => part !== "").join("\n"),
      at: row.changedAt,
    };
  },
  async places({ database: { client } }, hits) {
    const rows = await client.clause.findMany({
      where: { id: { in: hits.map(({ id }) => id) } },
      select: OF_CLAUSE,
    });
    return new Map(
      rows.map((row) => [
        row.id,
        {
          title: row.name,
          where: `Clause of ${row.organization.shortName}`,
          path: `/organizations/${row.organizationId}/texts/clauses/${row.id}`,
        },
      ]),
    );
  },
});
