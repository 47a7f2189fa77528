import { describe, expect, it } from "vitest";
import { leavingLosesEdits, type SaveInputs, saveState } from "#app/editor/session/save-state.ts";

const TODAY = "2024-09-10";

const SAVED: SaveInputs = {
  isArchived: false,
  access: "write",
  status: "draft",
  connection: "live",
  ending: null,
  unsaved: 0,
  keptOnDevice: true,
  reloads: true,
  late: false,
  refused: null,
  mode: "editing",
};

type Stated = Partial<SaveInputs & { readonly since: string }>;

function words({ since = "2024-09-01T09:00:00.000Z", ...facts }: Stated): string {
  return saveState({ ...SAVED, ...facts }, () => ({ since, today: TODAY })).words;
}

describe("the save state in words", () => {
  it.each<[string, Stated]>([
    ["Saved", {}],
    ["Saving…", { unsaved: 1 }],
    ["Not saved yet, trying again", { unsaved: 3, late: true }],
    ["Connecting…", { connection: "connecting" }],
    ["Connecting… what you wrote is kept on this device", { connection: "connecting", unsaved: 2 }],
    ["Offline: everything so far is saved", { connection: "offline" }],
    ["Offline: what you wrote is kept on this device", { connection: "offline", unsaved: 12 }],
    [
      "Offline: everything so far is saved. Don’t reload before you are connected",
      { connection: "offline", reloads: false },
    ],
    [
      "Offline: what you wrote is kept on this device. Don’t reload before you are connected",
      { connection: "offline", unsaved: 12, reloads: false },
    ],
    [
      "Offline: what you wrote is only in this window, keep it open",
      { connection: "offline", unsaved: 12, keptOnDevice: false },
    ],
    [
      "Read-only: in review since Sep 3",
      { access: "read", status: "in_review", since: "2024-09-03T09:00:00.000Z" },
    ],
    [
      "Read-only: in review since Sep 3. Your last words were not taken",
      {
        access: "read",
        status: "in_review",
        since: "2024-09-03T09:00:00.000Z",
        refused: "frozen",
        unsaved: 2,
      },
    ],
    [
      "Read-only: filed on Sep 9, 2021",
      { access: "read", status: "filed", since: "2021-09-09T09:00:00.000Z" },
    ],
    ["Read-only: approved on Sep 3", { access: "read", status: "approved", since: "2024-09-03" }],
    ["Read-only: your role can’t write here", { access: "read" }],
    ["Suggesting: drafters accept what you propose", { access: "read", mode: "suggesting" }],
    [
      "Suggesting: in review since Sep 3",
      {
        access: "read",
        mode: "suggesting",
        status: "in_review",
        since: "2024-09-03T09:00:00.000Z",
      },
    ],
    ["Read-only: your role can’t write here", { access: "read", mode: "reading" }],
    ["Offline. Read-only: your role can’t write here", { access: "read", connection: "offline" }],
    ["Signed out", { connection: "ended", ending: "signed-out" }],
    [
      "Signed out: what you wrote is kept on this device",
      { connection: "ended", ending: "signed-out", unsaved: 4 },
    ],
    ["No longer available to you", { connection: "ended", ending: "no-such-draft", unsaved: 4 }],
    [
      "Load the page again: what you wrote is kept on this device",
      { connection: "ended", ending: "reload", unsaved: 1 },
    ],
    ["Too many windows on this draft", { connection: "ended", ending: "too-many" }],
    [
      "The draft is full: your last words are not saved. Delete something first",
      { refused: "draft-full", unsaved: 3 },
    ],
  ])("%s", (sentence, facts) => {
    expect(words(facts)).toBe(sentence);
  });

  it("asks for no day where it names none: a browser's first answer costs a frame", () => {
    for (const connection of ["connecting", "live", "offline", "ended"] as const) {
      saveState({ ...SAVED, connection }, () => expect.unreachable("a day was asked for"));
    }
  });

  it("[R11] is “Saved” only where the connection is live and nothing is unsaved", () => {
    for (const connection of ["connecting", "live", "offline", "ended"] as const) {
      for (const unsaved of [0, 1]) {
        for (const late of [false, true]) {
          for (const keptOnDevice of [false, true]) {
            const said = words({ connection, unsaved, late, keptOnDevice });
            expect(said === "Saved").toBe(connection === "live" && unsaved === 0);
          }
        }
      }
    }
  });

  it("counts nothing that only a program counts: each key was a change", () => {
    for (const connection of ["connecting", "live", "offline", "ended"] as const) {
      expect(words({ connection, unsaved: 53 })).not.toMatch(/\d/u);
    }
  });

  it("never claims that the device keeps what it does not", () => {
    for (const connection of ["connecting", "live", "offline", "ended"] as const) {
      expect(words({ connection, unsaved: 5, keptOnDevice: false })).not.toContain("kept");
    }
  });
});

describe("leaving the page", () => {
  it("loses words only where something is unsaved and the device keeps no copy", () => {
    expect(leavingLosesEdits({ unsaved: 1, keptOnDevice: false })).toBe(true);
    expect(leavingLosesEdits({ unsaved: 1, keptOnDevice: true })).toBe(false);
    expect(leavingLosesEdits({ unsaved: 0, keptOnDevice: false })).toBe(false);
  });
});
