import { thousands } from "#app/domain/thousands.ts";
import { newFromWordForm } from "#app/domain/forms/word-return.ts";
import { mayComment } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { newDocument, writeNewDocument } from "#server/services/documents/create.ts";
import { loadDocument } from "#server/services/documents/load.ts";
import { matterTo } from "#server/services/matters/load.ts";
import { queueKeyOf } from "#server/workers/queue-key.ts";
import type { WordPlan } from "#server/word/bring/planned.ts";
import { commentsIn } from "#server/word/bring/bounded.ts";
import { contentOf, waitingFile } from "./arrival.ts";
import { inPieces, uniqueChanges, type FreshTalk } from "./fresh.ts";
import { fittingIn } from "./room.ts";
import { limitedTalk, summaryJson } from "./said.ts";
import { writeReturn, type ReturnToWrite } from "./write-return.ts";

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
    const text = await resources.wordFiles.text(content, changes, queueKeyOf(actor));
    if (!text.ok) return text;
    const created = await newDocument(resources, actor, found, document);
    if (!created.ok) return created;
    const { blocks, plan } = text.value;
    const whole = plan === null ? done(NOTHING_BESIDE) : wholeOf(plan);
    if (!whole.ok) return whole;
    const first = await resources.texts.first({ type: "doc", content: blocks });
    if (!first.ok) return first;
    return done({
      arrival: arrival.value,
      plan: plan ?? NO_PLAN,
      beside: whole.value,
      created: {
        ...created.value,
        exhibits: [],
        sourced: [],
        text: first.value.text,
      },
    });
  },
  async run({ tx, at, ids, actor, found, form, prepared, record, afterCommit }) {
    const { arrivalId: _arrivalId, changes, organizationId = null, ...document } = form;
    const { arrival, plan, beside, created } = prepared;
    const written = await writeNewDocument({ tx, at, ids, actor }, found, document, created);
    if (!written.ok) return written;
    const { documentId } = written.value;
    const loaded = await loadDocument(tx, documentId);
    if (!loaded) return refuse("not-found");
    const allowed = mayComment(actor, loaded.subject, organizationId);
    if (!allowed.ok) return allowed;
    const returnId = ids();
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
      write: { ...beside, fates: [], organizationId },
    });
    if (!brought.ok) return brought;
    await record({
      type: "word.brought-in",
      documentId,
      details: {
        returnId,
        fileHash: arrival.fileHash,
        exportId: null,
        // How much some people alone see is told to nobody else (M2).
        ...(organizationId === null && { isAll: true, ...brought.value.forAll }),
      },
    });
    afterCommit(({ jobs }) => jobs.wake());
    return done({ documentId, changes });
  },
});

const NOTHING_BESIDE = { changes: [], talk: [] } as const;

/** All that would stand beside the new text; refused where some of it would be lost. */
function wholeOf(plan: WordPlan): Outcome<Pick<ReturnToWrite, "changes" | "talk">> {
  const { leftOut, beyond } = plan;
  const changes = uniqueChanges(plan.changes);
  const talk = plan.talk.map((one): FreshTalk => ({
    ...one,
    threadId: null,
    isOwnAlone: false,
    comments: one.comments.flatMap(inPieces),
  }));
  const [first] = leftOut;
  const why = first
    ? `Not all of its tracked changes can be suggestions: ${first.where}, ${first.why}${leftOut.length > 1 ? `; and ${leftOut.length - 1} more` : ""}.`
    : fittingIn(changes) < changes.length || beyond.changes > 0
      ? `It has ${thousands(changes.length + beyond.changes)} changes, which is more than can be suggestions beside one text at once.`
      : commentsIn(limitedTalk(talk)) < commentsIn(talk) || beyond.comments > 0
        ? `It has ${thousands(commentsIn(talk) + beyond.comments)} comments, which is more than come in at once.`
        : null;
  if (why === null) return done({ changes, talk });
  return refuse("too-large", undefined, {
    changes: `${why} Nothing was created; take its text with all changes or without, or accept some of them in Word and send it again.`,
  });
}
