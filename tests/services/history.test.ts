import { describe, expect, it } from "vitest";
import { type PastState, textAddress } from "#app/domain/changes/text-choice.ts";
import { askedRestore } from "#app/editor/recovery/asked-restore.ts";
import { planRestore, type RestorePlan } from "#app/editor/recovery/restore-plan.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { endsDay } from "#app/domain/changes/sittings.ts";
import { sweepBaselines } from "#server/services/changes/sweep.ts";
import { openCoalition, refused as expectRefused, value } from "./workspace.ts";
import { WrittenDraft } from "./written-draft.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const WORDS = "The agency has not answered. ";

async function open() {
  const coalition = await openCoalition();
  return { ...coalition, coalition, draft: await WrittenDraft.open(coalition) };
}

type Opened = Awaited<ReturnType<typeof open>>;

/** Three sittings of two people: one long ago in the day, one after a pause, one that goes on. */
async function threeSittings({ coalition, people, draft }: Opened) {
  coalition.pass(HOUR);
  await draft.commit(people.drafter.userId, (text) => text.insert(1, WORDS.repeat(4)));
  coalition.pass(20 * MINUTE);
  await draft.commit(people.ilrcDrafter.userId, (text) => text.insert(1, WORDS));
  coalition.pass(31 * MINUTE);
  await draft.commit(people.ilrcDrafter.userId, (text) => text.delete(1, WORDS.length * 2));
  coalition.pass(31 * MINUTE);
  await draft.commit(people.drafter.userId, (text) => text.insert(1, "now "));
}

