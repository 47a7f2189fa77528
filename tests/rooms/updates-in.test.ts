import * as encoding from "lib0/encoding";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { encodeReceiptRequest, MESSAGE } from "#app/protocol/messages.ts";
import { encodeSyncStep2, encodeSyncUpdate } from "#tests/support/client-messages.ts";
import { DatabaseTrouble, failing } from "./support/failing-log.ts";
import { openRoomServer, type RoomServer } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";
import type { Paragraph } from "./support/paragraph.ts";
import {
  eventually,
  openStock,
  paragraphOf,
  rootOf,
  turns,
  writeParagraph,
} from "./support/stock.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";

/** The updates of a document as it is written in. */
function writing(clientID?: number): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  if (clientID !== undefined) doc.clientID = clientID;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  return { doc, updates };
}

/** An update whose letter is the first half of a pair, as no honest encoder writes it. */
function halfCharacter(): Uint8Array {
  const { doc, updates } = writing(7);
  rootOf(doc).insert(0, "\ud7ff");
  const message = encodeSyncUpdate(updates.at(-1)!);
  const at = message.findIndex((byte, index) => byte === 0xed && message[index + 1] === 0x9f);
  return Uint8Array.from(message)
    .fill(0xa0, at + 1, at + 2)
    .fill(0x80, at + 2, at + 3);
}

async function rows(roomServer: RoomServer): Promise<number> {
  return roomServer.fixture.database.client.draftUpdate.count();
}

describe("what the gate refuses on a live connection", () => {
  const messages: [string, Uint8Array | string][] = [
    ["random bytes", Uint8Array.of(0, 2, 3, 1, 2, 3)],
    ["an empty message", new Uint8Array()],
    ["a message of an unknown type", Uint8Array.of(99)],
    ["an auth message, which only servers send", Uint8Array.of(2, 0, 0)],
    ["a receipt, which only servers send", Uint8Array.of(5, 1)],
    ["an unknown sync step", Uint8Array.of(0, 3, 0)],
    ["a message with bytes to spare", Uint8Array.of(0, 2, 2, 0, 0, 0)],
    ["a length beyond its end", Uint8Array.of(0, 2, 0xff, 0xff, 0xff, 0xff, 0x7f)],
    ["a state vector that is none", Uint8Array.of(0, 0, 2, 5, 5)],
    ["awareness that is none", Uint8Array.of(1, 2, 9, 9)],
    ["half a character among letters", halfCharacter()],
    ["text", "hello"],
  ];
  for (const [what, bytes] of messages) {
    it(`${what}: 4400, logged without its content, and nobody else is disturbed [R6]`, async () => {
      const roomServer = await openRoomServer();
      const ana = new RawClient(roomServer);
      const ida = new RawClient(roomServer, { who: "ida" });
      await Promise.all([ana.join(), ida.join()]);
      ana.ws.send(bytes);
      expect((await ana.close()).code).toBe(4400);
      ida.write("still here");
      expect(await ida.barrier()).toBe("receipt");
      expect(await rows(roomServer)).toBe(1);
      if (typeof bytes === "string") return;
      const [line] = roomServer.lines;
      expect(Object.keys(line!.facts).sort()).toEqual(["documentId", "userId", "why"]);
    });
  }

  it("words for another root: 4400, and neither stored nor relayed [R6]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    const { doc, updates } = writing();
    doc.getText("elsewhere").insert(0, "x");
    ana.update(updates[0]!);
    expect((await ana.close()).code).toBe(4400);
    expect(await ida.barrier()).toBe("receipt");
    expect(ida.received.some((message) => message.type === "update")).toBe(false);
    expect(await rows(roomServer)).toBe(0);
  });
});

