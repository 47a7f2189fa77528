import { suggestionSummarySchema } from "#app/document/margin/suggestion-summary.ts";
import { shownName } from "#app/domain/shown-name.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import {
  rowsAsked,
  scopeOfMatter,
  scopeWithin,
  sourceOfRows,
  type HitPlace,
} from "#server/services/search/source.ts";
import { stampOf, whereIn } from "./documents.ts";

const OF_THREAD = {
  id: true,
  documentId: true,
  organizationId: true,
  changedAt: true,
  document: { select: { matterId: true } },
  comments: {
    where: { removedAt: null },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { id: true, text: true, editedAt: true },
  },
  suggestion: { select: { state: true, summary: true } },
} satisfies Prisma.ThreadSelect;

type IndexedThread = Prisma.ThreadGetPayload<{ select: typeof OF_THREAD }>;

const scopeOf = ({ organizationId, document }: IndexedThread) =>
  organizationId === null
    ? scopeOfMatter(document.matterId)
    : scopeWithin(document.matterId, organizationId);

function stampOfThread({ comments, suggestion, organizationId }: IndexedThread): string {
  const said = comments.map(({ id, text, editedAt }) => [id, editedAt, text.length]);
  return stampOf(organizationId, said, suggestion?.state, suggestion?.summary);
}

/** Comments and suggestions beside texts, by their thread's id. */
export const threads = sourceOfRows({
  name: "thread",
  atOnce: 50,
  rows({ database: { client } }, asked) {
    const { where, ...page } = rowsAsked<Prisma.ThreadWhereInput>(asked, {
      document: (documentId) => ({ documentId }),
      matter: (matterId) => ({ document: { matterId } }),
    });
    return client.thread.findMany({ where, ...page, select: OF_THREAD });
  },
  standing: (row) => ({ id: row.id, scope: scopeOf(row), stamp: stampOfThread(row) }),
  async entry(_resources, row) {
    const words = row.comments.map(({ text }) => text);
    return {
      title: "",
      text: [...words, ...textsOfSuggestion(row)].join("\n"),
      at: row.changedAt,
    };
  },
  async places({ database: { client } }, hits) {
    const rows = await client.thread.findMany({
      where: { id: { in: hits.map(({ id }) => id) } },
      select: {
        id: true,
        versionId: true,
        createdById: true,
        wordAuthor: true,
        organizationId: true,
        suggestion: { select: { threadId: true } },
        document: {
          select: {
            id: true,
            title: true,
            matter: { select: { title: true, archivedAt: true } },
          },
        },
      },
    });
    const names = await client.user.findMany({
      where: { id: { in: rows.map(({ createdById }) => createdById) } },
      select: { id: true, name: true, unconfirmed: true },
    });
    const versions = await client.version.findMany({
      where: { id: { in: rows.flatMap(({ versionId }) => versionId ?? []) } },
      select: { id: true, number: true },
    });
    const organizations = await client.organization.findMany({
      where: { id: { in: rows.flatMap(({ organizationId }) => organizationId ?? []) } },
      select: { id: true, shortName: true },
    });
    return new Map(
      rows.map((row): [string, HitPlace] => {
        const person = names.find(({ id }) => id === row.createdById);
        const by = row.wordAuthor ?? (person ? shownName(person) : null);
        const what = row.suggestion ? "Suggestion" : "Comment";
        const own = organizations.find(({ id }) => id === row.organizationId);
        const number = versions.find(({ id }) => id === row.versionId)?.number;
        const { document } = row;
        const of = number === undefined ? "" : `/versions/${number}`;
        return [
          row.id,
          {
            title: by === null ? what : `${what} by ${by}`,
            where: whereIn(
              document.matter,
              [document.title, ...(own ? [`${own.shortName} only`] : [])].join(" · "),
            ),
            path: `/documents/${document.id}${of}#thread-${row.id}`,
          },
        ];
      }),
    );
  },
});

/** The words that a suggestion takes out and puts in; none of one that was withdrawn. */
function textsOfSuggestion({ suggestion }: IndexedThread): string[] {
  if (!suggestion || suggestion.state === "withdrawn") return [];
  const read = suggestionSummarySchema.safeParse(JSON.parse(suggestion.summary));
  if (!read.success) return [];
  const { before, removed, added, after } = read.data;
  return [
    [before, removed, after],
    [before, added, after],
  ].map((words) => words.join(" "));
}
