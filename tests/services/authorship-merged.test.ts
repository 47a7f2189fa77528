import { describe, expect, it } from "vitest";
import { decodeAuthorship, encodeAuthorship } from "#app/protocol/authorship.ts";
import type { IdRange } from "#app/protocol/id-ranges.ts";
import type { Database } from "#server/database/index.ts";
import { databaseLog } from "#server/rooms/index.ts";
import { prismaLog } from "#server/rooms/log/database-log.ts";
import {
  MERGED_AT_ONCE,
  MERGED_BYTES,
  mergeRows,
  rowsToMerge,
} from "#server/rooms/log/merged-authorship.ts";
import type { UpdateLog } from "#server/rooms/log/update-log.ts";
import { othersWroteAfter } from "#server/services/changes/show.ts";
import { draftAuthors } from "#server/services/documents/authors.ts";
import {
  draftDoers,
  keptAuthorship,
  lastAuthorship,
  ROWS_AT_ONCE,
} from "#server/services/documents/authorship.ts";
import { seedOf } from "#tests/support/seed.ts";
import { below, pick, seeded } from "#tests/rooms/support/random.ts";
import { openCoalition, value, type Coalition } from "./workspace.ts";

const REQUEST = { kind: "request", title: "Weekly reports", layoutProfile: "letter" } as const;
const UPDATE = Uint8Array.of(0, 0);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const logs: [string, (database: Database) => UpdateLog][] = [
  ["the database", databaseLog],
  ["the database, by way of Prisma", ({ client }) => prismaLog(client)],
];

interface Did {
  readonly userId: string;
  readonly inserted?: readonly [client: number, clock: number, length: number];
  readonly deleted?: readonly (readonly [client: number, clock: number])[];
}

/** A draft of which only the bookkeeping counts. */
class Draft {
  generation = 1;
  sequence = 1;
  base = 1;

  private constructor(
    readonly coalition: Coalition,
    readonly log: UpdateLog,
    readonly documentId: string,
  ) {}

  static async open(coalition: Coalition, log: UpdateLog): Promise<Draft> {
    const { services, people, slug } = coalition;
    const { documentId } = value(await services.documents.create(people.drafter, slug, REQUEST));
    return new Draft(coalition, log, documentId);
  }

  get client() {
    return this.coalition.database.client;
  }

  async commit(...all: readonly Did[]): Promise<void> {
    const authorship = all.map(({ userId, inserted, deleted = [] }) => {
      const [client, clock, length] = inserted ?? [0, 0, 0];
      const gone = new Map<number, IdRange[]>();
      for (const [of, at] of deleted)
        gone.set(of, [...(gone.get(of) ?? []), { clock: at, length: 1 }]);
      const came = new Map(inserted ? [[client, [{ clock, length }]]] : []);
      return { userId, ranges: encodeAuthorship({ inserted: came, deleted: gone }) };
    });
    const { documentId, generation } = this;
    const batch = { documentId, generation, update: UPDATE, authorship, bindings: [] };
    const [outcome] = await this.log.commit([batch], this.coalition.clock());
    if (outcome?.kind !== "committed") throw new Error(`not committed: ${outcome?.kind}`);
    this.sequence += 1;
  }

  /** Folds everything that is committed. */
  async compact(): Promise<void> {
    const { sequence, documentId } = this;
    const at = this.coalition.clock();
    const base = { sequence, bytes: UPDATE };
    const swapped = await this.log.swapBase(documentId, this.base, base, at, this.generation);
    if (!swapped) throw new Error("not compacted");
    this.base = sequence;
  }

  /** Somebody has looked at all that is there. */
  async look(userId: string): Promise<void> {
    const { documentId, generation, sequence } = this;
    const mark = { generation, sequence, at: this.coalition.clock() };
    await this.client.draftRead.upsert({
      where: { userId_documentId: { userId, documentId } },
      create: { userId, documentId, ...mark },
      update: mark,
    });
  }

  async version(): Promise<void> {
    const { documentId, generation, sequence } = this;
    await this.client.version.create({
      data: {
        id: `${documentId} ${sequence}`,
        documentId,
        number: 1 + (await this.client.version.count({ where: { documentId } })),
        content: "{}",
        hash: "",
        sequence,
        generation,
        createdById: this.coalition.people.drafter.userId,
        createdAt: this.coalition.clock(),
      },
    });
  }

