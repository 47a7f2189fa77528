import { describe, expect, it } from "vitest";
import { parseSearchQuery } from "#app/domain/search/query.ts";
import type { SearchSource } from "#server/services/search/source.ts";
import { searchSources } from "#server/services/search/sources/index.ts";
import { bringUpToDate } from "#server/services/search/write-entries.ts";
import { openReview } from "#tests/services/papers.ts";
import { talkOf } from "#tests/services/talk.ts";
import { entryOf, openIndexForTest, valueOf } from "./open-index.ts";
import { searchedIn } from "./searched.ts";

const threads = searchSources().find(({ name }) => name === "thread") as SearchSource;

describe("[Q4] two who write one entry", () => {
  it("bring no words back that were removed, whoever of them is slower", async () => {
    const review = await openReview();
    const { people, resources } = review;
    const talk = talkOf(review);
    const said = await talk.begin(people.drafter, { text: "floccinaucinihil" });
    const { index, feed } = await searchedIn(review);
    await feed.catchUp();
    await talk.begin(people.drafter, { text: "Somebody else's." });
    const [comment] = said.comments;
    let slow = 0;
    const slowly: SearchSource = {
      ...threads,
      async entries(...args) {
        const old = await threads.entries(...args);
        if (slow++ > 0) return old;
        // Read, and not written yet: meanwhile it is removed, and another brings that.
        await talk.act(people.drafter, { do: "remove", threadId: said.id, commentId: comment?.id });
        await bringUpToDate({ resources, index, source: threads }, [said.id]);
        return old;
      },
    };
    const left = await bringUpToDate({ resources, index, source: slowly }, [said.id]);
    expect([left, slow]).toEqual([[], 2]);
    const scopes = [`m:${await matterOf(review)}`];
    const groups = [{ sources: ["thread"] as const, limit: 9 }];
    const found = await index.find(parseSearchQuery("floccinaucinihil"), { scopes, groups });
    expect(valueOf(found)[0]?.hits).toEqual([]);
    // It can fail: without removing it stands there.
    const others = await index.stamps("thread", { limit: 9 });
    expect(valueOf(others).length).toBeGreaterThan(0);
  });

  it("bring nothing back that is gone, and take nothing out that is there again", async () => {
    const review = await openReview();
    const { people, resources, database } = review;
    const said = await talkOf(review).begin(people.drafter, { text: "brouhaha" });
    const { index, feed } = await searchedIn(review);
    await feed.catchUp();
    const row = await database.client.thread.findUniqueOrThrow({
      where: { id: said.id },
      include: { comments: true },
    });
    const { comments, ...thread } = row;
    const take = () => database.client.thread.delete({ where: { id: said.id } });
    const putBack = async () => {
      await database.client.thread.create({ data: { ...thread, changedAt: new Date(1) } });
      await database.client.comment.createMany({ data: comments });
    };
    const bring = (source: SearchSource) => bringUpToDate({ resources, index, source }, [said.id]);
    const during = (name: "entries" | "standing", act: () => Promise<unknown>): SearchSource => {
      let isDone = false;
      const work = async <T>(read: () => Promise<T>): Promise<T> => {
        const result = await read();
        if (!isDone) {
          isDone = true;
          await act();
          await bring(threads);
        }
        return result;
      };
      return name === "entries"
        ? { ...threads, entries: (...args) => work(() => threads.entries(...args)) }
        : { ...threads, standing: (...args) => work(() => threads.standing(...args)) };
    };
    const stamps = async () =>
      valueOf(await index.stampsOf([{ source: "thread", id: said.id }])).length;
    await bring(during("entries", take));
    expect(await stamps()).toBe(0);
    await bring(during("standing", putBack));
    expect(await stamps()).toBe(1);
  });

  it("are told of each entry that was another's, and of no other", async () => {
    const { index } = await openIndexForTest();
    const name = (id: string) => ({ source: "draft" as const, id });
    const put = (id: string, stamp: string) => entryOf({ id, stamp, text: stamp });
    valueOf(await index.write({ put: [put("a", "1"), put("b", "1"), put("c", "1")] }));
    const written = await index.write({
      put: [put("a", "2"), put("b", "2"), put("d", "2"), put("e", "2")],
      remove: [name("c")],
      seen: [
        { ...name("a"), stamp: "1" },
        { ...name("b"), stamp: null },
        { ...name("c"), stamp: "0" },
        { ...name("d"), stamp: "1" },
        { ...name("e"), stamp: null },
      ],
      marks: { audit: "2" },
    });
    expect([...valueOf(written)].map(({ id }) => id).toSorted()).toEqual(["b", "c", "d"]);
    const stamps = valueOf(await index.stamps("draft", { limit: 9 }));
    expect(stamps.map(({ id, stamp }) => `${id}${stamp}`)).toEqual(["a2", "b1", "c1", "e2"]);
    expect(valueOf(await index.mark("audit"))).toBe("2");
  });

  it("at the same moment write the one that saw it first, and the other is told", async () => {
    const { index } = await openIndexForTest();
    const seen = [{ source: "draft" as const, id: "a", stamp: null }];
    const all = await Promise.all(
      ["1", "2", "3", "4"].map((stamp) =>
        index.write({ put: [entryOf({ id: "a", stamp, text: stamp })], seen }),
      ),
    );
    expect(all.map((written) => valueOf(written).length).toSorted()).toEqual([0, 1, 1, 1]);
  });
});

async function matterOf({ database, documentId }: Awaited<ReturnType<typeof openReview>>) {
  const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
  return row.matterId;
}
