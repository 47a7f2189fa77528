import { expect, it } from "vitest";
import { refuse } from "#app/domain/refusal.ts";
import type { SearchEntry } from "#server/search/entry.ts";
import type { SearchIndex } from "#server/search/search-index.ts";
import type { Resources } from "#server/services/index.ts";
import { agencyEventForm } from "#app/domain/agency-record/form.ts";
import { searchSources } from "#server/services/search/sources/index.ts";
import { MARKS } from "#server/services/search/port.ts";
import { writeEntries } from "#server/services/search/write-entries.ts";
import { openReview, writeText } from "#tests/services/papers.ts";
import { openSuitOfRequest } from "#tests/services/suit.ts";
import { talkOf } from "#tests/services/talk.ts";
import { value } from "#tests/services/workspace.ts";
import { entryOf, openIndexForTest, valueOf } from "./open-index.ts";
import { searchedIn } from "./searched.ts";

/** An index that refuses entries of those words. */
const without =
  (isRefused: (entry: SearchEntry) => boolean) =>
  (index: SearchIndex): SearchIndex => ({
    ...index,
    write: async (change) =>
      (change.put ?? []).some(isRefused)
        ? { ok: false, refusal: { code: "unavailable" } }
        : index.write(change),
  });

it("[Q4] what the index does not take keeps nothing else from being found, and is tried again", async () => {
  const review = await openReview();
  const { people } = review;
  const talk = talkOf(review);
  let refuses = true;
  const searched = await searchedIn(review, {
    fed: without(
      ({ text }) =>
        refuses && (text.includes("kakorrhaphiophobia") || text.includes("zenzizenzic")),
    ),
  });
  const { feed } = searched;
  await talk.begin(people.drafter, { text: `Begun: bumbershoot. ${"x ".repeat(99)} zenzizenzic` });
  await feed.catchUp();
  expect(await searched.view(people.drafter, "bumbershoot")).toMatchObject({
    groups: [{ kind: "comment" }],
    isBuilding: false,
  });
  await talk.begin(people.drafter, { text: "kakorrhaphiophobia" });
  await talk.begin(people.drafter, { text: "A later widdershins." });
  await feed.catchUp();
  const count = async (words: string) => (await searched.found(people.drafter, words)).length;
  expect(await count("widdershins")).toBe(1);
  expect([await count("kakorrhaphiophobia"), await count("zenzizenzic")]).toEqual([0, 0]);
  expect(feed.waiting()).toMatchObject({ lines: 0, cut: 2 });
  const told = review.logged();
  expect(told).toContain("something can't be written as it is, for search");
  expect(told).not.toMatch(/kakorrhaphiophobia|zenzizenzic/u);

  refuses = false;
  await searched.index.write({ marks: { [MARKS.built]: null } });
  await feed.catchUp();
  expect([await count("kakorrhaphiophobia"), await count("zenzizenzic")]).toEqual([1, 1]);
  expect(feed.waiting()).toMatchObject({ cut: 0 });
});

it("[Q4] an index that takes nothing loses nothing: its lines are read when it does again", async () => {
  const review = await openReview();
  const { people } = review;
  let isDown = false;
  const searched = await searchedIn(review, {
    fed: (index) => ({
      ...index,
      write: async (change) =>
        isDown ? { ok: false, refusal: { code: "unavailable" } } : index.write(change),
    }),
  });
  await searched.feed.catchUp();
  isDown = true;
  await talkOf(review).begin(people.drafter, { text: "A collywobbles." });
  await expect(searched.feed.catchUp()).rejects.toThrow("no answer: unavailable");
  isDown = false;
  await searched.feed.catchUp();
  expect(await searched.found(people.drafter, "collywobbles")).toHaveLength(1);
});