function planOf(now: ProseJSON, then: ProseJSON): RestorePlan {
  const work = planRestore(now, then);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

describe("the history of a draft", () => {
  it("tells by sitting who wrote and who removed how much, before and after a compaction [M24]", async () => {
    const opened = await open();
    const { services, people, draft } = opened;
    await threeSittings(opened);
    const told = async () => {
      const { sittings } = value(await services.history.show(people.observer, draft.documentId));
      return sittings.map(({ writers, isNow }) => [
        isNow,
        ...writers.map(({ person, written, removed }) => [person?.userId, written, removed]),
      ]);
    };
    const { drafter, ilrcDrafter } = people;
    const expected = [
      [true, [drafter.userId, 4, 0]],
      [false, [ilrcDrafter.userId, 0, WORDS.length * 2]],
      [false, [drafter.userId, WORDS.length * 4, 0], [ilrcDrafter.userId, WORDS.length, 0]],
    ];
    expect((await told()).slice(0, 3)).toEqual(expected);
    await draft.compact();
    expect((await told()).slice(0, 3)).toEqual(expected);
  });

  it("compares any two of its states with each other and with the draft, and tells who [M24] [M25]", async () => {
    const opened = await open();
    const { services, people, draft } = opened;
    await threeSittings(opened);
    const { documentId } = draft;
    const shown = async () =>
      value(await services.history.show(people.observer, documentId)).sittings;
    const words = async (from: number, to: number | "draft") => {
      const sittings = await shown();
      const of = (index: number) => sittings[index] ?? { generation: 0, sequence: 0 };
      const choice = { from: of(from), to: to === "draft" ? to : of(to) };
      const { changes } = value(
        await services.versions.redline(people.observer, documentId, choice),
      );
      return changes.changes.map(({ by }) =>
        by.people.map((index) => changes.writers[index]?.userId),
      );
    };
    for (const isCompacted of [false, true]) {
      if (isCompacted) await draft.compact();
      expect(await words(2, 1)).toEqual([[people.ilrcDrafter.userId]]);
      expect(await words(1, "draft")).toEqual([[people.drafter.userId]]);
      expect(await words(0, "draft")).toEqual([]);
    }
    const [, state] = await shown();
    const { prose } = value(await services.changes.state(people.drafter, documentId, state!));
    expect(JSON.stringify(prose)).toContain(WORDS.trim());
    expect(JSON.stringify(prose)).not.toContain("now ");
    // And a version with a state: details are told of versions alone.
    value(await services.versions.name(people.drafter, documentId, { name: "Before review" }));
    const choice = { from: state!, to: 1 };
    const { from, to, changes } = value(
      await services.versions.redline(people.observer, documentId, choice),
    );
    expect([from.is, to.is, changes.facts]).toEqual(["state", "version", []]);
  });

  it("gives a sitting’s words back to the draft, of what the page asks for by its address [M24]", async () => {
    const opened = await open();
    const { services, people, draft } = opened;
    await threeSittings(opened);
    const { documentId } = draft;
    for (const isCompacted of [false, true]) {
      if (isCompacted) await draft.compact();
      const { sittings } = value(await services.history.show(people.drafter, documentId));
      const asked = askedRestore(`?put-back=${textAddress(sittings[2]!)}`);
      const text = asked?.text as PastState;
      const then = value(await services.changes.state(people.drafter, documentId, text)).prose;
      const now = value(
        await services.changes.state(people.drafter, documentId, sittings[0]!),
      ).prose;
      const plan = planOf(now, then);
      expect(plan.parts.length).toBeGreaterThan(0);
      const back = plan.compose(new Set(plan.parts));
      expect(back.content).toEqual(then.content);
      // The second sitting had taken some of it out, and the third wrote on.
      const words = (prose: typeof now) => JSON.stringify(prose).split(WORDS.trim()).length - 1;
      expect([words(then), words(now), words(back)]).toEqual([5, 3, 5]);
      expect(JSON.stringify(back)).not.toContain("now ");
    }
  });

  it("is nobody's who may not read the draft, and holds nothing that was not kept [M24]", async () => {
    const opened = await open();
    const { services, people, draft, database } = opened;
    await threeSittings(opened);
    const { documentId } = draft;
    await draft.compact();
    expectRefused(await services.history.show(people.stranger, documentId), "not-found");
    const { sittings } = value(await services.history.show(people.drafter, documentId));
    const state = sittings[1]!;
    expectRefused(await services.changes.state(people.stranger, documentId, state), "not-found");
    const redline = (
      actor: typeof people.drafter,
      from: { generation: number; sequence: number },
    ) => services.versions.redline(actor, documentId, { from, to: "draft" });
    expectRefused(await redline(people.stranger, state), "not-found");
    const never = { generation: 7, sequence: 2 };
    expectRefused(await redline(people.drafter, never), "not-found");
    // The history omits what a restore took out.
    await database.client.draftSetAside.create({
      data: {
        documentId,
        generation: state.generation,
        sequence: state.sequence,
        bytes: new Uint8Array([0, 0]),
        committedAt: new Date(),
        authorship: "[]",
      },
    });
    expectRefused(await redline(people.drafter, state), "not-found");
    const left = value(await services.history.show(people.drafter, documentId)).sittings;
    expect(left.map(({ sequence }) => sequence)).not.toContain(state.sequence);
    expectRefused(
      await services.versions.redlinePdf(people.drafter, documentId, { from: never, to: "draft" }),
      "not-found",
    );
  });

  it("has the last of each day when a month is over, and pages that go back to the first [M24] [R43]", async () => {
    const opened = await open();
    const { services, people, draft, coalition, database } = opened;
    const { documentId } = draft;
    for (let sitting = 0; sitting < 90; sitting += 1) {
      coalition.pass(sitting % 2 === 0 ? 23 * HOUR : HOUR);
      await draft.commit(people.drafter.userId, (text) => text.insert(1, `${sitting} `));
      if (sitting % 10 === 9) await draft.compact();
    }
    const times = new Map<number, Date>();
    const all = async () => {
      times.clear();
      const pages: number[][] = [];
      for (let before: number | undefined; ;) {
        const page = value(await services.history.show(people.drafter, documentId, before));
        pages.push(page.sittings.map(({ sequence }) => sequence));
        for (const { sequence, at } of page.sittings) times.set(sequence, new Date(at));
        if (!page.earlier) return pages;
        before = page.earlier.sequence + 1;
      }
    };
    const pages = await all();
    expect(pages.map(({ length }) => length)).toEqual([40, 40, 11]);
    expect(new Set(pages.flat()).size).toBe(91);
    await sweepBaselines(database, new Date(coalition.clock().getTime() + 31 * DAY));
    const kept = (await all()).flat();
    expect(kept.length).toBeGreaterThan(44);
    expect(kept.length).toBeLessThan(80);
    for (const sequence of kept.slice(0, 50)) {
      const state = { generation: 1, sequence };
      const found = await services.changes.state(people.observer, documentId, state);
      expect([sequence, found.ok]).toEqual([sequence, true]);
    }
    const ends = [...times.values()].toReversed();
    // The draft as it is and what was before it are the last of all.
    const past = ends.slice(0, -2);
    expect(past.every((at, index) => endsDay(at, ends[index + 1] ?? at))).toBe(true);
    // A state kept only as base of a later one is nobody's to read any more.
    const state = { generation: 1, sequence: kept.at(-3) ?? 0 };
    const read = () => services.changes.state(people.observer, documentId, state);
    value(await read());
    const { client } = database;
    const where = { documentId, ...state };
    await client.draftBaseline.updateMany({ where, data: { sitting: false } });
    expectRefused(await read(), "not-found");
    const { userId } = people.observer;
    await client.draftRead.create({ data: { userId, ...where, at: coalition.clock() } });
    value(await read());
  });

  it("goes on to what is older than what a restore set aside, however much that is [M24] [R35]", async () => {
    const opened = await open();
    const { services, people, draft, coalition, database } = opened;
    const { documentId } = draft;
    for (let sitting = 0; sitting < 90; sitting += 1) {
      coalition.pass(HOUR);
      await draft.commit(people.drafter.userId, (text) => text.insert(1, "word "));
      if (sitting % 10 === 9) await draft.compact();
    }
    const { client } = database;
    const setAside = {
      documentId,
      bytes: new Uint8Array([0, 0]),
      committedAt: coalition.clock(),
      authorship: "[]",
    };
    await client.draftSetAside.createMany({
      data: [
        { ...setAside, generation: 0, sequence: 60 },
        { ...setAside, generation: 1, sequence: 46 },
      ],
    });
    const after = { generation: 2, sequence: 45 };
    await client.document.update({ where: { id: documentId }, data: after });
    await client.draftBase.update({ where: { documentId }, data: { sequence: 45 } });
    const { sittings, earlier } = value(await services.history.show(people.drafter, documentId));
    expect(sittings.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 40 }, (_, index) => 45 - index),
    );
    expect(earlier?.sequence).toBe(5);
    expect(sittings.at(-1)?.writers).toMatchObject([{ written: "word ".length }]);
  });
});
