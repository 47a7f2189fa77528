import { describe, expect, it } from "vitest";
import { WORD_RETURN_LIMITS } from "#app/domain/word-return.ts";
import { compareRows } from "#server/services/audit/compare-rows.ts";
import { sweepWordArrivals } from "#server/services/word/bringing/arrival.ts";
import { textOfNode } from "./draft-beside.ts";
import { submit } from "./papers.ts";
import { changeOf, NO_REPORT, paperWordBytes } from "./paper-word.ts";
import { beginningOf, paragraph } from "./talk.ts";
import { DAY, MINUTE, refused, value } from "./workspace.ts";
import { comment, openReturns as open, plan } from "./word-returns.ts";

describe("a Word file that arrives", () => {
  it("[W7] waits for its sender alone, with its report, and nothing is written beside the text", async () => {
    const { arrive, services, people, talk, lines } = await open();
    const notKept = [{ what: "Pictures", count: 2, places: ["¶ 3"] }];
    const report = { ...NO_REPORT, notKept, changes: [{ author: "Jane Doe", count: 14 }] };
    const id = await arrive(people.drafter, { report });
    const view = value(await services.wordFiles.show(people.drafter, id));
    expect(view).toMatchObject({ fileName: "Back from Jane.docx", notKept, cameFrom: null });
    expect(view.changes).toEqual([{ author: "Jane Doe", count: 14 }]);
    refused(await services.wordFiles.show(people.ilrcDrafter, id), "not-found");
    expect((await talk.all(people.drafter)).threads).toEqual([]);
    expect(await lines()).toEqual([]);
  });

  it("is refused where it is none, is empty, or is too large, at its field and with nothing kept", async () => {
    const { send, services, people, database, documentId } = await open();
    const no = async (outcome: ReturnType<typeof send>, words: string) => {
      const result = await outcome;
      if (result.ok) throw new Error("it was taken");
      expect(result.refusal.fields?.["file"]).toContain(words);
    };
    await no(send(people.drafter, {}, "scan.pdf"), "no Word file");
    const bytes = (pieces: readonly Uint8Array[]) =>
      (async function* () {
        yield* pieces;
      })();
    const upload = (pieces: readonly Uint8Array[]) =>
      services.wordFiles.arrive(
        people.drafter,
        { fileName: "a.docx", bytes: bytes(pieces) },
        { documentId },
      );
    await no(upload([]), "empty");
    await no(upload([new TextEncoder().encode("no such thing")]), "not a Word document");
    const large = Array.from({ length: 26 }, () => new Uint8Array(1_000_000));
    await no(upload(large), "more than");
    expect(await database.client.wordArrival.count()).toBe(0);
  });

  it("is gone after a day; of one person at most ten wait, and the oldest goes first", async () => {
    const { arrive, services, people, wait } = await openWithTime();
    const first = await arrive(people.drafter, {});
    for (let n = 0; n < WORD_RETURN_LIMITS.waitingOfOne; n += 1) {
      wait(MINUTE);
      await arrive(people.drafter, {});
    }
    refused(await services.wordFiles.show(people.drafter, first), "not-found");
    const last = await arrive(people.drafter, {});
    value(await services.wordFiles.show(people.drafter, last));
    wait(DAY + 1);
    const gone = refused(await services.wordFiles.show(people.drafter, last), "not-found");
    expect(gone.sentence).toContain("waits for a day");
  });

  it("[M29] comes at most so often from one person, before any of it is read", async () => {
    const { services, people, documentId } = await open();
    const may = () => services.wordFiles.mayArrive(people.drafter, { documentId }, 25_000_000);
    value(await may());
    value(await may());
    expect(refused(await may(), "too-many-tries").sentence).toContain("send it again in");
    value(await services.wordFiles.mayArrive(people.ilrcDrafter, { documentId }, 25_000_000));
    refused(await services.wordFiles.mayArrive(people.stranger, { documentId }, 1), "not-found");
  });
});

