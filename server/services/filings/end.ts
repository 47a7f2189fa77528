import type { Actor } from "#app/domain/actor.ts";
import type { DocumentStatus } from "#app/domain/document.ts";
import { supersedeForm, withdrawForm } from "#app/domain/forms/filing.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { takeStep } from "#server/services/reviews/step.ts";
import { reauthorize } from "#server/services/reauthorize.ts";

/** Marks a filing as superseded by another of the same matter, which has been filed itself. */
export async function supersede(
  resources: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.supersede", documentId);
  if (!found.ok) return found;
  const form = readForm(supersedeForm, sent);
  if (!form.ok) return form;
  const { successorId } = form.value;
  const ended = await takeStep(resources, actor, documentId, {
    permit: (tx, document) => reauthorize(tx, actor, "document.supersede", { document }),
    event: async (at, tx) => {
      const successor = await tx.document.findUnique({ where: { id: successorId } });
      // One of another matter is refused like one that does not exist: it may be somebody else's.
      if (!successor || successor.matterId !== found.value.row.matterId) {
        return refuse("bad-input", undefined, {
          successorId: "Choose from the documents shown.",
        });
      }
      const { matterId } = successor;
      const status = successor.status as DocumentStatus;
      return done({
        type: "supersede",
        by: actor.userId,
        at,
        successor: { documentId: successorId, matterId, status },
      });
    },
    also: async (tx, at) => {
      await tx.filing.update({
        where: { documentId },
        data: { successorId, endedById: actor.userId, endedAt: at },
      });
    },
    record: () => [{ type: "document.superseded", details: { successorId } }],
  });
  return ended.ok ? done() : ended;
}

/** Withdraws a filing, with the reason. It stays on record, and its PDF is still served. */
export async function withdraw(
  resources: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.withdraw", documentId);
  if (!found.ok) return found;
  const form = readForm(withdrawForm, sent);
  if (!form.ok) return form;
  const { reason } = form.value;
  const ended = await takeStep(resources, actor, documentId, {
    permit: (tx, document) => reauthorize(tx, actor, "document.withdraw", { document }),
    event: (at) => done({ type: "withdraw", by: actor.userId, at, reason }),
    also: async (tx, at) => {
      await tx.filing.update({
        where: { documentId },
        data: { withdrawalReason: reason, endedById: actor.userId, endedAt: at },
      });
    },
    record: () => [{ type: "document.withdrawn", details: { reason } }],
  });
  return ended.ok ? done() : ended;
}
