// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { copyKey } from "#app/editor/session/device-copies.ts";
import { takeEarlyKeys } from "#app/editor/session/early-caret.ts";
import { EARLY_MS, earlyDeskScript } from "#app/editor/session/early-desk.ts";
import { dropEarlySocket, EarlySocket } from "#app/editor/session/early-socket.ts";
import type { DraftPage } from "#app/editor/session/open-draft.ts";
import { RoomProvider, roomsUrl } from "#app/editor/session/room-provider.ts";
import { encodeSyncStep2 } from "#tests/support/client-messages.ts";

const PAGE: DraftPage = {
  documentId: "request-1",
  title: "</script><script>alert(1)</script>",
  userId: "ana/b",
  generation: 2,
  schemaVersion: 3,
  access: "write",
  status: "draft",
  statusAt: "2024-09-01T09:00:00.000Z",
};

/** A socket whose events the test makes. */
class ToldSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly made: ToldSocket[] = [];
  readyState = 0;
  binaryType = "blob";
  readonly sent: string[] = [];

  constructor(readonly url: string) {
    super();
    ToldSocket.made.push(this);
  }
  get OPEN() {
    return 1;
  }
  set onopen(listener: (event: Event) => void) {
    this.#on("open", listener);
  }
  set onmessage(listener: (event: Event) => void) {
    this.#on("message", listener);
  }
  set onclose(listener: (event: Event) => void) {
    this.#on("close", listener);
  }
  set onerror(listener: (event: Event) => void) {
    this.#on("error", listener);
  }
  readonly #listeners = new Map<string, (event: Event) => void>();
  #on(type: string, listener: (event: Event) => void) {
    const before = this.#listeners.get(type);
    if (before) this.removeEventListener(type, before);
    this.#listeners.set(type, listener);
    this.addEventListener(type, listener);
  }
  send(bytes: Uint8Array) {
    this.sent.push(bytes.join());
  }
  close() {
    this.readyState = 3;
  }
  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }
  hear(bytes: Uint8Array) {
    const { buffer, byteOffset, byteLength } = bytes;
    const data = buffer.slice(byteOffset, byteOffset + byteLength);
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

const ASKS_FOR_ALL = "0,0,1,0";
const providers: RoomProvider[] = [];

beforeEach(() => {
  vi.stubGlobal("WebSocket", ToldSocket);
  ToldSocket.made.length = 0;
  localStorage.clear();
});
afterEach(() => {
  for (const provider of providers.splice(0)) provider.destroy();
  delete window.earlyDesk;
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

/** The page's head runs its script. */
function head(page = PAGE): ToldSocket {
  // oxlint-disable-next-line no-new-func -- as a page runs it
  new Function(earlyDeskScript(page))();
  const socket = ToldSocket.made.at(-1);
  if (!socket) throw new Error("no socket was opened");
  return socket;
}

/** Later the desk connects to its room. */
function desk(page = PAGE) {
  const doc = new Y.Doc();
  const provider = new RoomProvider({
    doc,
    awareness: new Awareness(doc),
    serverUrl: roomsUrl(location),
    documentId: page.documentId,
    schema: page.schemaVersion,
    generation: page.generation,
    userId: page.userId,
    WebSocketPolyfill: EarlySocket,
  });
  providers.push(provider);
  provider.connect();
  return { doc, provider };
}

const draft = () => {
  const doc = new Y.Doc();
  doc.getText("words").insert(0, "The agency shall answer.");
  return Y.encodeStateAsUpdate(doc);
};
const settled = () => new Promise<void>((resolve) => queueMicrotask(resolve));

it("asks for the draft before the desk is there, which then asks for nothing and has it at once", async () => {
  const socket = head();
  socket.open();
  expect(socket.sent).toEqual([ASKS_FOR_ALL]);
  socket.hear(encodeSyncStep2(draft()));
  const { doc, provider } = desk();
  await settled();
  expect(ToldSocket.made).toHaveLength(1);
  expect(socket.sent.filter((sent) => sent === ASKS_FOR_ALL)).toHaveLength(1);
  expect(doc.getText("words").toJSON()).toBe("The agency shall answer.");
  expect(provider.state).toMatchObject({ connection: "live", everSynced: true });
});

it("hands over a socket that is still being opened", () => {
  const socket = head();
  const { provider } = desk();
  socket.open();
  expect(ToldSocket.made).toHaveLength(1);
  expect(socket.sent[0]).toBe(ASKS_FOR_ALL);
  expect(provider.state.connection).toBe("connecting");
});

it("asks for nothing where this device has a copy: the desk knows what it lacks", async () => {
  localStorage.setItem(copyKey(PAGE), "{}");
  const socket = head();
  socket.open();
  expect(socket.sent).toEqual([]);
  desk();
  await settled();
  expect(socket.sent[0]).toBe(ASKS_FOR_ALL);
});

it("is no desk's of another address, and none that was closed meanwhile", () => {
  const socket = head();
  socket.open();
  desk({ ...PAGE, generation: 3 });
  expect(ToldSocket.made).toHaveLength(2);
  expect(socket.readyState).toBe(3);
  const later = head();
  later.close();
  desk();
  expect(ToldSocket.made.at(-1)).not.toBe(later);
  expect(ToldSocket.made).toHaveLength(4);
});

it("is handed over once: a connection that is lost is opened anew", async () => {
  const socket = head();
  socket.open();
  const { provider } = desk();
  await settled();
  provider.destroy();
  desk();
  expect(ToldSocket.made).toHaveLength(2);
});

it("ends no script by what a draft is called", () => {
  expect(earlyDeskScript(PAGE)).not.toContain("</script");
  head();
  expect(window.earlyDesk?.page).toEqual(PAGE);
});

it("holds no room open where nobody takes it over", () => {
  vi.useFakeTimers();
  const socket = head();
  socket.open();
  vi.advanceTimersByTime(29_999);
  expect(socket.readyState).toBe(1);
  vi.advanceTimersByTime(1);
  expect([socket.readyState, window.earlyDesk]).toEqual([3, undefined]);
  const other = head();
  dropEarlySocket();
  expect([other.readyState, window.earlyDesk]).toEqual([3, undefined]);
  vi.useRealTimers();
});

it("asks for nothing where the browser lets no page keep anything", () => {
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    throw new DOMException("blocked", "SecurityError");
  });
  const socket = head();
  socket.open();
  expect(socket.sent).toEqual([]);
  vi.restoreAllMocks();
});

/** Somebody clicks at that letter of a paint's first paragraph. */
function click(offset = 3, paragraph = 0): void {
  document.body.innerHTML ||= PAINT;
  const block = document.querySelectorAll(".ProseMirror p")[paragraph];
  document.getSelection()!.collapse(block!.firstChild, offset);
}
const PAINT = `<div class="ProseMirror"><p data-kind="body" data-id="a">One</p><p data-kind="body" data-id="b">Two</p><p data-id="caption">Three</p></div><input>`;

/** Presses these keys; whether each was kept. */
function press(keys: readonly (string | KeyboardEventInit)[]): boolean[] {
  return keys.map((key) => {
    const told = typeof key === "string" ? { key } : key;
    const event = new KeyboardEvent("keydown", { cancelable: true, bubbles: true, ...told });
    (document.activeElement ?? document.body).dispatchEvent(event);
    return event.defaultPrevented;
  });
}
const keysTaken = () => takeEarlyKeys().keys;

describe("letters that are typed where somebody clicked in the text", () => {
  beforeEach(() => {
    document.body.innerHTML = PAINT;
    head();
    click();
  });

  it("are kept for the editor with their place, until it has the keys", () => {
    // A space without a letter before it scrolls the page.
    expect(press([" ", "Enter", "a", "Shift", "X", "Backspace", " ", "Enter", "b"])).toEqual([
      false,
      false,
      true,
      false,
      true,
      true,
      true,
      true,
      true,
    ]);
    const { keys, node, offset } = takeEarlyKeys();
    expect(keys).toEqual(["a", " ", "Enter", "b"]);
    expect([node?.parentElement?.dataset["id"], offset]).toEqual(["a", 3]);
    expect(press(["c"])).toEqual([false]);
    expect(keysTaken()).toEqual([]);
  });

  it("are kept with signs that take Option or AltGr", () => {
    const altGr = { key: "@", ctrlKey: true, altKey: true, modifierAltGraph: true };
    expect(press(["a", { key: "§", altKey: true }, altGr])).toEqual([true, true, true]);
    expect(keysTaken()).toEqual(["a", "§", "@"]);
  });

  it.each([
    ["an arrow", { key: "ArrowLeft" }],
    ["a shortcut", { key: "z", ctrlKey: true }],
    ["a line break", { key: "Enter", shiftKey: true }],
    ["a dead key", { key: "Dead" }],
    ["an input method", { key: "n", isComposing: true }],
  ])("end with %s, which can't be done later as it was meant", (_, key) => {
    expect(press(["a", key, "b"])).toEqual([true, false, false]);
    expect(keysTaken()).toEqual(["a"]);
  });

  it("end where the caret is elsewhere, and stand where they were typed", () => {
    press(["a"]);
    click(2, 1);
    expect(press(["b"])).toEqual([false]);
    const { keys, node } = takeEarlyKeys();
    expect([keys, node?.parentElement?.dataset["id"]]).toEqual([["a"], "a"]);
  });

  it("are none of a shortcut, of another field or of a caption", () => {
    expect(press([{ key: "b", ctrlKey: true }])).toEqual([false]);
    click(2, 2);
    expect(press(["a"])).toEqual([false]);
    click();
    document.querySelector("input")!.focus();
    expect(press(["a"])).toEqual([false]);
    expect(keysTaken()).toEqual([]);
  });

  it("are kept for half a minute at most", () => {
    vi.useFakeTimers();
    head();
    vi.advanceTimersByTime(EARLY_MS);
    expect(press(["a"])).toEqual([false]);
    vi.useRealTimers();
  });

  it("are none of a reader, nor of a frozen draft", () => {
    takeEarlyKeys();
    head({ ...PAGE, access: "read" });
    head({ ...PAGE, status: "in_review" });
    expect(press(["a"])).toEqual([false]);
    expect(keysTaken()).toEqual([]);
  });
});