const openWithTime = async () => {
  const opened = await open();
  return { ...opened, wait: opened.pass };
};

describe("what came back", () => {
  it("[W9][W10] comes in as suggestions of who brings it in, with the claim of the file and one line of the record", async () => {
    const { arrive, bring, rewording, people, talk, lines, database, documentId } = await open();
    const tracked = await rewording(0, (words) => `${words} Indeed.`);
    const silent = await rewording(1, (words) => `Now ${words}`, {
      author: null,
      at: null,
      isTracked: false,
    });
    const id = await arrive(people.ilrcDrafter, plan({ changes: [tracked, silent] }));
    const brought = value(await bring(people.ilrcDrafter, id));
    expect(brought).toMatchObject({ suggestions: 2, comments: 0, answers: 0 });
    const { threads } = await talk.all(people.drafter);
    expect(threads.map(({ by, word, suggestion }) => [by.name, word, suggestion?.state])).toEqual([
      [people.ilrcDrafter.name, { author: "Jane Doe", at: "2026-11-20T10:00:00.000Z" }, "open"],
      [people.ilrcDrafter.name, { author: null, at: null }, "open"],
    ]);
    expect(await lines()).toEqual([
      [
        "word.brought-in",
        people.ilrcDrafter.userId,
        expect.objectContaining({ returnId: brought.returnId, suggestions: 2, isAll: true }),
      ],
    ]);
    const row = await database.client.wordReturn.findUniqueOrThrow({
      where: { id: brought.returnId },
    });
    expect(row).toMatchObject({ documentId, how: "return", exportId: null });
  });

  it("[M22] each is accepted as any other suggestion, in any order", async () => {
    const { arrive, bring, rewording, people, talk, draft } = await open();
    const changes = [
      await rewording(0, (words) => `${words} Indeed.`),
      await rewording(1, (words) => `Now ${words}`),
    ];
    value(await bring(people.drafter, await arrive(people.drafter, plan({ changes }))));
    const { threads } = await talk.all(people.drafter);
    for (const thread of threads.toReversed()) {
      await talk.act(people.drafter, await draft.accepting(people.drafter, thread));
    }
    const words = (await draft.blocks()).map(textOfNode);
    expect(words[0]).toMatch(/ Indeed\.$/u);
    expect(words[1]).toMatch(/^Now /u);
  });

  it("[W10] a second return adds only what is new; what was withdrawn may come again", async () => {
    const { arrive, bring, rewording, people, talk, shown } = await open();
    const first = await rewording(0, (words) => `${words} Indeed.`);
    const second = await rewording(1, (words) => `Now ${words}`);
    const said = comment("Is this so?");
    const once = await arrive(people.drafter, plan({ changes: [first], talk: [said] }));
    value(await bring(people.drafter, once));
    const again = await shown(people.drafter, once);
    expect(again).toMatchObject({ changes: [], talk: [], known: 2 });
    const refusal = refused(await bring(people.drafter, once), "bad-input");
    expect(refusal.sentence).toContain("already");
    const more = await arrive(
      people.ilrcDrafter,
      plan({ changes: [first, second], talk: [said, comment("And this?")] }),
    );
    expect(value(await bring(people.ilrcDrafter, more))).toMatchObject({
      suggestions: 1,
      comments: 1,
    });
    const { threads } = await talk.all(people.drafter);
    const mine = threads.find(
      ({ by, suggestion }) => suggestion && by.userId === people.drafter.userId,
    );
    await talk.act(people.drafter, { do: "withdraw", threadId: mine?.id });
    expect((await shown(people.drafter, once)).changes).toHaveLength(1);
  });

  it("leaves out what the draft says already", async () => {
    const { arrive, rewording, people, shown } = await open();
    const change = await rewording(0, (words) => `${words} Indeed.`, { isThere: true });
    const id = await arrive(people.drafter, plan({ changes: [change] }));
    expect(await shown(people.drafter, id)).toMatchObject({ changes: [], known: 1 });
  });

  it("[W9] answers in our threads come in as answers, with the name that the file claims; fates are told on the cards", async () => {
    const { arrive, bring, people, talk, leaves } = await open();
    const ours = await talk.begin(people.drafter, { text: "Is this so?" });
    const report = { ...NO_REPORT, code: await leaves(people.drafter) };
    const answer = comment("It is.", { threadId: ours.id, place: null });
    const fates = [
      { threadId: ours.id, fate: "resolved", author: "Jane Doe", at: null },
      { threadId: crypto.randomUUID(), fate: "resolved", author: "Jane Doe", at: null },
    ] as const;
    const id = await arrive(people.ilrcDrafter, { report, ...plan({ talk: [answer], fates }) });
    expect(value(await bring(people.ilrcDrafter, id))).toMatchObject({ answers: 1, comments: 0 });
    const { threads } = await talk.all(people.drafter);
    expect(threads).toHaveLength(1);
    expect(
      threads[0]?.comments.map(({ text, word, author }) => [text, word?.author, author.name]),
    ).toEqual([
      ["Is this so?", undefined, people.drafter.name],
      ["It is.", "Jane Doe", people.ilrcDrafter.name],
    ]);
    expect(threads[0]).toMatchObject({
      fate: { fate: "resolved", author: "Jane Doe" },
      word: null,
    });
  });

  it("[M2] a file that names a thread of another organization answers nothing in it, and tells nothing of it", async () => {
    const { arrive, bring, people, talk, organizations, leaves, shown } = await open();
    const hidden = await talk.begin(people.drafter, {
      text: "For us alone",
      organizationId: organizations.council,
    });
    const code = await leaves(people.drafter, [organizations.council]);
    const report = { ...NO_REPORT, code };
    const answer = comment("I saw this.", { threadId: hidden.id });
    const fates = [
      { threadId: hidden.id, fate: "resolved", author: "Jane Doe", at: null },
    ] as const;
    const file = { report, ...plan({ talk: [answer], fates }) };
    const mine = await arrive(people.drafter, file);
    expect(await shown(people.drafter, mine)).toMatchObject({ fates: [{ fate: "resolved" }] });
    const id = await arrive(people.ilrcDrafter, file);
    expect(await shown(people.ilrcDrafter, id)).toMatchObject({ fates: [] });
    value(await bring(people.ilrcDrafter, id));
    const seen = (await talk.all(people.drafter)).threads.find((one) => one.id === hidden.id);
    expect(seen?.comments.map(({ text }) => text)).toEqual(["For us alone"]);
    expect(seen?.fate).toBeNull();
  });

  it("[M2] may be for one organization's people alone, and then nobody else is told that it came", async () => {
    const { arrive, bring, rewording, people, talk, organizations, services, documentId } =
      await open();
    const changes = [await rewording(0, (words) => `${words} Indeed.`)];
    const id = await arrive(people.ilrcDrafter, plan({ changes }));
    const { returnId } = value(
      await bring(people.ilrcDrafter, id, { organizationId: organizations.ilrc }),
    );
    expect((await talk.all(people.drafter)).threads).toEqual([]);
    expect((await talk.all(people.ilrcDrafter)).threads).toHaveLength(1);
    refused(
      await services.wordFiles.showBrought(people.drafter, documentId, returnId),
      "not-found",
    );
    value(await services.wordFiles.showBrought(people.ilrcDrafter, documentId, returnId));
    const other = await arrive(people.ilrcDrafter, plan({ changes }));
    refused(
      await bring(people.ilrcDrafter, other, { organizationId: organizations.council }),
      "forbidden",
    );
  });

  it("nothing enters that the page did not show", async () => {
    const { arrive, rewording, people, services, documentId, shown, bring } = await open();
    const changes = [await rewording(0, (words) => `${words} Indeed.`)];
    const id = await arrive(people.drafter, plan({ changes }));
    const { seen, text } = await shown(people.drafter, id);
    const other = await arrive(
      people.drafter,
      plan({ changes: [...changes, await rewording(1, (words) => `Now ${words}`)] }),
    );
    const sent = { arrivalId: other, text, seen };
    const changed = refused(
      await services.wordFiles.bringIn(people.drafter, documentId, sent),
      "conflict",
    );
    expect(changed.sentence).toContain("Nothing was brought in");
    refused(await services.wordFiles.bringIn(people.observer, documentId, sent), "forbidden");
    refused(await services.wordFiles.bringIn(people.ilrcDrafter, documentId, sent), "not-found");
    value(await bring(people.drafter, other));
  });

  it("waits where the draft is under review", async () => {
    const review = await open();
    const { arrive, rewording, people, shown, bring } = review;
    const id = await arrive(
      people.drafter,
      plan({ changes: [await rewording(0, (words) => `${words} Indeed.`)] }),
    );
    await submit(review);
    expect((await shown(people.drafter, id)).refusal).toContain("not an open draft");
    refused(await bring(people.drafter, id), "wrong-status");
  });
});

