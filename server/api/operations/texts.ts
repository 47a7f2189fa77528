import * as z from "zod";
import { newFromWordForm } from "#app/domain/forms/word-return.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { fileOperation, operation } from "#server/api/operation.ts";
import { cutPage, pageOf, pageQuery } from "#server/api/paging.ts";
import { id, instant, ofDocument, ofMatter, person, personOf } from "#server/api/shapes.ts";

const text = {
  html: z.string().describe("The text as HTML without scripts."),
  blocks: z
    .array(z.object({ id, text: z.string() }))
    .describe("The words of each paragraph, note and cell, in their order."),
};

const getDraft = operation({
  id: "getDraft",
  method: "get",
  path: "/documents/{document}/draft",
  group: "Texts",
  summary: "The text of a draft, as it was saved last.",
  scope: "read",
  cost: 10,
  params: ofDocument,
  answer: z.object({
    title: z.string(),
    generation: z.int(),
    sequence: z
      .int()
      .describe("Grows with what people write; with the generation it names a text."),
    ...text,
    leftOut: z.int().describe("Pieces that this release does not know, which are left out."),
  }),
  run: async ({ actor, services, params }) => {
    const read = await services.apiReads.draft(actor, params.document);
    return read.ok ? done({ ...read.value, blocks: [...read.value.blocks] }) : read;
  },
});

const version = z.object({
  number: z.int(),
  hash: z.string().describe("SHA-256 of its canonical form."),
  name: z.string().nullable().describe("Null for one that was submitted."),
  createdAt: instant,
  createdBy: person.nullable(),
});

const ofVersion = ofDocument.extend({ number: z.coerce.number().int().positive().max(1_000_000) });

const listVersions = operation({
  id: "listVersions",
  method: "get",
  path: "/documents/{document}/versions",
  group: "Texts",
  summary: "The versions of a document, the oldest first.",
  scope: "read",
  params: ofDocument,
  query: pageQuery,
  answer: pageOf(version),
  run: async ({ actor, services, params, query }) => {
    const found = await services.versions.list(actor, params.document);
    if (!found.ok) return found;
    return cutPage(
      found.value.versions,
      query,
      ({ number }) => String(number).padStart(9, "0"),
      ({ createdBy, ...one }) => ({ ...one, createdBy: personOf(createdBy) }),
    );
  },
});

const getVersion = operation({
  id: "getVersion",
  method: "get",
  path: "/documents/{document}/versions/{number}",
  group: "Texts",
  summary: "The text of a version, with the canonical form from which anybody makes its hash.",
  scope: "read",
  cost: 10,
  params: ofVersion,
  answer: z.object({
    number: z.int(),
    title: z.string(),
    hash: z.string(),
    ...text,
    canonical: z.string().describe("JSON (RFC 8785): its SHA-256 is the hash."),
  }),
  run: async ({ actor, services, params }) => {
    const read = await services.apiReads.version(actor, params.document, params.number);
    return read.ok ? done({ ...read.value, blocks: [...read.value.blocks] }) : read;
  },
});

const { kind, title, layoutProfile, docketId, changes } = newFromWordForm.shape;
const wordQuery = z.object({
  kind,
  title,
  layoutProfile,
  docketId,
  changes,
  fileName: z.string().min(1).max(200).default("document.docx"),
});

const createFromWord = fileOperation({
  id: "createDocumentFromWord",
  method: "post",
  path: "/matters/{matter}/documents/from-word",
  group: "Documents",
  summary: "Start a draft with the text of a Word file, which is the body of the request.",
  scope: "write:documents",
  cost: 5,
  params: ofMatter,
  query: wordQuery,
  answer: z.object({ id }),
  mayArrive: async ({ actor, services, params, size }) =>
    services.wordFiles.mayArrive(actor, { slug: params.matter }, size),
  run: async ({ actor, services, params, query, body }) => {
    const { fileName, ...asked } = query;
    // Before the file is kept: nobody would take away what is refused afterwards.
    const form = newFromWordForm.safeParse({ ...asked, arrivalId: "arrives" });
    if (!form.success) {
      const [issue] = form.error.issues;
      const field = String(issue?.path[0] ?? "kind");
      return refuse("bad-input", undefined, { [field]: issue?.message ?? "Mend this." });
    }
    const { sent: _form, ...sender } = actor;
    const arrived = await services.wordFiles.arrive(
      // A waiting text is no act: the form's key belongs to the draft.
      sender,
      { fileName, bytes: whole(body.bytes) },
      { slug: params.matter },
    );
    if (!arrived.ok) return arrived;
    const { arrivalId } = arrived.value;
    const made = await services.wordFiles.create(actor, params.matter, {
      ...form.data,
      arrivalId,
    });
    // It waits for nobody else.
    await services.wordFiles.discard(sender, arrivalId);
    return made.ok ? done({ id: made.value.documentId }) : made;
  },
});

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export const TEXT_OPERATIONS = [getDraft, listVersions, getVersion, createFromWord];
