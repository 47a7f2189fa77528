import type { Actor } from "#app/domain/actor.ts";
import { ORGANIZATION_TEXT_LIMITS } from "#app/domain/organization-texts.ts";
import { keepClauseForm, keepTemplateForm } from "#app/domain/forms/organization-texts.ts";
import { threadOrganizations } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { peopleOf } from "#app/document/organization-texts/people-in-text.ts";
import type { PersonalText } from "#app/document/organization-texts/people-in-text.ts";
import { SCHEMA_VERSION } from "#app/document/schema-version.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import { documentTo, type LoadedDocument } from "#server/services/documents/load.ts";
import { permit } from "#server/services/command.ts";
import type { Resources } from "#server/services/resources.ts";
import { readableDraft } from "#server/services/versions/content.ts";
import { storedVersion } from "#server/services/versions/stored.ts";
import { sentProse } from "./content.ts";

/**
 * Keeps a document's text as a template of an organization: anybody who reads the document and keeps
 * texts for a party of its matter. Its line names the organization alone: that it was kept is no
 * matter of the other parties.
 */
export const keepTemplate = command({
  on: documentTo("document.view"),
  form: keepTemplateForm,
  permission: ({ form: { organizationId } }) =>
    permit("organization.keep-texts", { organizationId }),
  async prepare({ resources, actor, form, found }) {
    const { organizationId, version, keepNames } = form;
    const own = hasText(found);
    if (!own.ok) return own;
    const fitting = fits(actor, found, organizationId);
    if (!fitting.ok) return fitting;
    const room = await roomFor(resources.database.client, "template", organizationId);
    if (!room.ok) return room;
    const source = await sourceOf(resources, found.row.id, version);
    if (!source.ok) return source;
    const { prose, facts, size } = source.value;
    // Counted before it is gone through; what is left out makes it shorter at most.
    if (size > ORGANIZATION_TEXT_LIMITS.template) return refuse("too-large", TOO_LONG);
    const people = keepNames === "yes" ? null : peopleOf(facts);
    const kept = await resources.texts.kept(prose, "template", people);
    if (!kept.ok) return kept;
    if (kept.value.content.length > ORGANIZATION_TEXT_LIMITS.template) {
      return refuse("too-large", TOO_LONG);
    }
    return kept;
  },
  async run({ tx, at, ids, actor, found, form, prepared, record }) {
    const { organizationId, name, note = "" } = form;
    const fitting = fits(actor, found, organizationId);
    if (!fitting.ok) return fitting;
    const room = await roomFor(tx, "template", organizationId);
    if (!room.ok) return room;
    const id = ids();
    const { kind } = found.row;
    await tx.template.create({
      data: {
        id,
        organizationId,
        kind,
        name,
        note,
        schemaVersion: SCHEMA_VERSION,
        content: prepared.content,
        revision: 1,
        ...by(actor, at),
      },
    });
    await record({
      type: "template.added",
      ...ofOrganization(organizationId),
      details: { templateId: id, name, kind },
    });
    return done({ organizationId, templateId: id, left: prepared.left });
  },
});

/** Keeps paragraphs of a document as a clause of an organization; as `keepTemplate` otherwise. */
export const keepClause = command({
  on: documentTo("document.view"),
  form: keepClauseForm,
  permission: ({ form: { organizationId } }) =>
    permit("organization.keep-texts", { organizationId }),
  async prepare({ resources, actor, form, found }) {
    const { organizationId, content, schemaVersion, keepNames } = form;
    const fitting = fits(actor, found, organizationId);
    if (!fitting.ok) return fitting;
    const room = await roomFor(resources.database.client, "clause", organizationId);
    if (!room.ok) return room;
    const sent = sentProse(content, schemaVersion);
    if (!sent.ok) return sent;
    const people: PersonalText[] | null = keepNames ? null : peopleOf(readDetails(found.row.facts));
    const kept = await resources.texts.kept(sent.value, "clause", people);
    if (!kept.ok) return kept;
    if (kept.value.words.trim() === "") return refuse("bad-input", EMPTY);
    return kept.value.content.length > ORGANIZATION_TEXT_LIMITS.clause
      ? refuse("too-large", CLAUSE_TOO_LONG)
      : kept;
  },
  async run({ tx, at, ids, actor, found, form, prepared, record }) {
    const { organizationId, name, note = "" } = form;
    const fitting = fits(actor, found, organizationId);
    if (!fitting.ok) return fitting;
    const room = await roomFor(tx, "clause", organizationId);
    if (!room.ok) return room;
    const id = ids();
    await tx.clause.create({
      data: {
        id,
        organizationId,
        name,
        note,
        schemaVersion: SCHEMA_VERSION,
        content: prepared.content,
        words: prepared.words,
        revision: 1,
        ...by(actor, at),
      },
    });
    await record({
      type: "clause.added",
      ...ofOrganization(organizationId),
      details: { clauseId: id, name },
    });
    return done({ organizationId, clauseId: id, left: prepared.left });
  },
});

/** Refuses a paper that was brought in: its words are in its PDF alone (L59). */
export function hasText({ row }: LoadedDocument): Outcome<void> {
  return row.filing?.origin === "elsewhere"
    ? refuse(
        "conflict",
        "This paper was filed before it came here: its words are in the PDF that was filed, and there is no text of it to keep. Nothing was changed.",
      )
    : done();
}

/** The subjects of its line: not the document that it was taken from, nor the matter. */
function ofOrganization(organizationId: string) {
  return { organizationId, matterId: null, documentId: null };
}

function by({ userId }: Actor, at: Date) {
  return { createdById: userId, createdAt: at, changedById: userId, changedAt: at };
}

/** Only for a party: no text of a matter goes to an organization that has no part in it. */
function fits(actor: Actor, { subject }: LoadedDocument, organizationId: string): Outcome<void> {
  return threadOrganizations(actor, subject.matter).includes(organizationId)
    ? done()
    : refuse("bad-input", undefined, { organizationId: "Choose from the organizations shown." });
}

async function roomFor(
  client: PrismaClient | Transaction,
  as: "clause" | "template",
  organizationId: string,
): Promise<Outcome<void>> {
  const where = { organizationId };
  const [kept, most] =
    as === "clause"
      ? [await client.clause.count({ where }), ORGANIZATION_TEXT_LIMITS.clauses]
      : [await client.template.count({ where }), ORGANIZATION_TEXT_LIMITS.templates];
  if (kept < most) return done();
  return refuse(
    "too-large",
    `The organization keeps ${most} ${as}s already, which is the most. Nothing was kept; remove one that nobody needs, and try again.`,
  );
}

/** The text of a document now or in a version, with its details and its size. */
async function sourceOf(resources: Resources, documentId: string, version: number | undefined) {
  if (version === undefined) {
    const draft = await readableDraft(resources, documentId);
    if (!draft.ok) return draft;
    const { content, text } = draft.value;
    return done({ prose: content.prose, facts: content.facts, size: text.length });
  }
  const stored = await storedVersion(resources, documentId, { number: version });
  if (!stored.ok) return stored;
  const { content, text } = stored.value;
  return done({ prose: content.prose, facts: content.facts, size: text.length });
}

const TOO_LONG =
  "This text is longer than a template can be (some hundred pages). Nothing was kept; keep its parts as clauses instead.";
const CLAUSE_TOO_LONG =
  "That is more than one clause can hold (some ten pages). Nothing was kept; select fewer paragraphs, or keep the document as a template.";
const EMPTY =
  "There are no words in what is selected, so nothing was kept. Select the paragraphs to keep.";
