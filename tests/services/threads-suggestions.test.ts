import { describe, expect, it } from "vitest";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { editDraft } from "#app/document/acceptance/draft-edit.ts";
import { done } from "#app/domain/refusal.ts";
import { decodeAuthorship } from "#app/protocol/authorship.ts";
import type { IdRanges } from "#app/protocol/id-ranges.ts";
import { sha256 } from "#server/digest.ts";
import { databaseLog } from "#server/rooms/index.ts";
import { draftBeside, textOfNode } from "./draft-beside.ts";
import { openReview, submit } from "./papers.ts";
import { acceptedAsNew, beginningOf, draftPlace, paragraph, rewording, talkOf } from "./talk.ts";
import { refused, value } from "./workspace.ts";

const open = async () => {
  const review = await openReview();
  const talk = talkOf(review);
  const { people, database, documentId } = review;
  const suggestion = rewording("The agency may answer.", "The agency must answer.");
  return {
    ...review,
    talk,
    suggest: () => talk.begin(people.ilrcDrafter, { text: "", suggestion }),
    draft: await draftBeside(review),
    recorded: async () =>
      (
        await database.client.auditEvent.findMany({
          where: { documentId },
          orderBy: { sequence: "asc" },
        })
      )
        .filter(({ type }) => type.startsWith("suggestion."))
        .map(({ type, actorId, details }) => [type, actorId, JSON.parse(details) as unknown]),
  };
};

function runsOf(ranges: IdRanges) {
  return [...ranges].flatMap(([client, list]) =>
    list.map(({ clock, length }) => [client, clock, length]),
  );
}

/** A transaction whose next statement fails once `fails` says so. */
function failingAfter<T>(tx: T, fails: () => boolean): T {
  return new Proxy(tx as object, {
    get(target, name) {
      const part: unknown = Reflect.get(target, name);
      if (typeof part === "function") {
        return (...args: unknown[]) => {
          if (fails()) throw new Error("the disk is full");
          return (part as (...all: unknown[]) => unknown).apply(target, args);
        };
      }
      return typeof part === "object" && part !== null ? failingAfter(part, fails) : part;
    },
  }) as T;
}

