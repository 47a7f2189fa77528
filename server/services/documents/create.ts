import { createDocumentForm } from "#app/domain/forms/document.ts";
import { done } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { docketOfNew } from "#server/services/dockets/for-new-document.ts";
import { matterTo } from "#server/services/matters/load.ts";
import { firstFacts, goesToAgency } from "./first-details.ts";
import { beginningOf } from "./first-text.ts";
import { newDocumentFacts } from "./details-for-new.ts";
import { requiredFor } from "./required.ts";
import { writeDocument } from "./write.ts";

/**
 * Creates a draft from the first template of its kind. Every party's sign-off is required; only an
 * administrator of the lead organization may choose otherwise.
 */
export const createDocument = command({
  on: matterTo("document.create"),
  form: createDocumentForm,
  async prepare({ resources, actor, form, found: { row } }) {
    const { kind, layoutProfile } = form;
    const { letter } = await firstFacts(resources.database.client, row.id, { kind, layoutProfile });
    const beginning = await beginningOf(resources, actor, row, form, letter);
    return beginning.ok ? done({ documentId: resources.ids(), ...beginning.value }) : beginning;
  },
  async run({ tx, at, ids, actor, found: { row, facts }, form, prepared }) {
    const { documentId, text, exhibits, sourced, requestIds, trackingNumbers, re, captionTitle } =
      prepared;
    const { kind, title, layoutProfile, companion, requiredOrganizationIds } = form;
    const required = await requiredFor(tx, actor, {
      document: newDocumentFacts(documentId, kind, facts),
      chosen: requiredOrganizationIds,
      at,
    });
    if (!required.ok) return required;
    const document = { kind, layoutProfile, title };
    const docket = await docketOfNew(tx, { at, ids }, row.id, actor, { form, requestIds });
    if (!docket.ok) return docket;
    const first = await firstFacts(
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
  },
});
