import { describe, expect, it } from "vitest";
import { CLAIM_MS, MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { openReview, submit } from "./papers.ts";
import { beginningOf, draftPlace, paragraph, rewording, talkOf } from "./talk.ts";
import { refused, value } from "./workspace.ts";

const open = async () => {
  const review = await openReview();
  const talk = talkOf(review);
  const { people, database, documentId, clock } = review;
  const suggestion = rewording("The agency may answer.", "The agency must answer.");
  return {
    ...review,
    talk,
    suggest: () => talk.begin(people.ilrcDrafter, { text: "", suggestion }),
    bind: (clientId: number, userId: string) =>
      database.client.draftBinding.create({
        data: { documentId, clientId: BigInt(clientId), userId, boundAt: clock() },
      }),
    recorded: async () =>
      (await database.client.auditEvent.findMany({ where: { documentId } }))
        .filter(({ type }) => type.startsWith("suggestion."))
        .map(({ type, actorId, details }) => [type, actorId, JSON.parse(details) as unknown]),
  };
};

describe("a suggestion", () => {
  it("[M7] is kept as the blocks that it changes and their hash, in the canonical form of the text", async () => {
    const { suggest, database, people, talk } = await open();
    const thread = await suggest();
    const { id: threadId, suggestion, by } = thread;
    expect(by.name).toBe(people.ilrcDrafter.name);
    expect(suggestion).toMatchObject({ state: "open", decidedBy: null, claimedBy: null });
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

  it("[M11] is accepted by a drafter with what they wrote, which is recorded without a word of it", async () => {
    const { suggest, talk, people, bind, recorded, database } = await open();
    const { id: threadId } = await suggest();
    const claimed = await talk.act(people.drafter, { do: "claim", threadId });
    expect(claimed.suggestion).toMatchObject({ state: "open", claimedBy: { name: "drafter" } });
    const written = [[77, 0, 4]];
    const accept = { do: "accept", threadId, written, erased: [] };
    // Words that are nobody's, or somebody else's, are not this person's.
    refused(await talk.send(people.drafter, accept), "foreign-client");
    await bind(78, people.ilrcDrafter.userId);
    const others = { ...accept, written: [[78, 0, 4]] };
    refused(await talk.send(people.drafter, others), "foreign-client");
    await bind(77, people.drafter.userId);
    const accepted = await talk.act(people.drafter, accept);
    expect(accepted).toMatchObject({
      by: { name: "ilrc-drafter" },
      suggestion: { state: "accepted", decidedBy: { name: "drafter" }, claimedBy: null },
      resolved: { by: { name: "drafter" } },
    });
    // Repeated after a lost answer, it is what it is.
    await talk.act(people.drafter, accept);
    const line = [
      "suggestion.accepted",
      people.drafter.userId,
      { threadId, suggestedById: people.ilrcDrafter.userId },
    ];
    expect(await recorded()).toEqual([line]);
    const row = await database.client.suggestion.findUniqueOrThrow({ where: { threadId } });
    expect(row.written).toBe("[[77,0,4]]");
  });

  it("[M11] tells for the words that it became who suggested them; one organization's only to its people", async () => {
    const { suggest, talk, people, bind, services, documentId, organizations, clock } =
      await open();
    await bind(77, people.drafter.userId);
    const { id: threadId } = await suggest();
    await talk.act(people.drafter, { do: "accept", threadId, written: [[77, 0, 4]], erased: [] });
    const own = await talk.begin(people.staff, {
      organizationId: organizations.council,
      suggestion: rewording("a", "b"),
    });
    await talk.act(people.drafter, {
      do: "accept",
      threadId: own.id,
      written: [[77, 9, 1]],
      erased: [],
    });
    const told = async (who: typeof people.drafter) => {
      const words = value(await services.threads.acceptedWords(who, documentId));
      return words.ranges.map(([client, clockFrom, length, person]) => [
        client,
        clockFrom,
        length,
        words.people[person]?.name,
      ]);
    };
    expect(await told(people.ilrcDrafter)).toEqual([[77, 0, 4, "ilrc-drafter"]]);
    expect((await told(people.observer)).sort()).toEqual([
      [77, 0, 4, "ilrc-drafter"],
      [77, 9, 1, "staff"],
    ]);
    const { ranges } = value(await services.threads.acceptedWords(people.staff, documentId));
    expect(ranges.every(([, , , , at]) => at >= clock().getTime())).toBe(true);
    refused(await services.threads.acceptedWords(people.stranger, documentId), "not-found");
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
    const accepted = await talk.act(people.drafter, {
      do: "accept",
      threadId,
      written: [],
      erased: [],
    });
    expect(accepted).toMatchObject({
      by: { name: "ilrc-drafter", organization: "ILRC" },
      suggestion: { state: "accepted" },
    });
  });

  it("[M11] is claimed by one of two in the same second; the claim runs out by itself", async () => {
    const review = await open();
    const { suggest, talk, people, organizations, pass } = review;
    const second = await review.person("second@example.org", [
      { organizationId: organizations.council, roles: ["drafter"] },
    ]);
    const { id: threadId } = await suggest();
    const claim = { do: "claim", threadId };
    const both = await Promise.all([talk.send(people.drafter, claim), talk.send(second, claim)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const [winner, loser] = both[0]?.ok ? [people.drafter, second] : [second, people.drafter];
    for (const change of [
      claim,
      { do: "accept", threadId, written: [], erased: [] },
      { do: "reject", threadId },
    ]) {
      expect(refused(await talk.send(loser, change), "conflict").sentence).toContain(
        "accepting this suggestion at this moment",
      );
    }
    refused(await talk.send(people.ilrcDrafter, { do: "withdraw", threadId }), "conflict");
    await talk.act(loser, { do: "release", threadId });
    refused(await talk.send(loser, claim), "conflict");
    pass(CLAIM_MS);
    expect((await talk.all(loser)).threads[0]?.suggestion?.claimedBy).toBeNull();
    await talk.act(loser, claim);
    refused(await talk.send(winner, claim), "conflict");
    await talk.act(loser, { do: "release", threadId });
    await talk.act(winner, claim);
  });

  it("[M11] is accepted by one of two in the same second, and the other is told so", async () => {
    const review = await open();
    const { suggest, talk, people, organizations, recorded } = review;
    const second = await review.person("second@example.org", [
      { organizationId: organizations.council, roles: ["drafter"] },
    ]);
    const { id: threadId } = await suggest();
    const accept = { do: "accept", threadId, written: [], erased: [] };
    const outcomes = await Promise.all([
      talk.send(people.drafter, accept),
      talk.send(second, accept),
      talk.send(people.ilrcDrafter, { do: "withdraw", threadId }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    for (const outcome of outcomes.filter(({ ok }) => !ok)) {
      const { sentence } = refused(outcome, "conflict");
      expect(sentence).toMatch(/accepted this suggestion already|has withdrawn this suggestion/u);
    }
    expect((await recorded()).length).toBeLessThanOrEqual(1);
  });

  it("[M8] waits on frozen text, is nobody's to decide there, and its author may take it back", async () => {
    const review = await open();
    const { suggest, talk, people, reviewers, services, documentId } = review;
    await submit(review);
    const { id: threadId } = await suggest();
    const byReviewer = await talk.begin(reviewers.ilrc, { suggestion: rewording("a", "b") });
    for (const verb of ["claim", "accept", "reject"]) {
      const change = { do: verb, threadId, ...(verb === "accept" && { written: [], erased: [] }) };
      refused(await talk.send(people.drafter, change), "frozen");
    }
    const withdrawn = await talk.act(people.ilrcDrafter, { do: "withdraw", threadId });
    expect(withdrawn.suggestion?.state).toBe("withdrawn");
    refused(
      await talk.send(people.drafter, { do: "withdraw", threadId: byReviewer.id }),
      "forbidden",
    );
    value(await services.reviews.recall(people.drafter, documentId, { reason: "Once more." }));
    const claimed = await talk.act(people.drafter, { do: "claim", threadId: byReviewer.id });
    expect(claimed.suggestion?.state).toBe("open");
  });

  it("is closed by deciding it, not by resolving it, and can be talked about again", async () => {
    const { suggest, talk, people, recorded } = await open();
    const { id: threadId } = await suggest();
    refused(await talk.send(people.drafter, { do: "resolve", threadId }), "wrong-status");
    const rejected = await talk.act(people.drafter, { do: "reject", threadId });
    expect(rejected).toMatchObject({
      suggestion: { state: "rejected" },
      resolved: { by: { name: "drafter" } },
    });
    expect(await recorded()).toMatchObject([["suggestion.rejected", people.drafter.userId, {}]]);
    const again = await talk.act(people.ilrcDrafter, { do: "reopen", threadId });
    expect(again).toMatchObject({ resolved: null, suggestion: { state: "rejected" } });
    refused(await talk.send(people.drafter, { do: "claim", threadId }), "conflict");
    const plain = await talk.begin(people.drafter);
    refused(await talk.send(people.drafter, { do: "claim", threadId: plain.id }), "bad-input");
  });

  it("[M2] of one organization leaves no line in the record, accepted or rejected", async () => {
    const { talk, people, organizations, database } = await open();
    const lines = () => database.client.auditEvent.count();
    const before = await lines();
    for (const change of [{ do: "accept", written: [], erased: [] }, { do: "reject" }]) {
      const { id: threadId } = await talk.begin(people.drafter, {
        organizationId: organizations.council,
        suggestion: rewording("a", "b"),
      });
      await talk.act(people.drafter, { ...change, threadId });
    }
    expect(await lines()).toBe(before);
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
