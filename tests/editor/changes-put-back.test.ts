import type { Node } from "@tiptap/pm/model";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Baseline, type ChangePiece } from "#app/document/changes/index.ts";
import { ChangeSet } from "#app/editor/changes/change-set.ts";
import { putBack } from "#app/editor/changes/put-back.ts";
import { Random } from "#tests/flow/support/random.ts";
import { act } from "#tests/flow/support/run.ts";
import { FlowEditor, schema } from "#tests/flow/support/flow-editor.ts";
import { Simulation } from "#tests/flow/support/simulation.ts";
import { flowUpdate } from "#app/document/flow/index.ts";

/** CHANGES_SEED repeats a failure; CHANGES_RUNS says how many are tried. */
const SEED = Number(process.env.CHANGES_SEED ?? (Date.now() % 1_000_000) * 1_000);
const RUNS = Number(process.env.CHANGES_RUNS ?? 60);
const MOST_MS = Number(process.env.CHANGES_MS ?? 20_000);

const nobody = () => ({ doer: null, until: Infinity });

function textOf(node: Node): string {
  let text = "";
  node.descendants((child) => {
    if (child.isText) text += child.text ?? "";
    else if (child.isTextblock && child.type.name === "block") text += "¶";
  });
  return text;
}

function open(update: Uint8Array, clientId = 11): { editor: FlowEditor; set: ChangeSet } {
  let ids = 0;
  const editor = new FlowEditor(clientId, update, () => `p${clientId}-${(ids += 1)}`);
  const set = new ChangeSet(editor.binding, Baseline.fromUpdate(update), nobody);
  compare(set);
  return { editor, set };
}

function compare(set: ChangeSet): void {
  Array.from(set.compareAll());
}

/** How often one change is put back: what then still looks the same is as it was, but in new places. */
const TRIES = 3;

/** What a change looks like, in whatever places of the document it stands. */
const lookOf = ({ pieces }: { readonly pieces: readonly ChangePiece[] }) =>
  JSON.stringify(pieces, (key, value: unknown) => (key === "ids" || key === "id" ? null : value));

/** Puts back all that can be, one after the other. */
function putAllBack(editor: FlowEditor, set: ChangeSet): void {
  const tried = new Map<string, number>();
  for (let turn = 0; turn < 400; turn += 1) {
    compare(set);
    const next = [...set.inOrder()].find(({ change }) => (tried.get(lookOf(change)) ?? 0) < TRIES);
    if (!next) return;
    const look = lookOf(next.change);
    const { tr } = editor.view.state;
    if (putBack(tr, next.change, next.shift, set.baseline) && tr.docChanged) {
      tr.doc.check();
      editor.view.dispatch(tr);
      if (editor.binding.failed) throw editor.binding.failed.error;
      tried.set(look, (tried.get(look) ?? 0) + 1);
    } else tried.set(look, TRIES);
  }
}

const isOfTable = (piece: ChangePiece) =>
  piece.at.cell !== null ||
  piece.is === "line" ||
  piece.is === "cell" ||
  (piece.is === "row" && piece.name === "table") ||
  (piece.is === "deleted" &&
    piece.gone.some((gone) => gone.is === "node" && gone.name === "table"));

function runOnce(seed: number): boolean {
  const random = new Random(seed);
  const simulation = new Simulation(random, 3, { isJudged: false });
  const step = (count: number) => {
    for (let n = 0; n < count; n += 1) {
      const who = random.below(3);
      if (random.chance(0.7)) act(simulation, who);
      else if (simulation.hasWaiting(who)) simulation.deliver(who, random.chance(0.3));
    }
    for (let round = 0; round < 20 && !simulation.isQuiet(); round += 1) {
      for (let k = 0; k < 3; k += 1) simulation.deliver(k, true);
    }
  };
  try {
    step(random.below(10));
    const before = Y.encodeStateAsUpdate(simulation.editors[0]!.doc);
    const then = textOf(simulation.editors[0]!.text);
    step(2 + random.below(12));
    const editor = simulation.editors[1]!;
    const set = new ChangeSet(editor.binding, Baseline.fromUpdate(before), nobody);
    compare(set);
    const hasTables = [...set.inOrder()].some(({ change }) => change.pieces.some(isOfTable));
    putAllBack(editor, set);
    if (hasTables) return false;
    const letters = (text: string) => text.replaceAll("¶", "");
    expect(letters(textOf(editor.text))).toBe(letters(then));
    return true;
  } finally {
    simulation.destroy();
  }
}

