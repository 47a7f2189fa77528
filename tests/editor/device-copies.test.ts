// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import {
  copyKey,
  keptCopies,
  noteUnsaved,
  settleNotes,
  unsavedNotes,
} from "#app/editor/session/device-copies.ts";
import { unsavedDrafts } from "#app/editor/session/unsaved-drafts.ts";
import {
  leaveDevice,
  onTaken,
  takeDevice,
  unsavedPeople,
} from "#app/editor/session/device-people.ts";
import { DeviceCopy } from "#app/editor/session/device-copy.ts";
import { suggestionDevice } from "#app/editor/suggest/device-suggestion.ts";
import { threadsDevice } from "#app/editor/threads/device-threads.ts";
import {
  loadRecoverableEdits,
  deleteRecoverableEdits,
  storeRecoverableEdits,
  type RecoverableEdits,
} from "#app/editor/recovery/recovery-store.ts";

const NAME = { userId: "ana", documentId: "request-1", generation: 0 };

const WORDS: RecoverableEdits = {
  id: "words-1",
  documentId: "request-1",
  reason: "frozen",
  at: "2024-09-03T09:00:00.000Z",
  blocks: [{ id: "a", after: null, before: "The agency.", text: "The agency shall." }],
};

const open: DeviceCopy[] = [];

async function openCopy(name = NAME, doc = new Y.Doc()) {
  const copy = await DeviceCopy.open(name, "First request", doc, () => {});
  if (!copy) throw new Error("the copy did not open");
  open.push(copy);
  return { copy, doc };
}

async function databases(): Promise<string[]> {
  const listed = await indexedDB.databases();
  return listed.map(({ name }) => name ?? "").filter((name) => name.startsWith("desk-draft/"));
}

/** Loads a page of somebody, where the server says who is signed in, and that they may open these. */
async function take(
  userId: string,
  openable: readonly string[] = [],
  { signedIn = userId, meanwhile = async () => {} } = {},
): Promise<void> {
  vi.stubGlobal("fetch", async () => {
    await meanwhile();
    return Response.json(openable, { headers: { "Desk-Person": signedIn } });
  });
  await takeDevice(userId, `${userId} Example`);
}
const sweep = (openable: readonly string[], meanwhile = async () => {}) =>
  take("ana", openable, { meanwhile });

afterEach(async () => {
  vi.unstubAllGlobals();
  for (const copy of open.splice(0)) await copy.close();
  for (const userId of ["ana", "ben"]) await leaveDevice(userId, "sign-out");
});

describe("a draft's copy on the device", () => {
  it("brings back what was typed before the page was closed", async () => {
    const first = await openCopy();
    first.doc.getText("default").insert(0, "kept words");
    await first.copy.written();
    await first.copy.close();

    const second = await openCopy();
    expect(second.doc.getText("default").toString()).toBe("kept words");
  });

  it("[R25] is whole only after it was marked so", async () => {
    const first = await openCopy();
    expect(first.copy.loadedWhole).toBe(false);
    await first.copy.markWhole();
    await first.copy.close();
    const second = await openCopy();
    expect(second.copy.loadedWhole).toBe(true);
  });

  it("[R17] is another one for another generation, and for another person", async () => {
    const { doc, copy } = await openCopy();
    doc.getText("default").insert(0, "of generation 0");
    await copy.written();
    const next = await openCopy({ ...NAME, generation: 1 });
    const theirs = await openCopy({ ...NAME, userId: "ben" });
    expect(next.doc.getText("default").toString()).toBe("");
    expect(theirs.doc.getText("default").toString()).toBe("");
  });

  it("says that it no longer keeps anything once another window deleted it", async () => {
    let told = false;
    const doc = new Y.Doc();
    const copy = await DeviceCopy.open(NAME, "First request", doc, () => {
      told = true;
    });
    await leaveDevice("ana", "sign-out");
    expect(told).toBe(true);
    expect(copy?.keeps).toBe(false);
    // The change goes on to the room's provider, which listens after the copy.
    const heard: string[] = [];
    doc.on("update", () => heard.push("provider"));
    doc.getText("default").insert(0, "after");
    expect(heard).toEqual(["provider"]);
  });

  it("is null where the browser keeps no databases", async () => {
    const real = globalThis.indexedDB;
    Object.defineProperty(globalThis, "indexedDB", { value: undefined, configurable: true });
    try {
      expect(await DeviceCopy.open(NAME, "First request", new Y.Doc(), () => {})).toBeNull();
    } finally {
      Object.defineProperty(globalThis, "indexedDB", { value: real, configurable: true });
    }
  });
});

