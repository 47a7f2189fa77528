import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { visibleThreads } from "#server/services/threads/scope.ts";
import type { ListedWordReturn } from "./views.ts";

/** As many are listed, the latest first. */
const LISTED = 50;

/** The files that were brought in beside a document, of which the actor may see something (M2). */
export async function listWordReturns(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  documentId: string,
): Promise<Outcome<readonly ListedWordReturn[]>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { matter } = found.value.subject;
  const visible = visibleThreads(actor, matter);
  const rows = await client.wordReturn.findMany({
    where: {
      documentId,
      OR: [
        { threads: { some: visible } },
        { comments: { some: { thread: visible } } },
        { fates: { some: { thread: visible } } },
      ],
    },
    select: { id: true, fileName: true, at: true, broughtById: true, undoneAt: true },
    orderBy: [{ at: "desc" }, { id: "asc" }],
    take: LISTED,
  });
  const people = await personTags(
    client,
    rows.map(({ broughtById }) => broughtById),
    matter.partyIds,
  );
  return done(
    rows.map(({ id, fileName, at, broughtById, undoneAt }) => ({
      id,
      fileName,
      at: at.toISOString(),
      by: people.get(broughtById) ?? null,
      isUndone: undoneAt !== null,
    })),
  );
}
