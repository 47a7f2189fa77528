import type { Actor } from "#app/domain/actor.ts";
import type { DocumentKind, LayoutProfile } from "#app/domain/document.ts";
import {
  duplicateMatterForm,
  type CreateMatterForm,
  type DuplicateMatterForm,
} from "#app/domain/forms/matter.ts";
import { ORGANIZATION_TEXT_LIMITS } from "#app/domain/organization-texts.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readDetails, type DocumentDetails } from "#app/document/details/document-details.ts";
import {
  readSharedDetails,
  writeSharedDetails,
  type SharedDetails,
} from "#app/document/details/shared-details.ts";
import { peopleOf, type PersonalText } from "#app/document/organization-texts/people-in-text.ts";
import { SCHEMA_VERSION } from "#app/document/schema-version.ts";
import type { Transaction } from "#server/database/index.ts";
import { command, permit } from "#server/services/command.ts";
import { newDocumentSubject } from "#server/services/documents/details-for-new.ts";
import { firstDetails, goesToAgency } from "#server/services/documents/first-details.ts";
import { requiredFor } from "#server/services/documents/required.ts";
import { writeDocument } from "#server/services/documents/write.ts";
import { sealedNames, watchedNamesOf } from "#server/services/private-data/watch-list.ts";
import type { Resources } from "#server/services/resources.ts";
import { readableDraft } from "#server/services/versions/content.ts";
import type { FirstText } from "#server/workers/texts/first-text.ts";
import { writeNewMatter } from "./create.ts";
import { draftsFor, mayTakeNames } from "./duplicate-choices.ts";
import { subjectOfMatter, matterTo, WITH_PARTIES, type LoadedMatter } from "./load.ts";

/** Characters of all drafts that go along, as canonical JSON: each is made into a draft at once. */
const MOST_TEXT = 2 * ORGANIZATION_TEXT_LIMITS.template;

/** A draft of the new matter, with its text. */
interface DraftAlong {
  readonly sourceId: string;
  readonly documentId: string;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly layoutProfile: LayoutProfile;
  readonly details: DocumentDetails;
  readonly text: FirstText;
}

interface PreparedMatter {
  readonly matterId: string;
  readonly drafts: readonly DraftAlong[];
  /** The sealed names to watch for, and how many; null for none. */
  readonly watched: { readonly sealed: string; readonly count: number } | null;
}

/**
 * Begins another matter like one that the actor sees, led by an organization that they administer.
 * Only what is chosen goes along: the other parties by invitation, the agency, the narrative, their own
 * organization's signers and address, drafts as new drafts. Never what was said beside a text, what was
 * agreed, signed, recorded or sued; the names to watch for only for who may read them.
 */
