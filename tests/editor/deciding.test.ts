// @vitest-environment jsdom
import { expect, onTestFinished, test } from "vitest";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import type { ThreadChange, ThreadChangeOf } from "#app/domain/margin/thread-change.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { DeskSession } from "#app/editor/session/session.ts";
import { Deciding } from "#app/editor/suggest/deciding.ts";
import { OpenSuggestions } from "#app/editor/suggest/open-suggestions.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { undo } from "#app/editor/binding/index.ts";
import { body, doc } from "#tests/document/build.ts";
import { below, pick, type Random, seeded } from "#tests/rooms/support/random.ts";
import { seedOf } from "#tests/support/seed.ts";
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
  blocks: readonly ProseNode[] = BLOCKS,
) {
  const ana = new TestEditor(doc(...blocks));
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

const IDS = ["p", "q", "r"] as const;
const WORDS = ["ICE", "writes", "weekly", "reports", "of", "removals"];

/** Suggestions of one to three edits of words each, on paragraphs that they may share. */
function suggestionsAt(random: Random) {
  const texts = IDS.map(() =>
    Array.from({ length: 6 }, (_, at) => `${pick(random, WORDS)}${at}`).join(" "),
  );
  const blocks = texts.map((text, at) => body(IDS[at]!, text));
  const proposed: { readonly at: number; readonly words: string }[] = [];
  const threads = Array.from({ length: 2 + below(random, 4) }, (_, index) => {
    const at = below(random, blocks.length);
    const words = texts[at]!.split(" ");
    for (let edits = 1 + below(random, 3); edits > 0; edits -= 1) {
      const place = below(random, words.length);
      const added = below(random, 3) === 0 ? [] : [`new${index}${edits}`];
      words.splice(place, below(random, 2), ...added);
    }
    proposed.push({ at, words: words.join(" ") });
    return suggestion(`s${index}`, [blocks[at]!], [body(IDS[at]!, words.join(" "))]);
  });
  return { blocks, threads, proposed };
}

test("[M11, M12] accepting many at random is accepting one after the other, in one step, and rejecting them changes nothing", async () => {
  const seed = seedOf();
  const random = seeded(seed);
  for (let round = 0; round < 8; round += 1) {
    const { blocks, threads, proposed } = suggestionsAt(random);
    const [together, apart, none] = [1, 2, 3].map(() => desk(threads, undefined, blocks));
    const before = none!.ana.lines;
    await together!.deciding.acceptAll(threads);
    for (const thread of threads) {
      await apart!.deciding.accept(thread);
      apart!.deciding.lookAgain.set(null);
    }
    const where = `SEED=${seed}, round ${round}`;
    expect(together!.ana.lines, where).toEqual(apart!.ana.lines);
    const accepted = (sent: readonly string[]) => sent.filter((each) => each.startsWith("accept"));
    expect(accepted(together!.sent), where).toEqual(accepted(apart!.sent));
    for (const { at, words } of proposed) {
      // The only one of its paragraph.
      if (proposed.filter((one) => one.at === at).length > 1) continue;
      expect(together!.ana.lines[at], where).toBe(`body|${words}`);
    }
    if (accepted(together!.sent).length > 0) together!.ana.run(undo);
    expect(together!.ana.lines, where).toEqual(before);
    await none!.deciding.rejectAll(threads);
    expect(none!.ana.lines, where).toEqual(before);
    expect(none!.sent, where).toEqual(threads.map(({ id }) => `reject ${id}`));
  }
});
