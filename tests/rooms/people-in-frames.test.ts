import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { describe, expect, it } from "vitest";
import type { PresentPerson } from "#server/cluster/index.ts";
import { Awareness } from "#server/rooms/room/awareness.ts";
import type { Member } from "#server/rooms/room/member.ts";
import type { Frame } from "#server/rooms/socket/frames.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";

const CARLA = 71;
const carlaJson = (cursor: string | null): string =>
  JSON.stringify({ user: { id: "user-carla", name: "Carla", organization: "Council" }, cursor });
const nothing = () => undefined;

/** The people of a frame, with their cursors; null for whom it tells as gone. */
function peopleIn(frame: Frame): [clientId: number, cursor: unknown][] {
  const message = decoding.createDecoder(frame.subarray(frame[1] === 126 ? 4 : 2));
  decoding.readVarUint(message);
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(message));
  return Array.from({ length: decoding.readVarUint(decoder) }, () => {
    const clientId = decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    const state = JSON.parse(decoding.readVarString(decoder)) as { cursor: unknown } | null;
    return [clientId, state && state.cursor];
  });
}

/** A room in which Ida looks, and all that is told of it. */
function watchedRoom() {
  const scheduler = new VirtualScheduler();
  const seen: (readonly [clientId: number, cursor: unknown])[] = [];
  const told: { readonly states: readonly PresentPerson[]; readonly gone: readonly number[] }[] =
    [];
  const memberOf = (name: string, send: Member["send"] = nothing): Member => ({
    userId: `user-${name}`,
    threadOrganizations: new Set(),
    personJson: JSON.stringify({ id: `user-${name}`, name }),
    isSynced: true,
    send,
    hear: nothing,
    close: nothing,
    addWaiting: nothing,
    freeWaiting: nothing,
    committed: nothing,
    frozen: nothing,
    dropped: nothing,
    statusChanged: nothing,
    delayed: nothing,
    recovered: nothing,
    used: nothing,
  });
  const members = new Set([memberOf("ida", (frame) => void seen.push(...peopleIn(frame)))]);
  const people = new Awareness({
    now: () => scheduler.now(),
    monotonicNow: () => scheduler.now(),
    scheduler,
    framesPerSecond: 10,
    cursorBytes: 1_000,
    members,
    committedThrough: () => 0,
    isAnothers: () => false,
    bind: (_clientId, _member, bound) => bound(),
    tellOthers: (states, gone) => void told.push({ states, gone }),
  });
  return { scheduler, members, people, seen, told, memberOf };
}

describe("who goes and is back within one frame", () => {
  it("is not told as gone after where they are, to pages of this process [R14]", async () => {
    const { scheduler, people, seen } = watchedRoom();
    people.showElsewhere("one", [[CARLA, carlaJson("before")]], []);
    await scheduler.pass(1_000);
    people.showElsewhere("one", [], [CARLA]);
    people.showElsewhere("another", [[CARLA, carlaJson("after")]], []);
    await scheduler.pass(1_000);
    expect(seen).toEqual([
      [CARLA, "before"],
      [CARLA, "after"],
    ]);
    people.showElsewhere("another", [], [CARLA]);
    await scheduler.pass(1_000);
    expect(seen.at(-1)).toEqual([CARLA, null]);
  });

  it("is not told as gone to other processes, which would show nobody any more [R24]", async () => {
    const { scheduler, members, people, told, memberOf } = watchedRoom();
    const said = (state: unknown) =>
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint(encoder, CARLA);
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarString(encoder, JSON.stringify(state));
      });
    const [before, again] = [memberOf("carla"), memberOf("carla")];
    members.add(before).add(again);
    people.receive(before, said({ cursor: "before" }), 0);
    await scheduler.pass(1_000);
    people.remove(before);
    people.receive(again, said({ cursor: "after" }), 0);
    await scheduler.pass(1_000);
    expect(told.map(({ gone }) => gone)).toEqual([[], []]);
    expect(told.at(-1)?.states).toMatchObject([[CARLA, expect.stringContaining("after")]]);
    people.remove(again);
    await scheduler.pass(1_000);
    expect(told.at(-1)).toEqual({ states: [], gone: [CARLA] });
  });
});
