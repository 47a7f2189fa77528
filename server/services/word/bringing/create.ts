import { newFromWordForm } from "#app/domain/forms/word-return.ts";
import { mayComment } from "#app/domain/permissions.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { newDocument, writeNewDocument } from "#server/services/documents/create.ts";
import { loadDocument } from "#server/services/documents/load.ts";
import { firstText } from "#server/services/documents/write.ts";
import { matterTo } from "#server/services/matters/load.ts";
import { laneOf } from "#server/workers/lane.ts";
import { contentOf, waitingFile } from "./arrival.ts";
import { roomFor } from "./plan.ts";
import { limitedTalk, summaryJson } from "./said.ts";
import { writeReturn } from "./write-return.ts";

const NO_PLAN = {
  alignedBy: "words",
  tracked: [],
  silent: [],
  changes: [],
  talk: [],
  fates: [],
  leftOut: [],
  beyond: { changes: 0, comments: 0, silent: 0, leftOut: 0 },
} as const;

/**
 * Creates a draft with the text of a Word file (W7): with its tracked changes, without them, or without and
 * with each as a suggestion (W8). Its details come from the matter, as with any other; its exhibits are
 * those that the file tells of in words.
 */
export const createFromWord = command({
  on: matterTo("document.create"),
  form: newFromWordForm,
  async prepare({ resources, actor, form, found }) {
    const { client } = resources.database;
    const { arrivalId, changes, organizationId: _scope, ...document } = form;
    const arrival = await waitingFile(client, actor, arrivalId, resources.clock());
    if (!arrival.ok) return arrival;
    const content = await contentOf(client, arrivalId);
    const text = await resources.wordFiles.text(content, changes, laneOf(actor));
    if (!text.ok) return text;
    const created = await newDocument(resources, actor, found, document);
    if (!created.ok) return created;
    const { blocks, plan } = text.value;
    return done({
      arrival: arrival.value,
      plan: plan ?? NO_PLAN,
      created: {
        ...created.value,
        exhibits: [],
        sourced: [],
        text: firstText({ type: "doc", content: blocks }),
      },
    });
  },
  async run({ tx, at, ids, actor, found, form, prepared, record, afterCommit }) {
    const { arrivalId: _arrivalId, changes, organizationId = null, ...document } = form;
    const { arrival, plan, created } = prepared;
    const written = await writeNewDocument({ tx, at, ids, actor }, found, document, created);
    if (!written.ok) return written;
    const { documentId } = written.value;
    const loaded = await loadDocument(tx, documentId);
    if (!loaded) return refuse("not-found");
    const allowed = mayComment(actor, loaded.facts, organizationId);
    if (!allowed.ok) return allowed;
    const returnId = ids();
    const fitting = await roomFor(tx, documentId, plan.changes);
    const brought = await writeReturn(tx, at, {
      ids,
      actor,
      document: loaded,
      row: {
        id: returnId,
        exportId: null,
        how: "draft",
        fileName: arrival.fileName,
        fileHash: arrival.fileHash,
        summary: summaryJson(arrival.told, plan),
      },
      write: {
        changes: plan.changes.slice(0, fitting),
        talk: limitedTalk(plan.talk),
        fates: [],
        organizationId,
      },
    });
    await record({
      type: "word.brought-in",
      documentId,
      details: {
        returnId,
        fileHash: arrival.fileHash,
        exportId: null,
        isAll: organizationId === null,
        suggestions: brought.suggestions,
        comments: brought.comments,
        answers: 0,
      },
    });
    afterCommit(({ jobs }) => jobs.wake());
    return done({ documentId, changes, left: plan.changes.length - brought.suggestions });
  },
});
