import type { Mark, Node } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { readFlow } from "#tests/flow/support/read-flow.ts";
import { writeFlow } from "#app/document/flow/index.ts";
import { FlowEditor, schema } from "./support/flow-editor.ts";
import { Network } from "./support/network.ts";
import { Random } from "./support/random.ts";
import { seedOf } from "#tests/support/seed.ts";

// Repeats what y-prosemirror tries its binding with, on the legal text: text, marks and blocks put in
// and taken away at any place whatever, by two to five people on a network that comes and goes. Every
// screen, the shared text and who opens it afterwards must agree. FLOW_SEED repeats a failure.

const RUNS = Number(process.env.FLOW_RUNS ?? 1);
const SEED = seedOf("FLOW_SEED");
const { nodes, marks } = schema;

type Change = (editor: FlowEditor, random: Random) => void;

let words = 0;
function word(random: Random): string {
  words += 1;
  return `${words}${random.oneOf(["ab", "the ", "§ 552", "é", "and", "fee", "🏛"])}`;
}

/** Any place but within a sign of two halves: no caret stands there, and Yjs cuts none in two. */
const place = ({ text }: FlowEditor, random: Random) =>
  whole(text, random.below(text.content.size + 1));

function whole(text: Node, pos: number): number {
  const before = text.resolve(pos).nodeBefore?.text?.at(-1) ?? "";
  return /[\uD800-\uDBFF]/u.test(before) ? pos + 1 : pos;
}

function someMarks(random: Random): readonly Mark[] {
  const [bold, italic] = [marks.bold!.create(), marks.italic!.create()];
  return random.oneOf([[bold], [italic], [bold, italic], [], []]);
}

function range(editor: FlowEditor, random: Random, most: number): [from: number, to: number] {
  const from = place(editor, random);
  const to = Math.min(editor.text.content.size, from + random.below(most + 1));
  return [from, whole(editor.text, to)];
}

function someBlock(random: Random): Node {
  const block = (kind: string) =>
    nodes.block!.create({ kind, level: 1 }, schema.text(word(random), someMarks(random)));
  const cell = () => nodes.tableCell!.create(null, block("body"));
  return random.oneOf([
    () => block("body"),
    () => block("numbered"),
    () => block("heading"),
    () => nodes.pageBreak!.create(),
    () => nodes.caption!.create(),
    () => nodes.table!.create(null, nodes.tableRow!.create(null, [cell(), cell()])),
  ])();
}

const CHANGES: readonly Change[] = [
  function insertText(editor, random) {
    const [at] = range(editor, random, 0);
    editor.view.dispatch(
      editor.view.state.tr.insert(at, schema.text(word(random), someMarks(random))),
    );
  },
  function deleteText(editor, random) {
    const [from, to] = range(editor, random, 2);
    editor.view.dispatch(editor.view.state.tr.insertText("", from, to));
  },
  function replaceText(editor, random) {
    const [from, to] = range(editor, random, 2);
    editor.view.dispatch(editor.view.state.tr.insertText(word(random), from, to));
  },
  function formatText(editor, random) {
    const [from, to] = range(editor, random, 100);
    const mark = random.oneOf([marks.bold!, marks.italic!]).create();
    editor.view.dispatch(editor.view.state.tr.addMark(from, to, mark));
  },
  function insertBlock(editor, random) {
    editor.view.dispatch(editor.view.state.tr.insert(place(editor, random), someBlock(random)));
  },
  function replaceBySeveral(editor, random) {
    const [from, to] = range(editor, random, 30);
    const { tr, doc } = editor.view.state;
    const selection = TextSelection.between(doc.resolve(from), doc.resolve(to));
    const several = nodes.doc!.create(null, [
      someBlock(random),
      someBlock(random),
      someBlock(random),
    ]);
    editor.view.dispatch(
      tr.setSelection(selection).replaceSelection(several.slice(0, several.content.size)),
    );
  },
  function deleteMuch(editor, random) {
    const [from, to] = range(editor, random, 60);
    editor.view.dispatch(editor.view.state.tr.deleteRange(from, to));
  },
  function split(editor, random) {
    editor.view.dispatch(editor.view.state.tr.split(place(editor, random)));
  },
  function undo(editor) {
    editor.binding.undo.undo();
  },
];

/** ProseMirror refuses what can't stand somewhere; everything else is a defect. */
function change(editor: FlowEditor, random: Random): void {
  try {
    random.oneOf(CHANGES)(editor, random);
  } catch (error) {
    const isRefused =
      error instanceof RangeError ||
      (error instanceof TypeError && /findDiff|content/u.test(String(error))) ||
      /Replace|Transform/u.test(String((error as Error).name) + String(error));
    if (!isRefused) throw error;
  }
}

function start(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const block = (text: string) => nodes.block!.create({ id: `s${text.length}` }, schema.text(text));
  writeFlow(doc, nodes.doc!.create(null, [block("One paragraph."), block("And another.")]));
  return Y.encodeStateAsUpdate(doc);
}

function run(seed: number, changes: number): void {
  const random = new Random(seed);
  const update = start();
  let ids = 0;
  const people = Array.from({ length: 2 + random.below(4) }, (_, k) => {
    const clientId = 10 + random.below(1000) * 10 + k;
    return new FlowEditor(clientId, update, () => `n${k}-${(ids += 1)}`);
  });
  const network = new Network(people, random);
  for (let done = 0; done < changes; done += 1) {
    if (random.chance(0.02)) {
      if (random.chance(0.5)) network.reconnectOne();
      else network.disconnectOne();
    } else if (random.chance(0.01)) network.settle();
    else if (random.chance(0.5)) network.deliverOne();
    change(random.oneOf(people), random);
  }
  network.settle();
  // Undo and the plugins may answer what came.
  network.settle();
  const [first] = people as [FlowEditor];
  const reopened = new Y.Doc();
  Y.applyUpdate(reopened, Y.encodeStateAsUpdate(first.doc));
  const texts = [readFlow(reopened, schema), ...people.map(({ text }) => text)];
  for (const [k, text] of texts.entries()) {
    text.check();
    if (!text.eq(first.text)) {
      throw new Error(
        `${k === 0 ? "reopened" : k - 1}: ${String(text)}\nfirst: ${String(first.text)}`,
      );
    }
  }
  const vectors = people.map(({ doc }) =>
    [...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted(),
  );
  for (const vector of vectors) expect(vector).toEqual(vectors[0]);
  for (const editor of people) editor.destroy();
}

for (const [changes, runs] of [
  [2, 20],
  [6, 20],
  [30, 10],
  [100, 6],
  [300, 2],
] as const) {
  test(
    `${changes} changes anywhere leave one text, from seed ${SEED} on`,
    { timeout: 60_000 * RUNS },
    () => {
      const failures: string[] = [];
      const ends = Date.now() + 10_000 * RUNS;
      for (let n = 0; n < runs * RUNS && Date.now() < ends && failures.length < 5; n += 1) {
        try {
          run(SEED + n, changes);
        } catch (error) {
          const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
          failures.push(`FLOW_SEED=${SEED + n}: ${why.slice(0, 1500)}`);
        }
      }
      expect(failures).toEqual([]);
    },
  );
}