  async keep(): Promise<void> {
    const { documentId, generation, sequence } = this;
    const moment = { documentId, generation, sequence };
    await this.client.draftBaseline.upsert({
      where: { documentId_generation_sequence: moment },
      create: { ...moment, at: this.coalition.clock(), bytes: new Uint8Array(UPDATE) },
      update: {},
    });
  }

  /** As it is after a version was made, which is what reopening begins with. */
  async reopen(): Promise<void> {
    await this.version();
    this.generation += 1;
    await this.client.document.update({
      where: { id: this.documentId },
      data: { generation: this.generation },
    });
  }

  async rows() {
    const rows = await this.client.draftAuthorship.findMany({
      where: { documentId: this.documentId, sequence: { gt: 1 } },
      orderBy: [{ sequence: "asc" }, { userId: "asc" }],
    });
    return rows.map(({ firstSequence, sequence, userId }) => [firstSequence, sequence, userId]);
  }

  /** Each id with who wrote it and when. */
  async authors() {
    const { people, ranges } = value(await draftAuthors(this.coalition.database, this.documentId));
    return ids(ranges, people);
  }

  async doersAfter(after: number) {
    const partyIds = new Set<string>();
    const doers = await draftDoers(this.client, this.documentId, { after, partyIds, most: 10_000 });
    if (!doers) throw new Error("too many");
    const { people, inserted, deleted, upTo } = doers;
    return { inserted: ids(inserted, people), deleted: ids(deleted, people), upTo };
  }

  /** The last writer after a number and when, and whether that was before a page was opened. */
  async newsAfter(after: number, opened: number) {
    const { documentId, client } = this;
    const { drafter, ilrcDrafter } = this.coalition.people;
    const news: unknown[] = [];
    for (const { userId } of [drafter, ilrcDrafter]) {
      const mark = { documentId, sequence: after };
      news.push(
        await lastAuthorship(client, documentId, { after, userId }).then((last) => last?.at),
        await othersWroteAfter(client, mark, { userId }, opened),
      );
    }
    return news;
  }

  /** The numbers that anybody may ask about. */
  async neededNumbers(): Promise<number[]> {
    const where = { documentId: this.documentId };
    const select = { sequence: true } as const;
    const found = [
      ...(await this.client.draftRead.findMany({ where, select })),
      ...(await this.client.version.findMany({ where, select })),
      ...(await this.client.draftBaseline.findMany({ where, select })),
    ];
    return [...new Set([0, 1, this.sequence, ...found.map(({ sequence }) => sequence)])];
  }
}

function ids(
  ranges: readonly (readonly [number, number, number, number, number])[],
  people: readonly { readonly userId: string }[],
): Record<string, string> {
  const found = ranges.flatMap(([client, clock, length, person, at]) =>
    Array.from({ length }, (_, index) => [
      // The words of the template have other ids in each draft.
      `${client < 1_000 ? client : "template"}:${clock + index}`,
      `${people[person]?.userId} ${at}`,
    ]),
  );
  if (new Set(found.map(([id]) => id)).size < found.length) throw new Error("an id came twice");
  return Object.fromEntries(found) as Record<string, string>;
}

