// @vitest-environment jsdom
import { expect, onTestFinished, test } from "vitest";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import type { ThreadChange, ThreadChangeOf } from "#app/domain/margin/thread-change.ts";
import type { ThreadView } from "#app/domain/margin/thread-view.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
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
function desk(
  threads: readonly ThreadView[],
  onSend: (change: ThreadChange) => Outcome<never> | void = () => {},
) {
  const ana = new TestEditor(doc(...BLOCKS));
  const sent: string[] = [];
  const told: string[] = [];
  const store = {
    ...storeOf(threads),
    answer: { may: { decide: true } },
    waiting: [],
    send: async (change: Extract<ThreadChange, { threadId: string }>) => {
      sent.push(`${change.do} ${change.threadId}`);
      const refused = onSend(change);
      if (refused) return refused;
      return done({ threads: [], kept: false });
    },
  } as unknown as ThreadStore;
  const facts = { room: { connection: "live", unsaved: 0 }, access: "write", live: {} };
  const session = { facts, on: () => {}, off: () => {} } as unknown as DeskSession;
  const open = new OpenSuggestions(ana.editor, store);
  const deciding = new Deciding(ana.editor, session, store, open, {
    userId: "ana",
    device: { all: () => [], keep: () => {}, drop: () => {} },
    tell: (sentence) => void told.push(sentence),
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

/** The ids of words that stand in the draft. */
function idsOf(document: Y.Doc, words: string): [client: number, clock: number, length: number][] {
  const ids: [client: number, clock: number][] = [];
  let text = "";
  for (let item = flowRoot(document)._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const { client, clock } = item.id;
    for (const [index, letter] of [...item.content.str].entries()) {
      ids.push([client, clock + index]);
      text += letter;
    }
  }
  const runs: [client: number, clock: number, length: number][] = [];
  const from = text.indexOf(words);
  for (const [client, clock] of ids.slice(from, from + words.length)) {
    const last = runs.at(-1);
    if (last && last[0] === client && last[1] + last[2] === clock) last[2] += 1;
    else runs.push([client, clock, 1]);
  }
  return runs;
}

/** What the accepted ones told of ids, by their suggestion. */
function listening() {
  const accepted = new Map<string, ThreadChangeOf<"accept">[]>();
  const onSend = (change: ThreadChange) => {
    if (change.do !== "accept") return;
    accepted.set(change.threadId, [...(accepted.get(change.threadId) ?? []), change]);
  };
  return { accepted, onSend };
}

test("[M11] accepting tells which ids it wrote and which it deleted, of each of many", async () => {
  const shorter = [
    suggestion("one", [BLOCKS[0]], [body("p", "ICE writes.")]),
    suggestion("two", [BLOCKS[1]], [body("q", "Weekly and monthly.")]),
  ];
  const { accepted, onSend } = listening();
  const { ana, deciding } = desk(shorter, onSend);
  const gone = idsOf(ana.document, " reports");
  await deciding.acceptAll(shorter);
  expect(accepted.get("one")).toMatchObject([{ written: [], erased: gone }]);
  expect(accepted.get("two")).toMatchObject([
    { written: idsOf(ana.document, " and monthly"), erased: [] },
  ]);
});

test("[M11] a process of the release before is told of an acceptance as it takes it", async () => {
  const shorter = [suggestion("one", [BLOCKS[0]], [body("p", "ICE writes.")])];
  const { accepted, onSend } = listening();
  const { deciding, told } = desk(shorter, (change) => {
    onSend(change);
    return change.do === "accept" && change.erased ? refuse("bad-input") : undefined;
  });
  await deciding.accept(shorter[0]!);
  expect(accepted.get("one")?.map((change) => "erased" in change)).toEqual([true, false]);
  expect(told).toEqual([expect.stringContaining("Accepted.")]);
});
