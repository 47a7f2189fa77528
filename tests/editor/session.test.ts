// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { webcrypto } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { IndexeddbPersistence } from "y-indexeddb";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { blocksIn } from "#app/document/flow/pieces.ts";
import {
  copyKey,
  keptCopies,
  keysOf,
  noteUnsaved,
  registerCopy,
  UNSAVED,
} from "#app/editor/session/device-copies.ts";
import { leaveDevice } from "#app/editor/session/device-people.ts";
import { sendUnsaved } from "#app/editor/session/send-unsaved.ts";
import { type DraftPage, DeskSession } from "#app/editor/session/session.ts";
import { loadRecoverableEdits } from "#app/editor/recovery/recovery-store.ts";
import { body, footnote } from "#tests/document/build.ts";
import { draftOf, takeAway, typeBehind } from "./flow-drafts.ts";
import { LocksDouble } from "./locks-double.ts";
import { RoomDouble } from "./room-double.ts";

const PAGE: DraftPage = {
  documentId: "request-1",
  title: "First request",
  userId: "ana",
  generation: 0,
  schemaVersion: 1,
  access: "write",
  status: "draft",
  statusAt: "2024-09-01T09:00:00.000Z",
};

const RealWebSocket = globalThis.WebSocket;
const sessions: DeskSession[] = [];
const locks = new LocksDouble();
let room: RoomDouble;

beforeEach(() => {
  room = new RoomDouble();
  flowRoot(room.doc);
  const start = draftOf([body("first", "The agency shall answer.")]);
  Y.applyUpdate(room.doc, Y.encodeStateAsUpdate(start));
  globalThis.WebSocket = room.WebSocket;
  if (!("randomUUID" in globalThis.crypto)) {
    Object.defineProperty(globalThis, "crypto", { value: webcrypto, configurable: true });
  }
});

afterEach(async () => {
  for (const session of sessions.splice(0)) session.leave();
  globalThis.WebSocket = RealWebSocket;
  vi.unstubAllGlobals();
  await leaveDevice("ana", "sign-out");
});

/** This browser's navigator, with locks, which the test's own browser lacks. */
function withLocks(): Navigator {
  return new Proxy(navigator, {
    get: (real, name) => (name === "locks" ? locks : Reflect.get(real, name, real)),
  });
}

function visit(page: Partial<DraftPage> = {}): DeskSession {
  const session = new DeskSession({ ...PAGE, ...page });
  sessions.push(session);
  return session;
}

function leave(session: DeskSession): void {
  session.leave();
  sessions.splice(sessions.indexOf(session), 1);
}

/** The words of the first block. */
function words(doc: Y.Doc) {
  const root = flowRoot(doc);
  return {
    // Behind the block's marker.
    insert: (at: number, letters: string) => root.insert(1 + at, letters),
    toString: () =>
      [...blocksIn(root)][0]?.pieces
        .map((piece) => (piece.is === "letters" ? piece.text : "\n"))
        .join("") ?? "",
  };
}

async function until(what: () => unknown): Promise<void> {
  await expect.poll(what).toBeTruthy();
}

async function open(page: Partial<DraftPage> = {}) {
  const session = visit(page);
  await until(() => session.state.live);
  await until(() => session.state.room.connection === "live");
  return session;
}

/** The copy on the device at one moment: its text, and whether it is called whole. */
async function copied(): Promise<{ readonly words: string; readonly isWhole: boolean }> {
  const database = await result(indexedDB.open(copyKey(PAGE)));
  const transaction = database.transaction(["updates", "custom"]);
  const [updates, whole] = await Promise.all([
    result<unknown[]>(transaction.objectStore("updates").getAll()),
    result<unknown>(transaction.objectStore("custom").get("whole")),
  ]);
  database.close();
  const doc = new Y.Doc();
  flowRoot(doc);
  for (const update of updates) Y.applyUpdate(doc, update as Uint8Array);
  return { words: words(doc).toString(), isWhole: whole === 1 };
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("no copy")));
  });
}

/** A copy that a visit without connection added words to. */
async function leaveWordsOffline(added: string): Promise<void> {
  await leaveOffline((doc) => words(doc).insert(0, added));
}

