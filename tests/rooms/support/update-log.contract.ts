import { describe, expect, it } from "vitest";
import type { DocumentStatus } from "#app/domain/document.ts";
import type { BatchOutcome, DraftBatch, UpdateLog } from "#server/rooms/log/update-log.ts";

/** A log to try, and what the tests do to its drafts from outside. */
export interface LogUnderTest {
  readonly log: UpdateLog;
  addDraft(documentId: string): Promise<void>;
  setStatus(documentId: string, status: DocumentStatus): Promise<void>;
  reopen(documentId: string): Promise<void>;
  /** The authorship of each batch, as it is kept. */
  authorship(
    documentId: string,
  ): Promise<{ sequence: number; userId: string; ranges: Uint8Array }[]>;
}

const AT = new Date("2026-02-03T10:00:00.000Z");

function batch(
  documentId: string,
  text: string | null,
  more: Partial<DraftBatch> = {},
): DraftBatch {
  return {
    documentId,
    generation: 1,
    update: text === null ? null : bytes(text),
    authorship: text === null ? [] : [{ userId: "user-ana", ranges: bytes(`by ana: ${text}`) }],
    bindings: [],
    ...more,
  };
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function text(of: Uint8Array): string {
  return new TextDecoder().decode(of);
}

/** The contract of every UpdateLog. */
export function describeUpdateLog(name: string, open: () => Promise<LogUnderTest>): void {
  describe(`the log of ${name}`, () => {
    const opened = async (...drafts: string[]) => {
      const tried = await open();
      for (const draft of drafts.length > 0 ? drafts : ["a"]) await tried.addDraft(draft);
      return tried;
    };
    const commit = async ({ log }: LogUnderTest, ...batches: DraftBatch[]) => {
      return [...(await log.commit(batches, AT))];
    };

    it("knows no draft that is not there", async () => {
      const { log } = await opened();
      expect(await log.load("nothing")).toBeNull();
      expect(await log.since("nothing", 0)).toBeNull();
      expect(await log.owners("nothing", [1])).toEqual(new Map());
    });

    it("loads an empty draft", async () => {
      const { log } = await opened();
      expect(await log.load("a")).toEqual({
        sequence: 0,
        generation: 1,
        status: "draft",
        base: null,
        tail: [],
        owners: new Map(),
      });
    });

    it("keeps batches in order, each with the next number [R9]", async () => {
      const tried = await opened();
      expect(await commit(tried, batch("a", "one"))).toEqual([{ kind: "committed", sequence: 1 }]);
      expect(await commit(tried, batch("a", "two"))).toEqual([{ kind: "committed", sequence: 2 }]);
      const stored = await tried.log.load("a");
      expect(stored?.sequence).toBe(2);
      expect(stored?.tail.map((row) => [row.sequence, text(row.bytes)])).toEqual([
        [1, "one"],
        [2, "two"],
      ]);
    });

    it("takes the batches of many drafts in one transaction, and says what became of each [R9]", async () => {
      const tried = await opened("a", "b", "c");
      await tried.setStatus("b", "in_review");
      const outcomes = await commit(
        tried,
        batch("a", "one"),
        batch("b", "two"),
        batch("c", "three"),
        batch("gone", "four"),
      );
      expect(outcomes).toEqual<BatchOutcome[]>([
        { kind: "committed", sequence: 1 },
        { kind: "closed", now: { sequence: 0, generation: 1, status: "in_review" } },
        { kind: "committed", sequence: 1 },
        { kind: "closed", now: null },
      ]);
      expect((await tried.log.load("b"))?.tail).toEqual([]);
      expect((await tried.log.load("c"))?.tail).toHaveLength(1);
    });

    it("lets several commits of the same drafts run at once, in whatever order these stand [R9, R23]", async () => {
      const tried = await opened("a", "b", "c");
      const drafts = ["a", "b", "c"];
      const at = (order: readonly string[]) =>
        commit(tried, ...order.map((id) => batch(id, "one")));
      const outcomes = await Promise.all(
        Array.from({ length: 6 }, () => [at(drafts), at(drafts.toReversed())]).flat(),
      );
      expect(new Set(outcomes.flat().map(({ kind }) => kind))).toEqual(new Set(["committed"]));
      for (const id of drafts) expect((await tried.log.load(id))?.sequence).toBe(12);
    });

    it("refuses a batch for a draft that was reopened since [R17]", async () => {
      const tried = await opened();
      await tried.reopen("a");
      expect(await commit(tried, batch("a", "old"))).toEqual([
        { kind: "closed", now: { sequence: 0, generation: 2, status: "draft" } },
      ]);
      expect(await commit(tried, batch("a", "new", { generation: 2 }))).toEqual([
        { kind: "committed", sequence: 1 },
      ]);
    });

    it("keeps who did what in which batch [R9]", async () => {
      const tried = await opened();
      const both = ["user-ana", "user-ida"].map((userId) => ({ userId, ranges: bytes(userId) }));
      await commit(tried, batch("a", "one", { authorship: both }));
      const kept = await tried.authorship("a");
      expect(kept.map((row) => [row.sequence, row.userId, text(row.ranges)])).toEqual([
        [1, "user-ana", "user-ana"],
        [1, "user-ida", "user-ida"],
      ]);
    });

    it("binds client ids with the batch, and again without harm [R7]", async () => {
      const tried = await opened();
      const bindings = [{ clientId: 4_294_967_295, userId: "user-ana" }];
      await commit(tried, batch("a", "one", { bindings }));
      await commit(tried, batch("a", "two", { bindings }));
      expect((await tried.log.load("a"))?.owners).toEqual(new Map([[4_294_967_295, "user-ana"]]));
      expect(await tried.log.owners("a", [4_294_967_295, 5])).toEqual(
        new Map([[4_294_967_295, "user-ana"]]),
      );
    });

    it("asks for the owners of more ids than a statement may hold [R6]", async () => {
      const { log } = await opened();
      const ids = Array.from({ length: 1_203 }, (_, index) => index);
      expect(await log.owners("a", ids)).toEqual(new Map());
    });

    it("binds without words, also in a frozen draft, and raises no number [R7]", async () => {
      const tried = await opened();
      await tried.setStatus("a", "filed");
      const bindings = [{ clientId: 5, userId: "user-ana" }];
      expect(await commit(tried, batch("a", null, { bindings }))).toEqual([
        { kind: "committed", sequence: 0 },
      ]);
      expect((await tried.log.load("a"))?.owners).toEqual(new Map([[5, "user-ana"]]));
    });

    it("says that a draft is gone to who would only bind, or bind and write, in it [R7, R9]", async () => {
      const tried = await opened();
      const bindings = [{ clientId: 5, userId: "user-ana" }];
      const outcomes = await commit(
        tried,
        batch("gone", null, { bindings }),
        batch("gone", "words", { bindings }),
        batch("a", "words"),
      );
      expect(outcomes).toEqual<BatchOutcome[]>([
        { kind: "closed", now: null },
        { kind: "closed", now: null },
        { kind: "committed", sequence: 1 },
      ]);
      expect(await tried.log.owners("gone", [5])).toEqual(new Map());
    });

    it("refuses a batch under an id of someone else, and says whose it is [R7]", async () => {
      const tried = await opened("a", "b");
      await commit(tried, batch("a", "one", { bindings: [{ clientId: 5, userId: "user-ida" }] }));
      const forged = batch("a", "two", { bindings: [{ clientId: 5, userId: "user-ana" }] });
      const outcomes = await commit(tried, forged, batch("b", "other"));
      expect(outcomes).toEqual<BatchOutcome[]>([
        { kind: "foreign", owners: new Map([[5, "user-ida"]]) },
        { kind: "committed", sequence: 1 },
      ]);
      expect((await tried.log.load("a"))?.tail).toHaveLength(1);
    });

    it("tells what came after a number [R23]", async () => {
      const tried = await opened();
      for (const each of ["one", "two", "three"]) await commit(tried, batch("a", each));
      const news = await tried.log.since("a", 1);
      expect(news).toMatchObject({ sequence: 3, generation: 1, status: "draft" });
      expect(news?.rows?.map((row) => text(row.bytes))).toEqual(["two", "three"]);
      expect((await tried.log.since("a", 3))?.rows).toEqual([]);
    });

    it("swaps a first base in and drops the rows that it holds [R19]", async () => {
      const tried = await opened();
      for (const each of ["one", "two", "three"]) await commit(tried, batch("a", each));
      const base = { sequence: 2, bytes: bytes("one two") };
      expect(await tried.log.swapBase("a", null, base, AT)).toBe(true);
      const stored = await tried.log.load("a");
      expect(stored?.base && [stored.base.sequence, text(stored.base.bytes)]).toEqual([
        2,
        "one two",
      ]);
      expect(stored?.tail.map((row) => row.sequence)).toEqual([3]);
      expect(stored?.sequence).toBe(3);
    });

    it("keeps who did what when the rows go, each once [R9, R19]", async () => {
      const tried = await opened();
      const both = ["user-ana", "user-ida"].map((userId) => ({ userId, ranges: bytes(userId) }));
      await commit(tried, batch("a", "one"));
      await commit(tried, batch("a", "two", { authorship: both }));
      await commit(tried, batch("a", "three"));
      const before = await tried.authorship("a");
      await tried.log.swapBase("a", null, { sequence: 2, bytes: bytes("one two") }, AT);
      const after = await tried.authorship("a");
      expect(after).toEqual(before);
      expect(after.map((row) => [row.sequence, row.userId, text(row.ranges)])).toEqual([
        [1, "user-ana", "by ana: one"],
        [2, "user-ana", "user-ana"],
        [2, "user-ida", "user-ida"],
        [3, "user-ana", "by ana: three"],
      ]);
    });

    it("swaps a base only where it is still the one that was read [R19]", async () => {
      const tried = await opened();
      for (const each of ["one", "two", "three"]) await commit(tried, batch("a", each));
      await tried.log.swapBase("a", null, { sequence: 1, bytes: bytes("one") }, AT);
      const late = { sequence: 2, bytes: bytes("late") };
      expect(await tried.log.swapBase("a", null, late, AT)).toBe(false);
      expect(await tried.log.swapBase("a", 0, late, AT)).toBe(false);
      expect((await tried.log.load("a"))?.tail).toHaveLength(2);
      expect(await tried.log.swapBase("a", 1, late, AT)).toBe(true);
      expect((await tried.log.load("a"))?.base?.sequence).toBe(2);
    });

    it("says that rows are gone into a base to who asks from before it [R19, R23]", async () => {
      const tried = await opened();
      for (const each of ["one", "two", "three"]) await commit(tried, batch("a", each));
      await tried.log.swapBase("a", null, { sequence: 2, bytes: bytes("one two") }, AT);
      expect((await tried.log.since("a", 1))?.rows).toBeNull();
      expect((await tried.log.since("a", 2))?.rows).toHaveLength(1);
    });

    it("keeps every byte [R9]", async () => {
      const tried = await opened();
      const all = Uint8Array.from({ length: 256 }, (_, index) => index);
      await commit(tried, batch("a", null, { update: all }));
      expect(new Uint8Array((await tried.log.load("a"))!.tail[0]!.bytes)).toEqual(all);
    });
  });
}