describe.each(logs)("authorship that compaction merges, in %s", (_name, open) => {
  const opened = async () => {
    const coalition = await openCoalition();
    return { coalition, draft: await Draft.open(coalition, open(coalition.database)) };
  };

  it("is one row for what one person typed within ten minutes, over several compactions [R19]", async () => {
    const { coalition, draft } = await opened();
    const { userId } = coalition.people.drafter;
    coalition.pass(20 * MINUTE);
    for (let key = 0; key < 30; key += 1) {
      await draft.commit({ userId, inserted: [7, key, 1] });
      coalition.pass(SECOND);
      if (key % 10 === 9) await draft.compact();
    }
    expect(await draft.rows()).toEqual([[2, 31, userId]]);
    const [row] = await draft.client.draftAuthorship.findMany({ where: { sequence: 31 } });
    expect(decodeAuthorship(row?.ranges ?? UPDATE).inserted).toEqual(
      new Map([[7, [{ clock: 0, length: 30 }]]]),
    );
    // When the last of its batches was committed, which is when that number was reached.
    expect(row?.at).toEqual(new Date(coalition.clock().getTime() - SECOND));
    coalition.pass(20 * MINUTE);
    await draft.commit({ userId, inserted: [7, 30, 1] });
    await draft.compact();
    expect(await draft.rows()).toEqual([
      [2, 31, userId],
      [32, 32, userId],
    ]);
  });

  it("is never merged across a mark, a version, a baseline or a generation [R37] [M16]", async () => {
    const { coalition, draft } = await opened();
    const { drafter, ilrcDrafter } = coalition.people;
    const { userId } = drafter;
    coalition.pass(20 * MINUTE);
    let clock = 0;
    const key = () => draft.commit({ userId, inserted: [7, clock++, 1] });
    const seams = [
      () => draft.look(ilrcDrafter.userId),
      () => draft.version(),
      () => draft.keep(),
      () => draft.reopen(),
    ];
    for (const seam of seams) {
      await key();
      await key();
      await seam();
    }
    await key();
    await draft.compact();
    expect(await draft.rows()).toEqual(
      [
        [2, 3],
        [4, 5],
        [6, 7],
        [8, 9],
        [10, 10],
      ].map(([first, last]) => [first, last, userId]),
    );
  });

  it("is not merged with what a generation did that a restore ended [R35]", async () => {
    const { coalition, draft } = await opened();
    const { drafter, admin } = coalition.people;
    const { userId } = drafter;
    coalition.pass(20 * MINUTE);
    for (let key = 0; key < 4; key += 1) await draft.commit({ userId, inserted: [7, key, 1] });
    await draft.client.user.update({
      where: { id: admin.userId },
      data: { workspaceAdmin: true },
    });
    const form = { documentId: draft.documentId, sequence: 3, generation: 1 };
    value(await coalition.services.costlyDrafts.restore({ ...admin, workspaceAdmin: true }, form));
    Object.assign(draft, { generation: 2, sequence: 3 });
    await draft.commit({ userId, inserted: [8, 0, 1] });
    await draft.commit({ userId, inserted: [8, 1, 1] });
    await draft.compact();
    expect(await draft.rows()).toEqual([
      [2, 3, userId],
      [4, 5, userId],
    ]);
    // Each batch that was set aside still says whose it was.
    const aside = await draft.client.draftSetAside.findMany({ orderBy: { sequence: "asc" } });
    expect(
      aside.map(({ sequence, authorship }) => [sequence, authorship.includes(userId)]),
    ).toEqual([
      [4, true],
      [5, true],
    ]);
  });

  it("merges what an earlier release left, so many rows with each compaction [R19]", async () => {
    const { coalition, draft } = await opened();
    const { documentId, client } = draft;
    const { userId } = coalition.people.drafter;
    coalition.pass(20 * MINUTE);
    const begun = coalition.clock().getTime();
    const rows = MERGED_AT_ONCE + 500;
    await client.draftAuthorship.createMany({
      data: Array.from({ length: rows }, (_, index) => ({
        documentId,
        sequence: index + 2,
        firstSequence: index + 2,
        userId,
        at: new Date(begun + index * SECOND),
        ranges: new Uint8Array(
          encodeAuthorship({
            inserted: new Map([[7, [{ clock: index, length: 1 }]]]),
            deleted: new Map(),
          }),
        ),
      })),
    });
    await client.draftBase.update({ where: { documentId }, data: { sequence: rows + 1 } });
    await client.document.update({ where: { id: documentId }, data: { sequence: rows + 1 } });
    Object.assign(draft, { base: rows + 1, sequence: rows + 1 });
    const before = await draft.authors();
    coalition.pass(rows * SECOND + 20 * MINUTE);
    await draft.commit({ userId, inserted: [7, rows, 1] });
    await draft.compact();
    const left = (await draft.rows()).length;
    expect([left > 500, left < 510]).toEqual([true, true]);
    await draft.commit({ userId, inserted: [7, rows + 1, 1] });
    await draft.compact();
    expect((await draft.rows()).length).toBeLessThan(10);
    expect(await draft.authors()).toMatchObject(before);
  });

  it("merges so many bytes at once, and goes on behind them with the next [R19]", () => {
    const long = { userId: "u", at: new Date(0), ranges: new Uint8Array(MERGED_BYTES * 0.4) };
    const row = (sequence: number, more = {}) => ({
      ...long,
      sequence,
      firstSequence: sequence,
      ...more,
    });
    const read = [2, 3, 4, 5].map((sequence) => row(sequence));
    const some = rowsToMerge(read, 9);
    expect([some.rows, some.upTo]).toEqual([read.slice(0, 2), 3]);
    expect(mergeRows(some, []).mergedTo).toBe(3);
    const huge = row(2, { ranges: new Uint8Array(MERGED_BYTES + 1) });
    const one = rowsToMerge([huge, row(3)], 9);
    expect([one.rows, mergeRows(one, []).mergedTo]).toEqual([[huge], 2]);
    expect(rowsToMerge(read.slice(0, 2), 9)).toMatchObject({ upTo: 9, areLong: false });
  });

  it("leaves a row that can't be read as it is", async () => {
    const { coalition, draft } = await opened();
    const { userId } = coalition.people.drafter;
    coalition.pass(20 * MINUTE);
    await draft.commit({ userId, inserted: [7, 0, 1] });
    const { documentId } = draft;
    const ranges = Uint8Array.of(99, 1);
    const batch = { documentId, generation: 1, update: UPDATE, bindings: [] };
    await draft.log.commit([{ ...batch, authorship: [{ userId, ranges }] }], coalition.clock());
    draft.sequence += 1;
    await draft.commit({ userId, inserted: [7, 1, 1] });
    await draft.compact();
    const rows = await draft.client.draftAuthorship.findMany({
      where: { documentId, sequence: { gt: 1 } },
      orderBy: { sequence: "asc" },
    });
    expect(rows.map((row) => [row.firstSequence, row.sequence])).toEqual([
      [3, 3],
      [2, 4],
    ]);
    expect([...(rows[0]?.ranges ?? [])]).toEqual([...ranges]);
  });

  it("tells the first of two who deleted the same at once, whoever of them went on writing", async () => {
    const { coalition, draft } = await opened();
    const [ana, ines] = [coalition.people.drafter.userId, coalition.people.ilrcDrafter.userId];
    coalition.pass(20 * MINUTE);
    await draft.commit({ userId: ana, inserted: [7, 0, 5] });
    await draft.look(ana);
    await draft.commit({ userId: ana, deleted: [[7, 1]] });
    await draft.commit({
      userId: ines,
      deleted: [
        [7, 1],
        [7, 2],
      ],
    });
    await draft.commit({ userId: ana, inserted: [7, 5, 1] });
    const before = await draft.doersAfter(2);
    expect(before.deleted["7:1"]).toContain(ana);
    await draft.compact();
    expect(await draft.rows()).toEqual([
      [2, 2, ana],
      [4, 4, ines],
      [3, 5, ana],
    ]);
    expect(await draft.doersAfter(2)).toEqual(before);
  });

  it.each([seedOf("AUTHORS_SEED"), 2])(
    "answers who wrote, who did it and what is new since a number as if nothing had been merged, whatever happened (AUTHORS_SEED=%i) [R37] [R38] [M16] [M18]",
    async (seed) => {
      const { merged, plain, random } = await twins(seed, open);
      expect((await merged.rows()).length).toBeLessThan(plain.sequence * 0.75);
      expect(await merged.authors()).toEqual(await plain.authors());
      for (const after of await merged.neededNumbers()) {
        expect(await merged.doersAfter(after), `since ${after}`).toEqual(
          await plain.doersAfter(after),
        );
        // A page may have been opened at any number.
        const opened = 1 + below(random, merged.sequence);
        expect(await merged.newsAfter(after, opened), `${after} to ${opened}`).toEqual(
          await plain.newsAfter(after, opened),
        );
      }
    },
  );
});

