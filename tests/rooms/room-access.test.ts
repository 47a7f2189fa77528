import { afterEach, describe, expect, it, vi } from "vitest";
import type * as Permissions from "#app/domain/permissions.ts";
import { openCoalition, refusal, value } from "#tests/services/workspace.ts";
import { openRoomServer } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";

/** Answer of a double of `permissions.roomAccess` for everybody. Null: the real one's. */
const double = vi.hoisted(() => ({
  says: null as ReturnType<typeof Permissions.roomAccess> | null,
}));

vi.mock("#app/domain/permissions.ts", async (original) => {
  const permissions = await original<typeof Permissions>();
  const roomAccess: typeof Permissions.roomAccess = (actor, document) =>
    double.says ?? permissions.roomAccess(actor, document);
  return { ...permissions, roomAccess };
});
afterEach(() => {
  double.says = null;
});

describe("what roomAccess says, and nothing else, decides", () => {
  it("who comes into a room [R3]", async () => {
    const roomServer = await openRoomServer();
    double.says = "none";
    expect((await new RawClient(roomServer, { who: "ana" }).close()).code).toBe(4404);
    double.says = "read";
    await new RawClient(roomServer, { who: "stranger" }).join();
  });

  it("who may write there [R3]", async () => {
    const roomServer = await openRoomServer();
    double.says = "read";
    const drafter = new RawClient(roomServer, { who: "ana" });
    await drafter.join();
    drafter.write("of a drafter");
    expect(await drafter.barrier()).toBe("read-only");
    double.says = "write";
    for (const who of ["olga", "stranger"]) {
      const other = new RawClient(roomServer, { who });
      await other.join();
      other.write(`of ${who}`);
      expect(await other.barrier()).toBe("receipt");
    }
  });

  it("who stays when something about their rights has changed [R3, R5]", async () => {
    const roomServer = await openRoomServer({ options: { scheduler: new VirtualScheduler() } });
    const ana = new RawClient(roomServer, { who: "ana" });
    await ana.join();
    roomServer.rooms.revoke({ userId: roomServer.fixture.userIdOf("ana") });
    expect((await ana.close()).code).toBe(1012);
    const again = new RawClient(roomServer, { who: "ana" });
    await again.join();
    double.says = "none";
    roomServer.rooms.revoke({ userId: roomServer.fixture.userIdOf("ana") });
    expect((await again.close()).code).toBe(4404);
  });

  it("what the page of the draft tells its reader that they may do there [R3]", async () => {
    const { services, people, slug } = await openCoalition();
    const { documentId } = value(
      await services.documents.create(people.drafter, slug, {
        kind: "request",
        title: "A request",
        layoutProfile: "letter",
      }),
    );
    const accessOf = async (who: "drafter" | "observer") =>
      value(await services.documents.show(people[who], documentId)).access;
    expect([await accessOf("drafter"), await accessOf("observer")]).toEqual(["write", "read"]);
    double.says = "read";
    expect(await accessOf("drafter")).toBe("read");
    double.says = "write";
    expect(await accessOf("observer")).toBe("write");
    double.says = "none";
    expect(await services.documents.show(people.drafter, documentId)).toMatchObject(
      refusal("not-found"),
    );
  });
});
