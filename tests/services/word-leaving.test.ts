import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { done } from "#app/domain/refusal.ts";
import {
  NOTHING_ALONG,
  WORD_FILES_A_MINUTE,
  type LeavingChoices,
  type LeavingText,
} from "#app/domain/word-leaving.ts";
import { isFileCode } from "#app/document/word/code.ts";
import { accepted, rejected } from "#app/document/word/fates.ts";
import { composeWord } from "#server/word/leaving/compose.ts";
import type { RecordedBlock, WordToWrite } from "#server/word/leaving/task.ts";
import { sweepBaselines } from "#server/services/changes/sweep.ts";
import { loadDocument } from "#server/services/documents/load.ts";
import { leftBlocks } from "#server/word/bring/left-blocks.ts";
import { textThatLeft } from "#server/services/word/leaving/left.ts";
import { openReview, submit, writeText } from "./papers.ts";
import { ALL_ALONG, CURRENT } from "./paper-word.ts";
import { draftPlace, paragraph, talkOf } from "./talk.ts";
import { refused, value, wordHere } from "./workspace.ts";

/** A review whose Word files are what they were made from, as JSON: all that could be in one. */
async function open() {
  const inputs: WordToWrite[] = [];
  const review = await openReview({
    word: {
      ...wordHere,
      read: async () => {
        throw new Error("nothing is read here");
      },
      write: async (input) => {
        inputs.push(input);
        const { text, comments, recorded, apart, isProven } = composeWord(input);
        expect(isProven).toBe(true);
        const bytes = new TextEncoder().encode(JSON.stringify({ text, comments, key: input.key }));
        return done({ is: "written", word: { bytes, ...recorded, apart } });
      },
    },
  });
  const { services, documentId, database } = review;
  const talk = talkOf(review);
  const take = (actor: Actor, choices: Partial<LeavingChoices> = {}, text: LeavingText = CURRENT) =>
    services.word.take(actor, documentId, text, { ...NOTHING_ALONG, ...choices });
  return {
    ...review,
    inputs,
    talk,
    take,
    /** Reads the file that somebody takes. */
    async file(actor: Actor, choices: Partial<LeavingChoices> = {}, text: LeavingText = CURRENT) {
      const taken = value(await take(actor, choices, text));
      if (taken.is !== "file") throw new Error("no file");
      const parts: Uint8Array[] = [];
      for await (const part of value(await taken.file.read())) parts.push(part);
      const said = Buffer.concat(parts).toString();
      const { text: revised, comments } = composeWord(inputs.at(-1)!);
      return { ...taken.file, said, revised, comments };
    },
    lines: () =>
      database.client.auditEvent.findMany({
        where: { documentId, type: "document.downloaded" },
        orderBy: { sequence: "asc" },
      }),
    exports: () => database.client.wordExport.findMany({ where: { documentId } }),
  };
}