describe("a suggestion", () => {
  it("[M7] is kept as the blocks that it changes and their hash, in the canonical form of the text", async () => {
    const { suggest, database, people, talk } = await open();
    const thread = await suggest();
    const { id: threadId, suggestion, by } = thread;
    expect(by.name).toBe(people.ilrcDrafter.name);
    expect(suggestion).toMatchObject({ state: "open", decidedBy: null });
    const blocks = await talk.suggested(people.drafter, thread);
    expect(blocks?.base).toMatchObject([
      { type: "block", attrs: { id: "block-1" }, content: [{ type: "text" }] },
    ]);
    const row = await database.client.suggestion.findUniqueOrThrow({ where: { threadId } });
    expect(row.baseHash).toMatch(/^[0-9a-f]{64}$/u);
    expect(JSON.parse(row.proposed)).toEqual(blocks?.proposed);
  });

  it("[M7] adds and takes out paragraphs, and is refused where it is no text of ours, nothing, or too large", async () => {
    const { talk, people } = await open();
    const { base, proposed } = rewording("old", "new");
    await talk.begin(people.drafter, { suggestion: { base: [], proposed } });
    await talk.begin(people.drafter, { suggestion: { base, proposed: [] } });
    const told = async (suggestion: unknown) => {
      const outcome = await talk.send(people.drafter, {
        ...beginningOf({ text: "" }),
        suggestion,
      });
      return outcome.ok ? "done" : [outcome.refusal.code, outcome.refusal.sentence];
    };
    const no = (code: string, words: string) => [code, expect.stringContaining(words)];
    expect(await told({ base, proposed: base })).toEqual(no("bad-input", "changes nothing"));
    const cases = [
      { type: "script" },
      { type: "doc", content: [] },
      { type: "text", text: "loose" },
      { type: "block", content: [{ type: "text", text: "" }] },
      { type: "block", content: "no list" },
      { type: "block", content: [null] },
      { type: "block", attrs: { id: "no id at all" }, content: [{ type: "text", text: "x" }] },
      paragraph("block-1", "\u0000"),
      paragraph("block-1", "\ud800"),
    ];
    for (const block of cases) {
      expect([block, await told({ base, proposed: [block] })]).toEqual([
        block,
        no("bad-input", "not text that this draft can hold"),
      ]);
    }
    const long = paragraph("block-1", "x".repeat(MARGIN_LIMITS.suggestionBytes));
    expect(await told({ base, proposed: [long] })).toEqual(no("too-large", "in parts"));
    const many = Array.from({ length: MARGIN_LIMITS.blocks + 1 }, (_, at) =>
      paragraph(`b${at}`, "x"),
    );
    expect(await told({ base, proposed: many })).toEqual(no("bad-input", "60 paragraphs in a row"));
    expect(await told(null)).toEqual(no("bad-input", "Write something first"));
  });

  it("[M22] is written into the draft by the server, with who accepted and a line that holds hashes and no word", async () => {
    const { draft, talk, people, database, documentId, recorded, rowsWritten, services } =
      await open();
    const [first] = await draft.blocks();
    const thread = await draft.suggest(people.ilrcDrafter, (words) => `Now ${words}`);
    const before = await draft.sequence();
    const accepted = await talk.act(people.drafter, await draft.accepting(people.drafter, thread));
    expect(accepted).toMatchObject({
      by: { name: "ilrc-drafter" },
      suggestion: { state: "accepted", decidedBy: { name: "drafter" } },
      resolved: { by: { name: "drafter" } },
    });
    expect(textOfNode((await draft.blocks())[0])).toBe(`Now ${textOfNode(first)}`);
    const row = await database.client.draftUpdate.findUniqueOrThrow({
      where: { documentId_sequence: { documentId, sequence: before + 1 } },
    });
    expect(row.userId).toBe(people.drafter.userId);
    expect(rowsWritten).toEqual([{ documentId, sequence: before + 1 }]);
    const kept = await database.client.acceptance.findUniqueOrThrow({
      where: { threadId: thread.id },
    });
    const { inserted, deleted } = decodeAuthorship(row.ranges!);
    expect(JSON.parse(kept.written)).toEqual(runsOf(inserted));
    expect(JSON.parse(kept.erased)).toEqual(runsOf(deleted));
    const [[client] = []] = runsOf(inserted);
    const binding = await database.client.draftBinding.findUniqueOrThrow({
      where: { documentId_clientId: { documentId, clientId: BigInt(client ?? 0) } },
    });
    expect(binding.userId).toBe(people.drafter.userId);
    const { baseHash, proposed } = await database.client.suggestion.findUniqueOrThrow({
      where: { threadId: thread.id },
    });
    const line = {
      threadId: thread.id,
      suggestedById: people.ilrcDrafter.userId,
      baseHash,
      proposedHash: sha256(proposed),
    };
    expect(await recorded()).toEqual([
      ["suggestion.accepted", people.drafter.userId, { suggestions: [line], sequence: before + 1 }],
    ]);
    // "Suggested by" is of just these words.
    const words = value(await services.threads.acceptedText(people.staff, documentId));
    expect(words.ranges.map(([id, clock, length]) => [id, clock, length])).toEqual(
      runsOf(inserted),
    );
    // Repeated after a lost answer, it is what it is, and writes nothing twice.
    await talk.act(people.drafter, await draft.accepting(people.drafter, thread));
    expect(await draft.sequence()).toBe(before + 1);
  });

  it("[M22] lets no page say which words it wrote: what it sends of ids is no change that is read", async () => {
    const { talk, people, suggest, database } = await open();
    const { id: threadId } = await suggest();
    for (const change of [
      { do: "accept", threadId, written: [[77, 0, 4]], erased: [] },
      {
        do: "accept",
        suggestions: [{ ...acceptedAsNew(undefined, threadId), written: [[77, 0, 4]] }],
      },
      { do: "claim", threadId },
      { do: "release", threadId },
    ]) {
      refused(await talk.send(people.drafter, change), "bad-input");
    }
    expect(await database.client.acceptance.count()).toBe(0);
  });

  it("[M22] stays open where the draft says something else than the page showed", async () => {
    const { draft, talk, people } = await open();
    const thread = await draft.suggest(people.ilrcDrafter, (words) => `Now ${words}`);
    const asked = await draft.accepting(people.drafter, thread);
    await draft.type(people.staff, 0, "Meanwhile: ");
    const { sentence } = refused(await talk.send(people.drafter, asked), "conflict");
    expect(sentence).toContain("look at it as it stands now");
    await talk.act(people.drafter, await draft.accepting(people.drafter, thread));
    expect(textOfNode((await draft.blocks())[0])).toMatch(/Now/u);
    expect(textOfNode((await draft.blocks())[0])).toMatch(/Meanwhile: /u);
  });

  it("[M22] of one who types in the paragraph between building and storing, no key is lost, and it is tried again", async () => {
    const review = await open();
    const { draft, talk, people, resources } = review;
    const thread = await draft.suggest(people.ilrcDrafter, (words) => `Now ${words}`, 1);
    const asked = await draft.accepting(people.drafter, thread);
    const { edit } = resources.drafts;
    let typed = 0;
    Object.assign(resources.drafts, {
      edit: async (...input: Parameters<typeof edit>) => {
        const built = await edit(...input);
        typed += 1;
        // In another paragraph, so that what was shown stays what it is.
        if (typed <= 4) await draft.type(people.staff, 0, `${typed}`);
        return built;
      },
    });
    try {
      await talk.act(people.drafter, asked);
    } finally {
      Object.assign(resources.drafts, { edit });
    }
    expect(typed).toBe(5);
    const [first, second] = await draft.blocks();
    expect(textOfNode(first)).toContain("4321");
    expect(textOfNode(second)).toMatch(/^Now /u);
  });

  it("[M22] is whole or not there at all, whichever statement fails", async () => {
    const { draft, talk, people, database, documentId } = await open();
    const thread = await draft.suggest(people.ilrcDrafter, (words) => `Now ${words}`);
    const whole = async () => ({
      sequence: await draft.sequence(),
      rows: await database.client.draftUpdate.count({ where: { documentId } }),
      bindings: await database.client.draftBinding.count({ where: { documentId } }),
      acceptances: await database.client.acceptance.count(),
      state: (await database.client.suggestion.findFirstOrThrow({ select: { state: true } })).state,
      lines: await database.client.auditEvent.count(),
      jobs: await database.client.job.count(),
      resolved: await database.client.thread.count({ where: { NOT: { resolvedAt: null } } }),
    });
    const before = await whole();
    const asked = await draft.accepting(people.drafter, thread);
    const { write } = database;
    let failing = 0;
    let isThrough = false;
    for (let at = 0; !isThrough && at < 60; at += 1) {
      let statements = 0;
      Object.assign(database, {
        write: (work: (tx: unknown) => Promise<unknown>) =>
          write(async (tx) => {
            const done = await work(failingAfter(tx, () => (statements += 1) > at));
            isThrough = true;
            return done as never;
          }),
      });
      try {
        await talk.send(people.drafter, asked);
      } catch (error) {
        expect(error).toMatchObject({ message: "the disk is full" });
        failing += 1;
        expect(await whole()).toEqual(before);
      } finally {
        Object.assign(database, { write });
      }
    }
    expect(failing).toBeGreaterThan(10);
    expect(await whole()).toMatchObject({
      sequence: before.sequence + 1,
      acceptances: 1,
      state: "accepted",
      lines: before.lines + 1,
      resolved: 1,
    });
  });

  it("[M22] 500 are accepted in one step, and opened again in one", async () => {
    const { draft, talk, people, database, documentId, recorded, threadNotices, resources } =
      await open();
    const { id: patternId } = await draft.suggest(people.ilrcDrafter, (words) => `${words}!`);
    const pattern = await database.client.suggestion.findUniqueOrThrow({
      where: { threadId: patternId },
    });
    const threads = Array.from({ length: 500 }, (_, n) => ({
      id: crypto.randomUUID(),
      proposed: [paragraph(`new-${n}`, `Paragraph ${n}.`)],
    }));
    const at = new Date();
    await database.client.thread.createMany({
      data: threads.map(({ id }) => ({
        id,
        documentId,
        placeKind: "document",
        createdById: people.ilrcDrafter.userId,
        createdAt: at,
        changedAt: at,
      })),
    });
    await database.client.suggestion.createMany({
      data: threads.map(({ id, proposed }) => ({
        ...pattern,
        threadId: id,
        proposed: JSON.stringify(proposed),
      })),
    });
    const [blocks, sequence] = [(await draft.blocks()).length, await draft.sequence()];
    threadNotices.length = 0;
    const suggestions = threads.map(({ id, proposed }) =>
      acceptedAsNew({ base: [], proposed }, id),
    );
    // Time that others take of this machine is no cost of theirs.
    const patient: typeof resources.drafts.edit = async (id, asked) => {
      const stored = await databaseLog(database).load(id);
      const parts = [...(stored?.base ? [stored.base] : []), ...(stored?.tail ?? [])];
      const tools = { hash: sha256, newBlockId: () => crypto.randomUUID(), isSpent: () => false };
      const built = editDraft(
        parts.map(({ bytes }) => bytes),
        asked,
        tools,
      );
      return done({ ...built, sequence: stored?.sequence ?? 0, generation: 1 });
    };
    const { edit } = resources.drafts;
    Object.assign(resources.drafts, { edit: patient });
    const answer = value(await talk.send(people.drafter, { do: "accept", suggestions }));
    expect(answer.left).toEqual([]);
    expect(await draft.sequence()).toBe(sequence + 1);
    expect(await draft.blocks()).toHaveLength(blocks + 500);
    expect((await recorded()).length).toBe(1);
    expect(threadNotices.map(({ ids }) => ids.length)).toEqual([100, 100, 100, 100, 100]);
    const threadIds = threads.map(({ id }) => id);
    const opened = value(await talk.send(people.drafter, { do: "open-again", threadIds }));
    expect(opened.left).toEqual([]);
    expect(await draft.sequence()).toBe(sequence + 2);
    expect(await draft.blocks()).toHaveLength(blocks);
    Object.assign(resources.drafts, { edit });
    const more = { do: "accept", suggestions: [...suggestions, ...suggestions] };
    refused(await talk.send(people.drafter, more), "bad-input");
  }, 180_000);

  it("[M11] tells for the words that it became who suggested them; one organization's only to its people", async () => {
    const { suggest, talk, people, services, documentId, organizations, clock } = await open();
    const { id: threadId } = await suggest();
    await talk.accept(people.drafter, threadId);
    const own = await talk.begin(people.staff, {
      organizationId: organizations.council,
      suggestion: rewording("a", "b"),
    });
    await talk.accept(people.drafter, own.id);
    const told = async (who: typeof people.drafter) => {
      const words = value(await services.threads.acceptedText(who, documentId));
      return new Set(words.ranges.map(([, , , person]) => words.people[person]?.name));
    };
    expect(await told(people.ilrcDrafter)).toEqual(new Set(["ilrc-drafter"]));
    expect(await told(people.observer)).toEqual(new Set(["ilrc-drafter", "staff"]));
    const { ranges } = value(await services.threads.acceptedText(people.staff, documentId));
    expect(ranges.every(([, , , , at]) => at >= clock().getTime())).toBe(true);
    refused(await services.threads.acceptedText(people.stranger, documentId), "not-found");
  });

  it("[M11] is accepted after its author has left, and keeps their name", async () => {
    const { suggest, talk, people, services, organizations } = await open();
    const { id: threadId } = await suggest();
    value(
      await services.organizations.removePerson(
        people.ilrcAdmin,
        organizations.ilrc,
        people.ilrcDrafter.userId,
      ),
    );
    expect(await talk.accept(people.drafter, threadId)).toMatchObject({
      by: { name: "ilrc-drafter", organization: "ILRC" },
      suggestion: { state: "accepted" },
    });
  });

  it("[M22] is accepted by one of two in the same second, written once, and the other is told so", async () => {
    const review = await open();
    const { draft, talk, people, organizations, recorded } = review;
    const second = await review.person("second@example.org", [
      { organizationId: organizations.council, roles: ["drafter"] },
    ]);
    const thread = await draft.suggest(people.ilrcDrafter, (words) => `Now ${words}`);
    const accept = await draft.accepting(people.drafter, thread);
    const [first] = await draft.blocks();
    const outcomes = await Promise.all([
      talk.send(people.drafter, accept),
      talk.send(second, accept),
    ]);
    const [lost] = outcomes.filter(({ ok }) => !ok);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(refused(lost!, "conflict").sentence).toContain("accepted this suggestion already");
    expect(await recorded()).toHaveLength(1);
    expect(textOfNode((await draft.blocks())[0])).toBe(`Now ${textOfNode(first)}`);
    // Their author may withdraw it always, before it is decided; nobody can hold it.
    refused(
      await talk.send(people.ilrcDrafter, { do: "withdraw", threadId: thread.id }),
      "conflict",
    );
  });

  it("[M8] waits on frozen text, is nobody's to decide there, and its author may take it back", async () => {
    const review = await open();
    const { suggest, talk, people, reviewers, services, documentId } = review;
    await submit(review);
    const { id: threadId } = await suggest();
    const byReviewer = await talk.begin(reviewers.ilrc, { suggestion: rewording("a", "b") });
    for (const change of [
      { do: "accept", suggestions: [acceptedAsNew(undefined, threadId)] },
      { do: "open-again", threadIds: [threadId] },
      { do: "reject", threadId },
    ]) {
      refused(await talk.send(people.drafter, change), "frozen");
    }
    const withdrawn = await talk.act(people.ilrcDrafter, { do: "withdraw", threadId });
    expect(withdrawn.suggestion?.state).toBe("withdrawn");
    refused(
      await talk.send(people.drafter, { do: "withdraw", threadId: byReviewer.id }),
      "forbidden",
    );
    value(await services.reviews.recall(people.drafter, documentId, { reason: "Once more." }));
    const accepted = await talk.accept(people.drafter, byReviewer.id);
    expect(accepted.suggestion?.state).toBe("accepted");
  });

  it("is closed by deciding it, not by resolving it, and opened by opening it again alone", async () => {
    const { suggest, talk, people, recorded } = await open();
    const { id: threadId } = await suggest();
    refused(await talk.send(people.drafter, { do: "resolve", threadId }), "wrong-status");
    const rejected = await talk.act(people.drafter, { do: "reject", threadId });
    expect(rejected).toMatchObject({
      suggestion: { state: "rejected" },
      resolved: { by: { name: "drafter" } },
    });
    expect(await recorded()).toMatchObject([["suggestion.rejected", people.drafter.userId, {}]]);
    // A decision and its thread never disagree, whoever may comment.
    const reopen = { do: "reopen", threadId };
    const decided = refused(await talk.send(people.ilrcDrafter, reopen), "wrong-status");
    expect(decided.sentence).toContain("a drafter can open it again");
    const again = await talk.act(people.ilrcDrafter, { do: "open-again", threadIds: [threadId] });
    expect(again).toMatchObject({
      resolved: null,
      suggestion: { state: "open", decidedBy: null, decidedAt: null },
    });
    await talk.act(people.ilrcDrafter, { do: "withdraw", threadId });
    const openAgain = { do: "open-again", threadIds: [threadId] };
    expect(refused(await talk.send(people.drafter, openAgain), "conflict").sentence).toContain(
      "has withdrawn",
    );
    expect(refused(await talk.send(people.drafter, reopen), "wrong-status").sentence).toContain(
      "has withdrawn",
    );
    const plain = await talk.begin(people.drafter);
    const notOne = { do: "open-again", threadIds: [plain.id] };
    refused(await talk.send(people.drafter, notOne), "bad-input");
  });

  it("[M22] opened again, its words are out of the draft, what it deleted is back, and the record shows both", async () => {
    const { draft, talk, people, recorded, services, documentId, database } = await open();
    const [first] = await draft.blocks();
    const thread = await draft.suggest(people.ilrcDrafter, (words) =>
      words.replace(/^\S+/u, "Quite different"),
    );
    await talk.act(people.drafter, await draft.accepting(people.drafter, thread));
    await draft.type(people.staff, 1, "Elsewhere: ");
    const openAgain = { do: "open-again", threadIds: [thread.id] };
    expect(await talk.act(people.ilrcDrafter, openAgain)).toMatchObject({
      resolved: null,
      suggestion: { state: "open" },
    });
    const [now, second] = await draft.blocks();
    expect(textOfNode(now)).toBe(textOfNode(first));
    expect(textOfNode(second)).toContain("Elsewhere: ");
    expect((await recorded()).map(([type, by]) => [type, by])).toEqual([
      ["suggestion.accepted", people.drafter.userId],
      ["suggestion.opened-again", people.ilrcDrafter.userId],
    ]);
    expect(value(await services.threads.acceptedText(people.staff, documentId)).ranges).toEqual([]);
    expect(await database.client.acceptance.count()).toBe(0);
    // Open, it is decided like any other.
    await talk.act(people.drafter, await draft.accepting(people.drafter, thread));
    expect(textOfNode((await draft.blocks())[0])).toMatch(/^Quite different/u);
  });

  it("[M22] stays accepted where its words were changed since, and says so", async () => {
    const { draft, talk, people } = await open();
    const thread = await draft.suggest(people.ilrcDrafter, (words) => `Now and then ${words}`);
    await talk.act(people.drafter, await draft.accepting(people.drafter, thread));
    await draft.type(people.staff, 0, "also ", "Now ".length);
    const before = await draft.blocks();
    const openAgain = { do: "open-again", threadIds: [thread.id] };
    const { sentence } = refused(await talk.send(people.drafter, openAgain), "conflict");
    expect(sentence).toContain("Its words were changed since");
    expect(await draft.blocks()).toEqual(before);
    expect((await talk.all(people.drafter)).threads[0]?.suggestion?.state).toBe("accepted");
  });

  it("[M2] of one organization is named by no line in the record, accepted or rejected: hashes alone", async () => {
    const { talk, people, organizations, database } = await open();
    const before = await database.client.auditEvent.count();
    for (const verb of ["accept", "open-again", "reject"]) {
      const { id: threadId } = await talk.begin(people.drafter, {
        organizationId: organizations.council,
        suggestion: rewording("a", "b"),
      });
      if (verb === "reject") await talk.act(people.drafter, { do: verb, threadId });
      else await talk.accept(people.drafter, threadId);
      if (verb === "open-again") {
        await talk.act(people.drafter, { do: verb, threadIds: [threadId] });
      }
    }
    const lines = await database.client.auditEvent.findMany({
      where: { sequence: { gt: before } },
      orderBy: { sequence: "asc" },
    });
    expect(lines.length).toBeGreaterThan(0);
    for (const { type, actorId, organizationId, matterId, documentId, details, rows } of lines) {
      expect({ type, actorId, organizationId, matterId, documentId, details }).toEqual({
        type: "rows.written",
        actorId: null,
        organizationId: null,
        matterId: null,
        documentId: null,
        details: "{}",
      });
      for (const named of [organizations.council, people.drafter.userId, "Is this so?"]) {
        expect(rows).not.toContain(named);
      }
    }
  });
});

