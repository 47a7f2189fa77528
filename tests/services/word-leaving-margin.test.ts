import { describe, expect, it } from "vitest";
import { done } from "#app/domain/refusal.ts";
import { type LeavingChoices } from "#app/domain/word-leaving.ts";
import { stable } from "#app/document/comparison/stable.ts";
import { canonicalBlocks } from "#app/document/word/fates.ts";
import { digestOf } from "#server/word/leaving/digest.ts";
import { composeWord } from "#server/word/leaving/compose.ts";
import type { WordToWrite } from "#server/word/leaving/task.ts";
import { loadDocument } from "#server/services/documents/load.ts";
import { leftBlocks } from "#server/word/bring/left-blocks.ts";
import { textThatLeft } from "#server/services/word/leaving/left.ts";
import { MOST_LEAVING_THREADS } from "#server/services/word/leaving/margin.ts";
import { openReview } from "./papers.ts";
import { ALL_ALONG, CURRENT, NO_PLAN, paperWordBytes } from "./paper-word.ts";
import { paragraph, talkOf } from "./talk.ts";
import { refused, value, wordHere } from "./workspace.ts";

async function open() {
  const inputs: WordToWrite[] = [];
  const review = await openReview({
    word: {
      ...wordHere,
      write: async (input) => {
        inputs.push(input);
        const { recorded, apart } = composeWord(input);
        return done({ is: "written", word: { bytes: new Uint8Array([1]), ...recorded, apart } });
      },
    },
  });
  const { services, documentId, people } = review;
  return {
    ...review,
    talk: talkOf(review),
    take: (choices: Partial<LeavingChoices> = {}) =>
      services.word.take(people.drafter, documentId, CURRENT, { ...ALL_ALONG, ...choices }),
    comments: () => inputs.at(-1)!.threads.flatMap(({ comments }) => comments),
    view: async () => value(await services.word.leaving(people.drafter, documentId, CURRENT)),
    /** A comment of Jane's in Word, brought in by the drafter. */
    async bring(text: string) {
      const said = { author: "Jane Doe", at: "2026-11-20T10:00:00.000Z", text };
      const talk = [{ threadId: null, where: null, place: null, isDone: false, comments: [said] }];
      const bytes = paperWordBytes({ plan: { ...NO_PLAN, talk } });
      const upload = { fileName: "Back.docx", bytes };
      const by = people.drafter;
      const { arrivalId } = value(await services.wordFiles.arrive(by, upload, { documentId }));
      const asked = { arrivalId, text: undefined };
      const { seen, text: to } = value(await services.wordFiles.showReturn(by, documentId, asked));
      value(await services.wordFiles.bringIn(by, documentId, { arrivalId, seen, text: to }));
    },
  };
}

