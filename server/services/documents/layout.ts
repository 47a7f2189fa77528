import { type LayoutProfile } from "#app/domain/document.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { layoutForm } from "#app/domain/forms/document.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { readDetails, writeDetails } from "#app/document/details/document-details.ts";
import { detailsForLayout } from "#app/document/details/details-for-layout.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { changeDocket } from "#server/services/dockets/write.ts";
import { command } from "#server/services/command.ts";
import { documentTo } from "./load.ts";

/**
 * Whether the court follows the layout: a lawsuit with several documents keeps its docket's court,
 * whatever the layout of one of them.
 */
export async function districtFollows(
  client: PrismaClient | Transaction,
  { docketId }: { readonly docketId: string | null },
): Promise<boolean> {
  return docketId === null || (await client.document.count({ where: { docketId } })) === 1;
}

/**
 * Changes the layout of an open draft to another court's; the caption's district follows, if it is
 * the old layout's own and the lawsuit has no other documents. Refuses a layout that does not suit
 * the kind of document.
 */
export const setLayout = command({
  on: documentTo("document.edit"),
  form: layoutForm,
  async run({ tx, at, actor, found: { row, subject }, form: { layoutProfile }, record }) {
    if (!KINDS[subject.kind].layouts.includes(layoutProfile)) {
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
      await changeDocket(tx, at, row.docketId, change);
    }
    await tx.document.update({
      where: { id: row.id },
      data: {
        layoutProfile,
        facts: writeDetails(after),
        // A submission that has read the old layout must not pin it (R16).
        factsRevision: { increment: 1 },
      },
    });
    await record({ type: "document.layout-set", details: { before, after: layoutProfile } });
    return done();
  },
});