/** Gives what was recorded as unsaved the name of another window, as it has after a reload. */
function recordAsAnotherWindow(): void {
  const recorded = keysOf(localStorage).filter((key) => key.startsWith(UNSAVED));
  for (const key of recorded) {
    localStorage.setItem(`${key}-left`, localStorage.getItem(key) ?? "");
    localStorage.removeItem(key);
  }
}

async function leaveOffline(write: (doc: Y.Doc) => void): Promise<void> {
  const session = await open();
  room.reachable = false;
  room.socket.end(1006);
  const { doc: draft } = session.state.live!;
  write(draft);
  const written = Y.decodeStateVector(Y.encodeStateVector(draft));
  leave(session);
  await until(() => keptCopies(localStorage, "ana")[0]?.unsaved === 1);
  // The copy is written behind the page's back.
  await expect.poll(copyOnDevice).toEqual(written);
}

/** How much of each writer the device's copy holds. */
async function copyOnDevice() {
  const copy = new Y.Doc();
  const store = new IndexeddbPersistence(
    copyKey({ userId: "ana", documentId: "request-1", generation: 0 }),
    copy,
  );
  await store.whenSynced;
  await store.destroy();
  return Y.decodeStateVector(Y.encodeStateVector(copy));
}

describe("a visit to a draft", () => {
  it("[R25] shows nothing to type in before the first sync", async () => {
    room.reachable = false;
    const session = visit();
    await until(() => session.state.room.unreachable);
    expect(session.state.live).toBeNull();
    room.reachable = true;
    await until(() => session.state.live);
    expect(words(session.state.live!.doc).toString()).toBe("The agency shall answer.");
  });

  it("[R25] without connection shows a copy that was whole", async () => {
    await leaveWordsOffline("Offline. ");
    const session = visit();
    await until(() => session.state.live);
    expect(session.state.room).toMatchObject({ everSynced: false, unsaved: 1 });
    expect(words(session.state.live!.doc).toString()).toBe("Offline. The agency shall answer.");
  });

  it("counts what an earlier visit left unsaved once, however often it is opened without connection", async () => {
    await leaveWordsOffline("Offline. ");
    recordAsAnotherWindow();
    for (const added of [1, 2, 3]) {
      const session = visit();
      await until(() => session.state.live);
      expect(session.state.room.unsaved).toBe(added);
      words(session.state.live!.doc).insert(0, "More. ");
      await until(() => session.state.room.unsaved === added + 1);
      leave(session);
      await until(() => keptCopies(localStorage, "ana")[0]?.unsaved === added + 1);
      recordAsAnotherWindow();
    }
    room.reachable = true;
    const session = await open();
    await until(() => session.state.room.unsaved === 0);
    expect(keptCopies(localStorage, "ana")).toMatchObject([{ unsaved: 0 }]);
  });

  it("merges words typed offline when it comes back, and then has nothing unsaved", async () => {
    await leaveWordsOffline("Offline. ");
    room.reachable = true;
    const session = await open();
    await until(() => session.state.room.unsaved === 0);
    expect(words(room.doc).toString()).toBe("Offline. The agency shall answer.");
    expect(keptCopies(localStorage, "ana")).toMatchObject([{ unsaved: 0 }]);
  });

  it("[R17] never merges a copy of another generation, but offers its words", async () => {
    await leaveWordsOffline("Before it was reopened. ");
    room.reachable = true;
    const session = await open({ generation: 1 });
    expect(words(room.doc).toString()).toBe("The agency shall answer.");
    expect(session.state.offered).toMatchObject([
      {
        reason: "generation",
        blocks: [
          {
            id: "first",
            before: "The agency shall answer.",
            text: "Before it was reopened. The agency shall answer.",
          },
        ],
      },
    ]);
    expect(keptCopies(localStorage, "ana").map(({ generation }) => generation)).toEqual([1]);
  });

  it("sends what waits in the newest generation's copy, also where an older one has edits too", async () => {
    const older = { userId: "ana", documentId: "request-1", generation: 0 };
    registerCopy(localStorage, older, "First request");
    noteUnsaved(localStorage, older, "window", 1);
    const newer = { ...older, generation: 1 };
    const draft = new Y.Doc();
    Y.applyUpdate(draft, Y.encodeStateAsUpdate(room.doc));
    words(draft).insert(0, "Newer. ");
    const store = new IndexeddbPersistence(copyKey(newer), draft);
    await store.whenSynced;
    await store.destroy();
    registerCopy(localStorage, newer, "First request");
    noteUnsaved(localStorage, newer, "window", 1);
    await sendUnsaved({ userId: "ana", name: "Ana", organization: "", colour: 0 });
    expect(words(room.doc).toString()).toBe("Newer. The agency shall answer.");
    expect(await loadRecoverableEdits("ana")).toEqual([]);
  });

  it("[R17] goes on with a draft that was sent back, and offers what it had not saved", async () => {
    const session = await open();
    room.commitsAtOnce = false;
    words(session.state.live!.doc).insert(0, "Not saved. ");
    await until(() => room.socket.barriers.length === 1);
    room.reachable = false;
    room.socket.end(4426);
    await until(() => session.state.isStale);
    // Nobody is alarmed, and nobody types, before it is known why.
    expect(session.state.room).toMatchObject({ connection: "connecting", ending: null });
    expect(session.state.live).toBeNull();
    room.reachable = true;
    room.commitsAtOnce = true;
    void session.continueWith({ ...PAGE, generation: 1 });
    await until(() => session.state.live && session.state.room.connection === "live");
    expect(session.state.isStale).toBe(false);
    expect(words(session.state.live!.doc).toString()).toBe("The agency shall answer.");
    expect(session.state.offered).toMatchObject([
      { reason: "generation", blocks: [{ text: "Not saved. The agency shall answer." }] },
    ]);
    expect(keptCopies(localStorage, "ana").map(({ generation }) => generation)).toEqual([1]);
  });

  it("[R17] offers also what another window left in the copy that both keep, and was closed", async () => {
    const first = await open();
    room.reachable = false;
    room.socket.end(1006);
    const other = visit();
    await until(() => other.state.live);
    words(other.state.live!.doc).insert(0, "By the other window. ");
    await expect.poll(async () => (await copied()).words).toContain("By the other window. ");
    leave(other);
    room.reachable = true;
    window.dispatchEvent(new Event("online"));
    await until(() => first.state.room.connection === "live" && first.state.room.unsaved === 0);
    room.socket.end(4426);
    await until(() => first.state.isStale);
    void first.continueWith({ ...PAGE, generation: 1 });
    await until(() => first.state.live && first.state.room.connection === "live");
    await until(() => first.state.offered.length === 1);
    expect(first.state.offered).toMatchObject([
      {
        reason: "generation",
        blocks: [
          {
            before: "The agency shall answer.",
            text: "By the other window. The agency shall answer.",
          },
        ],
      },
    ]);
    expect(keptCopies(localStorage, "ana").map(({ generation }) => generation)).toEqual([1]);
  });

  it("[R7] offers what another window left there after 4409 too, and sends its own", async () => {
    const first = await open();
    room.reachable = false;
    room.socket.end(1006);
    const other = visit();
    await until(() => other.state.live);
    words(other.state.live!.doc).insert(0, "By the other window. ");
    await expect.poll(async () => (await copied()).words).toContain("By the other window. ");
    leave(other);
    const before = first.state.live!.doc;
    words(before).insert(0, "Mine. ");
    room.reachable = true;
    room.commitsAtOnce = false;
    window.dispatchEvent(new Event("online"));
    await until(() => first.state.room.connection === "live");
    room.commitsAtOnce = true;
    room.socket.end(4409);
    await until(() => words(room.doc).toString() === "Mine. The agency shall answer.");
    await until(() => first.state.offered.length === 1);
    expect(first.state.offered[0]?.blocks).toMatchObject([
      { text: expect.stringContaining("By the other window. ") as string },
    ]);
  });

  it.each(["without locks", "with locks"])(
    "[R17] offers what two windows wrote that never reached the room before the draft was sent back, %s",
    async (how) => {
      if (how === "with locks") vi.stubGlobal("navigator", withLocks());
      leave(await open());
      await expect.poll(async () => (await copied()).isWhole).toBe(true);
      room.reachable = false;
      const one = visit();
      const two = visit();
      await until(() => one.state.live && two.state.live);
      words(one.state.live!.doc).insert(0, "One. ");
      words(two.state.live!.doc).insert(0, "Two. ");
      await expect.poll(async () => (await copied()).words).toContain("One. ");
      await expect.poll(async () => (await copied()).words).toContain("Two. ");
      room.reachable = true;
      for (const session of [one, two]) void session.continueWith({ ...PAGE, generation: 1 });
      const offered = async () =>
        JSON.stringify((await loadRecoverableEdits("ana")).map(({ blocks }) => blocks));
      await until(() => [one, two].every(({ state }) => state.live && state.room.everSynced));
      await expect.poll(offered).toContain("One. ");
      await expect.poll(offered).toContain("Two. ");
      expect(words(one.state.live!.doc).toString()).toBe("The agency shall answer.");
      if (how === "without locks") return;
      // Each is offered once, and in both windows.
      for (const said of ["One. ", "Two. "]) {
        expect((await offered()).split(said)).toHaveLength(2);
        for (const { state } of [one, two]) {
          await expect.poll(() => JSON.stringify(state.offered)).toContain(said);
        }
      }
    },
  );

  it("[R2] says to load the page again where the draft is the same and the page is old", async () => {
    const session = await open();
    room.reachable = false;
    room.socket.end(4426);
    await until(() => session.state.isStale);
    await session.continueWith(PAGE);
    expect(session.state).toMatchObject({
      isStale: false,
      room: { connection: "ended", ending: "reload" },
    });
  });

  it("[R17] offers words that came after the freeze, and shows the frozen text", async () => {
    const session = await open();
    room.commitsAtOnce = false;
    words(session.state.live!.doc).insert(0, "Too late. ");
    await until(() => room.socket.barriers.length === 1);
    room.socket.refuse("frozen");
    room.socket.end(1006);
    room.commitsAtOnce = true;
    await until(() => session.state.offered.length === 1);
    await until(() => session.state.live && session.state.room.connection === "live");
    expect(session.state.offered).toMatchObject([
      { reason: "frozen", blocks: [{ text: "Too late. The agency shall answer." }] },
    ]);
    expect(words(session.state.live!.doc).toString()).toBe("The agency shall answer.");
    expect(session.state.room.unsaved).toBe(0);
    expect(words(room.doc).toString()).toBe("The agency shall answer.");
  });

  it("[R17] goes on with a draft that was sent back while the page starts afresh for the freeze", async () => {
    const session = await open();
    room.commitsAtOnce = false;
    words(session.state.live!.doc).insert(0, "Too late. ");
    await until(() => room.socket.barriers.length === 1);
    room.socket.refuse("frozen");
    room.socket.end(4426);
    room.commitsAtOnce = true;
    const sentBack = { ...PAGE, generation: 1 };
    await session.continueWith(sentBack);
    // The page opens the earlier generation once more.
    await until(() => room.sockets.some(({ readyState }) => readyState === 1));
    expect(session.state.isStale).toBe(false);
    room.socket.end(4426);
    await until(() => session.state.isStale);
    await session.continueWith(sentBack);
    await until(() => session.state.live && session.state.room.connection === "live");
    expect(session.state.isStale).toBe(false);
    expect(session.state.offered).toMatchObject([
      { reason: "frozen", blocks: [{ text: "Too late. The agency shall answer." }] },
    ]);
    expect(room.socket.url).toContain("generation=1");
  });

  it("[R17] does not offer again what the draft took before it was frozen", async () => {
    const session = await open();
    room.commitsAtOnce = false;
    const text = words(session.state.live!.doc);
    text.insert(0, "In time. ");
    text.insert(9, "Too late. ");
    await until(() => room.socket.barriers.length === 1);
    room.socket.commitFirst();
    room.socket.refuse("frozen");
    room.commitsAtOnce = true;
    await until(() => session.state.live && session.state.room.connection === "live");
    await until(() => session.state.offered.length === 1);
    const [offered] = session.state.offered;
    expect(offered?.blocks).toMatchObject([
      {
        before: "In time. The agency shall answer.",
        text: "In time. Too late. The agency shall answer.",
      },
    ]);
    await expect
      .poll(async () => (await loadRecoverableEdits("ana")).map(({ blocks }) => blocks))
      .toEqual([offered?.blocks]);
    expect(words(session.state.live!.doc).toString()).toBe("In time. The agency shall answer.");
  });

  it("[R17] offers nothing where the draft took all of it", async () => {
    const session = await open();
    room.commitsAtOnce = false;
    words(session.state.live!.doc).insert(0, "In time. ");
    await until(() => room.socket.barriers.length === 1);
    room.socket.commitFirst();
    room.socket.refuse("frozen");
    room.commitsAtOnce = true;
    await until(() => session.state.room.connection === "live" && session.state.room.everSynced);
    await until(() => session.state.live && session.state.offered.length === 0);
    expect(await loadRecoverableEdits("ana")).toEqual([]);
  });

  it("[R17] says that offered words are only in this window where the device keeps nothing", async () => {
    const session = await open();
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function refuse(this: IDBObjectStore) {
      throw new DOMException("no room", "QuotaExceededError");
    };
    try {
      room.commitsAtOnce = false;
      words(session.state.live!.doc).insert(0, "Too late. ");
      await until(() => room.socket.barriers.length === 1);
      room.socket.refuse("frozen");
      room.socket.end(1006);
      room.commitsAtOnce = true;
      await until(() => session.state.offered.length === 1);
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    expect(session.state.offeredOnlyHere).toBe(true);
    const leaving = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
    await until(() => session.state.live && session.state.room.connection === "live");
    expect(words(session.state.live!.doc).toString()).toBe("The agency shall answer.");
    // The copy still holds them, so that a closed window loses nothing, until a person is done with them.
    expect(keptCopies(localStorage, "ana")).toMatchObject([{ unsaved: 1 }]);
    await session.drop(session.state.offered[0]!);
    expect(session.state.offeredOnlyHere).toBe(false);
    expect(keptCopies(localStorage, "ana")).toEqual([]);
  });

  it("[R17] offers words whose footnote someone removed before they arrived", async () => {
    const noted = draftOf([body("noted", "As asked", footnote("note", "See "), ".")], 2);
    Y.applyUpdate(room.doc, Y.encodeStateAsUpdate(noted));
    await leaveOffline((doc) => typeBehind(doc, "See ", "what I wrote, unseen"));
    room.reachable = true;
    takeAway(room.doc, (type) => type.getAttribute("id") === "note");
    const session = await open();
    await until(() => session.state.offered.length === 1);
    expect(session.state.offered).toMatchObject([
      { reason: "merged-away", blocks: [{ text: "See what I wrote, unseen" }] },
    ]);
  });

  it("[R17] says who removed it where only one other person can have, and not where two can", async () => {
    const text = draftOf(
      [body("noted", "As asked", footnote("one", "See "), footnote("two", "And "), ".")],
      2,
    );
    Y.applyUpdate(room.doc, Y.encodeStateAsUpdate(text));
    room.commitsAtOnce = false;
    const session = await open();
    const { doc: draft, awareness } = session.state.live!;
    const arrives = (client: number, id: string, name: string) => {
      const other = new Awareness(Object.assign(new Y.Doc(), { clientID: client }));
      other.setLocalState({ user: { id, name, organization: "ILRC", colour: 1 } });
      applyAwarenessUpdate(awareness, encodeAwarenessUpdate(other, [client]), "test");
      other.destroy();
    };
    const removes = (id: string) => {
      const before = Y.encodeStateVector(room.doc);
      takeAway(room.doc, (type) => type.getAttribute("id") === id);
      room.socket.relay(Y.encodeStateAsUpdate(room.doc, before));
    };
    arrives(71, "ravi", "Ravi Sample");
    typeBehind(draft, "See ", "what I wrote");
    await until(() => room.socket.barriers.length > 0);
    removes("one");
    await until(() => session.state.offered.length === 1);
    expect(session.state.offered[0]?.removedBy).toBe("Ravi Sample (ILRC)");

    arrives(72, "ines", "Ines Example");
    typeBehind(draft, "And ", "this too");
    removes("two");
    await until(() => session.state.offered.length === 2);
    expect(session.state.offered[1]).not.toHaveProperty("removedBy");
  });

  it("offers nothing where the paragraph was removed: the words stay in the draft", async () => {
    await leaveWordsOffline("Mine, unseen. ");
    room.reachable = true;
    flowRoot(room.doc).delete(0, flowRoot(room.doc).length);
    const session = await open();
    await until(() => session.state.room.unsaved === 0);
    expect(session.state.offered).toEqual([]);
    expect(words(room.doc).toString()).toBe("Mine, unseen. ");
  });

  it("forgets offered words once they are dropped", async () => {
    await leaveWordsOffline("Discarded. ");
    room.reachable = true;
    const session = await open({ generation: 1 });
    await session.drop(session.state.offered[0]!);
    expect(session.state.offered).toEqual([]);
    expect(await loadRecoverableEdits("ana")).toEqual([]);
  });

  it("[R7] after 4409 goes on in a fresh document with the same words under other ids", async () => {
    const session = await open();
    const before = session.state.live!.doc;
    room.commitsAtOnce = false;
    words(before).insert(0, "Mine. ");
    room.commitsAtOnce = true;
    const foreign = before.clientID;
    room.socket.end(4409);
    await until(() => session.state.live && session.state.live.doc !== before);
    await until(() => words(room.doc).toString() === "Mine. The agency shall answer.");
    await until(() => session.state.room.unsaved === 0);
    expect(room.doc.store.clients.has(foreign)).toBe(false);
    expect(session.state.live!.doc.clientID).not.toBe(foreign);
    await expect.poll(() => loadRecoverableEdits("ana")).toEqual([]);
  });

  it("[R7] sends what it put into the fresh document, and keeps it on the device", async () => {
    const session = await open();
    room.commitsAtOnce = false;
    words(session.state.live!.doc).insert(0, "Mine. ");
    const { socket } = room;
    socket.end(4409);
    await until(() => room.sockets.at(-1) !== socket && session.state.live);
    await until(() => room.sockets.at(-1)?.heard.includes("barrier"));
    expect(room.sockets.at(-1)?.heard).toContain("update");
    await expect.poll(async () => (await copied()).words).toContain("Mine. ");
  });

  it("[R25] calls a copy whole only once the draft is in it", async () => {
    await open();
    await expect.poll(async () => (await copied()).isWhole, { interval: 1 }).toBe(true);
    expect((await copied()).words).toContain("The agency shall answer.");
  });

  it("[R5] deletes the device's copy when the draft is no longer theirs", async () => {
    const session = await open();
    expect(keptCopies(localStorage, "ana")).toHaveLength(1);
    room.socket.end(4404);
    await until(() => keptCopies(localStorage, "ana").length === 0);
    expect(session.state.live).toBeNull();
  });

  it("[R5] shows no copy of a draft that turns out to be no longer theirs", async () => {
    await leaveWordsOffline("Offline. ");
    room.reachable = true;
    room.greets = false;
    const session = visit();
    await until(() => room.sockets.at(-1)?.readyState === 1);
    room.socket.end(4404);
    await until(() => session.state.room.ending && keptCopies(localStorage, "ana").length === 0);
    // As long as a whole copy waits for the room before it is shown, and longer.
    await new Promise((resolve) => {
      setTimeout(resolve, 2_000);
    });
    expect(session.state.room.ending).toBe("no-such-draft");
    expect(session.state.live).toBeNull();
    expect(keptCopies(localStorage, "ana")).toEqual([]);
  });

  it("[R16] takes the status from the room, with the moment it changed", async () => {
    const session = await open();
    room.socket.notice({ kind: "status", access: "read", status: "in_review", generation: 0 });
    expect(session.state).toMatchObject({ access: "read", status: "in_review" });
    expect(session.state.statusAt > PAGE.statusAt).toBe(true);
  });
});
