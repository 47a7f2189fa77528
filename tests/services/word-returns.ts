import type { Actor } from "#app/domain/actor.ts";
import { NOTHING_ALONG } from "#app/domain/word-leaving.ts";
import type { PlannedTalk, WordPlan } from "#server/word/bring/planned.ts";
import { draftBeside, textOfNode } from "./draft-beside.ts";
import { openReview } from "./papers.ts";
import { changeOf, NO_PLAN, paperWordBytes, type PaperWordFile } from "./paper-word.ts";
import { talkOf } from "./talk.ts";
import { value } from "./workspace.ts";

/** A review at which Word files arrive, and come back in. */
export const openReturns = async (knobs: Parameters<typeof openReview>[0] = {}) => {
  const review = await openReview(knobs);
  const { services, documentId, people, database } = review;
  const draft = await draftBeside(review);
  const send = (by: Actor, file: Partial<PaperWordFile>, name = "Back from Jane.docx") =>
    services.wordFiles.arrive(by, { fileName: name, bytes: paperWordBytes(file) }, { documentId });
  const arrive = async (by: Actor, file: Partial<PaperWordFile>) =>
    value(await send(by, file)).arrivalId;
  const shown = async (by: Actor, arrivalId: string, text?: string) =>
    value(await services.wordFiles.showReturn(by, documentId, { arrivalId, text }));
  const bring = async (by: Actor, arrivalId: string, more: object = {}) => {
    const { seen, text } = await shown(by, arrivalId);
    return services.wordFiles.bringIn(by, documentId, { arrivalId, text, seen, ...more });
  };
  /** A change of the words of a paragraph of the draft. */
  const rewording = async (index: number, become: (words: string) => string, more = {}) => {
    const block = (await draft.blocks())[index];
    if (!block) throw new Error("no such block");
    const proposed = { ...block, content: [{ type: "text", text: become(textOfNode(block)) }] };
    return changeOf(block, proposed as typeof block, { where: `¶ ${index + 1}`, ...more });
  };
  return {
    ...review,
    talk: talkOf(review),
    draft,
    send,
    arrive,
    shown,
    bring,
    rewording,
    /** The code of a file that somebody takes with all that may go along. */
    leaves: async (by: Actor, own: readonly string[] = []) => {
      const choices = { ...NOTHING_ALONG, names: true, comments: true, own };
      value(await services.word.take(by, documentId, { is: "current" }, choices));
      const record = await database.client.wordExport.findFirstOrThrow({ where: { documentId } });
      return record.code;
    },
    lines: async () =>
      (
        await database.client.auditEvent.findMany({
          where: { documentId, type: { startsWith: "word." } },
          orderBy: { sequence: "asc" },
        })
      ).map(({ type, actorId, details }) => [type, actorId, JSON.parse(details) as unknown]),
    people,
  };
};

/** A file that brings this. */
export const plan = (more: Partial<WordPlan>): Partial<PaperWordFile> => ({
  plan: { ...NO_PLAN, ...more },
});

/** A comment of Jane Doe's, as it would be planned. */
export const comment = (text: string, more: Partial<PlannedTalk> = {}): PlannedTalk => ({
  threadId: null,
  where: "¶ 1",
  place: null,
  isDone: false,
  comments: [{ author: "Jane Doe", at: "2026-11-20T10:00:00.000Z", text }],
  ...more,
});
