// @vitest-environment jsdom
import { expect, onTestFinished, test } from "vitest";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { ThreadView } from "#app/domain/margin/thread-view.ts";
import { done } from "#app/domain/refusal.ts";
import type { DeskSession } from "#app/editor/session/session.ts";
import { Deciding } from "#app/editor/suggest/deciding.ts";
import { OpenSuggestions } from "#app/editor/suggest/open-suggestions.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { body, doc } from "#tests/document/build.ts";
import { storeOf, suggestion } from "./open-suggestion.ts";
import { TestEditor } from "./test-editor.ts";

const BLOCKS = [body("p", "ICE writes reports."), body("q", "Weekly.")] as const;
const THREADS = [
  suggestion("one", [BLOCKS[0]], [body("p", "ICE wrote reports.")]),
  suggestion("two", [BLOCKS[1]], [body("q", "Monthly.")]),
];

/** Somebody who may decide on these suggestions, and a server that agrees to all; `onSend` hears it first. */
function desk(threads: readonly ThreadView[], onSend: (change: ThreadChange) => void = () => {}) {
  const ana = new TestEditor(doc(...BLOCKS));
  const sent: string[] = [];
  const told: string[] = [];
  const store = {
    ...storeOf(threads),
    answer: { may: { decide: true } },
    send: async (change: Extract<ThreadChange, { threadId: string }>) => {
      sent.push(`${change.do} ${change.threadId}`);
      onSend(change);
      return done({ threads: [], kept: false });
    },
  } as unknown as ThreadStore;
  const facts = { room: { connection: "live", unsaved: 0 }, access: "write", live: {} };
  const session = { facts, on: () => {}, off: () => {} } as unknown as DeskSession;
  const open = new OpenSuggestions(ana.editor, store);
  const deciding = new Deciding(ana.editor, session, store, open, (sentence) => {
    told.push(sentence);
  });
  onTestFinished(() => {
    deciding.destroy();
    open.destroy();
    ana.close();
  });
  return { ana, facts, deciding, sent, told };
}

test("[M11] accepting many holds them all, writes them, and says what became of them", async () => {
  const { ana, deciding, sent, told } = desk(THREADS);
  await deciding.acceptAll(THREADS);
  expect(ana.lines).toEqual(["body|ICE wrote reports.", "body|Monthly."]);
  expect(sent).toEqual(["claim one", "claim two", "accept one", "accept two"]);
  expect(told).toEqual(["2 suggestions accepted."]);
});

test("[M11] accepting many writes nothing into a draft that froze while they were held", async () => {
  const { ana, facts, deciding, sent, told } = desk(THREADS, (change) => {
    // Frozen just after the last one was held.
    if (change.do === "claim" && change.threadId === "two") facts.access = "read";
  });
  await deciding.acceptAll(THREADS);
  expect(ana.lines).toEqual(["body|ICE writes reports.", "body|Weekly."]);
  expect(sent).toEqual(["claim one", "claim two", "release one", "release two"]);
  expect(told).toEqual([expect.stringContaining("only while the draft is open")]);
  expect(deciding.busy.get()).toBeNull();
});
