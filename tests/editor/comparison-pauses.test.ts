// @vitest-environment jsdom
import { Awareness } from "y-protocols/awareness";
import { expect, onTestFinished, test, vi } from "vitest";
import * as Y from "yjs";
import type { BaselineChoice, DoersAnswer } from "#app/domain/changes/answers.ts";
import { LiveComparison } from "#app/editor/changes/comparison.ts";
import type { ChangesClient } from "#app/editor/changes/changes-client.ts";
import { Ticked } from "#app/editor/changes/ticked.ts";
import { body, doc } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";

const LOOKED: BaselineChoice = {
  key: "looked",
  kind: "looked",
  generation: 1,
  sequence: 1,
  at: "2026-01-01T00:00:00Z",
  version: null,
  organization: null,
  isKept: true,
};

/** Somebody's changes since they looked, with a server that knows nothing and ticks all off. */
async function compared(...words: string[]) {
  const me = new TestEditor(doc(...words.map((each, index) => body(`p${index}`, each))));
  const awareness = new Awareness(me.document);
  const answers: DoersAnswer[] = [];
  const ticks: unknown[] = [];
  const client = {
    baseline: async () => Y.encodeStateAsUpdate(me.document),
    doers: async (upTo: number) => {
      const answer: DoersAnswer = { upTo, people: [], inserted: [], deleted: [] };
      answers.push(answer);
      return answer;
    },
    tick: async (...asked: unknown[]) => void ticks.push(asked),
  } as unknown as ChangesClient;
  const you = { userId: "u", name: "Ana", organization: "Council", colour: 1 } as never;
  const parts = { editor: me.editor, client, awareness, you, ticked: new Ticked() };
  const begun = await LiveComparison.begin(parts, LOOKED, () => false);
  if (!(begun instanceof LiveComparison)) throw new Error(`no comparison: ${begun}`);
  begun.draw(true);
  vi.useFakeTimers();
  onTestFinished(() => {
    begun.end();
    vi.useRealTimers();
    awareness.destroy();
    me.close();
  });
  return { me, begun, answers, ticks };
}

test("[M32] one is seen and the next one shown in one act; all are seen in one, and the server hears it", async () => {
  Element.prototype.scrollIntoView = () => undefined;
  const { me, begun, ticks } = await compared("One.", "Two.", "Three.");
  for (const id of ["p0", "p1", "p2"]) me.at(id, "end").type("x");
  await vi.advanceTimersByTimeAsync(300);
  me.at("p0");
  const { changes } = begun.state.get();
  expect(changes).toHaveLength(3);
  const at = () => changes.findIndex(({ change }) => change.id === begun.state.get().current);
  const unseen = () => begun.state.get().changes.filter(({ isSeen }) => !isSeen).length;

  const second = begun.step(1) && begun.step(1);
  expect(at()).toBe(1);
  if (second) await begun.tickAndGoOn(second);
  expect([at(), unseen()]).toEqual([2, 2]);
  // Past the last, the first that is left is next.
  const third = begun.state.get().changes[2];
  if (third) await begun.tickAndGoOn(third);
  expect([at(), unseen()]).toEqual([0, 1]);
  await begun.tickAll();
  expect(unseen()).toBe(0);
  expect(ticks).toHaveLength(3);
});

test("[M17] what the server says of who changed what is drawn in a pause, not between two keys", async () => {
  const { me, begun, answers } = await compared("The quick brown fox.", "Last one.");

  me.at("p0", "end").type("x");
  await vi.advanceTimersByTimeAsync(300);
  expect(begun.state.get().changes).toHaveLength(1);
  const asked = answers.length;
  const before = begun.state.get();
  for (let key = 0; key < 30; key += 1) {
    me.at("p1", "end").type("y");
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(answers.length).toBeGreaterThan(asked);
  expect(begun.state.get()).toBe(before);
  await vi.advanceTimersByTimeAsync(300);
  expect(begun.state.get().changes).toHaveLength(2);
});
