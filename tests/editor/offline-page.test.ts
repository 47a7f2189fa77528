// @vitest-environment jsdom
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepPageForOffline } from "#app/editor/session/keep-page.ts";
import type { DeskSession } from "#app/editor/session/session.ts";
import { useOfflinePage } from "#app/editor/session/use-offline-page.ts";

vi.mock("#app/editor/session/desk-worker.ts", () => ({
  isPageFromDevice: vi.fn(async () => false),
}));
vi.mock("#app/editor/session/keep-page.ts", () => ({
  keepPageForOffline: vi.fn(),
  keepPartsForOffline: vi.fn(),
}));
vi.mock("#app/editor/session/first-key.ts", () => ({ afterFirstKey: async () => {} }));
vi.mock("#app/editor/session/device-people.ts", () => ({
  onTaken: vi.fn(() => () => undefined),
  takeDevice: vi.fn(async () => {}),
}));
vi.mock("#app/ui/lazy/lazy-parts.ts", () => ({ prefetchLazyParts: () => () => undefined }));

const DRAFT = { id: "a", generation: 1, status: "draft", factsRevision: 1 } as const;
const noteReloads = vi.fn();
// Nothing else of a session is asked for here.
const session = { noteReloads } as unknown as DeskSession;

const ANA = { userId: "ana", name: "Ana" };

let root: Root;
let answers: ((kept: boolean) => void)[];

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  answers = [];
  noteReloads.mockClear();
  vi.mocked(keepPageForOffline).mockImplementation(
    () => new Promise((resolve) => answers.push(resolve)),
  );
  root = createRoot(document.createElement("div"));
});
afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

function Desk({ view, online }: { view: typeof DRAFT | typeof NEXT; online: boolean }): null {
  useOfflinePage(view, ANA, session, online);
  return null;
}
const NEXT = { ...DRAFT, generation: 2 } as const;

const show = (view: typeof DRAFT | typeof NEXT, online: boolean) =>
  act(async () => root.render(createElement(Desk, { view, online })));
const answer = (kept: boolean) => act(async () => answers.shift()?.(kept));

test("a page that was cached just before the connection went can be reloaded, and says so", async () => {
  await show(DRAFT, true);
  await show(DRAFT, false);
  await answer(true);
  expect(noteReloads.mock.calls).toEqual([[true]]);
});

test("caching that failed with the connection leaves what was known of an earlier one", async () => {
  await show(DRAFT, true);
  await show(DRAFT, false);
  await answer(false);
  expect(noteReloads).not.toHaveBeenCalled();
});

test("a page that was cached of the draft before it was reopened does not count", async () => {
  await show(DRAFT, true);
  await show(NEXT, false);
  await answer(true);
  expect(noteReloads).not.toHaveBeenCalled();
});