describe("what goes along of the margin", () => {
  it("[W8] leaves a name that Word claimed as a claim, with its time there, and the page says it", async () => {
    const { bring, take, comments, view } = await open();
    await bring("Is this so?");
    expect((await view()).claimed).toEqual(["Jane Doe, in Word"]);
    expect((await view()).people).toEqual([]);
    value(await take());
    expect(comments()).toMatchObject([
      { author: "Jane Doe, in Word", at: "2026-11-20T10:00:00.000Z", text: "Is this so?" },
    ]);
    value(await take({ names: false }));
    expect(comments()[0]?.author).toBe("Author");
  });

  it("[W8] leaves a comment that was edited here as its editor's", async () => {
    const { bring, take, comments, view, talk, people } = await open();
    await bring("Is this so?");
    const [thread] = (await talk.all(people.drafter)).threads;
    const commentId = thread?.comments[0]?.id;
    const edit = { do: "edit", threadId: thread?.id, commentId, text: "Is it?", mentions: [] };
    await talk.act(people.drafter, edit);
    expect(await view()).toMatchObject({ claimed: [], people: [{ name: "drafter" }] });
    value(await take());
    expect(comments()).toMatchObject([{ author: "drafter", text: "Is it?" }]);
    expect(comments()[0]?.at).not.toBe("2026-11-20T10:00:00.000Z");
  });

  it("[W3] is the latest where there is more than a file takes, without what was decided, and the page says the rest", async () => {
    const { talk, people, database, documentId, take, comments, view, resources } = await open();
    const first = await talk.begin(people.drafter, { text: "The latest." });
    const row = await database.client.thread.findUniqueOrThrow({ where: { id: first.id } });
    const createdAt = new Date(row.createdAt.getTime() - 60_000);
    const older = Array.from({ length: MOST_LEAVING_THREADS }, (_, index) => {
      return { ...row, id: `older-${index}`, createdAt };
    });
    await database.client.thread.createMany({ data: older });
    const said = await database.client.comment.findFirstOrThrow({ where: { threadId: row.id } });
    await database.client.comment.createMany({
      data: older.map(({ id }) => ({ ...said, id: `of-${id}`, threadId: id })),
    });
    const { older: left } = await view();
    expect(left).toBe(1);
    value(await take());
    expect(comments().at(-1)).toMatchObject({ text: "The latest." });
    expect(comments()).toHaveLength(MOST_LEAVING_THREADS);
    const document = (await loadDocument(database.client, documentId))!;
    const record = await database.client.wordExport.findFirstOrThrow();
    const told = value(await textThatLeft(resources, people.drafter, document, record));
    expect(told.comments).toHaveLength(MOST_LEAVING_THREADS);
    expect(told.told.size).toBe(MOST_LEAVING_THREADS);
  });

  it("[W12] is handed to a worker as it is kept: nothing here is held up by a long one", async () => {
    const { take, database, documentId, resources, people } = await open();
    value(await take());
    const record = await database.client.wordExport.findFirstOrThrow();
    const document = (await loadDocument(database.client, documentId))!;
    const prose = value(await resources.drafts.prose(documentId)).prose;
    const content = Array.from({ length: 4_000 }, (_, index) =>
      paragraph(`b-${index}`, `Words ${index}. `.repeat(40)),
    );
    let looks = 0;
    const watched = content.map(
      (node) =>
        new Proxy(node, {
          get: (target, key) => {
            looks += 1;
            return Reflect.get(target, key) as unknown;
          },
        }),
    );
    const drafts = {
      ...resources.drafts,
      proseAt: async () => done({ prose: { ...prose, content: watched } }),
    };
    const blocks = canonicalBlocks(content).map((node) => ({ hash: digestOf(stable(node)) }));
    const kept = { ...record, blocks: JSON.stringify(blocks) };
    const left = value(
      await textThatLeft(
        { ...resources, drafts: drafts as unknown as typeof resources.drafts },
        people.drafter,
        document,
        kept,
      ),
    );
    // No paragraph is looked into here: the worker makes them canonical and hashes them.
    expect(looks).toBe(0);
    expect(leftBlocks(left.content, left.recorded)).toHaveLength(4_000);
  });

  it("[FRCP 5.2(a)] is searched for private data, which leaves only where somebody saw it", async () => {
    const { talk, people, take, view, database } = await open();
    await talk.begin(people.drafter, { text: "Her number is 123-45-6789." });
    const [sentence] = (await view()).looksPrivate;
    expect(sentence).toMatch(/Social Security number.*6789, in a comment\.$/u);
    expect(sentence).not.toContain("123-45");
    expect(refused(await take(), "private-data").sentence).toContain("in a comment");
    expect(await database.client.wordExport.count()).toBe(0);
    value(await take({ comments: false }));
    value(await take({ isPrivateSeen: true }));
  });

  it("[FRCP 5.2(a)] is searched in what suggestions would put in, too", async () => {
    const { talk, people, take } = await open();
    const suggestion = {
      base: [paragraph("block-1", "Her number.")],
      proposed: [paragraph("block-1", "Her number is 123-45-6789.")],
    };
    await talk.begin(people.drafter, { text: "", suggestion });
    expect(refused(await take(), "private-data").sentence).toContain("in a suggestion");
  });

  it("[W3] says how many suggestions the file has not, since the text moved on", async () => {
    const { talk, people, take } = await open();
    const suggestion = {
      base: [paragraph("block-1", "These words were never here.")],
      proposed: [paragraph("block-1", "These words were here.")],
    };
    await talk.begin(people.drafter, { text: "", suggestion });
    expect(value(await take())).toMatchObject({ is: "file", apart: 1 });
  });
});
