import { bringInWordForm } from "#app/domain/forms/word-return.ts";
import { mayComment } from "#app/domain/permissions.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { threadsNotice } from "#server/services/threads/suggestions.ts";
import { AGAIN } from "#server/services/transaction.ts";
import { commentsIn } from "#server/word/bring/bounded.ts";
import { freshReturn, plannedReturn, seenOf } from "./plan.ts";
import { limitedTalk, summaryJson, whyNotNow } from "./said.ts";
import { fatesFor, writeReturn } from "./write-return.ts";

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
    ({ found: { subject }, form: { organizationId = null } }) =>
    (actor) =>
      mayComment(actor, subject, organizationId),
  async repeat(_resources, _key, attempt) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const outcome = await attempt();
      if (outcome !== AGAIN) return outcome;
    }
    return refuse("conflict", CHANGED);
  },
  async prepare({ resources, actor, key: [documentId], form }) {
    const { arrivalId, text, seen, organizationId: readers = null } = form;
    const asked = { arrivalId, asked: text, readers };
    const planned = await plannedReturn(resources, actor, documentId, asked);
    if (!planned.ok) return planned;
    if (planned.value.seen !== seen) return refuse("conflict", CHANGED);
    return planned;
  },
  async run({ tx, at, ids, actor, found, form, prepared, record, afterCommit }) {
    const notNow = whyNotNow(found);
    if (notNow !== null) return refuse("wrong-status", notNow);
    const { organizationId = null } = form;
    const { arrival, origin, plan, text } = prepared;
    const isKnown = text === "export";
    const among = { plan, isKnown, readers: organizationId };
    const { rooms, ...fresh } = await freshReturn(tx, actor, found, among);
    // Somebody brought a part of it in, or took the room, since it was compared.
    if (seenOf(text, plan, fresh, rooms) !== prepared.seen) return AGAIN;
    const changes = fresh.changes.slice(0, rooms.get(organizationId) ?? 0);
    const talk = limitedTalk(fresh.talk);
    const fates = await fatesFor(tx, found.row.id, plan.fates, organizationId);
    if (changes.length + talk.length + fates.length === 0) {
      return refuse("bad-input", fresh.changes.length > 0 ? NO_ROOM : NOTHING_NEW);
    }
    const returnId = ids();
    const outcome = await writeReturn(tx, at, {
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
      write: { changes, talk, fates, organizationId },
    });
    if (!outcome.ok) return outcome;
    const { forAll, ...written } = outcome.value;
    const exportId = origin?.record.id ?? null;
    await record({
      type: "word.brought-in",
      // How much some people alone see is told to nobody else (M2).
      details: {
        returnId,
        fileHash: arrival.fileHash,
        exportId,
        ...(organizationId === null && { isAll: true, ...forAll }),
      },
    });
    afterCommit(({ jobs }) => jobs.wake());
    afterCommit(threadsNotice(found.row.id, written.threads));
    const left = {
      changes: fresh.changes.length - changes.length,
      comments: commentsIn(fresh.talk) - commentsIn(talk),
    };
    return done({ returnId, ...written, left });
  },
});

const CHANGED =
  "Since this page was shown, the draft or what stands beside it has changed in what this file changes. Nothing was brought in; look at it as it is now, and bring it in then.";
const NOTHING_NEW =
  "All of this is beside the text already, or in it. Nothing was brought in a second time.";
const NO_ROOM =
  "There is no more room beside this text for open suggestions. Nothing was brought in; decide some of those that are open, and bring the file in again.";