describe("many suggestions at once", () => {
  it("[M29] have a bound of their own, said before, and take nobody's share", async () => {
    const { arrive, people, shown, bring, talk } = await open();
    const changes = Array.from({ length: 430 }, (_, index) =>
      changeOf(
        paragraph(`far-${index}`, `The words ${index}.`),
        paragraph(`far-${index}`, `Other words ${index}.`),
      ),
    );
    const id = await arrive(people.drafter, plan({ changes }));
    expect(await shown(people.drafter, id)).toMatchObject({ fitting: 400 });
    const began = performance.now();
    expect(value(await bring(people.drafter, id))).toMatchObject({ suggestions: 400 });
    expect(performance.now() - began).toBeLessThan(20_000);
    // Her own share is as it was.
    await talk.begin(people.drafter, {
      text: "",
      suggestion: beginningOf({}).suggestion ?? {
        base: [paragraph("block-1", "a")],
        proposed: [paragraph("block-1", "b")],
      },
    });
    expect((await shown(people.drafter, id)).changes).toHaveLength(30);
  });
});

describe("one act", () => {
  it("[W10] takes back what is open and untouched, and says what is not", async () => {
    const { arrive, bring, rewording, people, talk, draft, services, documentId, lines } =
      await open();
    const changes = await Promise.all(
      [0, 1, 2].map((index) => rewording(index, (words) => `${words} Indeed.`)),
    );
    const ours = await talk.begin(people.drafter, { text: "Is this so?" });
    const said = [comment("First"), comment("Second"), comment("It is.", { threadId: ours.id })];
    const id = await arrive(people.drafter, plan({ changes, talk: said }));
    const { returnId } = value(await bring(people.drafter, id));
    const { threads } = await talk.all(people.drafter);
    const suggested = threads.filter(({ suggestion }) => suggestion);
    const [accepted, answered] = suggested;
    if (!accepted || !answered) throw new Error("no suggestions");
    await talk.act(people.drafter, await draft.accepting(people.drafter, accepted));
    await talk.reply(people.ilrcDrafter, answered.id, "Why?");
    const second = threads.find(({ comments }) => comments[0]?.text === "Second");
    await talk.reply(people.ilrcDrafter, second?.id ?? "", "Because.");

    refused(
      await services.wordFiles.takeBack(people.ilrcDrafter, documentId, { returnId }),
      "forbidden",
    );
    const taken = value(
      await services.wordFiles.takeBack(people.drafter, documentId, { returnId }),
    );
    expect(taken).toMatchObject({ suggestions: 1, comments: 2 });
    expect(taken.left).toEqual([
      expect.stringContaining("1 suggestion was decided"),
      expect.stringContaining("1 open suggestion was answered"),
      expect.stringContaining("1 comment was answered"),
    ]);
    const after = (await talk.all(people.drafter)).threads;
    const states = after.flatMap(({ suggestion }) => suggestion?.state ?? []);
    expect(states.toSorted()).toEqual(["accepted", "open", "withdrawn"]);
    const still = after.find((one) => one.id === ours.id);
    expect(still?.comments.map(({ text, removedAt }) => [text, removedAt !== null])).toEqual([
      ["Is this so?", false],
      ["", true],
    ]);
    refused(
      await services.wordFiles.takeBack(people.drafter, documentId, { returnId }),
      "conflict",
    );
    expect((await lines()).map(([type]) => type)).toEqual(["word.brought-in", "word.taken-back"]);
    expect(
      value(await services.wordFiles.showBrought(people.ilrcDrafter, documentId, returnId)),
    ).toMatchObject({ suggestions: { open: 1, accepted: 1, withdrawn: 1 }, mayTakeBack: false });
  });
});

