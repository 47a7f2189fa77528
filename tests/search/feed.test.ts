import { describe, expect, it } from "vitest";
import { searchJobs } from "#server/services/search/reindex.ts";
import { MARKS } from "#server/services/search/port.ts";
import { createSystem } from "#server/services/system/index.ts";
import { openReview, submit, writeText } from "#tests/services/papers.ts";
import { rewording, talkOf } from "#tests/services/talk.ts";
import { value } from "#tests/services/workspace.ts";
import { searchedIn } from "./searched.ts";

const until = async (isThere: () => Promise<boolean>, withinMs: number): Promise<number> => {
  const began = performance.now();
  while (!(await isThere())) {
    if (performance.now() - began > withinMs) throw new Error(`not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return performance.now() - began;
};

describe("the index follows the workspace", () => {
  it("[Q4] what is saved is found within five seconds, typed by this process or another", async () => {
    const review = await openReview();
    const { people, documentId } = review;
    for (const areOthers of [false, true]) {
      const searched = await searchedIn(review, { areOthers });
      await searched.feed.catchUp();
      const stop = new AbortController();
      const running = searched.feed.run(stop.signal);
      try {
        const word = areOthers ? "elsewhere" : "hereabouts";
        await review.database.client.document.update({
          where: { id: documentId },
          data: { editedAt: new Date() },
        });
        await writeText(review, documentId, `Somebody typed ${word}.`);
        if (!areOthers) searched.feed.draftSaved(documentId);
        const isFound = async (asked: string) =>
          (await searched.found(people.ilrcDrafter, asked)).length === 1;
        expect(await until(() => isFound(word), 5_000)).toBeLessThan(5_000);
        await talkOf(review).begin(people.drafter, { text: `A comment of ${word}s` });
        expect(await until(() => isFound(`${word}s`), 5_000)).toBeLessThan(5_000);
      } finally {
        stop.abort();
        await running;
      }
    }
  });

  it("[L1] of a paper that is pinned the version is found, whatever the rows of its draft say", async () => {
    const review = await openReview();
    const { people, documentId } = review;
    await writeText(review, documentId, "The parties agreed on a gallimaufry.");
    await submit(review);
    await writeText(review, documentId, "Nobody agreed on a farrago.");
    const searched = await searchedIn(review);
    await searched.feed.catchUp();
    expect(await searched.found(people.ilrcDrafter, "gallimaufry")).toHaveLength(1);
    expect(await searched.found(people.ilrcDrafter, "farrago")).toEqual([]);
  });

  it("[Q4] an index is filled on an existing workspace, after a restore, and when the operator asks, and says so meanwhile", async () => {
    const review = await openReview();
    const { people, documentId, resources, database } = review;
    await writeText(review, documentId, "A gallimaufry.");
    const searched = await searchedIn(review);
    const view = async () => {
      const { groups, isBuilding } = await searched.view(people.ilrcDrafter, "gallimaufry");
      return [groups.length, isBuilding];
    };
    expect(await view()).toEqual([0, true]);
    await searched.feed.catchUp();
    expect(await view()).toEqual([1, false]);

    // Another record than the one that the index followed.
    await searched.index.write({ marks: { [MARKS.record]: `1 ${"f".repeat(64)}` } });
    await database.client.document.update({
      where: { id: documentId },
      data: { title: "Renamed" },
    });
    await searched.feed.catchUp();
    expect(await view()).toEqual([1, false]);
    expect(await searched.found(people.ilrcDrafter, "Renamed")).toHaveLength(1);

    const system = createSystem({ ...resources });
    await system.reindex();
    await system.reindex();
    const [job, ...others] = await database.client.job.findMany({
      where: { kind: "search.reindex" },
    });
    expect(others).toEqual([]);
    const handlers = searchJobs({ search: { index: async () => searched.index } });
    await handlers["search.reindex"]?.(
      { id: job?.id ?? "", key: "", kind: "", payload: {}, attempt: 1 },
      new AbortController().signal,
    );
    expect(await view()).toEqual([0, true]);
    await searched.feed.catchUp();
    expect(await view()).toEqual([1, false]);
  });

  it("[Q4] two that fill one index at once leave it whole", async () => {
    const review = await openReview();
    const { people } = review;
    const talk = talkOf(review);
    const searched = await searchedIn(review);
    const { feed } = searched;
    await Promise.all([feed.catchUp(), feed.catchUp()]);
    for (let number = 0; number < 5; number += 1) {
      await talk.begin(people.drafter, { text: `salmagundi ${number}` });
      await Promise.all([feed.catchUp(), feed.catchUp()]);
    }
    expect(await searched.found(people.observer, "salmagundi", { most: 20 })).toHaveLength(5);
  });

  it("[Q4] one row that can't be read keeps nothing else from being found", async () => {
    const review = await openReview();
    const { people, documentId, database } = review;
    const talk = talkOf(review);
    const broken = await talk.begin(people.drafter, {
      text: "nudiustertian",
      suggestion: rewording("one", "two"),
    });
    await talk.begin(people.drafter, { text: "A second ultracrepidarian." });
    await writeText(review, documentId, "A draft that is damaged.");
    await database.client.suggestion.update({
      where: { threadId: broken.id },
      data: { summary: "{" },
    });
    await database.client.draftUpdate.updateMany({
      where: { documentId },
      data: { bytes: new Uint8Array([1, 2, 3]) },
    });
    const searched = await searchedIn(review);
    await searched.feed.catchUp();
    const { groups, isBuilding } = await searched.view(people.ilrcDrafter, "ultracrepidarian");
    expect([groups.length, isBuilding]).toEqual([1, false]);
    expect(review.logged()).toContain("something can't be read, and so is not found");
    expect(review.logged()).not.toContain("nudiustertian");
  });

  it("[Q4] people who are renamed, and organizations, are found by their new names", async () => {
    const review = await openReview();
    const { people, services } = review;
    const searched = await searchedIn(review);
    await searched.feed.catchUp();
    value(await services.account.changeName(people.observer, { name: "Peregrine Falconer" }));
    await searched.feed.catchUp();
    const [found] = await searched.found(people.drafter, "Peregrine Falconer");
    expect(found).toMatchObject({ kind: "person", title: "Peregrine Falconer" });
  });
});