/** The same history in two drafts, of which one is compacted at random moments and the other never. */
async function twins(seed: number, open: (database: Database) => UpdateLog) {
  const random = seeded(seed);
  const coalition = await openCoalition();
  const log = open(coalition.database);
  const [merged, plain] = [await Draft.open(coalition, log), await Draft.open(coalition, log)];
  const both = [merged, plain] as const;
  const { drafter, ilrcDrafter, admin } = coalition.people;
  const userIds = [drafter, ilrcDrafter, admin].map(({ userId }) => userId);
  const written = new Map<number, number>();
  const did = (userId: string): Did => {
    // A page of theirs is loaded anew from time to time.
    const client = 10 * (1 + userIds.indexOf(userId)) + below(random, 3);
    const clock = written.get(client) ?? 0;
    const length = 1 + below(random, 3);
    const all = [...written].flatMap(([of, end]) =>
      Array.from({ length: end }, (_, at) => [of, at] as const),
    );
    const deleted =
      all.length > 0 && random() < 0.4
        ? [
            ...new Map(
              Array.from({ length: 3 }, () => pick(random, all)).map((id) => [id.join(), id]),
            ).values(),
          ].toSorted((one, other) => one[1] - other[1])
        : [];
    if (random() < 0.2 && deleted.length > 0) return { userId, deleted };
    written.set(client, clock + length);
    return { userId, inserted: [client, clock, length], deleted };
  };
  for (let step = 0; step < 100; step += 1) {
    coalition.pass(random() < 0.1 ? below(random, 30 * MINUTE) : below(random, 20 * SECOND));
    const [first = "", second = ""] = userIds.toSorted(() => random() - 0.5);
    const batch = random() < 0.15 ? [did(first), did(second)] : [did(first)];
    for (const draft of both) await draft.commit(...batch);
    const act = random();
    for (const draft of both) {
      if (act < 0.06) await draft.look(second);
      else if (act < 0.09) await draft.version();
      else if (act < 0.12) await draft.keep();
      else if (act < 0.14) await draft.reopen();
    }
    if (random() < 0.12) await merged.compact();
  }
  await merged.compact();
  return { merged, plain, random };
}

