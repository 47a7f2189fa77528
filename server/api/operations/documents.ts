import * as z from "zod";
import { createDocumentForm } from "#app/domain/forms/document.ts";
import { done } from "#app/domain/refusal.ts";
import { operation } from "#server/api/operation.ts";
import { nextOf, pageOf, pageQuery, placeOf } from "#server/api/paging.ts";
import {
  document,
  id,
  instant,
  kind,
  layout,
  matterRef,
  ofDocument,
  ofMatter,
  person,
  personOf,
} from "#server/api/shapes.ts";

const listDocuments = operation({
  id: "listDocuments",
  method: "get",
  path: "/matters/{matter}/documents",
  group: "Documents",
  summary: "The documents of a matter, by their id.",
  scope: "read",
  cost: 2,
  params: ofMatter,
  query: pageQuery,
  answer: pageOf(document),
  run: async ({ actor, services, params, query }) => {
    const place = placeOf(query);
    if (!place.ok) return place;
    const found = await services.apiReads.documents(actor, params.matter, place.value);
    if (!found.ok) return found;
    const { documents, isMore } = found.value;
    return done({
      items: documents.map(documentOf),
      next: nextOf(documents, isMore, ({ id }) => id),
    });
  },
});

interface SummarizedDocument extends Omit<
  z.input<typeof document>,
  "filedOn" | "requiredOrganizations"
> {
  readonly requiredOrganizations: readonly z.input<typeof document>["requiredOrganizations"][0][];
  readonly filed: { readonly on: string } | null;
}

function documentOf({ filed, requiredOrganizations, ...one }: SummarizedDocument) {
  return {
    ...one,
    requiredOrganizations: [...requiredOrganizations],
    filedOn: filed?.on ?? null,
  };
}

const choice = z.object({ id, title: z.string() });

const getBeginnings = operation({
  id: "getBeginnings",
  method: "get",
  path: "/matters/{matter}/beginnings",
  group: "Documents",
  summary: "What a new document of a matter can begin with: kinds, templates, lawsuits, requests.",
  scope: "read",
  cost: 2,
  params: ofMatter,
  answer: z.object({
    kinds: z.array(
      z.object({
        kind,
        layouts: z.array(layout),
        suit: z
          .enum(["opens", "joins"])
          .nullable()
          .describe("Whether it opens a lawsuit or belongs to one, whose docket is then needed."),
      }),
    ),
    templates: z.array(
      z.object({ id, kind, name: z.string(), note: z.string(), organization: z.string() }),
    ),
    dockets: z.array(z.object({ id, name: z.string() })),
    requests: z.array(choice).describe("Filed requests that a document may be about."),
    letters: z
      .array(z.object({ id, name: z.string(), dated: z.string(), request: z.string() }))
      .describe("Letters of agencies that an appeal may be from."),
    mayChooseRequired: z.boolean(),
  }),
  run: async ({ actor, services, params }) => {
    const found = await services.documents.choices(actor, params.matter);
    if (!found.ok) return found;
    const { kinds, templates, dockets, requests, letters, mayChooseRequired } = found.value;
    return done({
      kinds: kinds.map(({ layoutProfiles, ...one }) => ({ ...one, layouts: [...layoutProfiles] })),
      templates: [...templates],
      dockets: [...dockets],
      requests: [...requests],
      letters: [...letters],
      mayChooseRequired,
    });
  },
});

const createDocument = operation({
  id: "createDocument",
  method: "post",
  path: "/matters/{matter}/documents",
  group: "Documents",
  summary: "Start a draft from the template of its kind, or from one that your organization keeps.",
  scope: "write:documents",
  params: ofMatter,
  body: createDocumentForm,
  answer: z.object({ id }),
  run: async ({ actor, services, params, body }) => {
    const made = await services.documents.create(actor, params.matter, body);
    return made.ok ? done({ id: made.value.documentId }) : made;
  },
});

const getDocument = operation({
  id: "getDocument",
  method: "get",
  path: "/documents/{document}",
  group: "Documents",
  summary: "One document: where it stands, and who has signed.",
  scope: "read",
  cost: 2,
  params: ofDocument,
  answer: document.extend({
    matter: matterRef,
    layout,
    createdAt: instant,
    createdBy: person.nullable(),
    editedBy: person.nullable(),
    version: z
      .object({ number: z.int(), hash: z.string() })
      .nullable()
      .describe("The version under review, approved or filed; null while it is a draft."),
    signOffs: z.array(
      z.object({
        organization: z.string(),
        by: person.nullable(),
        version: z.int(),
        decision: z.enum(["approved", "changes-requested"]),
        reason: z.string().nullable(),
        at: instant,
        voidedAt: instant.nullable(),
      }),
    ),
  }),
  run: async ({ actor, services, params }) => {
    const found = await services.documents.show(actor, params.document);
    if (!found.ok) return found;
    const { standing, matter, layoutProfile, createdBy, editedBy, ...rest } = found.value;
    const { version, decisions } = standing;
    return done({
      ...documentOf(rest),
      matter: { slug: matter.slug, title: matter.title },
      layout: layoutProfile,
      createdAt: rest.createdAt,
      createdBy: personOf(createdBy),
      editedBy: personOf(editedBy),
      version: version && { number: version.number, hash: version.hash },
      signOffs: decisions.map((one) => ({
        organization: one.organization.shortName,
        by: personOf(one.person),
        version: one.versionNumber,
        decision: one.decision,
        reason: one.reason,
        at: one.at,
        voidedAt: one.voided?.at ?? null,
      })),
    });
  },
});

export const DOCUMENT_OPERATIONS = [listDocuments, getBeginnings, createDocument, getDocument];
