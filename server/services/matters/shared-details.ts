import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { baseOf } from "#app/document/details/form-base.ts";
import { formOfShared, sharedForm, sharedOfForm } from "#app/document/details/shared-form.ts";
import { writeSharedDetails, type SharedDetails } from "#app/document/details/shared-details.ts";
import { command } from "#server/services/command.ts";
import { listDockets } from "#server/services/dockets/show.ts";
import type { SharedDetailsView } from "./views.ts";
import { mergeDrafts } from "#server/services/documents/merge.ts";
import { mergeSent } from "#server/services/merge-form.ts";
import { whoSaved } from "#server/services/who-saved.ts";
import type { Resources } from "#server/services/resources.ts";
import { filledDetails, type DocumentWithDetails } from "./filled-details.ts";
import { matterFor, matterTo } from "./load.ts";

/** The shared details of a matter, for the page that edits them. */
export async function showSharedDetails(
  { database: { client } }: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<SharedDetailsView>> {
  const found = await matterFor(client, actor, "matter.edit-facts", slug);
  if (!found.ok) return found;
  const { row, subject: matter } = found.value;
  const { filled, recorded, differing, organizations, documents } = await filledDetails(
    client,
    row,
  );
  return done({
    matter: { slug: row.slug, title: row.title },
    facts: filled,
    differing,
    addresseeRecorded: recorded.addressee !== null,
    base: baseOf(formOfShared(filled)),
    dockets: await listDockets(client, row.id),
    organizations,
    documents: documents.map(({ id, title, kind, status }) => ({ id, title, kind, status })),
    mayDraft: may(actor, "document.create", { matter }).ok,
  });
}

/**
 * Changes the shared details of a matter, and with them its open drafts. What somebody else saved
 * since the page was opened is kept; refuses `conflict` where both changed the same field, and the
 * removal of a signer whom a draft names.
 */
export const editSharedDetails = command({
  on: matterTo("matter.edit-facts"),
  form: sharedForm,
  async run({ tx, at, ids, actor, found: { row }, form: sent, record }) {
    const { filled, recorded, organizations, documents } = await filledDetails(tx, row);
    const merged = await mergeSent(sent, formOfShared(filled), (fields) =>
      whoSaved(tx, actor, { type: "matter.edited", matterId: row.id, within: "shared" }, fields),
    );
    if (!merged.ok) return merged;
    const { form, asSent } = merged.value;
    const named = new Set(organizations.map(({ id }) => id));
    const after = asSent(sharedOfForm(form, { may: named, recorded, filled }, ids));
    if (!after.ok) return after;
    const missing = firstMissing(documents, recorded, after.value);
    if (missing) return refuse("bad-input", undefined, { signers: missing });
    const written = writeSharedDetails(after.value);
    if (written === row.sharedFacts) return done();
    await tx.matter.update({
      where: { id: row.id },
      data: { sharedFacts: written, sharedRevision: { increment: 1 } },
    });
    await record({
      type: "matter.edited",
      details: { before: { shared: recorded }, after: { shared: after.value } },
    });
    const known = new Set(filled.signers.map(({ id }) => id));
    const newSigners = after.value.signers.filter(({ id }) => !known.has(id));
    await mergeDrafts(
      tx,
      { matterId: row.id },
      { actorId: actor.userId, at, follows: "matter", newSigners },
    );
    return done();
  },
});

/**
 * Why a recorded signer can't be removed: an open draft names them. Null where none does; signers
 * who were never recorded stay on their documents.
 */
function firstMissing(
  documents: readonly DocumentWithDetails[],
  recorded: SharedDetails,
  { signers }: SharedDetails,
): string | null {
  const kept = new Set(signers.map(({ id }) => id));
  const out = new Set(recorded.signers.map(({ id }) => id).filter((id) => !kept.has(id)));
  for (const { status, title, facts } of documents) {
    const lost = status === "draft" ? facts.signers.find(({ id }) => out.has(id)) : undefined;
    if (lost) return `${lost.name} signs “${title}”. Remove the name from that draft first.`;
  }
  return null;
}