describe("the stored authorship of a draft", () => {
  it("is read by number, so many rows at a time, in the order of the batches", async () => {
    const coalition = await openCoalition();
    const draft = await Draft.open(coalition, databaseLog(coalition.database));
    const { drafter, ilrcDrafter } = coalition.people;
    const { documentId, client } = draft;
    const ranges = new Uint8Array(encodeAuthorship({ inserted: new Map(), deleted: new Map() }));
    const batches = 700;
    await client.draftAuthorship.createMany({
      data: Array.from({ length: batches }, (_, index) => index + 2).flatMap((sequence) =>
        [drafter, ilrcDrafter].map(({ userId }) => {
          const at = coalition.clock();
          return { documentId, sequence, firstSequence: sequence, userId, at, ranges };
        }),
      ),
    });
    Object.assign(draft, { sequence: batches + 1 });
    await client.document.update({ where: { id: documentId }, data: { sequence: batches + 1 } });
    await draft.commit({ userId: drafter.userId }, { userId: ilrcDrafter.userId });
    const asked: number[] = [];
    const watched: Pick<typeof client, "$queryRawUnsafe"> = {
      $queryRawUnsafe: (sql, ...values) => {
        asked.push(Number(values[1]));
        return client.$queryRawUnsafe(sql, ...values);
      },
    };
    const pieces: number[] = [];
    const read: string[] = [];
    for await (const rows of keptAuthorship(watched, documentId)) {
      pieces.push(rows.length);
      read.push(...rows.map(({ sequence, userId }) => `${sequence} ${userId}`));
    }
    expect(read).toHaveLength(1 + 2 * (batches + 1));
    expect(new Set(read).size).toBe(read.length);
    const numbers = read.map((row) => Number(row.split(" ")[0]));
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    expect(Math.max(...pieces)).toBeLessThanOrEqual(ROWS_AT_ONCE);
    // Each begins behind the one before; none goes through what was read already.
    expect(asked).toHaveLength(pieces.length);
    expect(asked).toEqual([...new Set(asked)].toSorted((one, other) => one - other));
  });
});