describe("what the device keeps of a person's drafts", () => {
  it("adds up the unsaved changes of several windows", async () => {
    await openCopy();
    noteUnsaved(localStorage, NAME, "window-1", 5);
    noteUnsaved(localStorage, NAME, "window-2", 3);
    expect(keptCopies(localStorage, "ana")).toEqual([
      { ...NAME, title: "First request", unsaved: 8 },
    ]);
    expect(await unsavedDrafts("ana")).toEqual([
      { documentId: "request-1", title: "First request", changes: 8 },
    ]);
    expect(await unsavedDrafts("ben")).toEqual([]);
  });

  it("counts words that lie beside a draft as unsaved", async () => {
    await openCopy();
    await storeRecoverableEdits("ana", WORDS);
    expect(await unsavedDrafts("ana")).toEqual([
      { documentId: "request-1", title: "First request", changes: 1 },
    ]);
    await deleteRecoverableEdits("ana", WORDS.id);
    expect(await unsavedDrafts("ana")).toEqual([]);
  });

  it("settles the notes a window took over, but not what another has written since", async () => {
    noteUnsaved(localStorage, NAME, "window-1", 5);
    noteUnsaved(localStorage, NAME, "window-2", 3);
    const taken = unsavedNotes(localStorage, NAME);
    noteUnsaved(localStorage, NAME, "window-2", 4);
    settleNotes(localStorage, taken);
    expect([...unsavedNotes(localStorage, NAME).values()]).toEqual([4]);
  });

  it("[R5] goes with the comments and the suggestion beside it, which a page of a version keeps without a copy", async () => {
    const [threads, suggestion] = [threadsDevice("ana"), suggestionDevice("ana")];
    const answer = { threads: [], people: [], scopes: [], may: { comment: true, decide: true } };
    for (const documentId of ["request-1", "request-2"]) {
      await threads.keepAnswer(documentId, answer);
      const about = { organizationId: null, text: "" };
      await suggestion.keep({ documentId, base: [], proposed: [], about });
    }
    await sweep(["request-1"]);
    expect(await threads.lastAnswer("request-1")).toEqual(answer);
    expect(await suggestion.load("request-1")).not.toBeNull();
    expect(await threads.lastAnswer("request-2")).toBeNull();
    expect(await suggestion.load("request-2")).toBeNull();
  });

  it("[R5] is deleted for drafts that are no longer on the person's list", async () => {
    const gone = { ...NAME, documentId: "request-2" };
    await (await openCopy()).copy.close();
    await (await openCopy(gone)).copy.close();
    noteUnsaved(localStorage, gone, "window-1", 5);
    await storeRecoverableEdits("ana", { ...WORDS, documentId: "request-2" });
    await sweep(["request-1"]);
    expect(await databases()).toEqual([copyKey(NAME)]);
    expect(await unsavedDrafts("ana")).toEqual([]);
  });

  it("[R5] stays where the draft was opened in another window after the server was asked", async () => {
    await (await openCopy()).copy.close();
    const next = { ...NAME, documentId: "request-2" };
    await sweep(["request-1"], async () => {
      await (await openCopy(next)).copy.close();
    });
    expect(await databases()).toEqual([copyKey(NAME), copyKey(next)]);
  });

  it("[R5] is all deleted at sign-out, and only that person's", async () => {
    const theirs = { ...NAME, userId: "ben" };
    await (await openCopy()).copy.close();
    await (await openCopy({ ...NAME, generation: 4 })).copy.close();
    await (await openCopy(theirs)).copy.close();
    await storeRecoverableEdits("ana", WORDS);
    await leaveDevice("ana", "sign-out");
    expect(await loadRecoverableEdits("ana")).toEqual([]);
    expect(await databases()).toEqual([copyKey(theirs)]);
    expect(keptCopies(localStorage, "ana")).toEqual([]);
    expect(keptCopies(localStorage, "ben")).toHaveLength(1);
  });
});

