import * as encoding from "lib0/encoding";
import { createConnection } from "node:net";
import { describe, expect, it } from "vitest";
import { MESSAGE } from "#app/protocol/messages.ts";
import { addressOf } from "#server/http/address.ts";
import { openRoomServer } from "./support/room-server.ts";
import { LIMITS } from "#app/protocol/limits.ts";
import { RawClient, type RawOptions } from "./support/raw.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";
import { eventually, turns } from "./support/stock.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";

describe("before the upgrade", () => {
  const refusals: [string, RawOptions, number][] = [
    ["another site's page", { origin: "https://evil.example" }, 403],
    ["an origin that only begins like ours", { origin: "http://127.0.0.1.evil.example" }, 403],
    ["no origin at all", { origin: null }, 403],
    ["an origin that is no address", { origin: "null" }, 403],
    ["another path", { path: "/socket" }, 404],
    ["a path below a room", { path: "/rooms/draft-1/x?schema=1" }, 404],
    ["an id that is none", { path: "/rooms/..%2Fetc?schema=1" }, 404],
  ];
  for (const [what, options, status] of refusals) {
    it(`${what} is answered ${status} and nothing is allocated [R1]`, async () => {
      const roomServer = await openRoomServer();
      const client = new RawClient(roomServer, options);
      expect(await client.until("refusal", () => client.refused)).toBe(status);
      expect(roomServer.rooms.stats()).toMatchObject({ connections: 0, joining: 0, rooms: 0 });
    });
  }

  it("another method than GET is answered 404 [R1]", async () => {
    const roomServer = await openRoomServer();
    const answer = await new Promise<string>((resolve) => {
      const socket = createConnection(roomServer.port, "127.0.0.1", () => {
        socket.write(
          `POST /rooms/draft-1?schema=1 HTTP/1.1\r\nHost: 127.0.0.1:${roomServer.port}\r\n` +
            `Origin: ${roomServer.origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
        );
      });
      socket.on("data", (data) => resolve(data.toString()));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  it("the origin must be APP_URL's where that is set, whatever Host says [R1]", async () => {
    const roomServer = await openRoomServer({ appUrl: "https://desk.example.org/" });
    const byHost = new RawClient(roomServer);
    expect(await byHost.until("refusal", () => byHost.refused)).toBe(403);
    const right = new RawClient(roomServer, { origin: "https://desk.example.org" });
    await right.join();
  });
});

describe("joining", () => {
  it.skipIf(IN_SEVERAL_PROCESSES)(
    "only so many sockets of one address may be joining; the rest come back later [R1]",
    async () => {
      const roomServer = await openRoomServer({ limits: { joiningPerAddress: 2 } });
      const silent = [new RawClient(roomServer), new RawClient(roomServer)];
      for (const client of silent) await client.open();
      const third = new RawClient(roomServer);
      expect((await third.close()).code).toBe(1013);
      silent[0]?.ws.close();
      await eventually("room for one", () => roomServer.rooms.stats().joining === 1);
      await new RawClient(roomServer).join();
    },
  );

  it.skipIf(IN_SEVERAL_PROCESSES)("only so many sockets may be joining in all [R1]", async () => {
    const roomServer = await openRoomServer({
      limits: { joiningInAll: 1 },
      options: { addressOf: (request) => String(request.headers["sec-websocket-key"]) },
    });
    await new RawClient(roomServer).open();
    expect((await new RawClient(roomServer).close()).code).toBe(1013);
  });

  it("a socket gives its place up as soon as it has joined, or was refused [R1]", async () => {
    const roomServer = await openRoomServer({ limits: { joiningPerAddress: 1 } });
    await new RawClient(roomServer).join();
    expect((await new RawClient(roomServer, { who: "stranger" }).close()).code).toBe(4404);
    await eventually("free", () => roomServer.rooms.stats().joining === 0);
    const next = new RawClient(roomServer, { who: "ida" });
    await next.join();
    next.write("words");
    expect(await next.barrier()).toBe("receipt");
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "behind a proxy the address is the one that TRUST_PROXY lets us believe [R1]",
    async () => {
      for (const [trust, code] of [
        [false, 1013],
        [1, null],
      ] as const) {
        const roomServer = await openRoomServer({
          limits: { joiningPerAddress: 1 },
          options: { addressOf: (request) => addressOf(request, trust) },
        });
        const from = (address: string) =>
          new RawClient(roomServer, { headers: { "X-Forwarded-For": `192.0.2.250, ${address}` } });
        await from("192.0.2.1").open();
        const other = from("192.0.2.2");
        // Without trust all come from the one address of the connection, whatever they say.
        if (code === null) await other.join();
        else expect((await other.close()).code).toBe(code);
        // Addresses left of the last hop are the client's own invention.
        const same = from("192.0.2.1");
        expect((await same.close()).code).toBe(1013);
      }
    },
  );

  it("past twice the limit a socket is not even upgraded [R1]", async () => {
    const roomServer = await openRoomServer({ limits: { joiningInAll: 0 } });
    const client = new RawClient(roomServer);
    expect(await client.until("refusal", () => client.refused)).toBe(503);
  });

  it("a socket that says nothing is closed in time [R1]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({ options: { scheduler } });
    const client = new RawClient(roomServer);
    await client.open();
    await scheduler.pass(LIMITS.joinMs);
    await client.roundTrip();
    expect(client.closed).toBeNull();
    await scheduler.pass(1_000);
    expect((await client.close()).code).toBe(1013);
  });

  it("a socket that says anything but its sync step 1 is closed in time [R1]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({ options: { scheduler } });
    const client = new RawClient(roomServer);
    await client.open();
    for (let second = 0; second < LIMITS.joinMs / 1_000; second += 1) {
      expect(await client.barrier()).toBe("receipt");
      await scheduler.pass(1_000);
    }
    await scheduler.pass(1_000);
    expect((await client.close()).code).toBe(1013);
  });

  it("a socket whose session can't be looked up is closed in time [R1]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({
      options: { scheduler, identify: () => new Promise(() => undefined) },
    });
    const client = new RawClient(roomServer);
    await client.open();
    await scheduler.pass(LIMITS.joinMs + 1_000);
    expect((await client.close()).code).toBe(1013);
  });

  it("one that has joined may be quiet for longer [R1]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({ options: { scheduler } });
    const client = new RawClient(roomServer);
    await client.join();
    // Less than the pings of R15 are apart, which would wait for an answer.
    await scheduler.pass(LIMITS.joinMs + 5_000);
    expect(client.closed).toBeNull();
    expect(roomServer.rooms.stats().joining).toBe(0);
  });
});

describe("who may come in", () => {
  const refusals: [string, RawOptions, number][] = [
    ["without a session", { who: null }, 4401],
    ["with a cookie of nobody", { who: "nobody" }, 4401],
    ["with the page of somebody who sat here before", { person: "somebody-else" }, 4401],
    ["as a stranger with a page of a drafter", { who: "stranger", person: "somebody-else" }, 4401],
    ["to a draft that does not exist", { documentId: "no-such-draft" }, 4404],
    ["as a stranger to the matter", { who: "stranger" }, 4404],
    ["as a stranger with an old page", { who: "stranger", schema: 0 }, 4404],
    ["with an older schema", { schema: 0 }, 4426],
    ["with a newer schema", { schema: 2 }, 4426],
    ["without a schema", { path: "/rooms/draft-1" }, 4426],
    ["with a schema that is no number", { path: "/rooms/draft-1?schema=1e0" }, 4426],
    ["with an older generation", { generation: 0 }, 4426],
    ["with a newer generation", { generation: 2 }, 4426],
    ["with a generation that is no number", { path: "/rooms/draft-1?schema=1&generation=x" }, 4426],
  ];
  for (const [what, options, code] of refusals) {
    it(`${what}: close code ${code}, and nothing of the draft [R2, R3, R4, R17]`, async () => {
      const roomServer = await openRoomServer();
      const client = new RawClient(roomServer, options);
      expect((await client.close()).code).toBe(code);
      expect(client.received).toEqual([]);
    });
  }

  it("to a draft that is kept in another schema, as it could not be migrated: 4426 [R36]", async () => {
    const roomServer = await openRoomServer({
      wrapPorts: (ports) => ({
        ...ports,
        loadDocumentSubject: async (documentId) => {
          const subject = await ports.loadDocumentSubject(documentId);
          return subject && { ...subject, draftSchema: 0 };
        },
      }),
    });
    const client = new RawClient(roomServer);
    expect((await client.close()).code).toBe(4426);
    expect(client.received).toEqual([]);
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "is told the first reason in the order session, access, schema, generation, numbers [R2]",
    async () => {
      const roomServer = await openRoomServer({ limits: { connectionsPerPersonAndRoom: 1 } });
      await new RawClient(roomServer).join();
      const wrong = { schema: 0, generation: 7 };
      const doors: [RawOptions, number][] = [
        [{ ...wrong, who: null, documentId: "no-such-draft" }, 4401],
        [{ ...wrong, who: "stranger" }, 4404],
        [wrong, 4426],
        [{ generation: 7 }, 4426],
        [{ generation: 1 }, 4429],
      ];
      for (const [options, code] of doors) {
        expect([options, (await new RawClient(roomServer, options).close()).code]).toEqual([
          options,
          code,
        ]);
      }
    },
  );

  it("with the current generation, or none [R17]", async () => {
    const roomServer = await openRoomServer();
    await new RawClient(roomServer, { generation: 1 }).join();
    await new RawClient(roomServer).join();
  });

  it("a page that speaks our protocol is told what it may do with its first answer [R11]", async () => {
    const roomServer = await openRoomServer();
    for (const [who, access] of [
      ["ana", "write"],
      ["olga", "read"],
    ] as const) {
      const client = new RawClient(roomServer, { who });
      await client.join();
      expect(client.received.some((message) => message.type === "notice")).toBe(false);
      expect(await client.barrier()).toBe("receipt");
      const notices = client.received.filter((message) => message.type === "notice");
      expect(notices).toEqual([
        { type: "notice", notice: { kind: "status", access, status: "draft", generation: 1 } },
      ]);
    }
  });

  it("a database that is away means come back later [R2]", async () => {
    const roomServer = await openRoomServer({
      options: { loadDocumentSubject: () => Promise.reject(new Error("away")) },
    });
    expect((await new RawClient(roomServer).close()).code).toBe(1013);
  });
});

// The rooms' time stands still in these: what is answered later than within a second ends with 1012.
describe("rights that end", () => {
  it("a session that ended closes its sockets with 4401, within a second [R5]", async () => {
    const roomServer = await openRoomServer({ options: { scheduler: new VirtualScheduler() } });
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    roomServer.fixture.endSession("ana");
    roomServer.rooms.revoke({ sessionId: "session-ana" });
    await ana.until("close", () => ana.closed);
    expect(ana.closed?.code).toBe(4401);
    expect(await ida.barrier()).toBe("receipt");
  });

  it("a party that left has no draft any more: 4404 [R5]", async () => {
    const roomServer = await openRoomServer({ options: { scheduler: new VirtualScheduler() } });
    const ida = new RawClient(roomServer, { who: "ida" });
    const ana = new RawClient(roomServer);
    await Promise.all([ana.join(), ida.join()]);
    roomServer.fixture.leaveMatter("ilrc");
    roomServer.rooms.revoke({ organizationId: "ilrc", matterId: roomServer.fixture.matterId });
    await ida.until("close", () => ida.closed);
    expect(ida.closed?.code).toBe(4404);
    expect(await ana.barrier()).toBe("receipt");
  });

  it("a role that changed closes with 1012, and reconnecting decides afresh [R5]", async () => {
    const roomServer = await openRoomServer({ options: { scheduler: new VirtualScheduler() } });
    const ana = new RawClient(roomServer);
    await ana.join();
    roomServer.fixture.setRoles("ana", ["observer"]);
    roomServer.rooms.revoke({ userId: "user-ana" });
    await ana.until("close", () => ana.closed);
    expect(ana.closed?.code).toBe(1012);
    const again = new RawClient(roomServer);
    await again.join();
    await again.barrier();
    const notice = again.received.find((message) => message.type === "notice");
    expect(notice).toMatchObject({ notice: { access: "read" } });
  });

  it("a matter that is archived closes its connections with 1012; they read until it is back [R5, R44]", async () => {
    const roomServer = await openRoomServer({ options: { scheduler: new VirtualScheduler() } });
    const { fixture, rooms } = roomServer;
    const first = [new RawClient(roomServer), new RawClient(roomServer, { who: "ida" })];
    await Promise.all(first.map((client) => client.join()));
    first[0]?.write("before");
    expect(await first[0]?.barrier()).toBe("receipt");
    fixture.setArchived(true);
    rooms.revoke({ matterId: fixture.matterId });
    for (const client of first) {
      client.write("too late");
      expect((await client.close()).code).toBe(1012);
    }
    const kept = (await fixture.authorship()).length;
    for (const who of ["ana", "ida"]) {
      const again = new RawClient(roomServer, { who });
      await again.join();
      again.write("in the archive");
      expect(await again.barrier()).toBe("read-only");
    }
    expect(await fixture.authorship()).toHaveLength(kept);
    fixture.setArchived(false);
    rooms.revoke({ matterId: fixture.matterId });
    const back = new RawClient(roomServer);
    await back.join();
    back.write("after");
    expect(await back.barrier()).toBe("receipt");
  });

  it("every one of a person's connections is closed, in every room [R5]", async () => {
    const roomServer = await openRoomServer({ options: { scheduler: new VirtualScheduler() } });
    await roomServer.fixture.addDocument("draft-2");
    const all = [
      new RawClient(roomServer),
      new RawClient(roomServer),
      new RawClient(roomServer, { documentId: "draft-2" }),
    ];
    for (const client of all) await client.join();
    roomServer.fixture.endSession("ana");
    roomServer.rooms.revoke({ userId: "user-ana" });
    for (const client of all) {
      await client.until("close", () => client.closed);
      expect(client.closed?.code).toBe(4401);
    }
  });

  it("an answer that does not come in time means 1012 [R5]", async () => {
    let isStuck = false;
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({
      options: { scheduler },
      wrapPorts: (ports) => ({
        ...ports,
        identify: (cookie) => (isStuck ? new Promise(() => undefined) : ports.identify(cookie)),
      }),
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    isStuck = true;
    roomServer.rooms.revoke({ userId: "user-ana" });
    // Within a second of the change.
    await scheduler.pass(999);
    expect((await ana.close()).code).toBe(1012);
  });

  it("from the moment of the change on nothing more is read [R5]", async () => {
    let look: Promise<void> | null = null;
    let goOn: () => void = () => undefined;
    const roomServer = await openRoomServer({
      wrapPorts: (ports) => ({
        ...ports,
        identify: async (cookie) => {
          await look;
          return ports.identify(cookie);
        },
      }),
    });
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.write("in time");
    await ana.barrier();
    look = new Promise((resolve) => (goOn = resolve));
    roomServer.fixture.setRoles("ana", ["observer"]);
    roomServer.rooms.revoke({ userId: "user-ana" });
    ana.write("too late");
    ida.write("Ida's");
    expect(await ida.barrier()).toBe("receipt");
    await turns();
    goOn();
    expect((await ana.close()).code).toBe(1012);
    expect(roomServer.rooms.stats().waiting).toBe(0);
    expect(await roomServer.fixture.database.client.draftUpdate.count()).toBe(2);
    const text = Buffer.from((await roomServer.rooms.read("draft-1"))!.bytes).toString("latin1");
    expect(text).toContain("in time");
    expect(text).not.toContain("too late");
  });

  it("words that were read before the change but waited for the database are not taken [R5]", async () => {
    let goOn: () => void = () => undefined;
    let close: () => void = () => undefined;
    let isAsked = false;
    let isAnswered = false;
    const roomServer = await openRoomServer({
      wrapLog: (log) => ({
        ...log,
        owners: async (documentId, clientIds) => {
          isAsked = true;
          await new Promise<void>((resolve) => (goOn = resolve));
          const owners = await log.owners(documentId, clientIds);
          isAnswered = true;
          return owners;
        },
      }),
      wrapPorts: (ports) => ({
        ...ports,
        identify: async (cookie) => {
          if (isAsked) await new Promise<void>((resolve) => (close = resolve));
          return ports.identify(cookie);
        },
      }),
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    // A client id that the room has not heard of: the database is asked, and what follows waits.
    ana.write("too late");
    ana.write("later still");
    await eventually("asked", () => isAsked);
    roomServer.fixture.setRoles("ana", ["observer"]);
    roomServer.rooms.revoke({ userId: "user-ana" });
    goOn();
    await eventually("answered", () => isAnswered);
    await turns();
    close();
    expect((await ana.close()).code).toBe(1012);
    expect(roomServer.rooms.stats().waiting).toBe(0);
    expect(await roomServer.fixture.database.client.draftUpdate.count()).toBe(0);
  });

  it("who joins at the moment of the change is looked at again [R5]", async () => {
    let letIn: () => void = () => undefined;
    let asked = 0;
    const roomServer = await openRoomServer({
      options: { scheduler: new VirtualScheduler() },
      wrapPorts: (ports) => ({
        ...ports,
        loadDocumentSubject: async (documentId) => {
          const subject = await ports.loadDocumentSubject(documentId);
          asked += 1;
          if (asked === 1) await new Promise<void>((resolve) => (letIn = resolve));
          return subject;
        },
      }),
    });
    const ida = new RawClient(roomServer, { who: "ida" });
    await eventually("asked", () => asked === 1);
    roomServer.fixture.leaveMatter("ilrc");
    roomServer.rooms.revoke({ organizationId: "ilrc" });
    letIn();
    expect((await ida.close()).code).toBe(4404);
  });

  it("a session that runs out while a room is open closes it with 4401 [R3, R5]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({ options: { scheduler } });
    const [ana, ida] = [new RawClient(roomServer), new RawClient(roomServer, { who: "ida" })];
    await Promise.all([ana.join(), ida.join()]);
    // Nobody tells the rooms: it ran out, or another process ended it.
    roomServer.fixture.endSession("ana");
    await scheduler.pass(1_000);
    expect((await ana.close()).code).toBe(4401);
    expect(await ida.barrier()).toBe("receipt");
  });

  it("a sign-in that can't be looked up is looked up again, which the operator hears once [R5]", async () => {
    const scheduler = new VirtualScheduler();
    let isAway = true;
    let asked = 0;
    const roomServer = await openRoomServer({
      options: { scheduler },
      wrapPorts: (ports) => ({
        ...ports,
        endedSessions: async (sessionIds) => {
          asked += 1;
          if (isAway) throw new Error("away");
          return ports.endedSessions(sessionIds);
        },
      }),
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    roomServer.fixture.endSession("ana");
    await scheduler.pass(1_000);
    await scheduler.pass(1_000);
    expect(asked).toBeGreaterThan(1);
    expect(ana.closed).toBeNull();
    const heard = roomServer.lines.filter(({ sentence }) => sentence.includes("ended sign-ins"));
    expect(heard).toMatchObject([{ level: "warn", facts: { error: "away" } }]);
    isAway = false;
    await scheduler.pass(1_000);
    expect((await ana.close()).code).toBe(4401);
  });

  it("words keep a session alive as a page does; being there does not [R3]", async () => {
    const { roomServer, touched, look } = await houseThatTouches();
    const ana = new RawClient(roomServer);
    await ana.join();
    await look();
    expect(touched).toHaveLength(1);
    ana.write("a word");
    await ana.barrier();
    await look();
    await eventually("touched", () => touched.length === 2);
    await look();
    expect(touched).toHaveLength(2);
  });

  it("a cursor that moves keeps a session alive, one that is repeated does not [R3]", async () => {
    const { roomServer, touched, look } = await houseThatTouches();
    // An observer, who can do nothing else.
    const olga = new RawClient(roomServer, { who: "olga" });
    await olga.join();
    olga.send(cursor(1));
    await olga.barrier();
    await eventually("bound", () => roomServer.rooms.stats().waiting === 0);
    await look();
    await look();
    const before = touched.length;
    olga.send(cursor(2));
    await olga.barrier();
    await look();
    await eventually("touched again", () => touched.length === before + 1);
    for (let index = 0; index < 4; index += 1) {
      olga.send(cursor(2));
      await olga.barrier();
      await look();
    }
    expect(touched).toHaveLength(before + 1);
  });
});

/** A room server, its next check of used sessions, and the cookies of the sessions it kept alive. */
async function houseThatTouches() {
  const touched: string[] = [];
  const scheduler = new VirtualScheduler();
  const roomServer = await openRoomServer({
    wrapPorts: (ports) => ({
      ...ports,
      identify: async (cookie) => {
        touched.push(cookie ?? "");
        return ports.identify(cookie);
      },
    }),
    options: { scheduler, sessionsMs: 2_000 },
  });
  const look = () => scheduler.pass(2_000);
  return { roomServer, touched, look };
}

function cursor(at: number): Uint8Array {
  const payload = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, 5);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, JSON.stringify({ cursor: { anchor: at } }));
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, payload);
  });
}
