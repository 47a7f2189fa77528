// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { ThreadsAnswer } from "#app/document/margin/thread-view.ts";
import { allWaiting, threadsDevice } from "#app/editor/threads/device-threads.ts";
import { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { useVersionRoom } from "#app/editor/threads/use-version-room.ts";
import { CLOSE } from "#app/protocol/close-codes.ts";
import { body } from "#tests/document/build.ts";
import { suggestion } from "./open-suggestion.ts";
import { RoomDouble } from "./room-double.ts";

const ANA = { userId: "ana", name: "Ana Sample", organization: "", colour: 0 };
const BLOCKS = { base: [body("p", "ICE writes.")], proposed: [body("p", "ICE wrote.")] };

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("[R5] a version's page keeps no comments once the room says that they are no longer this reader's", async () => {
  const room = new RoomDouble();
  vi.stubGlobal("WebSocket", room.WebSocket);
  const thread = suggestion("one", BLOCKS.base, BLOCKS.proposed);
  const rights = { people: [], scopes: [], may: { comment: true, decide: true } };
  const answer: ThreadsAnswer = { threads: [thread], rest: [], ...rights };
  const device = threadsDevice(ANA.userId);
  const request: typeof fetch = async (address, init) => {
    // A change stays on its way for as long as this page is open.
    if (init?.method === "POST") return new Promise(() => {});
    const bodies = [{ threadId: "one", ...BLOCKS }];
    return Response.json(String(address).includes("?bodies=") ? { bodies, rest: [] } : answer);
  };
  const store = new ThreadStore({ documentId: "request-1", you: ANA, device, request });
  const close = store.start();
  const page = renderHook(() =>
    useVersionRoom({ documentId: "request-1", userId: ANA.userId }, store),
  );
  await expect.poll(() => store.all().length).toBe(1);
  await store.loadSuggested([thread]);
  expect(store.knownSuggested(thread)).toEqual(BLOCKS);
  await device.keepAnswer("request-1", { ...answer, bodies: [] });
  const sent = store.send({
    do: "reply",
    threadId: "one",
    commentId: "c",
    text: "Mine.",
    mentions: [],
  });
  await expect.poll(() => allWaiting("ana")).toHaveLength(1);

  room.socket.end(CLOSE.noSuchDraft);
  await expect.poll(() => page.result.current).toContain("no longer read the comments");
  expect(store.all()).toEqual([]);
  expect(store.answer).toBeNull();
  expect(store.knownSuggested(thread)).toBeUndefined();
  expect(await sent).toMatchObject({ ok: false, refusal: { code: "not-found" } });
  await expect.poll(() => device.lastAnswer("request-1")).toBeNull();
  await expect.poll(() => allWaiting("ana")).toEqual([]);
  close();
});