describe("words that were cut and pasted", () => {
  const moved = { blockId: "block-2", fromOffset: 0, toOffset: 11 };
  const to = draftPlace("other words, says the client", moved);
  const from = draftPlace("these words");

  it("[M4] take their threads along: the old place has to be the one that is kept, the quote stays", async () => {
    const { talk, people, threadNotices } = await open();
    const { id: threadId, changedAt } = await talk.begin(people.ilrcDrafter);
    value(await talk.send(people.drafter, { do: "read", threadIds: [threadId] }));
    const move = { do: "move", moves: [{ threadId, from, to }] };
    const thread = await talk.act(people.drafter, move);
    expect(thread).toMatchObject({
      place: { ...to, quote: "these words" },
      changedAt,
      isUnread: false,
    });
    expect(threadNotices).toHaveLength(2);
    expect(refused(await talk.send(people.drafter, move), "stale").sentence).toContain(
      "found by the words",
    );
  });

  it("[M4] move nothing of a version or of the whole document, and nothing to another generation", async () => {
    const { talk, people } = await open();
    const { id: threadId } = await talk.begin(people.drafter, { place: { in: "document" } });
    const move = { do: "move", moves: [{ threadId, from, to }] };
    refused(await talk.send(people.drafter, move), "stale");
    const own = await talk.begin(people.drafter);
    for (const generation of [0, 2]) {
      const moves = [{ threadId: own.id, from, to: { ...to, generation } }];
      refused(await talk.send(people.drafter, { do: "move", moves }), "generation-differs");
    }
    const later = draftPlace("x", { generation: 2 });
    refused(await talk.send(people.drafter, beginningOf({ place: later })), "generation-differs");
    const { threads } = await talk.all(people.drafter);
    expect(threads.map(({ place }) => place)).toEqual(
      expect.arrayContaining([{ in: "document" }, from]),
    );
  });
});