describe("what was worked on here since it came", () => {
  it("[W10] stays where somebody edited it or agreed with it, and is named", async () => {
    const { arrive, bring, people, talk, services, documentId } = await open();
    const ours = await talk.begin(people.drafter, { text: "Is this so?" });
    const said = [comment("First"), comment("Second"), comment("It is.", { threadId: ours.id })];
    const id = await arrive(people.drafter, plan({ talk: said }));
    const { returnId } = value(await bring(people.drafter, id));
    const comments = async () =>
      (await talk.all(people.drafter)).threads.flatMap((one) =>
        one.comments.map((each) => ({ ...each, threadId: one.id })),
      );
    const saying = async (words: string) => {
      const found = (await comments()).find(({ text }) => text === words);
      return { threadId: found?.threadId, commentId: found?.id };
    };
    await talk.act(people.drafter, {
      do: "edit",
      ...(await saying("First")),
      text: "1st",
      mentions: [],
    });
    await talk.act(people.ilrcDrafter, { do: "agree", ...(await saying("It is.")), agrees: true });
    const taken = value(
      await services.wordFiles.takeBack(people.drafter, documentId, { returnId }),
    );
    expect(taken).toMatchObject({ suggestions: 0, comments: 1 });
    expect(taken.left).toEqual([expect.stringContaining("2 comments were answered, changed or")]);
    const words = (await comments()).map(({ text }) => text);
    expect(words.toSorted()).toEqual(["", "1st", "Is this so?", "It is."]);
  });

  it("[M2] stays where who brought it in may not read it any more", async () => {
    const { arrive, bring, people, services, documentId, database, organizations } = await open();
    const form = { organizationId: organizations.council };
    const id = await arrive(people.drafter, plan({ talk: [comment("Hm")] }));
    const { returnId } = value(await bring(people.drafter, id, form));
    await database.client.thread.updateMany({ data: { organizationId: organizations.ilrc } });
    const taken = value(
      await services.wordFiles.takeBack(people.drafter, documentId, { returnId }),
    );
    expect(taken).toMatchObject({ suggestions: 0, comments: 0, left: [] });
    expect(await database.client.comment.count({ where: { text: "Hm" } })).toBe(1);
  });
});