export const duplicateMatter = command({
  on: matterTo("matter.view"),
  form: duplicateMatterForm,
  permission: ({ form: { leadOrganizationId } }) =>
    permit("matter.create", { organizationId: leadOrganizationId }),
  async prepare({ resources, actor, found, form }): Promise<Outcome<PreparedMatter>> {
    const allowed = mayTake(actor, found, form);
    if (!allowed.ok) return allowed;
    const matterId = resources.ids();
    const drafts = await draftsAlong(resources, found, form);
    if (!drafts.ok) return drafts;
    if (!form.parts.includes("watched-names")) {
      return done({ matterId, drafts: drafts.value, watched: null });
    }
    const names = await watchedNamesOf(resources, found.row.id);
    if (!names.ok) return names;
    const sealed = sealedNames(resources, matterId, names.value);
    if (!sealed.ok) return sealed;
    const count = names.value.length;
    const watched = count === 0 ? null : { sealed: sealed.value, count };
    return done({ matterId, drafts: drafts.value, watched });
  },
  async run({ tx, at, ids, actor, found, form, prepared, append }) {
    // Rights may have changed since it was prepared.
    const allowed = mayTake(actor, found, form);
    if (!allowed.ok) return allowed;
    const { matterId, drafts, watched } = prepared;
    const { row } = found;
    const takes = new Set(form.parts);
    const asked: CreateMatterForm = {
      title: form.title,
      narrative: takes.has("narrative") && row.narrative !== "" ? row.narrative : undefined,
      leadOrganizationId: form.leadOrganizationId,
      partyIds: form.partyIds,
      agencyDepartment: (takes.has("agency") && row.agencyDepartment) || undefined,
      agencyComponent: (takes.has("agency") && row.agencyComponent) || undefined,
      agencyAddress: (takes.has("agency") && row.agencyAddress) || undefined,
    };
    const written = await writeNewMatter({ tx, at, ids }, asked, actor.userId, matterId);
    if (!written.ok) return written;
    const line = { actorId: actor.userId, matterId };
    const before = readSharedDetails("{}");
    const shared = sharedAlong(readSharedDetails(row.sharedFacts), form);
    if (writeSharedDetails(shared) !== writeSharedDetails(before)) {
      await tx.matter.update({
        where: { id: matterId },
        data: { sharedFacts: writeSharedDetails(shared), sharedRevision: { increment: 1 } },
      });
      const details = { before: { shared: before }, after: { shared } };
      await append({ type: "matter.edited", ...line, details });
    }
    if (watched) {
      await tx.watchList.create({ data: { matterId, sealed: watched.sealed, revision: 1 } });
      const details = { names: watched.count };
      await append({ type: "matter.watch-list-changed", ...line, details });
    }
    for (const draft of drafts) {
      const begun = await writeDraft(tx, at, actor, { matterId, draft });
      if (!begun.ok) return begun;
    }
    return done({
      slug: written.value.slug,
      drafts: drafts.length,
      /** Of what was chosen, all that there was to take. */
      taken: form.parts.filter(
        (part) =>
          ({
            agency: shared.addressee ?? asked.agencyDepartment ?? asked.agencyComponent,
            narrative: asked.narrative,
            "own-details": shared.signers.length + shared.organizations.length,
            "watched-names": watched,
          })[part],
      ),
    });
  },
});

/** Whether all that is chosen is theirs to take: drafts for who drafts for the new lead, names for who reads them. */
function mayTake(
  actor: Actor,
  { subject }: LoadedMatter,
  form: DuplicateMatterForm,
): Outcome<void> {
  if (form.documentIds.length > 0 && !draftsFor(actor, form.leadOrganizationId)) {
    return refuse("forbidden", NO_DRAFTER, { documentIds: NO_DRAFTER });
  }
  if (form.parts.includes("watched-names") && !mayTakeNames(actor, subject)) {
    return refuse("bad-input", undefined, { parts: "Choose from what is shown." });
  }
  return done();
}

const NO_DRAFTER =
  "Only a drafter of the organization that leads can take drafts along. Nothing was created; leave them out, or ask a drafter.";

/** The chosen drafts with their texts as new ones begin, in the order in which they were chosen. */
async function draftsAlong(
  resources: Resources,
  { row }: LoadedMatter,
  form: DuplicateMatterForm,
): Promise<Outcome<readonly DraftAlong[]>> {
  const documentIds = [...new Set(form.documentIds)];
  if (documentIds.length === 0) return done([]);
  const { client } = resources.database;
  const rows = await client.document.findMany({
    where: {
      id: { in: documentIds },
      matterId: row.id,
      OR: [{ filing: null }, { filing: { origin: "here" } }],
    },
    select: { id: true, kind: true, title: true, layoutProfile: true, facts: true },
  });
  if (rows.length < documentIds.length) {
    return refuse("bad-input", undefined, { documentIds: "Choose from the papers shown." });
  }
  const shared = readSharedDetails(row.sharedFacts);
  const drafts: DraftAlong[] = [];
  let size = 0;
  for (const sourceId of documentIds) {
    const source = rows.find(({ id }) => id === sourceId);
    if (!source) continue;
    const read = await readableDraft(resources, sourceId);
    if (!read.ok) return named(read, source.title);
    size += read.value.text.length;
    if (read.value.text.length > ORGANIZATION_TEXT_LIMITS.template || size > MOST_TEXT) {
      return refuse("too-large", tooLong(source.title), { documentIds: tooLong(source.title) });
    }
    const { prose, facts } = read.value.content;
    const people = peopleLeft(facts, shared, form);
    const kept = await resources.texts.kept(prose, "template", people);
    if (!kept.ok) return named(kept, source.title);
    const begun = await resources.texts.begun(kept.value.content, SCHEMA_VERSION, {
      partyIds: [form.leadOrganizationId],
      exhibitIds: [],
    });
    if (!begun.ok) return named(begun, source.title);
    drafts.push({
      sourceId,
      documentId: resources.ids(),
      kind: source.kind as DocumentKind,
      title: source.title,
      layoutProfile: source.layoutProfile as LayoutProfile,
      details: readDetails(source.facts),
      text: begun.value.text,
    });
  }
  return done(drafts);
}

