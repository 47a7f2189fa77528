import type { Actor } from "../../../app/domain/actor";
import { LAYOUT_PROFILES_OF, type LayoutProfile } from "../../../app/domain/document";
import { layoutForm } from "../../../app/domain/forms/document";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import { readFacts, writeFacts } from "../../../app/prose/facts";
import { factsForLayout } from "../../../app/prose/layout-facts";
import { appendEvent } from "../audit/append";
import type { PrismaClient, Transaction } from "../../database";
import { changeDocket } from "../dockets/write";
import { readForm } from "../form";
import type { Resources } from "../resources";
import { stillMay } from "../still-may";
import { documentFor } from "./load";

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
    const still = await stillMay(tx, actor, "document.edit", { document: facts });
    if (!still.ok) return still;
    if (!LAYOUT_PROFILES_OF[facts.kind].includes(layoutProfile)) {
      const sentence = "Choose a layout that suits this kind of document.";
      return refuse("bad-input", undefined, { layoutProfile: sentence });
    }
    const before = row.layoutProfile as LayoutProfile;
    if (before === layoutProfile) return done();
    const now = readFacts(row.facts);
    const follows = await districtFollows(tx, row);
    const after = follows ? factsForLayout(now, before, layoutProfile) : now;
    if (row.docketId !== null && after.caption && after !== now) {
      const { district, division } = after.caption;
      const change = { facts: { district, division }, actorId: actor.userId };
      await changeDocket(tx, clock(), row.docketId, change);
    }
    await tx.document.update({
      where: { id: documentId },
      data: {
        layoutProfile,
        facts: writeFacts(after),
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
