import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { sharedForm, sharedOfForm } from "#app/document/details/shared-form.ts";
import {
  recordedAddressee,
  writeSharedDetails,
  type SharedDetails,
} from "#app/document/details/shared-details.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import type { SharedFactsView } from "#server/services/docket-views.ts";
import { mergeDrafts } from "#server/services/documents/merge.ts";
import { fingerprint } from "#server/services/fingerprint.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { filledFacts, type FilledPaper } from "./filled-details.ts";
import { matterFor } from "./load.ts";

/** What the papers of a matter share, for the page on which it is edited. */
export async function showSharedFacts(
  { database: { client } }: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<SharedFactsView>> {
  const found = await matterFor(client, actor, "matter.edit-facts", slug);
  if (!found.ok) return found;
  const { row } = found.value;
  const { filled, recorded, differing, organizations, documents } = await filledFacts(client, row);
  return done({
    matter: { slug: row.slug, title: row.title },
    facts: filled,
    differing,
    addresseeRecorded: recordedAddressee(recorded) !== null,
    revision: row.sharedRevision,
    filledIn: fingerprint(filled),
    organizations,
    documents: documents.map(({ id, title, kind, status }) => ({ id, title, kind, status })),
  });
}

/**
 * Changes what the papers of a matter share, and with it what its open drafts say. Refuses `stale`
 * where somebody changed it since the page was opened, and to take out a signer whom a draft names.
 */
export async function editSharedFacts(
  { database, clock, ids, rooms }: Resources,
  actor: Actor,
  slug: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const found = await matterFor(database.client, actor, "matter.edit-facts", slug);
  if (!found.ok) return found;
  const form = readForm(sharedForm, sent);
  if (!form.ok) return form;
  const edited = await database.write(async (tx): Promise<Outcome<string[]>> => {
    // Again, inside: somebody may have changed it, or the organization left the matter, meanwhile.
    const matter = await matterFor(tx, actor, "matter.edit-facts", slug);
    if (!matter.ok) return matter;
    const { row, facts } = matter.value;
    const still = await reauthorize(tx, actor, "matter.edit-facts", { matter: facts });
    if (!still.ok) return still;
    if (row.sharedRevision !== form.value.sharedRevision) return refuse("stale");
    const { filled, recorded, organizations, documents } = await filledFacts(tx, row);
    const { filledIn } = form.value;
    if (filledIn !== undefined && filledIn !== fingerprint(filled)) return refuse("stale");
    const may = new Set(organizations.map(({ id }) => id));
    const after = sharedOfForm(form.value, { may, recorded, filled }, ids);
    if (!after.ok) return after;
    const missing = firstMissing(documents, recorded, after.value);
    if (missing) return refuse("bad-input", undefined, { signers: missing });
    const written = writeSharedDetails(after.value);
    if (written === row.sharedFacts) return done([]);
    const at = clock();
    await tx.matter.update({
      where: { id: row.id },
      data: { sharedFacts: written, sharedRevision: { increment: 1 } },
    });
    await appendEvent(tx, at, {
      type: "matter.edited",
      actorId: actor.userId,
      matterId: row.id,
      details: { before: { shared: recorded }, after: { shared: after.value } },
    });
    return done(await mergeDrafts(tx, { matterId: row.id }, { actorId: actor.userId, at }));
  });
  if (!edited.ok) return edited;
  for (const documentId of edited.value) rooms.statusChanged(documentId);
  return done();
}

/**
 * Why a signer can't be taken out of what is recorded: an open draft names them. Null where none of
 * those does; who was never recorded stays on their papers.
 */
function firstMissing(
  documents: readonly FilledPaper[],
  recorded: SharedDetails,
  { signers }: SharedDetails,
): string | null {
  const kept = new Set(signers.map(({ id }) => id));
  const out = new Set(recorded.signers.map(({ id }) => id).filter((id) => !kept.has(id)));
  for (const { status, title, facts } of documents) {
    const lost = status === "draft" ? facts.signers.find(({ id }) => out.has(id)) : undefined;
    if (lost) return `${lost.name} signs “${title}”. Take the name out of that draft first.`;
  }
  return null;
}
