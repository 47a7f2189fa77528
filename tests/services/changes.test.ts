import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { TICKED_BYTES } from "#app/domain/changes/answers.ts";
import { allChanges, Baseline, doersFrom } from "#app/document/changes/index.ts";
import { flowRoot } from "#app/document/flow/index.ts";
import { decodeAuthorship, encodeAuthorship } from "#app/protocol/authorship.ts";
import { MOMENTS_A_MINUTE } from "#server/services/changes/asked-moments.ts";
import { rewording, talkOf } from "./talk.ts";
import { openReview, submit, writeText } from "./papers.ts";
import { FROM, openCoalition, PASSWORD, value } from "./workspace.ts";
import { WrittenDraft } from "./written-draft.ts";

async function open() {
  const coalition = await openCoalition();
  return { ...coalition, coalition, draft: await WrittenDraft.open(coalition) };
}

describe("what changed in a draft", () => {
  it("is told with who put in and who deleted which words, since one looked [M14] [M16] [R9]", async () => {
    const { services, people, draft } = await open();
    const { documentId } = draft;
    await draft.commit(people.drafter.userId, (text) => text.insert(1, "kept six years "));
    value(await services.home.lookAt(people.drafter, documentId));
    expect(value(await services.changes.show(people.drafter, documentId))).toMatchObject({
      hasUnseen: false,
    });
    await draft.commit(people.ilrcDrafter.userId, (text) => text.delete(6, 3));
    await draft.commit(people.ilrcDrafter.userId, (text) => text.insert(6, "nine"));
    const shown = value(await services.changes.show(people.drafter, documentId));
    expect(shown).toMatchObject({ hasUnseen: true });
    // Changes that came while one was at the draft are no news: the page that asks was open before.
    const unseen = async (opened: number) =>
      value(await services.changes.show(people.drafter, documentId, opened)).hasUnseen;
    expect(await unseen(shown.sequence - 2)).toBe(false);
    expect(await unseen(shown.sequence - 1)).toBe(true);
    const [looked] = shown.baselines;
    expect(looked).toMatchObject({ kind: "looked", isKept: true });
    const bytes = value(await services.changes.baseline(people.drafter, documentId, looked!));
    const doers = value(await services.changes.doers(people.drafter, documentId, looked!.sequence));
    expect(doers.people).toMatchObject([
      { userId: people.ilrcDrafter.userId, organization: "ILRC" },
    ]);
    const changes = allChanges(flowRoot(draft.doc), {
      baseline: Baseline.fromUpdate(gunzipSync(bytes)),
      doerOf: doersFrom(
        doers,
        (index) => doers.people[index]!.userId,
        () => null,
      ),
    });
    const pieces = changes.flatMap((change) => change.pieces);
    expect(pieces.map(({ is, doer }) => [is, doer?.person]).sort()).toEqual([
      ["deleted", people.ilrcDrafter.userId],
      ["inserted", people.ilrcDrafter.userId],
    ]);
  });

  it("tells who suggested a deletion to who accepted it, and nobody else's deletion as suggested [M11]", async () => {
    const { services, people, draft, database } = await open();
    const { documentId } = draft;
    const { drafter, ilrcDrafter } = people;
    await draft.commit(ilrcDrafter.userId, (text) => text.insert(1, "0123456789"));
    await draft.commit(drafter.userId, (text) => text.delete(1, 4));
    await draft.commit(ilrcDrafter.userId, (text) => text.delete(1, 3));
    const doers = async () => value(await services.changes.doers(drafter, documentId, 0));
    const deleted = (await doers()).deleted;
    expect(deleted).toHaveLength(2);
    const talk = talkOf({ services, documentId });
    const { id: threadId } = await talk.begin(ilrcDrafter, { suggestion: rewording("a", "b") });
    await talk.accept(drafter, threadId);
    // As the server keeps it of an acceptance that erased all that is gone, the other's words with it.
    const erased = (ids: readonly (readonly number[])[]) =>
      database.client.acceptance.update({
        where: { threadId },
        data: { written: "[]", erased: JSON.stringify(ids) },
      });
    await erased(deleted.map(([client, clock, length]) => [client, clock, length]));
    const { suggested, people: known } = await doers();
    const own = deleted.find(([, , , person]) => known[person]?.userId === drafter.userId)!;
    expect(suggested?.people).toMatchObject([{ userId: ilrcDrafter.userId }]);
    expect(suggested?.erased).toEqual([[...own.slice(0, 3), 0, expect.any(Number)]]);
    // More than there is, and the same again, tells nothing twice.
    const all = [own[0], 0, 10_000_000];
    await erased([all, all]);
    const told = (await doers()).suggested?.erased ?? [];
    const lengths = told.map(([, , length]) => length);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(own[2]);
  });

  it("is nobody's to read who may not read the draft [M14] [M2]", async () => {
    const { services, people, draft } = await open();
    const { documentId } = draft;
    const { stranger } = people;
    const refused = { refusal: { code: "not-found" } };
    const moment = { generation: 1, sequence: 1 };
    const tick = { ticked: true, inserted: [], deleted: [] };
    expect(await services.changes.show(stranger, documentId)).toMatchObject(refused);
    expect(await services.changes.baseline(stranger, documentId, moment)).toMatchObject(refused);
    expect(await services.changes.doers(stranger, documentId, 0)).toMatchObject(refused);
    expect(await services.changes.version(stranger, documentId, 1)).toMatchObject(refused);
    expect(await services.changes.tick(stranger, documentId, tick)).toMatchObject(refused);
    expect(await services.changes.show(people.observer, documentId)).toMatchObject({ ok: true });
  });

  it("are refused to who asks for moments without end, and to nobody else", async () => {
    const coalition = await openCoalition();
    const { services, people } = coalition;
    const { documentId } = await WrittenDraft.open(coalition);
    const moment = { generation: 99, sequence: 1 };
    const ask = (who: "drafter" | "observer") =>
      services.changes.baseline(people[who], documentId, moment);
    for (let time = 0; time < MOMENTS_A_MINUTE; time += 1) {
      expect(await ask("drafter")).toMatchObject({ refusal: { code: "not-found" } });
    }
    expect(await ask("drafter")).toMatchObject({ refusal: { code: "too-many-tries" } });
    expect(await ask("observer")).toMatchObject({ refusal: { code: "not-found" } });
  });

  it("stays news where one leaves the draft without having looked at it [M16]", async () => {
    const { services, people, draft, database } = await open();
    const { documentId } = draft;
    const mark = async () =>
      (await database.client.draftRead.findFirst({ where: { userId: people.drafter.userId } }))
        ?.sequence;
    // The first visit is a mark, however it ends.
    await draft.commit(people.ilrcDrafter.userId, (text) => text.insert(1, "a"));
    value(await services.home.lookAt(people.drafter, documentId, 1));
    const first = await mark();
    await draft.commit(people.ilrcDrafter.userId, (text) => text.insert(1, "b"));
    const opened = value(await services.changes.show(people.drafter, documentId)).sequence;
    value(await services.home.lookAt(people.drafter, documentId, opened));
    expect(await mark()).toBe(first);
    // Changes that come while one is there are seen as they come.
    value(await services.home.lookAt(people.drafter, documentId));
    await draft.commit(people.ilrcDrafter.userId, (text) => text.insert(1, "c"));
    value(await services.home.lookAt(people.drafter, documentId, opened));
    expect(await mark()).toBe(opened + 1);
  });

  it("is ticked off for oneself, and the ticks go when one has looked at all [M15]", async () => {
    const { services, people, draft } = await open();
    const { documentId } = draft;
    const tick = (ticked: boolean, inserted: [number, number, number][]) =>
      services.changes.tick(people.drafter, documentId, { ticked, inserted, deleted: [[4, 0, 2]] });
    value(await tick(true, [[5, 10, 5]]));
    value(await tick(true, [[5, 15, 5]]));
    const read = async (who: typeof people.drafter) => {
      const { ticked } = value(await services.changes.show(who, documentId));
      return ticked === null ? null : decodeAuthorship(Buffer.from(ticked, "base64"));
    };
    expect((await read(people.drafter))?.inserted).toEqual(
      new Map([[5, [{ clock: 10, length: 10 }]]]),
    );
    expect(await read(people.ilrcDrafter)).toBeNull();
    value(await tick(false, [[5, 12, 2]]));
    expect((await read(people.drafter))?.inserted.get(5)).toHaveLength(2);
    expect((await read(people.drafter))?.deleted.size).toBe(0);
    value(await services.home.lookAt(people.drafter, documentId));
    expect(await read(people.drafter)).toBeNull();
  });

  it("keeps ticks within a bound, and says what to do past it [M15]", async () => {
    const { services, people, draft, database } = await open();
    const { documentId } = draft;
    const { userId } = people.drafter;
    const many = new Map(
      Array.from({ length: 40_000 }, (_, index) => [
        2 ** 31 + index * 3,
        [{ clock: 7, length: 1 }],
      ]),
    );
    const full = new Uint8Array(encodeAuthorship({ inserted: many, deleted: new Map() }));
    expect(full.length).toBeGreaterThan(TICKED_BYTES);
    await database.client.changeTick.create({
      data: { userId, documentId, ranges: full, at: new Date() },
    });
    const tick = { ticked: true, inserted: [[5, 1, 1]], deleted: [] };
    expect(await services.changes.tick(people.drafter, documentId, tick as never)).toMatchObject({
      refusal: { code: "too-large" },
    });
  });

  it("is counted on home by organization, and not where all was undone again [M16]", async () => {
    const { services, people, draft, coalition } = await open();
    const { documentId } = draft;
    const said = async () =>
      value(await services.home.show(people.drafter))
        .groups.find(({ name }) => name === "changed")
        ?.entries.map(({ what }) => what);
    value(await services.home.lookAt(people.drafter, documentId));
    coalition.pass(1_000);
    await draft.commit(people.ilrcDrafter.userId, (text) => text.insert(1, "new words "));
    expect(await said()).toEqual(["1 change by ILRC since you looked"]);
    await draft.commit(people.ilrcDrafter.userId, (text) => text.delete(1, 10));
    expect(await said()).toEqual(["ilrc-drafter wrote in it"]);
  });

  it("can be chosen since a version [M14]", async () => {
    const { services, people, draft } = await open();
    const { documentId } = draft;
    value(await services.versions.name(people.drafter, documentId, { name: "Before review" }));
    await draft.commit(people.ilrcDrafter.userId, (text) => text.insert(1, "later "));
    const { baselines } = value(await services.changes.show(people.drafter, documentId));
    expect(baselines).toMatchObject([
      { kind: "version", version: { number: 1, name: "Before review" }, isKept: true },
    ]);
    const { prose } = value(await services.changes.version(people.drafter, documentId, 1));
    expect(prose.type).toBe("doc");
  });

  it("can be chosen since one’s own organization approved, and compared from there [M14] [M24]", async () => {
    const review = await openReview();
    const { services, people, reviewers, organizations, documentId } = review;
    const { versionId, hash } = await submit(review);
    const organizationId = organizations.ilrc;
    const form = { versionId, hash, organizationId, password: PASSWORD };
    value(await services.reviews.signOff(reviewers.ilrc, documentId, form, FROM));
    value(await services.reviews.recall(people.drafter, documentId, { reason: "A slip." }));
    await writeText(review, documentId, "Written since the approval.");

    const { baselines } = value(await services.changes.show(people.ilrcDrafter, documentId));
    const approved = baselines.filter(({ kind }) => kind === "approved");
    expect(approved).toMatchObject([
      { kind: "approved", version: { number: 1 }, organization: "ILRC" },
    ]);
    // Another organization's approval is no moment of theirs.
    const others = value(await services.changes.show(people.drafter, documentId)).baselines;
    expect(others.map(({ kind }) => kind)).not.toContain("approved");

    const number = approved[0]?.version?.number ?? 0;
    const before = value(await services.changes.version(people.ilrcDrafter, documentId, number));
    expect(JSON.stringify(before.prose)).not.toContain("Written since the approval.");
    const choice = { from: number, to: "draft" } as const;
    const { changes } = value(
      await services.versions.redline(people.ilrcDrafter, documentId, choice),
    );
    expect(JSON.stringify(changes)).toContain("Written since the approval.");
  });
});