describe("what no editor writes into the text", () => {
  it.each<[string, (paragraph: Paragraph) => void]>([
    [
      "a link that runs a script",
      ({ root }) => root.format(1, 3, { link: { href: "javascript:secret()" } }),
    ],
    ["text inside of a marker", ({ marker }) => marker.insert(0, [new Y.XmlText("secret words")])],
    [
      "an element of another release",
      ({ root }) => root.insertEmbed(2, new Y.XmlElement("secret")),
    ],
  ])(
    "is 4400, reaches nobody, and is logged without its words: %s [R6, F11]",
    async (_what, write) => {
      const roomServer = await openRoomServer();
      const ana = new RawClient(roomServer);
      const ida = new RawClient(roomServer, { who: "ida" });
      await Promise.all([ana.join(), ida.join()]);
      const { doc, updates } = writing();
      const paragraph = writeParagraph(doc, "honest words");
      ana.update(updates[0]!);
      expect(await ana.barrier()).toBe("receipt");
      doc.transact(() => write(paragraph));
      ana.update(updates[1]!);
      expect((await ana.close()).code).toBe(4400);
      expect(await ida.barrier()).toBe("receipt");
      await ida.until("honest words", () => rootOf(ida.doc()).toString().includes("honest"));
      expect(rootOf(ida.doc()).toString()).toBe("<block></block>honest words");
      expect(await rows(roomServer)).toBe(1);
      expect(roomServer.lines).toHaveLength(1);
      expect(JSON.stringify(roomServer.lines)).not.toContain("secret");
    },
  );

  it("is known for such after the room was unloaded and came back from its bytes [R6, F11, R20]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join();
    const { doc, updates } = writing();
    const { marker } = writeParagraph(doc, "honest words");
    ana.update(updates[0]!);
    expect(await ana.barrier()).toBe("receipt");
    const other = await openRoomServer({ fixture: roomServer.fixture });
    const again = new RawClient(other);
    await again.join();
    marker.insert(0, [new Y.XmlText("in a marker")]);
    again.update(updates[1]!);
    expect((await again.close()).code).toBe(4400);
  });
});

