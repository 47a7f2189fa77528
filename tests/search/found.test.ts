import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { agencyEventForm } from "#app/domain/agency-record/form.ts";
import { openSuitOfRequest } from "#tests/services/suit.ts";
import { changeFlow, openReview, writeText } from "#tests/services/papers.ts";
import { rewording, talkOf } from "#tests/services/talk.ts";
import { value } from "#tests/services/workspace.ts";
import { excerptOf, searchedIn } from "./searched.ts";

const upload = (text: string, fileName: string) => ({
  fileName,
  bytes: (async function* () {
    yield Buffer.from(text);
  })(),
});

describe("what is found", () => {
  it("[Q1] a word of a draft is found in its sentence, and opened at its paragraph", async () => {
    const review = await openReview();
    await writeText(review, review.documentId, "The zymurgist answered on 5 U.S.C. § 552(a).");
    const searched = await searchedIn(review);
    await searched.feed.catchUp();
    const [item, ...others] = await searched.found(review.people.observer, "zymurgist §552");
    expect(others).toEqual([]);
    expect(item).toMatchObject({ kind: "document", title: "Weekly reports" });
    expect(item && excerptOf(item)).toContain("[zymurgist]");
    const block = /^\/documents\/[\w-]+#(.+)$/u.exec(item?.path ?? "")?.[1];
    const { prose } = value(await review.resources.drafts.prose(review.documentId));
    const last = prose.content.at(-1);
    expect([last?.attrs?.["id"], last?.content?.[0]?.text]).toEqual([
      block,
      "The zymurgist answered on 5 U.S.C. § 552(a).",
    ]);
  });

  it("[Q1] of a paper one text is found: a version by words that its draft has no more", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    await writeText(review, documentId, "A word: rigmarole.");
    for (const name of ["First", "Second"]) {
      value(await services.versions.name(people.drafter, documentId, { name }));
      await writeText(review, documentId, `After the ${name}.`);
    }
    const searched = await searchedIn(review);
    await searched.feed.catchUp();
    const paths = async () =>
      (await searched.found(people.observer, "rigmarole")).map(({ path }) => path.split("#")[0]);
    expect(await paths()).toEqual([`/documents/${documentId}`]);
    await changeFlow(review, documentId, (root) => root.delete(0, root.length));
    expect(await paths()).toEqual([`/documents/${documentId}/versions/2`]);
    await searched.feed.catchUp();
    const [item] = await searched.found(people.observer, "rigmarole");
    expect(item).toMatchObject({ title: "Weekly reports" });
    expect(item?.where).toMatch(/^Version 2, “Second” · /u);
  });

  it("[Q1] many versions of one paper hide no other paper", async () => {
    const review = await openReview();
    const { services, people, database, slug } = review;
    const form = { kind: "letter", title: "The other paper", layoutProfile: "letter" } as const;
    const other = value(await services.documents.create(people.drafter, slug, form)).documentId;
    for (const documentId of [other, review.documentId]) {
      await writeText(review, documentId, "A word: rigmarole.");
      value(await services.versions.name(people.drafter, documentId, { name: "First" }));
      await changeFlow(review, documentId, (root) => root.delete(0, root.length));
    }
    const last = await database.client.version.findFirstOrThrow({
      where: { documentId: review.documentId, name: "First" },
    });
    const made = Array.from({ length: 130 }, (_, at) => ({
      ...last,
      id: `made-${at}`,
      number: last.number + at + 1,
      createdAt: new Date(last.createdAt.getTime() + (at + 1) * 60_000),
    }));
    await database.client.version.createMany({ data: made });
    const searched = await searchedIn(review);
    await searched.feed.catchUp();
    const [group] = (await searched.view(people.observer, "rigmarole", { most: 5 })).groups;
    expect(group?.items.map(({ title }) => title)).toEqual(["Weekly reports", "The other paper"]);
    expect(group?.hasMore).toBe(false);
  });

  it("[Q1] a person is opened where the reader may look: on a page of their own, or among the people", async () => {
    const review = await openReview();
    const { people, organizations } = review;
    const searched = await searchedIn(review);
    await searched.feed.catchUp();
    const path = async (actor: Actor) =>
      (await searched.found(actor, people.staff.email)).find(({ kind }) => kind === "person")?.path;
    const at = `/organizations/${organizations.council}`;
    expect(await path(people.admin)).toBe(`${at}/people/${people.staff.userId}`);
    expect(await path(people.observer)).toBe(`${at}#person-${people.staff.userId}`);
  });

  it("[Q2] more is never said to be found than what stands there", async () => {
    const review = await openReview();
    const { people, database, organizations } = review;
    const talk = talkOf(review);
    for (let number = 0; number < 20; number += 1) {
      await talk.begin(people.drafter, { text: `hullabaloo ${number}` });
    }
    const searched = await searchedIn(review);
    await searched.feed.catchUp();
    const [all] = (await searched.view(people.ilrcDrafter, "hullabaloo", { most: 6 })).groups;
    expect([all?.items.length, all?.hasMore]).toEqual([6, true]);
    // Nineteen become another's; the index does not know it yet.
    const [left] = await database.client.thread.findMany({ orderBy: { id: "asc" }, take: 1 });
    await database.client.thread.updateMany({
      where: { id: { not: left?.id ?? "" } },
      data: { organizationId: organizations.council },
    });
    const groups = (await searched.view(people.ilrcDrafter, "hullabaloo", { most: 6 })).groups;
    expect(groups.every(({ hasMore }) => !hasMore)).toBe(true);
    expect(groups.flatMap(({ items }) => items).length).toBeLessThanOrEqual(1);
    await searched.feed.catchUp();
  });

  it("[Q2] [M2] one's own thread is found by one's own people alone", async () => {
    const review = await openReview();
    const talk = talkOf(review);
    const { people, organizations } = review;
    await talk.begin(people.drafter, { text: "quibberish", organizationId: organizations.council });
    const searched = await searchedIn(review);
    await searched.feed.catchUp();
    const [own] = await searched.found(people.observer, "quibberish");
    expect(own).toMatchObject({ kind: "comment", title: `Comment by ${people.drafter.name}` });
    expect(own?.where).toContain("Council only");
    expect(await searched.view(people.ilrcDrafter, "quibberish")).toMatchObject({
      groups: [],
      meant: null,
    });
    expect(await searched.view(people.stranger, "quibberish")).toMatchObject({ groups: [] });
  });

  it("[Q1] every kind of thing is found by its words, and has the address of its spot", async () => {
    const suit = await openSuitOfRequest();
    const { services, people, slug, docketId, documentId, organizations } = suit;
    const read = async ({ sha256 }: { sha256: string }) => [
      { page: 1, words: `The cover of ${sha256.length}`, flagged: [] },
      { page: 2, words: "The plethysmograph stands on the second page.", flagged: [] },
    ];
    const letter = {
      kind: "acknowledged",
      dated: "2021-10-09",
      note: "They wrote xylographically.",
    };
    const { eventId } = value(
      await services.agencyRecord.record(people.staff, documentId, agencyEventForm.parse(letter)),
    );
    value(
      await services.attachments.add(
        people.staff,
        "agency-event",
        eventId,
        { role: undefined },
        upload("%PDF The answer.", "zugzwang.pdf"),
      ),
    );
    const entryId = await suit.recorded({
      kind: "other",
      number: "12",
      dated: "2022-02-01",
      text: "Clerk's notice about the quodlibet",
    } as never);
    const thread = await talkOf(suit).begin(people.drafter, { text: "A borborygmus remains." });
    const searched = await searchedIn(suit, { texts: read });
    await searched.feed.catchUp();
    const paths = async (words: string, actor: Actor = people.observer) =>
      (await searched.found(actor, words)).map(({ kind, path }) => [kind, path]);
    expect(await paths("xylographically")).toEqual([
      ["letter", `/documents/${documentId}/record#event-${eventId}`],
    ]);
    expect(await paths("quodlibet")).toEqual([
      ["docket", `/matters/${slug}/dockets/${docketId}#entry-${entryId}`],
    ]);
    expect(await paths("borborygmus")).toEqual([
      ["comment", `/documents/${documentId}#thread-${thread.id}`],
    ]);
    const [file] = await searched.found(people.observer, "plethysmograph");
    expect(file).toMatchObject({ kind: "attachment", title: "zugzwang.pdf" });
    expect(file?.path).toMatch(/^\/attachments\/[\w-]+\?page=2$/u);
    expect(await paths("zugzwang")).toEqual([["attachment", file?.path.replace("?page=2", "")]]);
    expect(await paths("ICE FOIA Office", people.ilrcDrafter)).toContainEqual([
      "document",
      `/documents/${documentId}/filed`,
    ]);
    const [filed] = await searched.found(people.observer, "weekly reports ICE", {
      kinds: ["document"],
    });
    // At its paragraph, and of the day on which it was filed.
    expect(filed?.path).toMatch(new RegExp(`^/documents/${documentId}/filed`, "u"));
    expect(filed?.at?.slice(0, 10)).toBe(
      (await suit.database.client.filing.findFirstOrThrow({ where: { documentId } })).filedOn,
    );
    expect(await paths("confirm the filing")).toContainEqual(["help", "/help/filing#confirm"]);
    expect(await paths("priorities")).toContainEqual(["matter", `/matters/${slug}`]);
    const { email, userId } = people.observer;
    expect(await paths(email)).toEqual([
      ["person", `/organizations/${organizations.council}#person-${userId}`],
    ]);
    expect(await paths(email, people.ilrcDrafter)).toEqual([]);
    // Its own words are in the index; those of the filed request are found once, as they were filed.
    const request = await searched.found(people.observer, "weekly reports");
    expect(request.filter(({ path }) => path.includes(documentId))).toHaveLength(1);
  });

  it("[Q2] names to watch for are found by nobody, and no word of a search is logged", async () => {
    const review = await openReview();
    const { services, people, slug } = review;
    value(
      await services.matters.editWatchList(people.drafter, slug, {
        names: "Quillon Vexworthy",
        revision: 0,
      } as never),
    );
    const talk = talkOf(review);
    await talk.begin(people.drafter, { text: "sesquipedalian", suggestion: rewording("a", "b") });
    const searched = await searchedIn(review);
    await searched.feed.catchUp();
    expect(await searched.found(people.drafter, "Vexworthy")).toEqual([]);
    expect(await searched.found(people.drafter, "sesquipedalian")).toHaveLength(1);
    expect(review.logged()).not.toMatch(/sesquipedalian|vexworthy/iu);
  });
});