describe("putting the old words back", () => {
  test(
    `[M15] change by change leads back to the text that was, from seed ${SEED} on`,
    { timeout: MOST_MS + 30_000 },
    () => {
      const failures: string[] = [];
      const ends = Date.now() + MOST_MS;
      let full = 0;
      for (let run = 0; run < RUNS && Date.now() < ends && failures.length < 3; run += 1) {
        try {
          if (runOnce(SEED + run)) full += 1;
        } catch (error) {
          const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
          failures.push(`CHANGES_SEED=${SEED + run} CHANGES_RUNS=1: ${why.slice(0, 900)}`);
        }
      }
      expect(failures).toEqual([]);
      expect(full).toBeGreaterThan(0);
    },
  );

  test("[M15] is one undo step of who does it, and leaves others' words alone", () => {
    const { block } = schema.nodes;
    const doc = schema.topNodeType.create(null, [
      block!.create({ id: "a" }, schema.text("The records are kept for six years.")),
    ]);
    const update = flowUpdate(schema, doc.toJSON(), 7);
    const ours = open(update);
    const theirs = new FlowEditor(12, update, () => "x");
    const send = (from: Y.Doc, to: Y.Doc) =>
      Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), "net");
    // The partner replaces "six" by "nine" and adds a sentence.
    const at = textOf(theirs.text).indexOf("six");
    theirs.view.dispatch(theirs.view.state.tr.insertText("nine", at, at + 3));
    theirs.view.dispatch(
      theirs.view.state.tr.insertText(" Or more.", theirs.text.content.size - 1),
    );
    send(theirs.doc, ours.editor.doc);
    compare(ours.set);
    const [first] = [...ours.set.inOrder()];
    const { tr } = ours.editor.view.state;
    expect(putBack(tr, first!.change, first!.shift, ours.set.baseline)).toBe(true);
    ours.editor.binding.undo.stopCapturing();
    ours.editor.view.dispatch(tr);
    expect(textOf(ours.editor.text)).toBe("¶The records are kept for six years. Or more.");
    // Meanwhile the partner writes on in the very word.
    const nine = textOf(theirs.text).indexOf("nine");
    theirs.view.dispatch(theirs.view.state.tr.insertText("teen", nine + 4));
    send(ours.editor.doc, theirs.doc);
    send(theirs.doc, ours.editor.doc);
    expect(textOf(theirs.text)).toBe(textOf(ours.editor.text));
    expect(textOf(theirs.text)).toContain("teen");
    ours.editor.binding.undo.undo();
    expect(textOf(ours.editor.text)).toContain("nine");
    expect(textOf(ours.editor.text)).toContain("Or more.");
  });

  test("[M14] only the blocks that were touched are compared again, with the same result", () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const random = new Random(seed);
      const simulation = new Simulation(random, 2, { isJudged: false });
      try {
        const update = Y.encodeStateAsUpdate(simulation.editors[0]!.doc);
        const editor = simulation.editors[0]!;
        const baseline = Baseline.fromUpdate(update);
        const part = new ChangeSet(editor.binding, baseline, nobody);
        compare(part);
        for (let n = 0; n < 25; n += 1) {
          const before = editor.text;
          act(simulation, 0);
          const from = before.content.findDiffStart(editor.text.content);
          const to = before.content.findDiffEnd(editor.text.content);
          if (from === null || !to) continue;
          const { size } = editor.text.content;
          const index = (pos: number) =>
            editor.text.resolve(Math.max(0, Math.min(pos, size))).index(0);
          part.compareRows(index(from - 1), index(Math.max(to.b, from) + 1));
          const whole = new ChangeSet(editor.binding, baseline, nobody);
          compare(whole);
          const listed = (set: ChangeSet) =>
            [...set.inOrder()].map(({ change, shift }) =>
              change.pieces.map(({ is, at, ids }) => [is, at.row + shift, at.offset, ids]),
            );
          expect(listed(part), `seed ${seed}, act ${n}`).toEqual(listed(whole));
        }
      } finally {
        simulation.destroy();
      }
    }
  });
});
