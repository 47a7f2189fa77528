import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import type { RefusalCode } from "#app/domain/refusal.ts";
import type { SearchIndex } from "#server/search/search-index.ts";
import { attachments } from "#server/services/search/sources/attachments.ts";
import { findEverywhere } from "#server/services/search/find.ts";
import { openReview, writeText } from "#tests/services/papers.ts";
import { openSuitOfRequest } from "#tests/services/suit.ts";
import { value } from "#tests/services/workspace.ts";
import { letterWithFile } from "./letter-with-file.ts";
import { excerptOf, searchedIn } from "./searched.ts";

describe("what is found, besides", () => {
  it("[Q1] a template is found by its name, note and words, and by its organization's people alone", async () => {
    const review = await openReview();
    const { services, people, organizations, documentId } = review;
    await writeText(review, documentId, "The zymurgist asks for all records.");
    const form = {
      organizationId: organizations.council,
      name: "Our quomodocunquize",
      note: "For the gardyloo cases.",
      keepNames: "yes",
    };
    const { templateId } = value(
      await services.organizationTexts.keepTemplate(people.drafter, documentId, form as never),
    );
    const { feed, found, index } = await searchedIn(review);
    await feed.catchUp();
    const at = `/organizations/${organizations.council}/texts/templates/${templateId}`;
    const places = async (words: string, actor: Actor = people.observer) =>
      (await found(actor, words, { kinds: ["clause"] })).map(({ path, where }) => [path, where]);
    for (const words of ["quomodocunquize", "gardyloo cases", "zymurgist asks"]) {
      expect(await places(words)).toEqual([[at, "Template of Council"]]);
      expect(await places(words, people.ilrcDrafter)).toEqual([]);
    }
    const change = { name: "Our rigmarole", note: "", revision: 1 };
    value(
      await services.organizationTexts.changeTemplate(
        people.drafter,
        organizations.council,
        templateId,
        change as never,
      ),
    );
    expect(await places("gardyloo")).toEqual([]);
    await feed.catchUp();
    expect(await places("rigmarole")).toEqual([[at, "Template of Council"]]);
    value(
      await services.organizationTexts.removeTemplate(
        people.drafter,
        organizations.council,
        templateId,
        { revision: 2 } as never,
      ),
    );
    expect(await places("zymurgist")).toEqual([]);
    await feed.catchUp();
    expect(await index.stamps("template", { limit: 9 })).toMatchObject({ value: [] });
  });

  it("[Q1] [Q2] people of the other parties are found by name and organization alone, as long as a matter is shared", async () => {
    const review = await openReview();
    const { people, organizations, slug, database, services } = review;
    const { feed, found } = await searchedIn(review);
    await feed.catchUp();
    const persons = async (actor: Actor, words: string) =>
      (await found(await review.actor(actor.userId), words, { kinds: ["person"] })).map(
        ({ title, where, path }) => [title, where, path],
      );
    const { council } = organizations;
    const { name, email, userId } = people.observer;
    const at = `/matters/${slug}#person-${council}-${userId}`;
    expect(await persons(people.ilrcDrafter, `"${name}"`)).toEqual([[name, "Council", at]]);
    expect(await persons(people.ilrcDrafter, email)).toEqual([]);
    const all = await persons(people.ilrcDrafter, "Council");
    expect(all).toContainEqual([name, "Council", at]);
    expect(all.map(([, , path]) => path)).toContain(`/matters/${slug}#party-${council}`);
    // One's own are found once, with their addresses, on their own page.
    expect(await persons(people.drafter, email)).toEqual([
      [name, "Council", `/organizations/${council}#person-${userId}`],
    ]);
    expect(await persons(people.stranger, `"${name}"`)).toEqual([]);
    value(await services.account.changeName(people.observer, { name: "Peregrine Falconer" }));
    expect(await persons(people.ilrcDrafter, `"${name}"`)).toEqual([]);
    await feed.catchUp();
    expect(await persons(people.ilrcDrafter, "peregrine")).toHaveLength(1);
    const ilrc = { organizationId: people.ilrcDrafter.memberships[0]?.organizationId ?? "" };
    await database.client.matterParty.deleteMany({ where: ilrc });
    expect(await persons(people.ilrcDrafter, "peregrine")).toEqual([]);
  });

  it("[Q1] a version is found by its name, also where the draft has the same words, and before texts", async () => {
    const review = await openReview();
    const { services, people, documentId, slug } = review;
    await writeText(review, documentId, "Words before the call with the client.");
    value(await services.versions.name(people.drafter, documentId, { name: "Before the call" }));
    const form = { kind: "letter", title: "The other paper", layoutProfile: "letter" } as const;
    const other = value(await services.documents.create(people.drafter, slug, form)).documentId;
    await writeText(review, other, "Said before the call.");
    const { feed, found } = await searchedIn(review);
    await feed.catchUp();
    const places = async (words: string) =>
      (await found(people.observer, words, { kinds: ["document"] })).map(({ path, where }) => [
        path.split("#")[0],
        where.split(" · ")[0],
      ]);
    const version = [`/documents/${documentId}/versions/1`, "Version 1, “Before the call”"];
    const [first, ...texts] = await places("before the call");
    expect(first).toEqual(version);
    expect(texts.toSorted()).toEqual(
      [other, documentId].map((id) => [`/documents/${id}`, "Draft"]).toSorted(),
    );
    expect((await places("the client"))[0]).toEqual([`/documents/${documentId}`, "Draft"]);
    expect(await places("the client")).toHaveLength(1);
  });

  it("[Q2] of a file that part is not shown which looks private, and it is found by its words", async () => {
    const suit = await openSuitOfRequest();
    const { people, database } = suit;
    const SSN = "123-45-6789";
    const first = `The plethysmograph of Ms. Doe. ${"More of it. ".repeat(30)}`;
    const words = `${first}Her number is ${SSN}, said the zymurgist.`;
    const from = words.indexOf(SSN);
    const texts = async () => [
      { page: 1, words, flagged: [[from, from + SSN.length]] as const },
      { page: 2, words: "The widdershins stands on the second page.", flagged: [] },
      { page: 3, words: "And the third one is of D.", flagged: [] },
    ];
    const { attachmentId } = await letterWithFile(suit, {
      note: "A letter.",
      fileName: "answer.pdf",
    });
    const searched = await searchedIn(suit, { texts });
    await searched.feed.catchUp();
    const shown = async (asked: string) => {
      const [file] = await searched.found(people.observer, asked, { kinds: ["attachment"] });
      return file && [file.where.split(" · ")[0], excerptOf(file)];
    };
    expect((await shown("plethysmograph"))?.[1]).toContain("[plethysmograph] of Ms. Doe");
    expect(await shown("zymurgist")).toEqual(["File, page 1", ""]);
    expect(await shown(SSN)).toEqual(["File, page 1", ""]);
    expect((await shown("widdershins"))?.[1]).toContain("[widdershins]");
    // A name that is watched for was found on that page.
    const scan = (place: string) =>
      JSON.stringify({
        data: [{ place, kind: "watched-name", shown: "D." }],
        unread: [],
        rules: 2,
      });
    const watched = (place: string) =>
      database.client.attachment.update({
        where: { id: attachmentId },
        data: { scan: scan(place) },
      });
    await watched("page 1");
    expect(await shown("plethysmograph")).toEqual(["File, page 1", ""]);
    expect((await shown("widdershins"))?.[1]).toContain("[widdershins]");
    // Or on the next one, where an excerpt runs onto it, as none does while each ends with its line.
    await watched("page 3");
    expect((await shown("widdershins"))?.[1]).toContain("[widdershins]");
    const data = JSON.stringify({
      pages: [
        [0, 2],
        [50, 3],
      ],
      flagged: [],
    });
    const isHidden = async (to: number) => {
      const hit = { id: attachmentId, data, at: 10, shown: { from: 4, to } };
      const places = await attachments.places(suit.resources, [hit], people.observer);
      return places.get(attachmentId)?.isPrivate;
    };
    expect([await isHidden(49), await isHidden(60)]).toEqual([false, true]);
    await watched("the text");
    expect(await shown("widdershins")).toEqual(["File, page 2", ""]);
  });
});

describe("where the index has no answer", () => {
  it("[Q2] says that too many search only where that is so, and that it is built anew where it is", async () => {
    const review = await openReview();
    const { index } = await searchedIn(review);
    const answer = async (code: string) => {
      const failing = {
        ...index,
        find: async () => ({ ok: false, refusal: { code } }),
      } as unknown as SearchIndex;
      const resources = { ...review.resources, search: { index: async () => failing } };
      return findEverywhere(resources, review.people.observer, "words");
    };
    const sentence = async (code: string) => {
      const found = await answer(code);
      if (found.ok) throw new Error("an answer");
      expect(found.refusal.code).toBe("unavailable" satisfies RefusalCode);
      return found.refusal.sentence;
    };
    expect(await sentence("busy")).toMatch(/^Too many people are searching/u);
    for (const code of ["unavailable", "crashed", "our-fault", "stopping", "not-wanted"]) {
      expect(await sentence(code)).toMatch(/^The search has no answer at this moment/u);
    }
    expect(value(await answer("damaged"))).toMatchObject({ groups: [], isBuilding: true });
  });
});
