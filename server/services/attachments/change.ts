import { attachmentReadForm, removeAttachmentForm } from "#app/domain/forms/attachment.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { command, type Target } from "#server/services/command.ts";
import { placeOf, targetOfRow, type AttachmentPlace } from "./target.ts";

type AttachmentRow = Prisma.AttachmentGetPayload<object>;

/** The target of commands on an attached file, by its id. */
const attachmentToChange: Target<
  [attachmentId: string],
  { readonly row: AttachmentRow; readonly place: AttachmentPlace }
> = {
  arity: 1,
  load: loadAttachment,
  permission: ({ place }) => place.mayChange,
  about: ({ place: { matter, documentId } }) => ({
    matterId: matter.matterId,
    ...(documentId === null ? {} : { documentId }),
  }),
};

/** The row with its place; refuses `not-found` for a missing or removed file. */
export async function loadAttachment(
  client: PrismaClient | Transaction,
  attachmentId: string,
): Promise<Outcome<{ readonly row: AttachmentRow; readonly place: AttachmentPlace }>> {
  const row = await client.attachment.findUnique({ where: { id: attachmentId } });
  const target = row?.removedAt === null ? targetOfRow(row) : null;
  if (!row || !target) return refuse("not-found");
  const place = await placeOf(client, target.kind, target.id);
  return place.ok ? done({ row, place: place.value }) : place;
}

/**
 * Removes a file. Its audit line stays; its bytes are deleted 30 days after the last reference to
 * them.
 */
export const removeAttachment = command({
  on: attachmentToChange,
  form: removeAttachmentForm,
  async run({ tx, at, found: { row }, record }) {
    await tx.attachment.update({ where: { id: row.id }, data: { removedAt: at } });
    const { id: attachmentId, name, sha256 } = row;
    await record({ type: "attachment.removed", details: { attachmentId, name, sha256 } });
    return done();
  },
});

/** Records that the actor has read the parts that no program could (L20). */
export const markAttachmentRead = command({
  on: attachmentToChange,
  form: attachmentReadForm,
  async run({ tx, at, actor, found: { row }, record }) {
    if (row.readAt !== null) return done();
    await tx.attachment.update({
      where: { id: row.id },
      data: { readById: actor.userId, readAt: at },
    });
    const { id: attachmentId, name, sha256 } = row;
    await record({ type: "attachment.read", details: { attachmentId, name, sha256 } });
    return done();
  },
});