describe("what leaves as a Word file", () => {
  it("[W1] is the draft's committed text alone, under a plain name, where nothing is chosen", async () => {
    const story = await open();
    const { people, talk, file } = story;
    await writeText(story, story.documentId, "These words are new.");
    await talk.begin(people.drafter, { text: "Only said beside it." });
    const { name, mediaType, said, comments, revised } = await file(people.observer);
    expect(name).toMatch(/^2021-10-07-foia-request-weekly-reports-draft-\d+\.docx$/u);
    expect(mediaType).toBe(
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    );
    expect(said).toContain("These words are new.");
    expect(comments).toEqual([]);
    expect(revised.revisions).toEqual([]);
    for (const { name: person } of Object.values(people) as unknown as { name: string }[]) {
      if (person) expect(said).not.toContain(person);
    }
    expect(said).not.toContain("Only said beside it.");
  });

  it("[W1] is the version under review once there is one, and any version by its number", async () => {
    const story = await open();
    const { services, people, documentId, file } = story;
    value(await services.versions.name(people.drafter, documentId, { name: "First" }));
    await writeText(story, documentId, "Only in the second.");
    await submit(story);
    const current = await file(people.drafter);
    expect(current.name).toMatch(/-version-2\.docx$/u);
    expect(current.said).toContain("Only in the second.");
    const first = await file(people.drafter, {}, { is: "version", number: 1 });
    expect(first.name).toMatch(/-version-1\.docx$/u);
    expect(first.said).not.toContain("Only in the second.");
    refused(await story.take(people.drafter, {}, { is: "version", number: 9 }), "not-found");
  });

  it("[W2] [W4] is a redline between two texts, each change with its person where names are chosen", async () => {
    const story = await open();
    const { services, people, documentId, file, inputs } = story;
    value(await services.versions.name(people.drafter, documentId, { name: "First" }));
    await writeText(story, documentId, "Somebody wrote this later.");
    const text = { is: "redline", from: 1, to: "draft" } as const;
    const { revised, name } = await file(people.drafter, { names: true, times: true }, text);
    expect(name).toMatch(/-redline-1-to-draft-\d+\.docx$/u);
    const { after, redline } = inputs.at(-1)!;
    expect(accepted(revised).length).toBe(after.content.length);
    expect(rejected(revised).length).toBe(redline!.before.content.length);
    expect(revised.revisions.length).toBeGreaterThan(0);
    const unnamed = await file(people.drafter, {}, text);
    expect(new Set(unnamed.revised.revisions.map(({ author }) => author))).toEqual(
      new Set(["Author"]),
    );
    expect(unnamed.revised.revisions.every(({ at }) => at === null)).toBe(true);
    refused(await story.take(people.drafter, {}, { ...text, from: 7 }), "not-found");
  });

  it("[W3] takes along what was chosen of names, times and comments, and nothing else of them", async () => {
    const { people, talk, file } = await open();
    const thread = await talk.begin(people.drafter, { text: "Is this so?" });
    value(await talk.reply(people.ilrcDrafter, thread.id, "It is."));
    value(await talk.send(people.drafter, { do: "resolve", threadId: thread.id }));
    const { comments } = await file(people.observer, { comments: true, names: true, times: true });
    expect(comments).toMatchObject([
      { author: "drafter", text: "Is this so?", parent: null, isDone: true },
      { author: "ilrc-drafter", text: "It is.", parent: 0, isDone: true },
    ]);
    expect(comments.every(({ at }) => at !== null)).toBe(true);
    const unnamed = await file(people.observer, { comments: true, times: true });
    expect(unnamed.comments.map(({ author }) => author)).toEqual(["Author", "Author"]);
    expect(unnamed.said).not.toContain("ilrc-drafter");
    const untimed = await file(people.observer, { comments: true, names: true });
    expect(untimed.comments.map(({ at }) => at)).toEqual([null, null]);
    const none = await file(people.observer, { names: true, times: true });
    expect(none.comments).toEqual([]);
  });

  it("[W2] has open suggestions as tracked changes with their authors, and none that was decided", async () => {
    const story = await open();
    const { people, talk, file, documentId, exports, inputs } = story;
    await writeText(story, documentId, "The agency may answer.");
    await file(people.drafter);
    const block = inputs
      .at(-1)!
      .after.content.find(({ content }) => content?.[0]?.text === "The agency may answer.");
    const id = String(block?.attrs?.["id"]);
    const suggest = (words: string, text = "") =>
      talk.begin(people.ilrcDrafter, {
        text,
        place: draftPlace("may", { blockId: id }),
        suggestion: {
          base: [paragraph(id, "The agency may answer.")],
          proposed: [paragraph(id, words)],
        },
      });
    const rejectedOne = await suggest("The agency will answer.");
    await talk.act(people.drafter, { do: "reject", threadId: rejectedOne.id });
    const { id: threadId } = await suggest("The agency must answer.", "It has to.");
    const { revised, said, comments } = await file(people.observer, {
      ...ALL_ALONG,
      comments: true,
    });
    expect(revised.revisions).toMatchObject([{ author: "ilrc-drafter" }]);
    expect(said).not.toContain("The agency will");
    expect(JSON.stringify(accepted(revised))).toContain("The agency must answer.");
    expect(JSON.stringify(rejected(revised))).toContain("The agency may answer.");
    expect(comments).toMatchObject([{ text: "It has to.", author: "ilrc-drafter" }]);
    const at = revised.blocks.findIndex((one) => one.type === "paragraph" && one.id === id);
    expect(comments[0]).toMatchObject({
      from: { block: at, offset: "The agency ".length },
      to: { block: at, offset: "The agency may".length },
    });
    // Both files left in the same instant: the one with suggestions is looked for.
    const records = (await exports()).map(({ revisions }) => JSON.parse(revisions) as unknown);
    expect(records).toContainEqual({
      suggestions: [
        expect.objectContaining({
          id: threadId,
          author: "ilrc-drafter",
          words: expect.objectContaining({ inserted: "must", deleted: "may" }) as unknown,
        }),
      ],
      redline: [],
    });
    expect((await file(people.observer, { names: true })).revised.revisions).toEqual([]);
  });

  it("[W3] never has a comment that its author removed", async () => {
    const { people, talk, file } = await open();
    const { id: threadId, comments } = await talk.begin(people.drafter, { text: "A slip." });
    await talk.act(people.drafter, { do: "remove", threadId, commentId: comments[0]!.id });
    expect((await file(people.drafter, ALL_ALONG)).said).not.toContain("A slip.");
  });

  it("[M2] never has another organization's own, whoever asks for it and however", async () => {
    const { people, organizations, talk, file, services, documentId, take, inputs } = await open();
    const { council, ilrc } = organizations;
    await talk.begin(people.drafter, { text: "Council's own.", organizationId: council });
    await talk.begin(people.ilrcDrafter, { text: "The ILRC's own.", organizationId: ilrc });
    await talk.begin(people.drafter, { text: "Everybody's." });
    const everything = { ...ALL_ALONG, own: [council, ilrc] };
    refused(await take(people.drafter, everything), "forbidden");
    refused(await take(people.ilrcDrafter, { own: ["no-such-organization"] }), "forbidden");
    expect(inputs).toEqual([]);
    const own = await file(people.drafter, { ...ALL_ALONG, own: [council] });
    expect(own.said).toContain("Council's own.");
    expect(own.said).toContain("Everybody's.");
    expect(own.said).not.toContain("The ILRC's own.");
    const shared = await file(people.ilrcDrafter, ALL_ALONG);
    expect(shared.said).toContain("Everybody's.");
    expect(shared.said).not.toContain("own.");
    refused(await take(people.stranger, everything), "not-found");
    const view = value(await services.word.leaving(people.ilrcDrafter, documentId, CURRENT));
    expect(view.shared.comments).toBe(1);
    expect(view.own.map(({ organization, comments }) => [organization.id, comments])).toEqual([
      [ilrc, 1],
    ]);
    expect(JSON.stringify(view)).not.toContain("Council's own.");
  });

  it("[W3] has nothing of the margin and no name in what is made for a court or an agency", async () => {
    const { people, organizations, talk, file, inputs } = await open();
    await talk.begin(people.drafter, { text: "Not for the court." });
    const { said } = await file(people.drafter, {
      ...ALL_ALONG,
      own: [organizations.council],
      isForCourt: true,
      footer: false,
    });
    expect(said).not.toContain("Not for the court.");
    expect(inputs.at(-1)).toMatchObject({
      suggestions: [],
      threads: [],
      key: { isVisible: false },
    });
  });

  it("is for who may download, and found by nobody else", async () => {
    const { services, people, documentId, take, inputs, organizations, slug, database } =
      await open();
    refused(await take(people.stranger), "not-found");
    refused(await services.word.leaving(people.stranger, documentId, CURRENT), "not-found");
    expect(inputs).toEqual([]);
    value(await take(people.ilrcDrafter));
    const { id } = await database.client.matter.findUniqueOrThrow({ where: { slug } });
    value(await services.matters.leave(people.ilrcAdmin, organizations.ilrc, id));
    refused(await take(people.ilrcDrafter), "not-found");
    expect(inputs).toHaveLength(1);
  });

  it("[FRCP 5.2(a)] waits for a decision where something in the text looks private, and says in which", async () => {
    const story = await open();
    const { people, take, inputs, lines, exports } = story;
    await writeText(story, story.documentId, "Her number is 123-45-6789.");
    expect(value(await take(people.drafter))).toMatchObject({ is: "private", version: null });
    expect(inputs).toEqual([]);
    expect(await lines()).toEqual([]);
    expect(await exports()).toEqual([]);
  });
});