describe("what is known already", () => {
  it("is accepted without a row or a relay [R6]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    const update = ana.write("once");
    await ana.barrier();
    ana.update(update);
    expect(await ana.barrier()).toBe("receipt");
    expect(await rows(roomServer)).toBe(1);
    await ida.until("update", () => ida.received.some((message) => message.type === "update"));
    expect(ida.received.filter((message) => message.type === "update")).toHaveLength(1);
  });

  it("is cut off an offline client's step 2, so that only what is new is relayed [R6]", async () => {
    const roomServer = await openRoomServer();
    const ida = new RawClient(roomServer, { who: "ida" });
    await ida.join();
    const { doc } = writing();
    const first = new RawClient(roomServer);
    await first.join();
    const text = writeParagraph(doc, "abcdef");
    text.delete(0, 2);
    first.update(Y.encodeStateAsUpdate(doc));
    await first.barrier();
    first.ws.close();
    text.insert(4, "g");
    const second = new RawClient(roomServer);
    await second.join(Y.encodeStateAsUpdate(doc));
    expect(await second.barrier()).toBe("receipt");
    expect(await ida.barrier()).toBe("receipt");
    const relayedTo = () => ida.received.filter((message) => message.type === "update");
    await ida.until("both", () => relayedTo().length >= 2);
    const relayed = relayedTo();
    expect(relayed).toHaveLength(2);
    const { structs, ds } = Y.decodeUpdate((relayed[1] as { bytes: Uint8Array }).bytes);
    expect(structs).toHaveLength(1);
    expect(ds.clients.size).toBe(0);
    expect(rootOf(ida.doc()).toString()).toBe(rootOf(doc).toString());
  });

  it("is no new word from a reader: no notice, and a receipt [R6, R8]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join();
    const update = ana.write("words");
    await ana.barrier();
    const olga = new RawClient(roomServer, { who: "olga" });
    await olga.join(update);
    expect(await olga.barrier()).toBe("receipt");
    const notices = olga.received.filter((message) => message.type === "notice");
    expect(notices.map((message) => message.notice.kind)).toEqual(["status"]);
  });

  it("covers what a document deletes by itself, which a reader repeats and did not do [R6, R8]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    const base = writing();
    writeParagraph(base.doc, "base");
    ana.update(base.updates[0]!);
    await ana.barrier();
    // Both set the same attribute at the same moment: one of the two is deleted by every document.
    const edits = [0, 1].map(() => {
      const { doc, updates } = writing();
      Y.applyUpdate(doc, base.updates[0]!);
      paragraphOf(doc).marker.setAttribute("kind", "heading");
      return updates[1]!;
    });
    ana.update(edits[0]!);
    ida.update(edits[1]!);
    await Promise.all([ana.barrier(), ida.barrier()]);
    const before = await rows(roomServer);
    const olga = new RawClient(roomServer, { who: "olga" });
    await olga.open();
    const stateOfOlga = await olga.join();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, stateOfOlga);
    olga.send(encodeSyncStep2(Y.encodeStateAsUpdate(doc)));
    expect(await olga.barrier()).toBe("receipt");
    const ben = new RawClient(roomServer, { who: "ben" });
    await ben.join(Y.encodeStateAsUpdate(doc));
    expect(await ben.barrier()).toBe("receipt");
    expect(await rows(roomServer)).toBe(before);
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "covers what waits: not stored twice, but the barrier waits for its commit [R6, R11]",
    async () => {
      let commit: () => void = () => undefined;
      const roomServer = await openRoomServer({
        wrapLog: (log) => ({
          ...log,
          commit: async (batches, at) => {
            if (batches.some((batch) => batch.update)) {
              await new Promise<void>((resolve) => (commit = resolve));
            }
            return log.commit(batches, at);
          },
        }),
      });
      const ana = new RawClient(roomServer);
      const tab = new RawClient(roomServer);
      await Promise.all([ana.join(), tab.join()]);
      const update = ana.write("words");
      await eventually("taken", () => roomServer.rooms.stats().waiting === 1);
      tab.update(update);
      tab.send(encodeReceiptRequest(1));
      await tab.roundTrip();
      expect(tab.received.some((message) => message.type === "receipt")).toBe(false);
      expect(roomServer.rooms.stats().waiting).toBe(1);
      commit();
      expect(await tab.answerTo(1)).toBe("receipt");
      expect(await rows(roomServer)).toBe(1);
    },
  );

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "covers waiting deletions too: not stored twice, but the barrier waits [R6, R11]",
    async () => {
      const trouble = new DatabaseTrouble();
      const roomServer = await openRoomServer({ wrapLog: (log) => failing(log, trouble) });
      const ana = new RawClient(roomServer);
      const tab = new RawClient(roomServer);
      await Promise.all([ana.join(), tab.join()]);
      const { doc, updates } = writing();
      writeParagraph(doc, "words");
      ana.update(updates[0]!);
      await ana.barrier();
      const release = trouble.hold();
      rootOf(doc).delete(0, 1);
      ana.update(updates[1]!);
      await eventually("taken", () => trouble.holding === 1);
      tab.update(updates[1]!);
      tab.send(encodeReceiptRequest(1));
      await tab.roundTrip();
      expect(tab.received.some((message) => message.type === "receipt")).toBe(false);
      expect(roomServer.rooms.stats().waiting).toBe(1);
      release();
      expect(await tab.answerTo(1)).toBe("receipt");
      expect(await rows(roomServer)).toBe(2);
    },
  );

  it("is not asked of anybody by what only waits: our own step 1 has committed words alone [R6]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({ wrapLog: (log) => failing(log, trouble) });
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("on disk");
    await ana.barrier();
    const committed = Y.getState(ana.own.store, ana.own.clientID);
    const release = trouble.hold();
    ana.write("not on disk");
    await eventually("taken", () => trouble.holding === 1);
    const tab = new RawClient(roomServer);
    await tab.join();
    const asked = tab.received.find((message) => message.type === "step1");
    const vector = Y.decodeStateVector((asked as { bytes: Uint8Array }).bytes);
    expect(vector.get(ana.own.clientID)).toBe(committed);
    release();
    await ana.barrier();
  });

  it("covers words of someone else that another process has just committed [R6, R7]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    const ben = new RawClient(roomServer, { who: "ben" });
    await Promise.all([ana.join(), ida.join(), ben.join()]);
    ana.write("first");
    await ana.barrier();
    const { documentId, database } = roomServer.fixture;
    const elsewhere = writing();
    Y.applyUpdate(elsewhere.doc, Y.encodeStateAsUpdate(ana.own));
    elsewhere.doc.clientID = ana.own.clientID;
    elsewhere.updates.length = 0;
    writeParagraph(elsewhere.doc, "over another process");
    await database.client.document.update({ where: { id: documentId }, data: { sequence: 2 } });
    await database.client.draftUpdate.create({
      data: {
        documentId,
        sequence: 2,
        bytes: new Uint8Array(elsewhere.updates[0]!),
        committedAt: new Date(),
      },
    });
    // Ida was there, and brings what she saw of Ana's.
    ida.send(encodeSyncStep2(Y.encodeStateAsUpdate(elsewhere.doc)));
    expect(await ida.barrier()).toBe("receipt");
    expect(ida.closed).toBeNull();
    expect(await rows(roomServer)).toBe(2);
    const words = rootOf(elsewhere.doc).toString();
    await ben.until("relayed", () => rootOf(ben.doc()).toString() === words);
  });
});