/**
 * The people whose names stay behind: all of them, or all but those of the organization that leads. The
 * parties of the new matter may be others, who know nobody of the old one.
 */
function peopleLeft(
  details: DocumentDetails,
  shared: SharedDetails,
  { parts, leadOrganizationId }: DuplicateMatterForm,
): readonly PersonalText[] {
  const signers = [...details.signers, ...shared.signers];
  const certifiers = [details.certifier, ...details.furtherCertifiers];
  const people = peopleOf({ ...details, signers });
  if (!parts.includes("own-details")) return people;
  const isOwn = (one: { readonly organizationId: string | null } | null) =>
    one?.organizationId === leadOrganizationId;
  const own = new Set([
    ...signers.filter(isOwn).flatMap(({ name, email, telephone }) => [name, email, telephone]),
    ...certifiers.filter(isOwn).map((one) => one?.name),
  ]);
  return people.filter(({ words }) => !own.has(words));
}

function tooLong(title: string): string {
  return `With “${title}” the texts are longer than go along at once. Nothing was created; choose fewer papers.`;
}

/** A refusal about one of several papers says which. */
function named<T>(refused: Extract<Outcome<T>, { ok: false }>, title: string): Outcome<never> {
  const { code, sentence } = refused.refusal;
  const said = `“${title}”: ${sentence} Nothing was created; leave it out, or try again.`;
  return refuse(code, said, { documentIds: said });
}

/** The new lead's own details, and the agency's address: others record theirs once they accept. */
function sharedAlong(
  { organizations, signers, addressee }: SharedDetails,
  { parts, leadOrganizationId }: DuplicateMatterForm,
): SharedDetails {
  const own = parts.includes("own-details");
  return {
    organizations: own ? organizations.filter(({ id }) => id === leadOrganizationId) : [],
    signers: own
      ? signers.filter(({ organizationId }) => organizationId === leadOrganizationId)
      : [],
    addressee: parts.includes("agency") ? addressee : null,
  };
}

/** Writes one, with the details of its new matter: of its own it keeps what its text asks for. */
async function writeDraft(
  tx: Transaction,
  at: Date,
  actor: Actor,
  { matterId, draft }: { readonly matterId: string; readonly draft: DraftAlong },
): Promise<Outcome<void>> {
  const { documentId, kind, title, layoutProfile, details, text } = draft;
  const matter = await tx.matter.findUniqueOrThrow({
    where: { id: matterId },
    include: WITH_PARTIES,
  });
  const subject = subjectOfMatter(matter);
  const required = await requiredFor(tx, actor, {
    document: newDocumentSubject(documentId, kind, subject),
    chosen: undefined,
    at,
  });
  if (!required.ok) return required;
  const companion = details.caption?.companion ?? undefined;
  const first = await firstDetails(
    tx,
    matterId,
    { kind, layoutProfile, companion },
    { signing: required.value.map(({ organizationId }) => organizationId) },
  );
  const { letter, caption } = details;
  await writeDocument(tx, at, {
    documentId,
    matterId,
    kind,
    title,
    layoutProfile,
    required: required.value,
    facts: {
      ...first,
      letter: first.letter && {
        ...first.letter,
        expeditedProcessing: letter?.expeditedProcessing ?? false,
        feeWaiver: letter?.feeWaiver ?? false,
      },
      caption: first.caption && {
        ...first.caption,
        paperTitle: caption?.paperTitle ?? first.caption.paperTitle,
        designations: [...(caption?.designations ?? first.caption.designations)],
      },
    },
    toAgency: goesToAgency(kind),
    text,
    actorId: actor.userId,
  });
  return done();
}
