import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";

/** Batches per query. */
const BATCHES_PER_QUERY = 50;

/**
 * The text that a restore removed from a draft: batch by batch, with time, person and typed text.
 * For the workspace's administrator alone.
 */
export async function removedText(
  { database: { client }, costlyDrafts }: Resources,
  actor: Actor,
  documentId: string,
  generation: number,
): Promise<Outcome<string>> {
  const permitted = may(actor, "workspace.mend-drafts", {});
  if (!permitted.ok) return permitted;
  const parts: string[] = [];
  for (let after = 0; ;) {
    const rows = await client.draftSetAside.findMany({
      where: { documentId, generation, sequence: { gt: after } },
      orderBy: { sequence: "asc" },
      take: BATCHES_PER_QUERY,
    });
    const last = rows.at(-1);
    if (!last) break;
    after = last.sequence;
    const authors = rows.map(
      ({ authorship }) => JSON.parse(authorship) as readonly { readonly userId: string }[],
    );
    const people = await client.user.findMany({
      where: { id: { in: authors.flat().map(({ userId }) => userId) } },
      select: { id: true, name: true },
    });
    const words = await costlyDrafts.textsIn(rows.map(({ bytes }) => bytes));
    if (!words.ok) return words;
    for (const [index, { sequence, committedAt }] of rows.entries()) {
      const names = (authors[index] ?? []).map(
        ({ userId }) => people.find(({ id }) => id === userId)?.name ?? "somebody",
      );
      parts.push(
        `[${sequence}] ${committedAt.toISOString()} ${names.join(", ")}\n${words.value[index] ?? ""}\n`,
      );
    }
  }
  return parts.length === 0 ? refuse("not-found") : done(parts.join("\n"));
}
