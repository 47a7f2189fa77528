import { describe, expect, it } from "vitest";
import type * as Y from "yjs";
import { MARKS } from "#server/services/search/port.ts";
import { changeFlow, openReview, writeText } from "#tests/services/papers.ts";
import { rewording, talkOf } from "#tests/services/talk.ts";
import { openSuitOfRequest } from "#tests/services/suit.ts";
import { value } from "#tests/services/workspace.ts";
import { letterWithFile } from "./letter-with-file.ts";
import { searchedIn } from "./searched.ts";

// The index is not brought up to date between the act and the search.
describe("what is withdrawn", () => {
  it("[Q4] a comment that is removed, a suggestion that is withdrawn, a narrowed thread are gone at once", async () => {
    const review = await openReview();
    const talk = talkOf(review);
    const { people, organizations, database, documentId } = review;
    const said = await talk.begin(people.drafter, { text: "floccinaucinihil" });
    const suggested = await talk.begin(people.drafter, {
      text: "Better so?",
      suggestion: rewording("plain words", "gobbledygook words"),
    });
    const narrowed = await talk.begin(people.drafter, { text: "brouhaha" });
    await writeText(review, documentId, "A kerfuffle in the text.");
    const searched = await searchedIn(review);
    await searched.feed.catchUp();
    const count = async (words: string) => (await searched.found(people.ilrcDrafter, words)).length;
    const words = ["floccinaucinihil", "gobbledygook", "brouhaha", "kerfuffle"];
    expect(await Promise.all(words.map(count))).toEqual([1, 1, 1, 1]);

    const [comment] = said.comments;
    await talk.act(people.drafter, {
      do: "remove",
      threadId: said.id,
      commentId: comment?.id,
    });
    expect(await count("floccinaucinihil")).toBe(0);
    value(await talk.send(people.drafter, { do: "withdraw", threadId: suggested.id }));
    expect(await count("gobbledygook")).toBe(0);
    await database.client.thread.update({
      where: { id: narrowed.id },
      data: { organizationId: organizations.council },
    });
    expect(await count("brouhaha")).toBe(0);
    expect(await searched.found(people.observer, "brouhaha")).toHaveLength(1);
    await changeFlow(review, documentId, (root: Y.XmlText) => {
      const length = "kerfuffle in the text.".length;
      root.delete(root.length - length, length);
    });
    expect(await count("kerfuffle")).toBe(0);
  });

  it("[Q4] [Q2] a lawsuit, a line, a file that are taken away, and what a party or person saw who went, are gone at once", async () => {
    const suit = await openSuitOfRequest();
    const { services, people, slug, organizations, documentId, database, docketId } = suit;
    const entryId = await suit.recorded({
      kind: "other",
      number: "7",
      dated: "2022-02-01",
      text: "A taradiddle",
    } as never);
    await database.client.docket.update({
      where: { id: docketId },
      data: { judge: "Judge Widdershins" },
    });
    await talkOf(suit).begin(people.drafter, { text: "A snollygoster." });
    const { eventId, attachmentId } = await letterWithFile(suit, {
      note: "Skulduggery.",
      fileName: "lollygag.pdf",
    });
    const searched = await searchedIn(suit);
    await searched.feed.catchUp();
    const found = async (words: string, actor = people.ilrcDrafter) =>
      (await searched.found(await suit.actor(actor.userId), words)).length;
    expect(await found("taradiddle")).toBe(1);
    value(
      await services.dockets.retractEvent(people.staff, slug, docketId, entryId, {
        reason: "Another suit's.",
      } as never),
    );
    expect(await found("taradiddle")).toBe(0);
    expect([await found("lollygag"), await found("skulduggery")]).toEqual([1, 1]);
    value(await services.attachments.remove(people.staff, attachmentId, {}));
    expect(await found("lollygag")).toBe(0);
    value(await services.agencyRecord.retract(people.staff, eventId, { reason: "Another's." }));
    expect(await found("skulduggery")).toBe(0);
    expect(await found("Widdershins")).toBe(1);
    await database.client.document.updateMany({ where: { docketId }, data: { docketId: null } });
    await database.client.docket.delete({ where: { id: docketId } });
    expect(await found("Widdershins")).toBe(0);

    expect(await found("snollygoster")).toBe(1);
    expect(await found("snollygoster", people.observer)).toBe(1);
    await database.client.matterParty.deleteMany({
      where: { organizationId: organizations.ilrc },
    });
    expect(await found("snollygoster")).toBe(0);
    expect(await found(people.staff.email, people.observer)).toBe(1);
    value(
      await services.organizations.removePerson(
        await suit.actor(people.admin.userId),
        organizations.council,
        people.staff.userId,
      ),
    );
    expect(await found(people.staff.email, people.observer)).toBe(0);
    expect(await found("snollygoster", people.staff)).toBe(0);
    await database.client.thread.deleteMany({ where: { documentId } });
    expect(await found("snollygoster", people.observer)).toBe(0);
    // A later look takes out what is gone, so that no word of it is kept.
    await searched.index.write({ marks: { [MARKS.built]: null } });
    await searched.feed.catchUp();
    const left = await searched.index.stamps("thread", { limit: 100 });
    expect(left).toMatchObject({ ok: true, value: [] });
  });

  it("[Q4] many lines that are taken back hide none that stands, before the index knows of it", async () => {
    const suit = await openSuitOfRequest();
    const { people, database } = suit;
    const form = { kind: "other", number: "1", dated: "2022-02-01", text: "A taradiddle" };
    const first = await suit.recorded({ ...form, dated: "2022-01-20" } as never);
    const row = await database.client.docketEvent.findUniqueOrThrow({ where: { id: first } });
    const made = Array.from({ length: 40 }, (_, at) => ({
      ...row,
      id: `made-${at}`,
      recordedAt: new Date(row.recordedAt.getTime() + (at + 1) * 60_000),
    }));
    await database.client.docketEvent.createMany({ data: made });
    const searched = await searchedIn(suit);
    await searched.feed.catchUp();
    await database.client.docketEvent.deleteMany({ where: { id: { startsWith: "made-" } } });
    const found = await searched.found(people.observer, "taradiddle", { most: 5 });
    expect(found.map(({ path }) => path.split("#")[1])).toEqual([`entry-${first}`]);
  });

  it("[Q4] another spelling is taken from titles as they stand, never from one that was changed", async () => {
    const suit = await openSuitOfRequest();
    const { people, database, slug } = suit;
    const title = async (words: string) => {
      await database.client.matter.update({ where: { slug }, data: { title: words } });
    };
    await title("Snollygoster");
    const searched = await searchedIn(suit);
    await searched.feed.catchUp();
    const meant = async () => (await searched.view(people.observer, "Snolygoster")).meant;
    expect(await meant()).toBe("Snollygoster");
    await title("Priorities");
    expect(await meant()).toBeNull();
  });
});