describe("a gap", () => {
  it("is answered with our sync step 1 and refused barriers until a step 2 closes it [R6, R11]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join();
    const { doc, updates } = writing();
    const text = writeParagraph(doc, "a");
    text.insert(1, "b");
    text.insert(2, "c");
    ana.update(updates[0]!);
    expect(await ana.barrier()).toBe("receipt");
    ana.update(updates[2]!);
    expect(await ana.barrier()).toBe("resync");
    const asked = ana.received.filter((message) => message.type === "step1");
    expect(asked).toHaveLength(2);
    const stateVector = (asked[1] as { bytes: Uint8Array }).bytes;
    expect(Y.decodeStateVector(stateVector).get(doc.clientID)).toBe(2);
    text.insert(3, "d");
    ana.update(updates[3]!);
    expect(await ana.barrier()).toBe("resync");
    ana.send(encodeSyncStep2(Y.encodeStateAsUpdate(doc, stateVector)));
    expect(await ana.barrier()).toBe("receipt");
    const state = await roomServer.rooms.read(roomServer.fixture.documentId);
    const kept = new Y.Doc();
    Y.applyUpdate(kept, state!.bytes);
    expect(rootOf(kept).toString()).toBe(rootOf(doc).toString());
  });

  it("is no gap where another process wrote what it builds on [R6]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    const { doc, updates } = writing();
    const text = writeParagraph(doc, "a");
    text.insert(1, "b");
    const { client } = roomServer.fixture.database;
    const { documentId } = roomServer.fixture;
    await client.document.update({ where: { id: documentId }, data: { sequence: 1 } });
    await client.draftUpdate.create({
      data: {
        documentId,
        sequence: 1,
        bytes: new Uint8Array(updates[0]!),
        committedAt: new Date(),
      },
    });
    await client.draftBinding.create({
      data: { documentId, clientId: BigInt(doc.clientID), userId: "user-ana", boundAt: new Date() },
    });
    ana.update(updates[1]!);
    expect(await ana.barrier()).toBe("receipt");
    await ida.until("both", () => rootOf(ida.doc()).toString().includes("ab"));
  });

  // Each process counts its own; what others tell it makes it read besides.
  it.skipIf(IN_SEVERAL_PROCESSES)(
    "makes the room read the database twenty times at once, then four times a second [R6]",
    async () => {
      let reads = 0;
      const scheduler = new VirtualScheduler();
      const roomServer = await openRoomServer({
        options: { scheduler },
        wrapLog: (log) => ({
          ...log,
          since: (documentId, sequence) => {
            reads += 1;
            return log.since(documentId, sequence);
          },
        }),
      });
      const ana = new RawClient(roomServer);
      await ana.join();
      // Each under a client id that the room has not heard of.
      for (let index = 0; index < 23; index += 1) {
        const { doc, updates } = writing();
        writeParagraph(doc, `${index}`);
        ana.update(updates[0]!);
      }
      await eventually("twenty", () => reads === 20);
      for (const many of [21, 22, 23]) {
        await scheduler.pass(249);
        await turns();
        expect(reads).toBe(many - 1);
        await scheduler.pass(1);
        await eventually("one more", () => reads === many);
        // The next is looked at, and waits from now on.
        await turns();
      }
      expect(await ana.barrier()).toBe("receipt");
      expect(reads).toBe(23);
    },
  );

  it("may stay open after five steps 2; after the sixth only a fresh document helps [R6]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const { doc, updates } = writing();
    const text = writeParagraph(doc, "a");
    text.insert(1, "b");
    text.insert(2, "c");
    const holey = Y.mergeUpdates([updates[0]!, updates[2]!]);
    await ana.join(holey);
    for (let steps = 1; steps <= 5; steps += 1) {
      expect(await ana.barrier()).toBe("resync");
      expect(ana.received.filter((m) => m.type === "step1")).toHaveLength(steps + 1);
      ana.send(encodeSyncStep2(holey));
    }
    expect((await ana.close()).code).toBe(4409);
    expect(await rows(roomServer)).toBe(0);
  });
});

