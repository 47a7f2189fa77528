import type { Actor } from "../../../app/domain/actor";
import type { DocumentKind, DocumentStatus } from "../../../app/domain/document";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import { FACTS_LIMITS, readFacts } from "../../../app/prose/facts";
import { newFacts } from "../../../app/prose/new-facts";
import { sharedForm, sharedOfForm } from "../../../app/prose/shared-form";
import {
  SHARED_SIGNERS,
  readSharedFacts,
  writeSharedFacts,
  type SharedFacts,
} from "../../../app/prose/shared-facts";
import type { PrismaClient, Transaction } from "../../database";
import { appendEvent } from "../audit/append";
import type { SharedFactsView } from "../docket-views";
import { mergeDrafts } from "../documents/merge";
import { readForm } from "../form";
import type { Resources } from "../resources";
import { stillMay } from "../still-may";
import { agencyOf } from "./agency";
import { matterFor } from "./load";

/** What the papers of a matter share, for the page on which it is edited. */
export async function showSharedFacts(
  { database: { client } }: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<SharedFactsView>> {
  const found = await matterFor(client, actor, "matter.edit-facts", slug);
  if (!found.ok) return found;
  const { row } = found.value;
  const { shared, organizations, documents } = await known(client, row);
  return done({
    matter: { slug: row.slug, title: row.title },
    facts: shared,
    revision: row.sharedRevision,
    organizations,
    documents: documents.map(({ id, title, kind, status }) => ({
      id,
      title,
      kind: kind as DocumentKind,
      status: status as DocumentStatus,
    })),
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
    const still = await stillMay(tx, actor, "matter.edit-facts", { matter: facts });
    if (!still.ok) return still;
    if (row.sharedRevision !== form.value.sharedRevision) return refuse("stale");
    const { shared, organizations, documents } = await known(tx, row);
    const named = new Set(organizations.map(({ id }) => id));
    const stands = new Map(shared.signers.map(({ id, organizationId }) => [id, organizationId]));
    const after = sharedOfForm(form.value, named, stands, ids);
    if (!after.ok) return after;
    const missing = firstMissing(documents, after.value);
    if (missing) return refuse("bad-input", undefined, { signers: missing });
    const written = writeSharedFacts(after.value);
    if (written === row.sharedFacts) return done([]);
    await tx.matter.update({
      where: { id: row.id },
      data: { sharedFacts: written, sharedRevision: { increment: 1 } },
    });
    const before = readSharedFacts(row.sharedFacts);
    await appendEvent(tx, clock(), {
      type: "matter.edited",
      actorId: actor.userId,
      matterId: row.id,
      details: { before: { shared: before }, after: { shared: after.value } },
    });
    return done(await mergeDrafts(tx, { matterId: row.id }));
  });
  if (!edited.ok) return edited;
  for (const documentId of edited.value) rooms.statusChanged(documentId);
  return done();
}

type Paper = Awaited<ReturnType<typeof known>>["documents"][number];

/** Why a signer can't be taken out: an open draft names them. Null where none of those does. */
function firstMissing(documents: readonly Paper[], { signers }: SharedFacts): string | null {
  const kept = new Set(signers.map(({ id }) => id));
  for (const { status, title, facts } of documents) {
    const lost = status === "draft" ? facts.signers.find(({ id }) => !kept.has(id)) : undefined;
    if (lost) return `${lost.name} signs “${title}”. Take the name out of that draft first.`;
  }
  return null;
}

/**
 * What is recorded, completed with what the papers say where nothing is: what the form begins with is
 * what saving it makes everybody's.
 */
async function known(
  client: PrismaClient | Transaction,
  row: Parameters<typeof agencyOf>[0] & { readonly id: string; readonly sharedFacts: string },
) {
  const parties = await client.matterParty.findMany({
    where: { matterId: row.id },
    include: { organization: { select: { id: true, name: true, city: true } } },
    orderBy: { position: "asc" },
  });
  const rows = await client.document.findMany({
    where: { matterId: row.id },
    select: { id: true, title: true, kind: true, status: true, facts: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const documents = rows.map((document) => ({ ...document, facts: readFacts(document.facts) }));
  const recorded = readSharedFacts(row.sharedFacts);
  const ofMatter = parties.map(({ organization }) => organization);
  const organizations = new Map(ofMatter.map(({ id, name }) => [id, name]));
  const open = documents.filter(({ status }) => status === "draft");
  // A paper for a court says more of a signer than a letter does.
  const fullest = open.toSorted(
    (a, b) => Number(b.facts.caption !== null) - Number(a.facts.caption !== null),
  );
  for (const { facts } of documents) {
    for (const { id, name } of facts.organizations) {
      if (!organizations.has(id)) organizations.set(id, name);
    }
  }
  const signers = new Map(recorded.signers.map((signer) => [signer.id, signer]));
  for (const signer of fullest.flatMap(({ facts }) => facts.signers)) {
    if (!signers.has(signer.id) && signers.size < SHARED_SIGNERS) signers.set(signer.id, signer);
  }
  const addressOf = (id: string) =>
    recorded.organizations.find((known) => known.id === id)?.address ??
    open
      .flatMap(({ facts }) => facts.organizations)
      .find((speaking) => speaking.id === id && speaking.address.length > 0)?.address ??
    [];
  const request = { kind: "request", layoutProfile: "letter", title: "" } as const;
  const first = newFacts(request, { parties: ofMatter, agency: agencyOf(row) });
  const written = open.find(({ kind, facts }) => kind === "request" && facts.letter !== null);
  const shared: SharedFacts = {
    organizations: [...organizations.keys()]
      .slice(0, FACTS_LIMITS.organizations)
      .map((id) => ({ id, address: addressOf(id) })),
    signers: [...signers.values()],
    addressee:
      recorded.addressee ?? written?.facts.letter?.addressee ?? first.letter?.addressee ?? null,
  };
  return {
    shared,
    organizations: [...organizations].map(([id, name]) => ({ id, name })),
    documents,
  };
}