describe("[R5] somebody else who signs in at the browser", () => {
  const threads = threadsDevice("ana");
  const answer = { threads: [], people: [], scopes: [], may: { comment: true, decide: true } };
  const waiting = {
    id: "comment-1",
    documentId: "request-2",
    at: "2024-09-03T09:00:00.000Z",
    order: 0,
    change: { verb: "resolve" } as never,
    refused: null,
  };

  it("finds nothing of the last that the server has, and leaves closed what it has not", async () => {
    await take("ana", ["request-1", "request-2", "request-3"]);
    await (await openCopy()).copy.close();
    await (await openCopy({ ...NAME, documentId: "request-3" })).copy.close();
    noteUnsaved(localStorage, NAME, "window-1", 2);
    await threads.keepAnswer("request-2", answer);
    await threads.keep(waiting);
    await storeRecoverableEdits("ana", WORDS);

    await take("ben");
    expect(await databases()).toEqual([copyKey(NAME)]);
    expect(await threads.lastAnswer("request-2")).toBeNull();
    expect(await threads.waiting("request-2")).toEqual([waiting]);
    expect(await loadRecoverableEdits("ana")).toEqual([WORDS]);
    expect(await unsavedDrafts("ben")).toEqual([]);
    // The next person to sign in is told whose they are and how many, and neither titles nor words.
    expect(await unsavedPeople()).toEqual([{ givenName: "ana", changes: 4 }]);

    await take("ana", ["request-1", "request-2"]);
    expect(await unsavedDrafts("ana")).toEqual([
      { documentId: "request-1", title: "First request", changes: 3 },
      { documentId: "request-2", title: "a draft", changes: 1 },
    ]);
  });

  it("finds no sign of the last where all was saved", async () => {
    await take("ana", ["request-1"]);
    await (await openCopy()).copy.close();
    await threads.keepAnswer("request-1", answer);
    await take("ben");
    const names = [
      ...Object.keys(localStorage),
      ...(await indexedDB.databases()).map(({ name }) => name ?? ""),
    ];
    expect(names.filter((name) => name.includes("ana"))).toEqual([]);
    expect(await unsavedPeople()).toEqual([]);
  });

  it("is who the server says, and not whom an older window shows", async () => {
    await take("ana", ["request-1"]);
    await (await openCopy()).copy.close();
    await take("ben", [], { signedIn: "ana" });
    expect(await databases()).toEqual([copyKey(NAME)]);
    // A window of Ana's that is still open asks with Ben's session: his list is not hers.
    await take("ana", [], { signedIn: "ben" });
    expect(await databases()).toEqual([copyKey(NAME)]);
  });

  it("[R5] reloads a window of the last person once the server answers another", async () => {
    const answered = new Response("[]", { headers: { "Desk-Person": "ben" } });
    vi.stubGlobal("fetch", async () => answered);
    const reload = vi.fn();
    await (await openCopy()).copy.close();
    expect(await takeDevice("ana", "Ana Example", reload)).toBe(false);
    expect(reload).toHaveBeenCalledOnce();
  });

  it("[R5] leaves a page that was just loaded alone, whoever the device was left to, and one put by not", () => {
    localStorage.setItem("desk-owner", "ben");
    const act = vi.fn();
    const stop = onTaken("ana", act);
    const shown = (persisted: boolean) =>
      window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted }));
    shown(false);
    expect(act).not.toHaveBeenCalled();
    shown(true);
    expect(act).toHaveBeenCalledOnce();
    stop();
  });

  it("is told nothing by a session that ended, and its own person loses nothing", async () => {
    await take("ana", ["request-1"]);
    await (await openCopy()).copy.close();
    await leaveDevice("ana", "session-ended");
    await take("ana", ["request-1"]);
    expect(await databases()).toEqual([copyKey(NAME)]);
  });

  it("[R5] is nobody once a session has ended, also where the worker alone knew whose it was", async () => {
    const remove = vi.fn(async () => true);
    vi.stubGlobal("caches", { delete: remove, keys: async () => [] });
    await leaveDevice("ana", "session-ended");
    expect(remove).toHaveBeenCalledWith("desk-owner");
    localStorage.setItem("desk-owner", "ben");
    remove.mockClear();
    await leaveDevice("ana", "session-ended");
    expect(remove).not.toHaveBeenCalled();
  });

  it("[R5] is nobody where the session ends while the server’s answer is on its way", async () => {
    await (await openCopy()).copy.close();
    await take("ana", ["request-1"], { meanwhile: () => leaveDevice("ana", "session-ended") });
    expect(localStorage.getItem("desk-owner")).toBeNull();
    await take("ana", ["request-1"]);
    expect(localStorage.getItem("desk-owner")).toBe("ana");
  });
});
