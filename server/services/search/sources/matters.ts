import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { rowsAsked, scopeOfMatter, sourceOfRows } from "#server/services/search/source.ts";
import { stampOf, whereIn } from "./documents.ts";

const OF_MATTER = {
  id: true,
  slug: true,
  title: true,
  narrative: true,
  agencyDepartment: true,
  agencyComponent: true,
  agencyAddress: true,
  createdAt: true,
  archivedAt: true,
} satisfies Prisma.MatterSelect;

type IndexedMatter = Prisma.MatterGetPayload<{ select: typeof OF_MATTER }>;

const textOf = (row: IndexedMatter) =>
  [row.agencyComponent, row.agencyDepartment, row.agencyAddress, row.narrative]
    .filter((part) => part)
    .join("\n");

const stampOfMatter = (row: IndexedMatter) => stampOf(row.title, textOf(row));

/** Matters, by their ids. */
export const matters = sourceOfRows({
  name: "matter",
  atOnce: 50,
  rows({ database: { client } }, asked) {
    const { where, ...page } = rowsAsked<Prisma.MatterWhereInput>(asked, {
      matter: (id) => ({ id }),
    });
    return client.matter.findMany({ where, ...page, select: OF_MATTER });
  },
  standing: (row) => ({ id: row.id, scope: scopeOfMatter(row.id), stamp: stampOfMatter(row) }),
  async entry(_resources, row) {
    return {
      title: row.title,
      text: textOf(row),
      at: row.createdAt,
    };
  },
  async places({ database: { client } }, hits) {
    const rows = await client.matter.findMany({
      where: { id: { in: hits.map(({ id }) => id) } },
      select: OF_MATTER,
    });
    return new Map(
      rows.map((row) => {
        const agency = row.agencyComponent ?? row.agencyDepartment ?? "";
        const where = whereIn({ title: agency, archivedAt: row.archivedAt }, "Matter");
        return [row.id, { title: row.title, where, path: `/matters/${row.slug}` }];
      }),
    );
  },
});
