import type { DocumentStatus } from "#app/domain/document.ts";
import { supersedeForm, withdrawForm } from "#app/domain/forms/filing.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { takeStep } from "#server/services/reviews/step.ts";

/** Marks a filing as superseded by another filed document of the same matter. */
export const supersede = command({
  on: documentTo("document.supersede"),
  form: supersedeForm,
  async run(inside) {
    const { tx, at, actor, found, form } = inside;
    const { successorId } = form;
    const documentId = found.row.id;
    const successor = await tx.document.findUnique({ where: { id: successorId } });
    // One of another matter is refused like a nonexistent one, so that nothing about it is
    // revealed.
    if (!successor || successor.matterId !== found.row.matterId) {
      return refuse("bad-input", undefined, { successorId: "Choose from the documents shown." });
    }
    const { matterId } = successor;
    const status = successor.status as DocumentStatus;
    const ended = await takeStep(inside, documentId, {
      event: {
        type: "supersede",
        by: actor.userId,
        at,
        successor: { documentId: successorId, matterId, status },
      },
      also: async () => {
        await tx.filing.update({
          where: { documentId },
          data: { successorId, endedById: actor.userId, endedAt: at },
        });
      },
      lines: () => [{ type: "document.superseded", details: { successorId } }],
    });
    return ended.ok ? done() : ended;
  },
});

/** Withdraws a filing, with the reason. It stays on record, and its PDF is still served. */
export const withdraw = command({
  on: documentTo("document.withdraw"),
  form: withdrawForm,
  async run(inside) {
    const { tx, at, actor, key, form } = inside;
    const { reason } = form;
    const [documentId] = key;
    const ended = await takeStep(inside, documentId, {
      event: { type: "withdraw", by: actor.userId, at, reason },
      also: async () => {
        await tx.filing.update({
          where: { documentId },
          data: { withdrawalReason: reason, endedById: actor.userId, endedAt: at },
        });
      },
      lines: () => [{ type: "document.withdrawn", details: { reason } }],
    });
    return ended.ok ? done() : ended;
  },
});
