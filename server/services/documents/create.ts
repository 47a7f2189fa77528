import { createDocumentForm, type CreateDocumentForm } from "#app/domain/forms/document.ts";
import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import { docketOfNew } from "#server/services/dockets/for-new-document.ts";
import { matterTo, type LoadedMatter } from "#server/services/matters/load.ts";
import { chosenTemplate } from "#server/services/organization-texts/for-new-document.ts";
import type { Resources } from "#server/services/resources.ts";
import { firstDetails, goesToAgency } from "./first-details.ts";
import { beginningOf } from "./first-text.ts";
import { newDocumentSubject } from "./details-for-new.ts";
import { requiredFor } from "./required.ts";
import { writeDocument } from "./write.ts";

/**
 * Creates a draft from the first template of its kind. Every party's sign-off is required; only an
 * administrator of the lead organization may choose otherwise.
 */
export const createDocument = command({
  on: matterTo("document.create"),
  form: createDocumentForm,
  prepare: ({ resources, actor, form, found }) => newDocument(resources, actor, found, form),
  run: ({ tx, at, ids, actor, found, form, prepared }) =>
    writeNewDocument({ tx, at, ids, actor }, found, form, prepared),
});

/** A new document with what it begins with. */
type PreparedDocument = { readonly documentId: string } & Extract<
  Awaited<ReturnType<typeof beginningOf>>,
  { readonly ok: true }
>["value"];

/** Prepares a new document, outside of the transaction. */
export async function newDocument(
  resources: Resources,
  actor: Actor,
  { row, subject }: LoadedMatter,
  form: CreateDocumentForm,
): Promise<Outcome<PreparedDocument>> {
  const { kind, layoutProfile } = form;
  const template = await chosenTemplate(resources.database.client, actor, subject, form);
  if (!template.ok) return template;
  const { letter } = await firstDetails(resources.database.client, row.id, { kind, layoutProfile });
  const beginning = await beginningOf(resources, actor, row, form, letter, template.value);
  return beginning.ok ? done({ documentId: resources.ids(), ...beginning.value }) : beginning;
}

/** Writes it, in the transaction of a command that has checked the permission. */
export async function writeNewDocument(
  {
    tx,
    at,
    ids,
    actor,
  }: {
    readonly tx: Transaction;
    readonly at: Date;
    readonly ids: () => string;
    readonly actor: Actor;
  },
  { row, subject }: LoadedMatter,
  form: CreateDocumentForm,
  prepared: PreparedDocument,
): Promise<Outcome<{ readonly documentId: string }>> {
  const { documentId, text, exhibits, sourced, requestIds, trackingNumbers, re, captionTitle } =
    prepared;
  const { kind, title, layoutProfile, companion, requiredOrganizationIds } = form;
  const required = await requiredFor(tx, actor, {
    document: newDocumentSubject(documentId, kind, subject),
    chosen: requiredOrganizationIds,
    at,
  });
  if (!required.ok) return required;
  const document = { kind, layoutProfile, title };
  const docket = await docketOfNew(tx, { at, ids }, row.id, actor, { form, requestIds });
  if (!docket.ok) return docket;
  const first = await firstDetails(
    tx,
    row.id,
    { ...document, companion },
    {
      docket: docket.value?.facts ?? null,
      signing: required.value.map(({ organizationId }) => organizationId),
      trackingNumbers,
    },
  );
  await writeDocument(tx, at, {
    ...document,
    documentId,
    matterId: row.id,
    required: required.value,
    facts: {
      ...first,
      exhibits,
      sourced,
      letter: first.letter && { ...first.letter, re: first.letter.re ?? re },
      caption: first.caption && {
        ...first.caption,
        paperTitle: captionTitle ?? first.caption.paperTitle,
      },
    },
    docketId: docket.value?.id ?? null,
    toAgency: goesToAgency(kind),
    text,
    actorId: actor.userId,
  });
  return done({ documentId });
}
