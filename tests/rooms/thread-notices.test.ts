import { describe, expect, it } from "vitest";
import { loadActor } from "#server/auth/index.ts";
import { createServices } from "#server/services/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { marginWorkHere } from "#server/workers/margin/index.ts";
import { beginningOf, sent } from "#tests/services/talk.ts";
import {
  actorOf,
  CAST,
  COUNCIL,
  ILRC,
  MATTER,
  membershipIn,
  type CastPerson,
} from "#tests/support/cast.ts";
import { CAST_AT, personRow } from "#tests/support/cast-rows.ts";
import { freshRoomFixture } from "./support/room-fixture.ts";
import { openRoomServer } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";

/** Open desks of both organizations on real sockets, and people who comment beside the draft. */
async function openDesks() {
  // Each frame is counted: signs of life are none of them.
  const roomServer = await openRoomServer({ limits: { silenceMs: 60 * 60_000 } });
  const { database } = roomServer.fixture;
  const { client } = database;
  const place = async (person: CastPerson) => {
    await client.user.create({ data: personRow(person) });
    const actor = await loadActor(client, person.id);
    if (!actor) throw new Error(`no ${person.name}`);
    return actor;
  };
  const [ana, ida] = [await place(CAST.ana), await place(CAST.ida)];
  for (const [position, { id: organizationId }] of MATTER.parties.entries()) {
    await client.matterParty.create({
      data: { matterId: MATTER.id, organizationId, position, addedAt: CAST_AT },
    });
  }
  const { threads } = createServices({
    database,
    clock: () => CAST_AT,
    ids: () => crypto.randomUUID(),
    rooms: {
      threadsChanged: (...changed: Parameters<Resources["rooms"]["threadsChanged"]>) =>
        roomServer.rooms.threadsChanged(...changed),
    },
    jobs: { wake: () => undefined },
    margin: marginWorkHere,
    log: console,
  } as unknown as Resources);
  const desks = {
    ana: new RawClient(roomServer),
    ben: new RawClient(roomServer, { who: "ben" }),
    ida: new RawClient(roomServer, { who: "ida" }),
    // Only observes: what her organization's people say she reads as well.
    olga: new RawClient(roomServer, { who: "olga" }),
  };
  const all = Object.entries(desks);
  await Promise.all(all.map(([, desk]) => desk.join()));
  await Promise.all(all.map(([, desk]) => desk.barrier()));
  const bytesBefore = new Map(all.map(([name, desk]) => [name, desk.received.length]));
  const told = (desk: RawClient) =>
    desk.received.flatMap((m) =>
      m.type === "notice" && m.notice.kind === "threads" ? m.notice.ids : [],
    );
  return {
    client,
    ana,
    ida,
    /** Does it, whereupon these desks have been told of these threads since they were open. */
    async expectTold(
      actor: typeof ana,
      change: unknown,
      expected: Partial<Record<keyof typeof desks, readonly string[]>>,
    ): Promise<void> {
      const outcome = await threads.change(actor, MATTER.documentId, sent(change));
      expect(outcome).toMatchObject({ ok: true });
      // Notices that were sent before its answer are here with it; of another process, a moment later.
      await Promise.all(all.map(([, desk]) => desk.roundTrip()));
      await expect
        .poll(() => Object.fromEntries(all.map(([name, desk]) => [name, told(desk)])))
        .toMatchObject(expected);
    },
    /** Everything that each desk received since they were open. */
    sinceOpen: (name: keyof typeof desks) => desks[name].received.slice(bytesBefore.get(name)),
  };
}

describe("open desks", () => {
  it("[M2][M5] are told of one organization's threads only where its people sit, whatever happens in them", async () => {
    const { expectTold, ida, ana, sinceOpen } = await openDesks();
    const own = beginningOf({ organizationId: ILRC.id });
    const { threadId, commentId } = own;
    await expectTold(ida, own, { ana: [], ben: [], ida: [threadId], olga: [threadId] });
    const acts = [
      { do: "reply", threadId, commentId: crypto.randomUUID(), text: "Ours.", mentions: [] },
      { do: "edit", threadId, commentId, text: "Ours alone.", mentions: [] },
      { do: "resolve", threadId },
      { do: "reopen", threadId },
      { do: "remove", threadId, commentId },
    ];
    for (const [index, act] of acts.entries()) {
      const ids = Array.from({ length: index + 2 }, () => threadId);
      await expectTold(ida, act, { ana: [], ben: [], ida: ids, olga: ids });
    }
    // Not one frame more than before, of whatever kind.
    expect([sinceOpen("ana"), sinceOpen("ben")]).toEqual([[], []]);
    // With the authors' agreement it is everybody's, and they are told.
    const toIlrc = Array.from({ length: acts.length + 2 }, () => threadId);
    await expectTold(
      ida,
      { do: "share", threadId },
      { ana: [threadId], ben: [threadId], ida: toIlrc, olga: toIlrc },
    );
    const theirs = beginningOf({ organizationId: COUNCIL.id });
    await expectTold(ana, theirs, {
      ana: [threadId, theirs.threadId],
      ben: [threadId, theirs.threadId],
    });
    // And what all are told comes behind it.
    const last = beginningOf({});
    const forAll = [threadId, theirs.threadId, last.threadId];
    const others = [...toIlrc, last.threadId];
    await expectTold(ana, last, { ana: forAll, ben: forAll, ida: others, olga: others });
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "[M2] of somebody in both organizations are told only of threads of those that are parties still",
    async () => {
      const fixture = await freshRoomFixture();
      const both = actorOf(CAST.ana);
      const memberships = [...both.memberships, membershipIn(ILRC, ["observer"])];
      const rooms = { ...fixture, actor: () => ({ ...both, memberships }) };
      const told = async (leaves: boolean) => {
        const server = await openRoomServer({ fixture: rooms });
        if (leaves) fixture.leaveMatter(ILRC.id);
        const desk = new RawClient(server);
        await desk.join();
        await desk.barrier();
        server.rooms.threadsChanged(fixture.documentId, ["theirs"], ILRC.id);
        await desk.roundTrip();
        return desk.received.filter((m) => m.type === "notice" && m.notice.kind === "threads")
          .length;
      };
      expect(await told(false)).toBe(1);
      expect(await told(true)).toBe(0);
    },
  );

  it("[M5] are all told of a thread of everybody, and of nothing that was refused or only read", async () => {
    const { expectTold, ana, ida } = await openDesks();
    const begun = beginningOf({});
    const { threadId } = begun;
    const everybody = { ana: [threadId], ben: [threadId], ida: [threadId], olga: [threadId] };
    await expectTold(ana, begun, everybody);
    await expectTold(ida, { do: "read", threadIds: [threadId] }, everybody);
    await expectTold(ana, begun, everybody);
  });
});