it("[Q4] a version that can't be worked through now is found by its name, and soon by its words", async () => {
  const review = await openReview();
  const { people, services, documentId, resources } = review;
  let isBusy = true;
  const texts: Resources["texts"] = {
    ...resources.texts,
    searchableVersion: async (...args) =>
      isBusy ? refuse("unavailable", "Too many.") : resources.texts.searchableVersion(...args),
  };
  const searched = await searchedIn({ resources: { ...resources, texts } });
  await searched.feed.catchUp();
  await writeText(review, documentId, "Words of a gardyloo.");
  value(await services.versions.name(people.drafter, documentId, { name: "Before the call" }));
  await talkOf(review).begin(people.drafter, { text: "A later comment of quockerwodger." });
  await searched.feed.catchUp();
  const paths = async (words: string) =>
    (await searched.found(people.observer, words)).map(({ path }) => path.split("#")[0]);
  expect(await paths("before the call")).toEqual([`/documents/${documentId}/versions/1`]);
  expect(await paths("quockerwodger")).toHaveLength(1);
  expect(searched.feed.waiting()).toMatchObject({ lines: 0, again: 1 });
  isBusy = false;
  await searched.feed.catchUp();
  expect(searched.feed.waiting()).toMatchObject({ again: 0 });
  const { id } = await review.database.client.version.findFirstOrThrow({ where: { documentId } });
  const stamps = await searched.index.stampsOf([{ source: "version", id }]);
  expect(valueOf(stamps).filter(({ stamp }) => stamp.endsWith("?"))).toEqual([]);
  expect(await paths("before the call")).toEqual([`/documents/${documentId}/versions/1`]);
});

it("[Q4] a source that fails at one thing keeps no line behind it, and is asked again", async () => {
  const review = await openReview();
  const { people } = review;
  let fails = true;
  const sources = searchSources().map((source) =>
    source.name === "thread"
      ? {
          ...source,
          entries: async (...args: Parameters<typeof source.entries>) => {
            const entries = await source.entries(...args);
            if (fails && entries.some(({ text }) => text.includes("taradiddle"))) {
              throw new TypeError("taradiddle");
            }
            return entries;
          },
        }
      : source,
  );
  const searched = await searchedIn(review, { sources });
  await searched.feed.catchUp();
  const talk = talkOf(review);
  await talk.begin(people.drafter, { text: "taradiddle" });
  await talk.begin(people.drafter, { text: "snickersnee" });
  await searched.feed.catchUp();
  expect(await searched.found(people.drafter, "snickersnee")).toHaveLength(1);
  expect(searched.feed.waiting()).toMatchObject({ lines: 0, again: 1 });
  expect(review.logged()).not.toContain("taradiddle");
  fails = false;
  await searched.feed.catchUp();
  expect(await searched.found(people.drafter, "taradiddle")).toHaveLength(1);
});

it("[Q4] lines and letters that are taken back leave the index with the next look", async () => {
  const suit = await openSuitOfRequest();
  const { services, people, slug, documentId, docketId } = suit;
  const { feed, index } = await searchedIn(suit);
  const entryId = await suit.recorded({
    kind: "other",
    number: "7",
    dated: "2022-02-01",
    text: "A taradiddle",
  } as never);
  const letter = { kind: "acknowledged", dated: "2021-10-09", note: "Skulduggery." };
  const { eventId } = value(
    await services.agencyRecord.record(people.staff, documentId, agencyEventForm.parse(letter)),
  );
  await feed.catchUp();
  const names = [
    { source: "docket-event", id: entryId },
    { source: "letter", id: eventId },
  ] as const;
  expect(valueOf(await index.stampsOf(names))).toHaveLength(2);
  const others = valueOf(await index.stamps("docket-event", { limit: 99 })).length;
  value(
    await services.dockets.retractEvent(people.staff, slug, docketId, entryId, {
      reason: "Another suit's.",
    } as never),
  );
  value(await services.agencyRecord.retract(people.staff, eventId, { reason: "Another's." }));
  await feed.catchUp();
  expect(valueOf(await index.stampsOf(names))).toEqual([]);
  expect(valueOf(await index.stamps("docket-event", { limit: 99 }))).toHaveLength(others - 1);
});

it("[Q3] a text longer than one write may be is written as far as texts are found", async () => {
  const { index } = await openIndexForTest();
  const text = "heron ".repeat(1_500_000);
  const writing = { index, source: searchSources()[0], resources: null } as never;
  await writeEntries(writing, [entryOf({ id: "a", text }), entryOf({ id: "b", text: "egret" })]);
  expect(valueOf(await index.size())).toEqual({ draft: 2 });
});