describe("a file that nobody brought in", () => {
  it("is deleted after its day, though nobody sends another", async () => {
    const { arrive, people, database, pass, clock } = await open();
    await arrive(people.drafter, {});
    await sweepWordArrivals(database, clock());
    expect(await database.client.wordArrival.count()).toBe(1);
    pass(DAY + 1);
    await sweepWordArrivals(database, clock());
    expect(await database.client.wordArrival.count()).toBe(0);
  });
});

describe("the row of a return", () => {
  it("is held by the record, what it brought too: by that a second one is known", async () => {
    const { arrive, bring, rewording, people, database } = await open();
    const changes = [await rewording(0, (words) => `${words} Indeed.`)];
    value(await bring(people.drafter, await arrive(people.drafter, plan({ changes }))));
    expect(await compareRows(database)).toEqual([]);
    await database.client.suggestion.updateMany({ data: { wordIdentity: null } });
    expect(await compareRows(database)).not.toEqual([]);
  });
});

describe("a file with a code", () => {
  const record = async (opened: Awaited<ReturnType<typeof open>>, code: string) => {
    const { database, documentId, people, clock } = opened;
    const { sequence, generation } = await database.client.document.findUniqueOrThrow({
      where: { id: documentId },
    });
    await database.client.wordExport.create({
      data: {
        id: crypto.randomUUID(),
        code,
        documentId,
        what: "draft",
        generation,
        sequence,
        takenById: people.drafter.userId,
        at: clock(),
        choices: "{}",
        digest: "0".repeat(64),
        blocks: "[]",
        revisions: "[]",
        comments: "[]",
        page: JSON.stringify({ facts: null, layoutProfile: "letter" }),
      },
    });
  };

  it("[W9] is known to who may see its document, and to nobody else, as if the code were none of ours", async () => {
    const opened = await open();
    const { services, people } = opened;
    await record(opened, "ABCD-2345");
    const file = { report: { ...NO_REPORT, code: "ABCD-2345" } };
    const mine = value(await opened.send(people.drafter, file)).arrivalId;
    expect(value(await services.wordFiles.show(people.drafter, mine)).cameFrom).toMatchObject({
      document: { id: opened.documentId, title: "Weekly reports" },
      version: null,
      takenBy: { name: people.drafter.name },
    });
    const arriveElsewhere = async (code: string) => {
      const upload = {
        fileName: "a.docx",
        bytes: paperWordBytes({ report: { ...NO_REPORT, code } }),
      };
      const { arrivalId } = value(await services.wordFiles.arrive(people.stranger, upload, {}));
      const { id: _id, ...view } = value(await services.wordFiles.show(people.stranger, arrivalId));
      return view;
    };
    expect(await arriveElsewhere("ABCD-2345")).toEqual(await arriveElsewhere("WXYZ-7777"));
  });
});