describe("client ids", () => {
  it("are bound to the person with the first words, before these are relayed [R7]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("words");
    await ana.barrier();
    const bindings = await roomServer.fixture.database.client.draftBinding.findMany();
    expect(bindings.map(({ clientId, userId }) => [Number(clientId), userId])).toEqual([
      [ana.own.clientID, "user-ana"],
    ]);
  });

  it("of someone else: new words under them close with 4409 and go nowhere [R7]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.write("Ana's words");
    await ana.barrier();
    const forged = writing();
    Y.applyUpdate(forged.doc, Y.encodeStateAsUpdate(ana.own));
    forged.doc.clientID = ana.own.clientID;
    writeParagraph(forged.doc, "as if Ana had written it");
    ida.update(forged.updates[1]!);
    expect((await ida.close()).code).toBe(4409);
    expect(await ana.barrier()).toBe("receipt");
    expect(await rows(roomServer)).toBe(1);
    expect(ana.received.some((message) => message.type === "update")).toBe(false);
  });

  it("are remembered when the server starts anew [R7]", async () => {
    const first = await openRoomServer();
    const ana = new RawClient(first);
    await ana.join();
    ana.write("words");
    await ana.barrier();
    await first.close();
    const second = await openRoomServer({ fixture: first.fixture });
    const ida = new RawClient(second, { who: "ida" });
    await ida.join();
    const forged = writing();
    Y.applyUpdate(forged.doc, Y.encodeStateAsUpdate(ana.own));
    forged.doc.clientID = ana.own.clientID;
    writeParagraph(forged.doc, "forged");
    ida.update(forged.updates[1]!);
    expect((await ida.close()).code).toBe(4409);
  });

  it("bound by another process at the same moment are decided by the database [R7]", async () => {
    const roomServer = await openRoomServer({
      wrapLog: (log) => ({
        ...log,
        // Another process binds the id between our look and our commit.
        owners: async () => new Map(),
      }),
    });
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    await roomServer.fixture.database.client.draftBinding.create({
      data: {
        documentId: roomServer.fixture.documentId,
        clientId: BigInt(ana.own.clientID),
        userId: "user-ida",
        boundAt: new Date(),
      },
    });
    ana.write("words");
    expect((await ana.close()).code).toBe(4409);
    ida.write("more words");
    expect(await ida.barrier()).toBe("receipt");
    expect(rootOf(ida.doc()).toString()).toBe("");
    expect(await rows(roomServer)).toBe(1);
  });

  it("are bound early by awareness, and can't be squatted by who sees them [R7]", async () => {
    const roomServer = await openRoomServer();
    const ana = openStock(roomServer, { who: "ana" });
    const ida = new RawClient(roomServer, { who: "ida" });
    await ida.join();
    await ida.until("Ana's caret", () => ida.received.find((m) => m.type === "awareness"));
    const forged = writing(ana.doc.clientID);
    writeParagraph(forged.doc, "forged");
    ida.update(forged.updates[0]!);
    expect((await ida.close()).code).toBe(4409);
    writeParagraph(ana.doc, "Ana's own");
    await eventually("stored", () => roomServer.rooms.stats().waiting === 0);
  });

  it("are bound before a caret under them is shown to anybody [R7, R14]", async () => {
    const trouble = new DatabaseTrouble();
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({
      options: { scheduler },
      wrapLog: (log) => failing(log, trouble),
    });
    const ida = new RawClient(roomServer, { who: "ida" });
    await ida.join();
    const release = trouble.hold();
    const ana = openStock(roomServer, { who: "ana" });
    await eventually("binding", () => trouble.holding === 1);
    const newcomer = new RawClient(roomServer, { who: "ben" });
    await newcomer.join();
    // Many frames.
    await scheduler.pass(1_000);
    for (const client of [ida, newcomer]) await client.roundTrip();
    const carets = (client: RawClient) => client.received.some((m) => m.type === "awareness");
    expect([carets(ida), carets(newcomer)]).toEqual([false, false]);
    release();
    await scheduler.until("carets", () => carets(ida) && carets(newcomer));
    const bindings = await roomServer.fixture.database.client.draftBinding.findMany();
    expect(bindings.map(({ clientId }) => Number(clientId))).toEqual([ana.doc.clientID]);
  });

  it("of the same person's earlier sessions may bring their offline words along [R7]", async () => {
    const roomServer = await openRoomServer();
    const earlier = writing(111);
    writeParagraph(earlier.doc, "yesterday");
    const later = writing(222);
    Y.applyUpdate(later.doc, Y.encodeStateAsUpdate(earlier.doc));
    writeParagraph(later.doc, "today");
    const ana = new RawClient(roomServer);
    await ana.join(Y.encodeStateAsUpdate(later.doc));
    expect(await ana.barrier()).toBe("receipt");
    const bindings = await roomServer.fixture.database.client.draftBinding.findMany();
    expect(bindings.map(({ clientId }) => Number(clientId)).sort()).toEqual([111, 222]);
  });
});