describe("[W6] the record of a file that left", () => {
  it("says what its code means: text, blocks in order, comments, choices and who took it", async () => {
    const { people, talk, file, exports, database, documentId, lines } = await open();
    await talk.begin(people.ilrcDrafter, { text: "Is this so?" });
    const { said, revised } = await file(people.drafter, { comments: true, names: true });
    const [record, ...others] = await exports();
    expect(others).toEqual([]);
    const { sequence, generation } = await database.client.document.findUniqueOrThrow({
      where: { id: documentId },
    });
    expect(record).toMatchObject({
      what: "draft",
      versionId: null,
      takenById: people.drafter.userId,
      sequence,
      generation,
    });
    expect(isFileCode(record!.code)).toBe(true);
    expect(said).toContain(record!.code);
    const blocks = JSON.parse(record!.blocks) as RecordedBlock[];
    expect(blocks.map(({ key }) => key)).toEqual(revised.blocks.map(({ key }) => key));
    expect(new Set(blocks.map(({ key }) => key)).size).toBe(blocks.length);
    expect(JSON.parse(record!.comments)).toMatchObject([{ author: "ilrc-drafter", isDone: false }]);
    const [line] = await lines();
    expect(line?.actorId).toBe(people.drafter.userId);
    expect(JSON.parse(line?.details ?? "")).toMatchObject({
      what: "word-draft",
      code: record!.code,
      along: ["names", "comments"],
    });
    // Nothing of ours is in the file but its code.
    for (const secret of [record!.id, documentId, record!.digest])
      expect(said).not.toContain(secret);
  });

  it("is kept once for the same file of one person, and apart for each person and each choice", async () => {
    const { people, talk, take, exports, lines } = await open();
    await talk.begin(people.drafter, { text: "Is this so?" });
    value(await take(people.drafter));
    value(await take(people.drafter));
    expect(await exports()).toHaveLength(1);
    value(await take(people.observer));
    value(await take(people.drafter, { comments: true }));
    const codes = (await exports()).map(({ code }) => code);
    expect(new Set(codes).size).toBe(3);
    // Each time that somebody took it is told.
    expect(await lines()).toHaveLength(4);
  });

  it("[M2] tells the record of everybody nothing of what only one organization sees", async () => {
    const { people, organizations, talk, take, lines } = await open();
    const { council } = organizations;
    const { id } = await talk.begin(people.drafter, {
      text: "Council's.",
      organizationId: council,
    });
    value(await take(people.drafter, { own: [council], comments: true }));
    const told = JSON.stringify(await lines());
    expect(told).not.toContain(id);
    expect(JSON.parse((await lines())[0]!.details)).toMatchObject({ along: ["comments"] });
  });

  it("keeps the draft's words of that number as long as it lives", async () => {
    const { people, take, database, documentId, clock } = await open();
    value(await take(people.drafter));
    const { generation, sequence } = (await database.client.wordExport.findFirstOrThrow())!;
    const at = clock();
    const moment = { documentId, generation, at, bytes: new Uint8Array([1]) };
    await database.client.draftBaseline.createMany({
      data: [
        { ...moment, sequence },
        { ...moment, sequence: sequence + 1 },
      ],
    });
    expect(await sweepBaselines(database, new Date(at.getTime() + 9e10))).toBe(1);
    expect(await database.client.draftBaseline.findMany()).toMatchObject([{ sequence }]);
  });

  it("[W9] tells exactly the text that left, block by block, while the draft went on", async () => {
    const story = await open();
    const { people, organizations, talk, take, resources, documentId, inputs } = story;
    await writeText(story, documentId, "These words left.");
    const { council } = organizations;
    const shared = await talk.begin(people.drafter, { text: "Is this so?" });
    story.pass(1_000);
    const own = await talk.begin(people.drafter, { text: "Ours.", organizationId: council });
    const choices = { comments: true, names: true, own: [council] };
    value(await take(people.drafter, choices));
    const left = inputs.at(-1)!.after.content;
    await writeText(story, documentId, "These came later.");
    const record = await story.database.client.wordExport.findFirstOrThrow();
    const document = (await loadDocument(story.database.client, documentId))!;
    const told = value(await textThatLeft(resources, people.drafter, document, record));
    const blocks = leftBlocks(told.content, told.recorded) ?? [];
    expect(blocks.map(({ node }) => node)).toEqual(left);
    expect(blocks.every(({ key }) => key !== null)).toBe(true);
    expect(told.comments.map(({ text }) => text)).toEqual(["Is this so?", "Ours."]);
    expect([...told.told].toSorted()).toEqual([shared.id, own.id].toSorted());
    // Of what only one organization sees, nobody else is told what became of it.
    const others = value(await textThatLeft(resources, people.ilrcDrafter, document, record));
    expect([...others.told]).toEqual([shared.id]);
    // The text of a comment removed since is not told.
    const commentId = shared.comments[0]!.id;
    await talk.act(people.drafter, { do: "remove", threadId: shared.id, commentId });
    const after = value(await textThatLeft(resources, people.drafter, document, record));
    expect(after.comments.map(({ text }) => text)).toEqual([null, "Ours."]);
    // Where another text stands there, it is not taken for the one that left.
    const changed = record.blocks.replace(/"hash":"./u, '"hash":"-');
    expect(leftBlocks(told.content, changed)).toBeNull();
  });

  it("is not made, and nothing is handed out, where the file does not say what the text says", async () => {
    const review = await openReview({
      word: {
        ...wordHere,
        read: async () => {
          throw new Error("nothing is read here");
        },
        write: async () => done({ is: "unproven", where: "file" }),
      },
    });
    const { services, people, documentId, database, logged } = review;
    const taken = await services.word.take(people.drafter, documentId, CURRENT, NOTHING_ALONG);
    expect(refused(taken, "our-fault").sentence).toMatch(/not handed out/u);
    expect(await database.client.wordExport.count()).toBe(0);
    expect(logged()).toContain("does not say what it was made from");
  });

  it("is bounded for each person and minute", async () => {
    const { people, take } = await open();
    for (let count = 0; count < WORD_FILES_A_MINUTE; count += 1) value(await take(people.drafter));
    expect(refused(await take(people.drafter), "too-many-tries").sentence).toMatch(
      /wait a minute/u,
    );
    value(await take(people.observer));
  });
});

describe("the page before a file leaves", () => {
  it("[W3] says how many suggestions and comments there are, whose, and who would be named", async () => {
    const { people, talk, services, documentId } = await open();
    const suggestion = {
      base: [paragraph("block-1", "The agency may answer.")],
      proposed: [paragraph("block-1", "The agency must answer.")],
    };
    await talk.begin(people.ilrcDrafter, { text: "", suggestion });
    await talk.begin(people.drafter, { text: "Is this so?", place: draftPlace("these words") });
    const view = value(await services.word.leaving(people.observer, documentId, CURRENT));
    expect(view).toMatchObject({
      text: { is: "draft" },
      hasDraft: true,
      shared: { suggestions: 1, threads: 1, comments: 1 },
    });
    expect(view.people.map(({ name }) => name)).toEqual(["drafter", "ilrc-drafter"]);
  });
});
