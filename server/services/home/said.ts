import type { Actor } from "#app/domain/actor.ts";
import type { MetRequest, Said } from "#app/domain/deadlines/waiting.ts";
import { may } from "#app/domain/permissions.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { factsOfDocument, FOR_FACTS } from "#server/services/documents/load.ts";
import { threadNewsFor } from "#server/services/threads/news.ts";

/** What was said to the actor beside texts and is not read yet; the latest first. */
export async function saidTo(client: PrismaClient, actor: Actor): Promise<Said[]> {
  const news = await threadNewsFor(client, actor);
  return news.flatMap(({ threadId, why, document, matter, organization, by, at }): Said[] =>
    why === "unread"
      ? []
      : [
          {
            threadId,
            why,
            documentId: document.id,
            title: document.title,
            matter,
            by,
            among: organization?.shortName ?? null,
            at,
          },
        ],
  );
}

/**
 * Versions under review that were submitted after the actor asked for changes, and on which they have not
 * decided yet.
 */
export async function metRequestsOf(client: PrismaClient, actor: Actor): Promise<MetRequest[]> {
  const { userId } = actor;
  const rows = await client.document.findMany({
    where: {
      status: "in_review",
      signOffs: { some: { userId, decision: "changes-requested" } },
    },
    include: {
      ...FOR_FACTS,
      signOffs: { where: { userId }, orderBy: [{ recordedAs: "desc" }, { id: "desc" }] },
      versions: { select: { id: true, number: true, createdAt: true } },
    },
    orderBy: [{ statusAt: "asc" }, { id: "asc" }],
  });
  return rows.flatMap((row): MetRequest[] => {
    const version = row.versions.find(({ id }) => id === row.pinnedVersionId);
    const [last] = row.signOffs;
    if (!version || last?.decision !== "changes-requested" || last.versionId === version.id) {
      return [];
    }
    if (!may(actor, "document.view", { document: factsOfDocument(row) }).ok) return [];
    const { slug, title } = row.matter;
    return [
      {
        documentId: row.id,
        title: row.title,
        matter: { slug, title },
        version: version.number,
        since: version.createdAt.toISOString(),
      },
    ];
  });
}