describe("who may only read", () => {
  it("has every new word refused with a notice, and every later barrier [R8]", async () => {
    const roomServer = await openRoomServer();
    const olga = new RawClient(roomServer, { who: "olga" });
    const ana = new RawClient(roomServer);
    await Promise.all([olga.join(), ana.join()]);
    expect(await olga.barrier()).toBe("receipt");
    const update = olga.write("an observer's words");
    expect(await olga.barrier()).toBe("read-only");
    expect(await olga.barrier()).toBe("read-only");
    olga.send(encodeSyncUpdate(update));
    expect(await olga.barrier()).toBe("read-only");
    const notices = olga.received.filter(
      (m) => m.type === "notice" && m.notice.kind === "read-only",
    );
    expect(notices).toHaveLength(2);
    expect(olga.closed).toBeNull();
    expect(await rows(roomServer)).toBe(0);
    ana.write("a drafter's words");
    await olga.until("words", () => rootOf(olga.doc()).toString().includes("drafter"));
  });

  it("has offline words of better days refused at the first barrier [R8]", async () => {
    const roomServer = await openRoomServer();
    const { doc } = writing();
    writeParagraph(doc, "written offline");
    const olga = new RawClient(roomServer, { who: "olga" });
    await olga.join(Y.encodeStateAsUpdate(doc));
    expect(await olga.barrier()).toBe("read-only");
  });
});

describe("barriers", () => {
  it("are answered in order, each on its own connection [R11]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    for (let n = 1; n <= 50; n += 1) {
      ana.write(`${n}`);
      ana.send(encodeReceiptRequest(n));
    }
    expect(await ana.answerTo(50)).toBe("receipt");
    const answers = ana.received.filter((m) => m.type === "receipt").map((m) => m.n);
    expect(answers).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(await ida.barrier()).toBe("receipt");
    expect(ida.received.filter((m) => m.type === "receipt")).toHaveLength(1);
  });

  it("follow the words into the database: what has a receipt is there [R10, R11]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join();
    for (let n = 0; n < 20; n += 1) {
      ana.write(`word ${n}`);
      await ana.barrier();
      const [last] = await roomServer.fixture.database.client.draftUpdate.findMany({
        orderBy: { sequence: "desc" },
        take: 1,
      });
      expect(Buffer.from(last!.bytes).includes(`word ${n}`)).toBe(true);
    }
  });
});

describe("a connection that has not asked for the draft yet", () => {
  it("is sent nothing of what others write, then all of it before what follows [R25]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({ options: { scheduler } });
    const ana = new RawClient(roomServer);
    await ana.join();
    const early = new RawClient(roomServer, { who: "ida" });
    await early.open();
    await eventually("in the room", () => roomServer.rooms.stats().joining === 1);
    // Its words are taken meanwhile, and its barriers answered.
    expect(await early.barrier()).toBe("receipt");
    ana.write("before it asked");
    await ana.barrier();
    ana.send(awarenessOf(ana.own.clientID));
    await ana.roundTrip();
    await scheduler.pass(1_000);
    await early.roundTrip();
    expect(early.received.map((m) => m.type)).toEqual(["notice", "receipt"]);
    await early.join();
    ana.write("after it asked");
    await early.until("both", () => rootOf(early.doc()).toString().includes("after it asked"));
    expect(rootOf(early.doc()).toString()).toBe(rootOf(ana.own).toString());
    const types = early.received.map((m) => m.type);
    expect(types.indexOf("step2")).toBeLessThan(types.indexOf("update"));
  });
});

function awarenessOf(clientId: number): Uint8Array {
  const payload = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, JSON.stringify({ cursor: 1 }));
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, payload);
  });
}
