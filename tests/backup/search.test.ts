import { cp } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { parseSearchQuery } from "#app/domain/search/query.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { openDatabase } from "#server/database/index.ts";
import { SEARCH_FILE } from "#server/search/search-file.ts";
import { MARKS } from "#server/services/search/port.ts";
import { openReview, writeText } from "#tests/services/papers.ts";
import { committedProse } from "#tests/services/ports.ts";
import { talkOf } from "#tests/services/talk.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { searchedIn } from "#tests/search/searched.ts";
import {
  backUp,
  emptyPlace,
  namesIn,
  provider,
  run,
  takeYourTime,
  temporaryFolder,
  type Place,
} from "./commands.ts";

takeYourTime();

type Review = Awaited<ReturnType<typeof openReview>>;

/** The workspace at that place, with search as its server has it. */
async function openedAt({ url, dataDir }: Place, review: Review) {
  const database = await openDatabase({ url, migrationsFolder });
  const { drafts } = review.resources;
  const prose: typeof drafts.prose = async (documentId) => {
    const draft = await committedProse(database, documentId);
    return draft ? done(draft) : refuse("not-found");
  };
  const resources = { ...review.resources, database, drafts: { ...drafts, prose } };
  const searched = await searchedIn({ resources }, { dataDir });
  const row = await database.client.document.findUniqueOrThrow({
    where: { id: review.documentId },
  });
  const held = async (words: string) => {
    const scopes = [`m:${row.matterId}`];
    const groups = [{ sources: ["draft", "thread"] as const, limit: 9 }];
    const found = await searched.index.find(parseSearchQuery(words), { scopes, groups });
    if (!found.ok) throw new Error(found.refusal.code);
    return found.value.flatMap(({ hits }) => hits).length;
  };
  return {
    ...searched,
    database,
    /** Words in the index itself, whoever may find them. */
    held,
    close: async () => {
      await searched.index.close();
      await database.close();
    },
  };
}

/** A place with the index of another one: in this process libSQL keeps that one's database open. */
async function withIndexOf({ dataDir }: Place): Promise<Place> {
  const place = await emptyPlace();
  const files = (await namesIn(dataDir)).filter((name) => name.startsWith(SEARCH_FILE));
  expect(files).toContain(SEARCH_FILE);
  for (const name of files) await cp(path.join(dataDir, name), path.join(place.dataDir, name));
  return place;
}

it("[Q4] [R32] after a restore everything of the backup is found, and nothing that was written since", async () => {
  const review = await openReview();
  const { people, documentId } = review;
  await writeText(review, documentId, "A gallimaufry in the draft.");
  const said = await talkOf(review).begin(people.drafter, { text: "A hullabaloo was said." });
  const place = { url: review.database.url, dataDir: await temporaryFolder("data") };
  const backup = await backUp(place, await temporaryFolder("backups"));

  const target = await emptyPlace();
  expect(await run("restore", target, [backup])).toMatchObject({ code: 0, stderr: "" });
  const first = await openedAt(target, review);
  const count = async (words: string, at = first) =>
    (await at.found(people.ilrcDrafter, words)).length;
  expect(await first.view(people.ilrcDrafter, "gallimaufry")).toMatchObject({
    groups: [],
    isBuilding: true,
  });
  await first.feed.catchUp();
  expect([await count("gallimaufry"), await count("hullabaloo")]).toEqual([1, 1]);
  // Work goes on after the backup, and the index with it.
  const { client } = first.database;
  await client.comment.updateMany({
    where: { threadId: said.id },
    data: { text: "A brouhaha since.", editedAt: new Date() },
  });
  await first.index.write({ marks: { [MARKS.built]: null } });
  await first.feed.catchUp();
  expect([await count("brouhaha"), await count("hullabaloo")]).toEqual([1, 0]);
  await first.close();

  const next = provider() === "sqlite" ? await withIndexOf(target) : target;
  const again = await run("restore", next, [backup, "--replace"]);
  expect(again).toMatchObject({ code: 0, stderr: "" });
  const second = await openedAt(next, review);
  // Not even before the index knows of it.
  expect(await count("brouhaha", second)).toBe(0);
  await second.feed.catchUp();
  expect([
    await count("gallimaufry", second),
    await count("hullabaloo", second),
    await second.held("brouhaha"),
  ]).toEqual([1, 1, 0]);
  expect(await second.view(people.ilrcDrafter, "gallimaufry")).toMatchObject({ isBuilding: false });
  await second.close();
});
