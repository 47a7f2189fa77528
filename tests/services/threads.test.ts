import { describe, expect, it } from "vitest";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { openReview, submit } from "./papers.ts";
import { beginningOf, draftPlace, sent, talkOf } from "./talk.ts";
import { refused, value } from "./workspace.ts";

const open = async () => {
  const review = await openReview();
  return { ...review, talk: talkOf(review) };
};

describe("a thread beside the text", () => {
  it("[M1] begins with a comment at a place, is answered, and says who wrote when and for whom", async () => {
    const { people, talk, clock, pass } = await open();
    const begun = await talk.begin(people.drafter, { text: "Is this so?" });
    const beganAt = clock().toISOString();
    pass(60_000);
    value(await talk.reply(people.ilrcDrafter, begun.id, "  It is.  "));
    const [thread, ...others] = (await talk.all(people.observer)).threads;
    expect(others).toEqual([]);
    expect(thread).toMatchObject({
      id: begun.id,
      organization: null,
      place: draftPlace("these words"),
      by: { name: "drafter", organization: "Council" },
      createdAt: beganAt,
      changedAt: clock().toISOString(),
      resolved: null,
      suggestion: null,
      isUnread: true,
      sharing: null,
    });
    expect(
      thread?.comments.map(({ author, text, at, isMine }) => [author, text, at, isMine]),
    ).toMatchObject([
      [{ name: "drafter", organization: "Council" }, "Is this so?", beganAt, false],
      [{ name: "ilrc-drafter", organization: "ILRC" }, "It is.", clock().toISOString(), false],
    ]);
  });

  it("[M1] is kept once, however often a device that was offline sends it", async () => {
    const { people, talk, threadNotices } = await open();
    const change = beginningOf({ text: "Once." });
    await talk.act(people.drafter, change);
    const again = await talk.act(people.drafter, change);
    const answer = {
      do: "reply",
      threadId: again.id,
      commentId: crypto.randomUUID(),
      text: "And once.",
      mentions: [],
    } as const;
    await talk.act(people.ilrcDrafter, answer);
    await talk.act(people.ilrcDrafter, answer);
    expect(await talk.words(people.drafter)).toEqual(["Once.", "And once."]);
    expect(threadNotices).toHaveLength(2);
    // Another's ids are nobody else's to use.
    refused(await talk.send(people.ilrcDrafter, change), "conflict");
    refused(await talk.send(people.drafter, answer), "conflict");
  });

  it("[M1] has comments that only their authors change or remove; of removed ones nothing is shown", async () => {
    const { people, talk, database } = await open();
    const { id: threadId, comments } = await talk.begin(people.drafter, { text: "A slip." });
    const commentId = comments[0]!.id;
    const edit = { do: "edit", threadId, commentId, text: "Better.", mentions: [] } as const;
    refused(await talk.send(people.ilrcDrafter, edit), "forbidden");
    refused(
      await talk.send(people.ilrcDrafter, { do: "remove", threadId, commentId }),
      "forbidden",
    );
    expect((await talk.act(people.drafter, edit)).comments).toMatchObject([
      { text: "Better.", editedAt: expect.any(String), removedAt: null },
    ]);
    const removed = await talk.act(people.drafter, { do: "remove", threadId, commentId });
    expect(removed.comments).toMatchObject([
      { text: "", author: { name: "drafter" }, editedAt: null, removedAt: expect.any(String) },
    ]);
    refused(await talk.send(people.drafter, edit), "wrong-status");
    const rows = JSON.stringify(await database.client.comment.findMany());
    expect([rows.includes("slip"), rows.includes("Better")]).toEqual([false, false]);
  });

  it("[M1] leaves one job behind, however often a comment is edited", async () => {
    const { people, talk, database, pass } = await open();
    const { id: threadId, comments } = await talk.begin(people.drafter, { text: "A slip." });
    const edit = { do: "edit", threadId, commentId: comments[0]!.id, mentions: [] } as const;
    for (let nth = 0; nth < 20; nth += 1) {
      pass(1_000);
      await talk.act(people.drafter, { ...edit, text: `Better ${nth}.` });
    }
    const kind = "reminders.comment";
    expect(await database.client.job.count({ where: { kind } })).toBe(1);
    // It is to be done again, whatever became of it.
    await database.client.job.updateMany({ where: { kind }, data: { doneAt: new Date() } });
    await talk.act(people.drafter, { ...edit, text: "Best." });
    expect(await database.client.job.count({ where: { kind, doneAt: null } })).toBe(1);
  });

  it("[M1] is resolved and opened again by whoever may comment, and says by whom", async () => {
    const { people, talk } = await open();
    const { id: threadId } = await talk.begin(people.drafter);
    const resolved = await talk.act(people.staff, { do: "resolve", threadId });
    expect(resolved.resolved).toMatchObject({ by: { name: "staff" }, at: expect.any(String) });
    refused(await talk.send(people.observer, { do: "reopen", threadId }), "forbidden");
    const again = await talk.act(people.ilrcDrafter, { do: "reopen", threadId });
    expect(again.resolved).toBeNull();
  });

  it("[M5] is told to open desks after it changed, and is unread for the others alone", async () => {
    const { people, talk, documentId, organizations, threadNotices } = await open();
    const { ilrc } = organizations;
    const begun = await talk.begin(people.ilrcDrafter, { organizationId: ilrc });
    const shared = await talk.begin(people.drafter);
    expect(threadNotices).toEqual([
      { documentId, ids: [begun.id], organizationId: ilrc },
      { documentId, ids: [shared.id], organizationId: null },
    ]);
    const unread = async (who: typeof people.drafter) =>
      (await talk.all(who)).threads.filter(({ isUnread }) => isUnread).map(({ id }) => id);
    expect(await unread(people.drafter)).toEqual([]);
    expect(await unread(people.ilrcDrafter)).toEqual([shared.id]);
    value(await talk.send(people.ilrcDrafter, { do: "read", threadIds: [shared.id] }));
    expect(await unread(people.ilrcDrafter)).toEqual([]);
    value(await talk.reply(people.ilrcDrafter, shared.id, "Read, and answered."));
    expect(await unread(people.ilrcDrafter)).toEqual([]);
    expect(await unread(people.drafter)).toEqual([shared.id]);
    // People who answer without having read the rest still have the rest to read.
    value(await talk.reply(people.drafter, shared.id, "Sent by a device that was offline."));
    expect(await unread(people.drafter)).toEqual([shared.id]);
  });

  it("[M5] is read up to what the reader has seen, not up to what came while they looked", async () => {
    const { people, talk, pass } = await open();
    const { id, changedAt } = await talk.begin(people.drafter);
    pass(1_000);
    value(await talk.reply(people.drafter, id, "One more thing."));
    const read = await talk.act(people.staff, {
      do: "read",
      threadIds: [id],
      seen: { [id]: changedAt },
    });
    expect(read.isUnread).toBe(true);
    expect((await talk.act(people.staff, { do: "read", threadIds: [id] })).isUnread).toBe(false);
  });

  it("[M6] names people who may see it, and nobody else", async () => {
    const { people, talk, organizations } = await open();
    const everybody = [people.ilrcDrafter, people.observer, people.stranger];
    const named = async (organizationId: string | null) =>
      (await talk.begin(people.drafter, { organizationId, mentions: everybody })).comments
        .flatMap(({ mentions }) => mentions.map(({ name }) => name))
        .sort();
    expect(await named(null)).toEqual(["ilrc-drafter", "observer"]);
    expect(await named(organizations.council)).toEqual(["observer"]);
    const { people: offered, scopes } = await talk.all(people.drafter);
    expect(offered.map(({ name }) => name)).not.toContain("stranger");
    expect(scopes).toEqual([{ id: organizations.council, shortName: "Council" }]);
  });

  it("[M4] hangs on a version's words, checked against the version, while nobody can edit it", async () => {
    const review = await openReview();
    const talk = talkOf(review);
    const { database, people } = review;
    const { versionId } = await submit(review);
    const { content } = await database.client.version.findUniqueOrThrow({
      where: { id: versionId },
    });
    const { prose } = JSON.parse(content) as {
      prose: { content: { attrs: { id: string }; content?: { text?: string }[] }[] };
    };
    const block = prose.content.find(({ content: inside }) => inside?.[0]?.text)!;
    const size = block.content!.reduce((sum, { text = "." }) => sum + text.length, 0);
    const place = {
      in: "version",
      versionId,
      blockId: block.attrs.id,
      fromOffset: 0,
      toOffset: size,
      toBlockId: null,
      quote: "words",
      before: "",
      after: "",
    } as const;
    const thread = await talk.begin(review.reviewers.ilrc, { place });
    expect(thread).toMatchObject({ place, versionNumber: 1 });
    const nowhere = [
      { ...place, toOffset: size + 1 },
      { ...place, fromOffset: 2, toOffset: 1 },
      { ...place, blockId: "no-such-block" },
      { ...place, toBlockId: "no-such-block" },
      { ...place, versionId: "no-such-version" },
    ];
    for (const wrong of nowhere) {
      const { sentence } = refused(
        await talk.send(people.drafter, beginningOf({ place: wrong })),
        "bad-input",
      );
      expect(sentence).toContain("not in that version");
    }
    const whole = await talk.begin(people.drafter, { place: { in: "document" } });
    expect(whole).toMatchObject({ place: { in: "document" }, versionNumber: null });

    // Open again, whoever may edit gives it a place in the draft, once; that in the version stays.
    const to = draftPlace("as the client has them");
    const give = { do: "move", moves: [{ threadId: thread.id, from: place, to }] };
    refused(await talk.send(people.drafter, give), "frozen");
    value(
      await review.services.reviews.recall(people.drafter, review.documentId, { reason: "No." }),
    );
    const { generation } = await database.client.document.findUniqueOrThrow({
      where: { id: review.documentId },
    });
    const now = { ...to, generation };
    const again = { do: "move", moves: [{ threadId: thread.id, from: place, to: now }] };
    refused(await talk.send(review.reviewers.ilrc, again), "forbidden");
    const given = await talk.act(people.drafter, again);
    const inDraft = { ...now, quote: "words", before: "", after: "" };
    expect(given).toMatchObject({ place: { ...place, draft: inDraft }, versionNumber: 1 });
    expect(given.changedAt).toBe(thread.changedAt);
    refused(await talk.send(people.drafter, again), "stale");
    // A thread that is dragged afterwards has its place in the draft moved.
    const from = given.place;
    const dragged = {
      do: "move",
      moves: [{ threadId: thread.id, from, to: { ...now, fromOffset: 9 } }],
    };
    expect((await talk.act(people.drafter, dragged)).place).toEqual({
      ...place,
      draft: { ...inDraft, fromOffset: 9 },
    });
  });

  it("[M4] is not lost where the draft was frozen while it was written, with whatever place is known of it", async () => {
    const review = await openReview();
    await submit(review);
    const talk = talkOf(review);
    // As of words whose letters were cut: the page finds them by their quote.
    const place = draftPlace("these words", { from: {}, to: {}, blockId: "no-such-block" });
    const begun = await talk.begin(review.people.drafter, { text: "Is this so?", place });
    expect(begun).toMatchObject({ place, versionNumber: null });
    const ahead = beginningOf({ place: { ...place, generation: place.generation + 1 } });
    refused(await talk.send(review.people.drafter, ahead), "generation-differs");
  });

  it("[M4] begins in a version without a place in the draft, whatever a client says", async () => {
    const review = await openReview();
    const { versionId } = await submit(review);
    const place = {
      in: "version",
      versionId,
      blockId: "a",
      fromOffset: 0,
      toOffset: 1,
      toBlockId: null,
      quote: "w",
      before: "",
      after: "",
      draft: draftPlace("w"),
    } as const;
    const change = { ...beginningOf({}), place };
    const { sentence } = refused(
      await talkOf(review).send(review.people.drafter, change),
      "bad-input",
    );
    expect(sentence).toContain("could not be read");
  });
});

