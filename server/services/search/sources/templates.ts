import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import {
  PART,
  rowsAsked,
  scopeOfOrganization,
  sourceOfRows,
  type StandingThing,
} from "#server/services/search/source.ts";
import { stampOf } from "./documents.ts";

const OF_TEMPLATE = {
  id: true,
  organizationId: true,
  name: true,
  note: true,
  revision: true,
  changedAt: true,
  organization: { select: { shortName: true } },
} satisfies Prisma.TemplateSelect;

type TemplateRow = Prisma.TemplateGetPayload<{ select: typeof OF_TEMPLATE }>;

/** The text of a template never changes: its name and its note do. */
const standing = (row: TemplateRow): StandingThing => ({
  id: row.id,
  scope: scopeOfOrganization(row.organizationId),
  stamp: stampOf(row.name, row.note, row.revision),
});

/** The templates that an organization keeps, by their ids. */
export const templates = sourceOfRows<TemplateRow>({
  name: "template",
  atOnce: 1,
  rows({ database: { client } }, asked) {
    const { where, ...page } = rowsAsked<Prisma.TemplateWhereInput>(asked, {});
    return client.template.findMany({ where, ...page, select: OF_TEMPLATE });
  },
  standing,
  async entry({ database: { client }, texts }, row) {
    const { id, name, note, changedAt } = row;
    const stored = await client.template.findUnique({ where: { id }, select: { content: true } });
    // In the form in which versions are stored.
    const content = `{"prose":${stored?.content ?? "null"}}`;
    const read = await texts.searchableVersion(content, note === "" ? [] : [note]);
    return {
      title: name,
      text: read.ok ? read.value.text : note,
      at: changedAt,
      ...(!read.ok && { stamp: `${standing(row).stamp}${PART}` }),
    };
  },
  async places({ database: { client } }, hits) {
    const rows = await client.template.findMany({
      where: { id: { in: hits.map(({ id }) => id) } },
      select: OF_TEMPLATE,
    });
    return new Map(
      rows.map((row) => [
        row.id,
        {
          title: row.name,
          where: `Template of ${row.organization.shortName}`,
          path: `/organizations/${row.organizationId}/texts/templates/${row.id}`,
        },
      ]),
    );
  },
});