describe("a new draft", () => {
  it("[W7] has the text of the file, and its changes as suggestions where one asks for that (W8)", async () => {
    const { arrive, services, people, slug } = await open();
    const base = paragraph("w-one", "The agency may answer.");
    const change = changeOf(base, paragraph("w-one", "The agency must answer."));
    const file = { blocks: [base], ...plan({ changes: [change], talk: [comment("Hm")] }) };
    const create = async (changes: "with" | "suggestions") => {
      const arrivalId = await arrive(people.drafter, file);
      const form = { kind: "letter", title: "From Word", layoutProfile: "letter" } as const;
      return value(
        await services.wordFiles.create(people.drafter, slug, { ...form, arrivalId, changes }),
      ).documentId;
    };
    const plain = await create("with");
    const suggested = await create("suggestions");
    const threads = async (id: string) =>
      value(await services.threads.show(people.drafter, id)).threads;
    expect(await threads(plain)).toEqual([]);
    expect((await threads(suggested)).map(({ word }) => word?.author)).toEqual([
      "Jane Doe",
      "Jane Doe",
    ]);
    const arrivalId = await arrive(people.drafter, file);
    const blocks = value(
      await services.wordFiles.blocks(people.drafter, plain, { arrivalId, changes: "with" }),
    );
    expect(blocks.blocks).toEqual([base]);
    refused(
      await services.wordFiles.blocks(people.observer, plain, { arrivalId, changes: "with" }),
      "forbidden",
    );
  });
});

describe("a file whose code is gone", () => {
  it("[W9] is compared with the text that one chooses", async () => {
    const { arrive, people, shown } = await open();
    const id = await arrive(people.drafter, {});
    expect(await shown(people.drafter, id)).toMatchObject({
      text: "draft",
      origin: null,
      texts: [{ value: "draft", label: "The draft as it is now" }],
    });
    await expect(shown(people.drafter, id, "7")).rejects.toThrow("not-found");
    await expect(shown(people.drafter, id, "export")).rejects.toThrow("bad-input");
  });
});