describe("what is sent beside the text", () => {
  it("is refused with a sentence for people where it is too long, empty or unreadable", async () => {
    const { people, talk, documentId, services } = await open();
    const told = async (change: unknown) =>
      refused(await talk.send(people.drafter, change), "bad-input").sentence;
    const words = (text: string) => beginningOf({ text });
    expect(await told(words("x".repeat(MARGIN_LIMITS.comment + 1)))).toBe(
      "A comment has at most 10,000 characters. Nothing was lost; shorten it, or send it in two.",
    );
    expect(await told(words(" \n "))).toBe("Write something first.");
    expect(await told({ ...words("x"), author: "somebody else" })).toContain("could not be read");
    for (const nothing of [null, 7, "x", [], {}, { do: "delete" }, { do: "__proto__" }]) {
      expect(await told(nothing)).toContain("could not be read");
    }
    expect(await talk.words(people.drafter)).toEqual([]);
    const { change } = services.threads;
    refused(await change(people.stranger, documentId, sent(words("x"))), "not-found");
    refused(await change(people.drafter, "no-such", sent(words("x"))), "not-found");
    refused(await talk.send(people.observer, words("x")), "forbidden");
  });

  it("keeps no characters that a database can't", async () => {
    const { people, talk } = await open();
    await talk.begin(people.drafter, {
      text: "a\u0000b\ud800c 😀",
      place: draftPlace("half \udc00"),
    });
    expect(await talk.words(people.staff)).toEqual(["ab\ufffdc 😀"]);
  });

  it("is bounded for each person and minute, and others are not held up", async () => {
    const { people, services, documentId } = await open();
    const admit = (who: typeof people.drafter) => services.threads.admit(who, documentId, 60);
    let count = 0;
    while (count < 2_000 && (await admit(people.drafter)).ok) count += 1;
    // Accepting all of a long list fits in.
    expect(count).toBeGreaterThan(MARGIN_LIMITS.openSuggestions);
    expect(count).toBeLessThan(1_000);
    expect(refused(await admit(people.drafter), "too-many-tries").sentence).toMatch(
      /Nothing was lost: .* can be sent again in \d+ seconds/,
    );
    value(await admit(people.staff));
  });
});
