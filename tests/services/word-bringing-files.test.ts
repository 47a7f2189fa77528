import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { readDetails } from "#app/document/details/document-details.ts";
import { EditedWord } from "#tests/support/word-edits.ts";
import { textOfNode } from "./draft-beside.ts";
import { changeFlow, writeText } from "./papers.ts";
import { openWordFiles as open, WORDS } from "./word-files.ts";
import { refused, value } from "./workspace.ts";

describe("a file that left and came back", () => {
  it("[W9] unchanged, brings nothing", async () => {
    const { people, bytesOf, arrive, shown, bring } = await open();
    const id = await arrive(people.drafter, await bytesOf(people.drafter));
    const view = await shown(people.drafter, id);
    expect(view).toMatchObject({ alignedBy: "keys", changes: [], talk: [], fates: [], known: 0 });
    expect(view.leftOut).toEqual([]);
    expect(view.origin).toMatchObject({ version: null, isRedline: false });
    refused(await bring(people.drafter, id), "bad-input");
  });

  it("[W9] tells tracked changes by their authors, and names the silent ones", async () => {
    const { people, bytesOf, arrive, shown, bring, talk, draft } = await open();
    const file = new EditedWord(await bytesOf(people.drafter))
      .track("may", "must")
      .replace("Nothing else", "Something else");
    const id = await arrive(people.drafter, file.bytes());
    const { changes } = await shown(people.drafter, id);
    expect(
      changes.map(({ author, isTracked, summary }) => [
        author,
        isTracked,
        summary.removed,
        summary.added,
      ]),
    ).toEqual([
      ["Jane Doe", true, "may", "must"],
      [null, false, "Nothing", "Something"],
    ]);
    expect(value(await bring(people.drafter, id))).toMatchObject({ suggestions: 2 });
    const { threads } = await talk.all(people.ilrcDrafter);
    for (const thread of threads) {
      await talk.act(people.ilrcDrafter, await draft.accepting(people.ilrcDrafter, thread));
    }
    const words = (await draft.blocks()).map(textOfNode);
    expect(words).toContain("The agency must answer within twenty days.");
    expect(words).toContain("Something else stands here.");
    // All of it is in the draft, and brought in: it comes in no second time.
    expect(await shown(people.drafter, id)).toMatchObject({ changes: [] });
  });

  it("[W10] two people's copies bring what is new in each, and the same change once", async () => {
    const { people, bytesOf, arrive, bring, talk } = await open();
    const left = await bytesOf(people.drafter);
    const jane = new EditedWord(left).track("may", "must");
    const john = new EditedWord(left)
      .track("may", "must", "John Roe", "2026-11-21T10:00:00Z")
      .track("Nothing else", "Something else", "John Roe");
    expect(
      value(await bring(people.drafter, await arrive(people.drafter, jane.bytes()))),
    ).toMatchObject({ suggestions: 1 });
    expect(
      value(await bring(people.drafter, await arrive(people.drafter, john.bytes()))),
    ).toMatchObject({ suggestions: 1 });
    const { threads } = await talk.all(people.drafter);
    expect(threads.map(({ word }) => word?.author).toSorted()).toEqual(["Jane Doe", "John Roe"]);
  });

  it("[W9] [M12] is merged with what the draft became meanwhile", async () => {
    const story = await open();
    const { people, bytesOf, arrive, bring, talk, draft, documentId } = story;
    const left = await bytesOf(people.drafter);
    await writeText(story, documentId, "A new end.");
    const file = new EditedWord(left).track("may", "must");
    value(await bring(people.drafter, await arrive(people.drafter, file.bytes())));
    const [thread] = (await talk.all(people.drafter)).threads;
    if (!thread) throw new Error("no thread");
    await talk.act(people.drafter, await draft.accepting(people.drafter, thread));
    const words = (await draft.blocks()).map(textOfNode);
    expect(words).toContain("The agency must answer within twenty days.");
    expect(words).toContain("A new end.");
  });

  it("[W9] tells what became of our own suggestion, on its card", async () => {
    const { people, bytesOf, arrive, shown, bring, talk, draft } = await open();
    const index = (await draft.blocks()).findIndex((block) => textOfNode(block) === WORDS);
    const ours = await draft.suggest(
      people.drafter,
      (words) => words.replace("twenty", "thirty"),
      index,
    );
    const left = await bytesOf(people.drafter, { suggestions: true, names: true, times: true });
    const untouched = await arrive(people.drafter, left);
    expect(await shown(people.drafter, untouched)).toMatchObject({
      changes: [],
      fates: [{ fate: "untouched", count: 1 }],
    });
    const xml = new EditedWord(left).document;
    const taken = xml
      .replaceAll(/<w:del [^>]*>.*?<\/w:del>/gsu, "")
      .replaceAll(/<w:ins [^>]*>(.*?)<\/w:ins>/gsu, "$1");
    const file = new EditedWord(left).write("word/document.xml", taken);
    const id = await arrive(people.drafter, file.bytes());
    expect(await shown(people.drafter, id)).toMatchObject({
      changes: [],
      fates: [{ fate: "accepted", count: 1 }],
    });
    value(await bring(people.drafter, id));
    const { threads } = await talk.all(people.drafter);
    expect(threads.find((one) => one.id === ours.id)).toMatchObject({
      fate: { fate: "accepted" },
      suggestion: { state: "open" },
    });
  });

  it("[W9] whose keys are lost is aligned by words, and says so", async () => {
    const { people, bytesOf, arrive, shown } = await open();
    const file = new EditedWord(await bytesOf(people.drafter)).track("may", "must");
    const bare = file.document.replaceAll(/<w:bookmarkStart [^>]*w:name="_cd_[^>]*\/>/gu, "");
    const id = await arrive(people.drafter, file.write("word/document.xml", bare).bytes());
    const view = await shown(people.drafter, id);
    expect(view.alignedBy).toBe("words");
    expect(view.changes.map(({ summary }) => summary.added)).toEqual(["must"]);
  });

  it("[W9] without a code is compared with the text that one chooses", async () => {
    const { people, bytesOf, arrive, shown, database } = await open();
    const left = await bytesOf(people.drafter);
    await database.client.wordExport.deleteMany({});
    const id = await arrive(people.drafter, new EditedWord(left).track("may", "must").bytes());
    const view = await shown(people.drafter, id, "draft");
    expect(view).toMatchObject({ origin: null, text: "draft", alignedBy: "words" });
    expect(view.changes).toHaveLength(1);
    await expect(shown(people.drafter, id, "export")).rejects.toThrow("bad-input");
  });
});

describe("a file as a new draft", () => {
  it("[W7] [W8] has its text with the changes, without, or with each as a suggestion", async () => {
    const { people, bytesOf, arrive, services, slug } = await open();
    const file = new EditedWord(await bytesOf(people.drafter))
      .track("may", "must")
      .track("Nothing else", "Something else", "John Roe");
    const create = async (changes: "with" | "without" | "suggestions") => {
      const arrivalId = await arrive(people.drafter, file.bytes());
      const form = { kind: "letter", title: "From Word", layoutProfile: "letter" } as const;
      const { documentId } = value(
        await services.wordFiles.create(people.drafter, slug, { ...form, arrivalId, changes }),
      );
      const { threads } = value(await services.threads.show(people.drafter, documentId));
      const { prose } = value(
        await services.changes.state(people.drafter, documentId, { generation: 1, sequence: 1 }),
      );
      return { words: prose.content.map(textOfNode), threads };
    };
    expect((await create("with")).words).toContain("The agency must answer within twenty days.");
    expect((await create("without")).words).toContain(WORDS);
    const { words, threads } = await create("suggestions");
    expect(words).toContain(WORDS);
    expect(
      threads.map(({ word, suggestion }) => [word?.author, suggestion?.summary.added]),
    ).toEqual([
      ["Jane Doe", "must"],
      ["John Roe", "Something"],
    ]);
  });
});

describe("what was changed here since a file left", () => {
  it.each([
    { names: true, times: true, comments: true },
    { names: false, times: false, comments: true },
  ])(
    "[W9] a comment that was edited or removed here since is ours still, and was not removed in Word: %o",
    async (along) => {
      const { people, talk, bytesOf, arrive, shown } = await open();
      const edited = await talk.begin(people.drafter, { text: "Is this so?" });
      const removed = await talk.begin(people.drafter, { text: "And this?" });
      const bytes = await bytesOf(people.drafter, along);
      const idIn = async (threadId: string) => {
        const { threads } = await talk.all(people.drafter);
        return threads.find(({ id }) => id === threadId)?.comments[0]?.id;
      };
      const change = async (act: object, threadId: string) =>
        talk.act(people.drafter, { ...act, threadId, commentId: await idIn(threadId) });
      await change({ do: "edit", text: "Is this really so?", mentions: [] }, edited.id);
      await change({ do: "remove" }, removed.id);
      expect(await shown(people.drafter, await arrive(people.drafter, bytes))).toMatchObject({
        talk: [],
        fates: [],
      });
    },
  );

  it("[W10] a second return in which one more paragraph was added brings the first no second time", async () => {
    const { people, talk, bytesOf, arrive, shown, bring, draft } = await open();
    const bytes = await bytesOf(people.drafter);
    const once = () => new EditedWord(bytes).trackParagraph("Nothing else stands", "A first one.");
    const acceptAll = async () => {
      for (const thread of (await talk.all(people.drafter)).threads) {
        if (thread.suggestion?.state !== "open") continue;
        await talk.act(people.drafter, await draft.accepting(people.drafter, thread));
      }
    };
    const words = async () => (await draft.blocks()).map(textOfNode);
    const before = await words();
    value(await bring(people.drafter, await arrive(people.drafter, once().bytes())));
    await acceptAll();
    expect(await shown(people.drafter, await arrive(people.drafter, once().bytes()))).toMatchObject(
      {
        changes: [],
        known: 1,
      },
    );
    const more = once()
      .trackParagraph("A first one.", "A second one.")
      .replace("Nothing else", "Something else")
      .bytes();
    value(await bring(people.drafter, await arrive(people.drafter, more)));
    await acceptAll();
    const at = before.indexOf("Nothing else stands here.") + 1;
    expect(await words()).toEqual([
      ...before.slice(0, at - 1),
      "Something else stands here.",
      "A first one.",
      "A second one.",
      ...before.slice(at),
    ]);
  });
});

describe("a text that is not as its record says", () => {
  it("[W6] is not taken for the one that left: the draft is compared instead, and that is said", async () => {
    const { people, bytesOf, arrive, shown, database } = await open();
    const bytes = new EditedWord(await bytesOf(people.drafter)).track("may", "must").bytes();
    const record = await database.client.wordExport.findFirstOrThrow();
    await database.client.wordExport.update({
      where: { id: record.id },
      data: {
        blocks: record.blocks.replace(
          /"hash":"(.)/u,
          (_, sign) => `"hash":"${sign === "-" ? "_" : "-"}`,
        ),
      },
    });
    const id = await arrive(people.drafter, bytes);
    const view = await shown(people.drafter, id);
    expect(view).toMatchObject({ isTextLost: true, text: "draft", alignedBy: "words" });
    expect(view.changes.map(({ summary }) => summary.added)).toEqual(["must"]);
    await expect(shown(people.drafter, id, "export")).rejects.toThrow("not-found");
  });
});

describe("details that were changed here since a file left", () => {
  it("[W9] are compared as they were when it left: no change of theirs is told as one of who wrote in Word", async () => {
    const story = await open();
    const { people, bytesOf, arrive, shown, database, documentId } = story;
    const says = async (addressee: string[]) => {
      const where = { id: documentId };
      const { facts } = await database.client.document.findUniqueOrThrow({ where });
      const read = readDetails(facts);
      const letter = { ...read.letter, addressee };
      await database.client.document.update({
        where,
        data: { facts: JSON.stringify({ ...read, letter }) },
      });
    };
    await says(["Office of Information"]);
    await changeFlow(story, documentId, (root) => {
      const block = new Y.XmlElement("block");
      block.setAttribute("id", "with-field");
      root.insertEmbed(root.length, block);
      root.insert(root.length, "Sent to ");
      const field = new Y.XmlElement("field");
      field.setAttribute("name", "addressee");
      root.insertEmbed(root.length, field);
    });
    const bytes = await bytesOf(people.drafter);
    expect(new EditedWord(bytes).document).toContain("Office of Information");
    await says(["Bureau of Records"]);
    const view = await shown(people.drafter, await arrive(people.drafter, bytes));
    expect(view).toMatchObject({ changes: [], leftOut: [], silent: [] });
    const typed = new EditedWord(bytes).replace("Office of Information", "My own office");
    const told = await shown(people.drafter, await arrive(people.drafter, typed.bytes()));
    expect(told.leftOut.map(({ why }) => why)).toContainEqual(
      expect.stringContaining(
        "“My own office” was written there in place of “Office of Information”",
      ),
    );
  });
});
