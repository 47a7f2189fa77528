import type { Actor } from "#app/domain/actor.ts";
import { followChoice, followForm, type FollowChoice } from "#app/domain/follow.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { unaudited } from "#server/services/command.ts";
import {
  documentFor,
  documentTo,
  subjectOfDocument,
  FOR_SUBJECT,
} from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";

/** A document that somebody follows or has muted. */
export interface FollowView {
  readonly document: { readonly id: string; readonly title: string };
  readonly matter: { readonly slug: string; readonly title: string };
  readonly how: FollowChoice;
}

/** The most documents that one person follows or mutes. */
const MOST_FOLLOWED = 500;

/** Chooses what the actor hears of a document; theirs alone, and told to nobody. */
export const chooseFollow = unaudited({
  on: documentTo("document.view"),
  form: followForm,
  async run({ tx, at, actor: { userId }, found: { row }, form: { how } }) {
    const documentId = row.id;
    const where = { userId_documentId: { userId, documentId } };
    if (how === "part") {
      await tx.documentFollow.deleteMany({ where: { userId, documentId } });
      return done();
    }
    const before = await tx.documentFollow.findUnique({ where });
    if (!before && (await tx.documentFollow.count({ where: { userId } })) >= MOST_FOLLOWED) {
      return refuse("too-large", TOO_MANY);
    }
    if (before?.how !== how) {
      const chosen = { how, at };
      await tx.documentFollow.upsert({
        where,
        create: { userId, documentId, ...chosen },
        update: chosen,
      });
    }
    return done();
  },
});

/** The actor's choice for a document. */
export async function showFollow(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<{ readonly how: FollowChoice }>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { userId } = actor;
  const row = await client.documentFollow.findUnique({
    where: { userId_documentId: { userId, documentId } },
  });
  return done({ how: followChoice(row?.how) });
}

/**
 * The actor's followed and muted documents that they may see now, by title.
 * @param heardOf whether those of matters that were put away are left out.
 */
export async function followsOf(
  client: PrismaClient,
  actor: Actor,
  { heardOf = false }: { readonly heardOf?: boolean } = {},
): Promise<FollowView[]> {
  const rows = await client.documentFollow.findMany({
    where: { userId: actor.userId },
    include: { document: { include: FOR_SUBJECT } },
    orderBy: [{ document: { title: "asc" } }, { documentId: "asc" }],
  });
  return rows
    .filter(
      ({ document }) =>
        may(actor, heardOf ? "matter.follow" : "matter.view", subjectOfDocument(document)).ok,
    )
    .map(({ how, document: { id, title, matter } }) => ({
      document: { id, title },
      matter: { slug: matter.slug, title: matter.title },
      how: followChoice(how),
    }));
}

const TOO_MANY = `You follow or have muted ${MOST_FOLLOWED} documents, which is as many as there can be. Nothing was changed; let go of some on your account first.`;
