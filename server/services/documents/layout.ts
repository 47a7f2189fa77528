import type { Actor } from "#app/domain/actor.ts";
import { LAYOUT_PROFILES_OF, type LayoutProfile } from "#app/domain/document.ts";
import { layoutForm } from "#app/domain/forms/document.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readDetails, writeDetails } from "#app/document/details/document-details.ts";
import { detailsForLayout } from "#app/document/details/details-for-layout.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { changeDocket } from "#server/services/dockets/write.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { documentFor } from "./load.ts";

/**
 * Whether the court follows the layout: a lawsuit of several papers is before the court that its docket
 * says, however one of them is laid out.
 */
export async function districtFollows(
  client: PrismaClient | Transaction,
  { docketId }: { readonly docketId: string | null },
): Promise<boolean> {
  return docketId === null || (await client.document.count({ where: { docketId } })) === 1;
}

/**
 * Gives an open draft the layout of another court; the caption's district follows, as long as it is
 * the one that came with the layout before and the lawsuit has no other papers. Refuses a layout that does not suit the kind of document.
 */
export async function setLayout(
  { database, clock, rooms }: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const found = await documentFor(database.client, actor, "document.edit", documentId);
  if (!found.ok) return found;
  const form = readForm(layoutForm, sent);
  if (!form.ok) return form;
  const { layoutProfile } = form.value;
  const set = await database.write(async (tx): Promise<Outcome<void>> => {
    // Again, inside: the draft may have been submitted meanwhile, and its layout with it.
    const document = await documentFor(tx, actor, "document.edit", documentId);
    if (!document.ok) return document;
    const { row, facts } = document.value;
    const still = await reauthorize(tx, actor, "document.edit", { document: facts });
    if (!still.ok) return still;
    if (!LAYOUT_PROFILES_OF[facts.kind].includes(layoutProfile)) {
      const sentence = "Choose a layout that suits this kind of document.";
      return refuse("bad-input", undefined, { layoutProfile: sentence });
    }
    const before = row.layoutProfile as LayoutProfile;
    if (before === layoutProfile) return done();
    const now = readDetails(row.facts);
    const follows = await districtFollows(tx, row);
    const after = follows ? detailsForLayout(now, before, layoutProfile) : now;
    if (row.docketId !== null && after.caption && after !== now) {
      const { district, division } = after.caption;
      const change = { facts: { district, division }, actorId: actor.userId };
      await changeDocket(tx, clock(), row.docketId, change);
    }
    await tx.document.update({
      where: { id: documentId },
      data: {
        layoutProfile,
        facts: writeDetails(after),
        // A submission that has read the layout before must not pin it (R16).
        factsRevision: { increment: 1 },
      },
    });
    await appendEvent(tx, clock(), {
      type: "document.layout-set",
      actorId: actor.userId,
      matterId: row.matterId,
      documentId,
      details: { before, after: layoutProfile },
    });
    return done();
  });
  if (set.ok) rooms.statusChanged(documentId);
  return set;
}
