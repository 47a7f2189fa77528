import { bringInWordForm } from "#app/domain/forms/word-return.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { mayComment } from "#app/domain/permissions.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { threadsNotice } from "#server/services/threads/suggestions.ts";
import { AGAIN } from "#server/services/transaction.ts";
import { notHereYet, plannedReturn, roomFor } from "./plan.ts";
import { limitedTalk, summaryJson, whyNotNow } from "./said.ts";
import { writeReturn } from "./write-return.ts";

/** How often what came back is compared anew, where others wrote meanwhile. */
const TRIES = 3;

/**
 * Brings in what came back in a Word file, all in one act (W10): its changes as suggestions, its comments as
 * threads, its answers as answers, each of whoever brings it in and with who wrote it in Word beside it.
 * Nothing enters but what the page showed.
 */
export const bringInWord = command({
  on: documentTo("document.view"),
  form: bringInWordForm,
  permission:
    ({ found: { facts }, form: { organizationId = null } }) =>
    (actor) =>
      mayComment(actor, facts, organizationId),
  async repeat(_resources, _key, attempt) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const outcome = await attempt();
      if (outcome !== AGAIN) return outcome;
    }
    return refuse("conflict", CHANGED);
  },
  async prepare({ resources, actor, key: [documentId], form: { arrivalId, text, seen } }) {
    const planned = await plannedReturn(resources, actor, documentId, { arrivalId, asked: text });
    if (!planned.ok) return planned;
    if (planned.value.seen !== seen) return refuse("conflict", CHANGED);
    return planned;
  },
  async run({ tx, at, ids, actor, found, form, prepared, record, afterCommit }) {
    const notNow = whyNotNow(found);
    if (notNow !== null) return refuse("wrong-status", notNow);
    const { organizationId = null } = form;
    const { arrival, origin, plan } = prepared;
    const fresh = await notHereYet(tx, actor, found, plan);
    const fitting = await roomFor(tx, found.row.id, fresh.changes);
    // Somebody brought a part of it in, or took the room, since it was compared.
    if (fresh.changes.length !== prepared.changes.length || fitting !== prepared.fitting) {
      return AGAIN;
    }
    const changes = fresh.changes.slice(0, fitting);
    const talk = limitedTalk(fresh.talk);
    if (changes.length + talk.length + plan.fates.length === 0) {
      return refuse("bad-input", fresh.changes.length > 0 ? NO_ROOM : NOTHING_NEW);
    }
    const threads = await tx.thread.count({ where: { documentId: found.row.id, organizationId } });
    if (threads + changes.length + talk.length > MARGIN_LIMITS.threadsOfDocument) {
      return refuse("too-large", NO_ROOM);
    }
    const returnId = ids();
    const written = await writeReturn(tx, at, {
      ids,
      actor,
      document: found,
      row: {
        id: returnId,
        exportId: origin?.record.id ?? null,
        how: "return",
        fileName: arrival.fileName,
        fileHash: arrival.fileHash,
        summary: summaryJson(arrival.told, plan),
      },
      write: { changes, talk, fates: plan.fates, organizationId },
    });
    await record({
      type: "word.brought-in",
      details: {
        returnId,
        fileHash: arrival.fileHash,
        exportId: origin?.record.id ?? null,
        isAll: organizationId === null,
        suggestions: written.suggestions,
        comments: written.comments,
        answers: written.answers,
      },
    });
    afterCommit(({ jobs }) => jobs.wake());
    afterCommit(threadsNotice(found.row.id, written.threads));
    return done({ returnId, ...written });
  },
});

const CHANGED =
  "Since this page was shown, the draft or what stands beside it has changed in what this file changes. Nothing was brought in; look at it as it is now, and bring it in then.";
const NOTHING_NEW =
  "All of this is beside the text already, or in it. Nothing was brought in a second time.";
const NO_ROOM =
  "There is no more room beside this text for open suggestions. Nothing was brought in; decide some of those that are open, and bring the file in again.";
