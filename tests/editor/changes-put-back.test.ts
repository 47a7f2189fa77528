import type { Node } from "@tiptap/pm/model";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Baseline, type ChangePiece, type TextChange } from "#app/document/changes/index.ts";
import { ChangeSet } from "#app/editor/changes/change-set.ts";
import { changeSentence } from "#app/editor/changes/change-sentences.ts";
import { putBack } from "#app/editor/changes/put-back.ts";
import { Random } from "#tests/flow/support/random.ts";
import { act } from "#tests/flow/support/run.ts";
import { FlowEditor, schema } from "#tests/flow/support/flow-editor.ts";
import { Simulation } from "#tests/flow/support/simulation.ts";
import { flowRoot, writeFlow } from "#app/document/flow/index.ts";
import { DoneByAll } from "./done-by-all.ts";
import { seedOf } from "#tests/support/seed.ts";

/** CHANGES_SEED repeats a failure; CHANGES_RUNS says how many are tried. */
const SEED = seedOf("CHANGES_SEED");
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

/** A text without ids: what is put in again may have others. */
function plain(node: Node): unknown {
  return JSON.parse(
    JSON.stringify(node.toJSON(), (key, value: unknown) => (key === "id" ? undefined : value)),
  );
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

type Listed = ReturnType<typeof changesIn>[number];

function changesIn(set: ChangeSet, record: DoneByAll) {
  set.doerOf = record.doers();
  compare(set);
  return [...set.inOrder()];
}

/** Puts one change back, once; false where it can't be. */
function putOneBack({ view, binding }: FlowEditor, set: ChangeSet, listed: Listed): boolean {
  const { tr } = view.state;
  if (!putBack(tr, listed, set) || !tr.docChanged) return false;
  tr.doc.check();
  view.dispatch(tr);
  if (binding.failed) throw binding.failed.error;
  return true;
}

/** Lines and cells of tables are shown and not put back. */
const isOfTable = (piece: ChangePiece) =>
  piece.is === "line" ||
  piece.is === "cell" ||
  (piece.is === "deleted" &&
    piece.gone.some(
      (gone) => gone.is === "node" && (gone.name === "tableRow" || gone.name === "tableCell"),
    ));

class People {
  readonly random: Random;
  readonly simulation: Simulation;
  readonly record = new DoneByAll();

  constructor(seed: number) {
    this.random = new Random(seed);
    const start = this.random.chance(0.05) ? "empty" : "text";
    this.simulation = new Simulation(this.random, 3, { isJudged: false, start });
    this.simulation.editors.forEach(({ doc }, person) => this.record.watch(doc, person));
  }

  step(count: number, among: readonly number[] = [0, 1, 2]): void {
    const { random, simulation } = this;
    for (let n = 0; n < count; n += 1) {
      const who = random.oneOf(among);
      if (random.chance(0.7)) act(simulation, who);
      else if (simulation.hasWaiting(who)) simulation.deliver(who, random.chance(0.3));
    }
  }

  settle(): void {
    const { simulation } = this;
    for (let round = 0; round < 20 && !simulation.isQuiet(); round += 1) {
      for (let k = 0; k < 3; k += 1) simulation.deliver(k, true);
    }
  }
}

/** The most changes that are put back before all are: each that is put back is gone. */
const MOST_TURNS = 100;

/** True where the text could be compared: not where lines of tables changed. */
function runOnce(seed: number): boolean {
  const people = new People(seed);
  const { random, simulation, record } = people;
  try {
    people.step(random.below(10));
    people.settle();
    const before = Y.encodeStateAsUpdate(simulation.editors[0]!.doc);
    const then = simulation.editors[1]!.text;
    people.step(2 + random.below(12));
    people.settle();
    const editor = simulation.editors[1]!;
    const set = new ChangeSet(editor.binding, Baseline.fromUpdate(before), nobody);
    // Changes that wait for another one to be put back.
    const waiting = new Set<string>();
    let hasTables = false;
    for (let turn = 0; ; turn += 1) {
      expect(turn).toBeLessThan(MOST_TURNS);
      const all = changesIn(set, record);
      hasTables ||= all.some(({ change }) => change.pieces.some(isOfTable));
      const open = all.filter(({ change }) => !waiting.has(change.id));
      if (open.length === 0) {
        const left = all.filter(({ change }) => !change.pieces.some(isOfTable));
        expect(left.map(({ change }) => change)).toEqual([]);
        break;
      }
      const next = random.oneOf(open);
      if (putOneBack(editor, set, next)) waiting.clear();
      else waiting.add(next.change.id);
    }
    if (hasTables) return false;
    expect(plain(editor.text)).toEqual(plain(then));
    return true;
  } finally {
    simulation.destroy();
  }
}

/** One puts back while the others write on, unheard: all end with the same text, and no letter is lost. */
function runBeside(seed: number): boolean {
  const people = new People(seed);
  const { random, simulation, record } = people;
  try {
    people.step(random.below(6));
    people.settle();
    const editor = simulation.editors[1]!;
    const before = Y.encodeStateAsUpdate(editor.doc);
    people.step(2 + random.below(8));
    people.settle();
    const set = new ChangeSet(editor.binding, Baseline.fromUpdate(before), nobody);
    const isThere = (letter: string) => textOf(editor.text).includes(letter);
    const kept = new Set([...simulation.owner.keys()].filter(isThere));
    let turns = 0;
    for (let turn = 0; turn < 6; turn += 1) {
      people.step(random.below(4), [0, 2]);
      const all = changesIn(set, record);
      if (all.length === 0) break;
      const next = random.oneOf(all);
      if (!putOneBack(editor, set, next)) continue;
      turns += 1;
      for (const piece of next.change.pieces) {
        if (piece.is === "inserted")
          for (const letter of piece.text) simulation.deleted.add(letter);
      }
      if (random.chance(0.4)) simulation.deliver(1, true);
    }
    people.settle();
    for (const one of simulation.editors) expect(plain(one.text)).toEqual(plain(editor.text));
    const text = textOf(editor.text);
    const lost = [...kept].filter(
      (letter) =>
        !text.includes(letter) &&
        !simulation.deleted.has(letter) &&
        !simulation.container.has(letter),
    );
    expect(lost).toEqual([]);
    return turns > 0;
  } finally {
    simulation.destroy();
  }
}

function atRandom(once: (seed: number) => boolean, runs: number, milliseconds: number): void {
  const failures: string[] = [];
  const ends = Date.now() + milliseconds;
  let full = 0;
  for (let run = 0; run < runs && Date.now() < ends && failures.length < 3; run += 1) {
    try {
      if (once(SEED + run)) full += 1;
    } catch (error) {
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      failures.push(`CHANGES_SEED=${SEED + run} CHANGES_RUNS=1: ${why.slice(0, 900)}`);
    }
  }
  expect(failures).toEqual([]);
  if (runs > 10) expect(full).toBeGreaterThan(0);
}

const block = (id: string, text: string) =>
  schema.nodes.block!.create({ id }, text === "" ? [] : schema.text(text));
const caption = () => schema.nodes.caption!.create({ id: "caption" });

function updateOf(node: Node): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 7;
  writeFlow(doc, node);
  return Y.encodeStateAsUpdate(doc);
}

/** Two on one draft, and the changes since its start as one of them sees them. */
function pair(...nodes: Node[]) {
  return pairOn(updateOf(schema.topNodeType.create(null, nodes)));
}

function pairOn(update: Uint8Array) {
  const { editor: us, set } = open(update);
  const { editor: they } = open(update, 12);
  const record = new DoneByAll();
  [us, they].forEach(({ doc: watched }, person) => record.watch(watched, person));
  const send = (from: Y.Doc, to: Y.Doc) =>
    Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), "net");
  return {
    us,
    they,
    start: us.text,
    meet: () => {
      send(they.doc, us.doc);
      send(us.doc, they.doc);
    },
    /** Deletes from a word up to and with another. */
    cut: ({ view }: FlowEditor, from: string, to = from) => {
      const [start, end] = [placeOf(view.state.doc, from), placeOf(view.state.doc, to)];
      view.dispatch(view.state.tr.delete(start, end + to.length));
    },
    write: ({ view }: FlowEditor, behind: string, words: string) =>
      view.dispatch(
        view.state.tr.insertText(words, placeOf(view.state.doc, behind) + behind.length),
      ),
    changes: () => changesIn(set, record),
    putBack: (at = 0) => putOneBack(us, set, changesIn(set, record)[at]!),
  };
}

/** Where a word begins. */
function placeOf(doc: Node, word: string): number {
  let at = -1;
  doc.descendants((node, pos) => {
    const index = node.isText ? (node.text ?? "").indexOf(word) : -1;
    if (index >= 0 && at < 0) at = pos + index;
  });
  if (at < 0) throw new Error(`${word} is not in ${String(doc)}`);
  return at;
}

function goneIn({ pieces }: TextChange): string {
  return pieces
    .flatMap((piece) => (piece.is === "deleted" ? piece.gone : []))
    .map((gone) => (gone.is === "letters" ? gone.text : "|"))
    .join("");
}

describe("putting the old words back", () => {
  test(
    `[M15] each change once leads back to the text that was, from seed ${SEED} on`,
    { timeout: MOST_MS + 30_000 },
    () => atRandom(runOnce, RUNS, MOST_MS),
  );

  test(
    `[M15] while others write loses no letter of theirs, from seed ${SEED} on`,
    { timeout: MOST_MS + 30_000 },
    () => atRandom(runBeside, RUNS, MOST_MS / 2),
  );

  test("[M15] of a caption among words is done at once, and nothing is left to be shown", () => {
    const draft = pair(block("a", "Before it."), caption(), block("b", "After it."));
    draft.cut(draft.they, "fore it.", "Af");
    draft.meet();
    expect(textOf(draft.us.text)).toBe("¶Beter it.");
    expect(draft.changes()).toHaveLength(1);
    expect(draft.putBack()).toBe(true);
    expect(draft.us.text.toJSON()).toEqual(draft.start.toJSON());
    expect(draft.changes()).toEqual([]);
  });

  test("[M15] leaves a caption, and the paragraph behind it, where they stood", () => {
    const draft = pair(block("a", "One."), block("b", ""), caption(), block("c", "Two and three."));
    const { view } = draft.they;
    // From within the empty paragraph on.
    const from = draft.start.child(0).nodeSize + 1;
    view.dispatch(view.state.tr.delete(from, placeOf(view.state.doc, "and three.")));
    draft.meet();
    expect(draft.putBack()).toBe(true);
    expect(draft.us.text.toJSON()).toEqual(draft.start.toJSON());
    expect(draft.changes()).toEqual([]);
  });

  test("[M15] of one among several that were deleted leaves the others to be shown", () => {
    const draft = pair(block("a", "All records, notes, maps and lists."));
    draft.cut(draft.they, "records, ");
    draft.meet();
    draft.cut(draft.us, "notes, ");
    draft.meet();
    draft.cut(draft.they, "maps ");
    draft.meet();
    expect(draft.changes().map(({ change }) => goneIn(change))).toEqual([
      "records, ",
      "notes, ",
      "maps ",
    ]);
    expect(draft.putBack(1)).toBe(true);
    expect(textOf(draft.us.text)).toBe("¶All notes, and lists.");
    expect(draft.changes().map(({ change }) => goneIn(change))).toEqual(["records, ", "maps "]);
    expect(draft.putBack(1)).toBe(true);
    expect(draft.putBack(0)).toBe(true);
    expect(draft.us.text.toJSON()).toEqual(draft.start.toJSON());
    expect(draft.changes()).toEqual([]);
  });

  test("[M15] in a draft that was empty, without even a paragraph, leads back to an empty one", () => {
    const draft = pairOn(Y.encodeStateAsUpdate(new Y.Doc()));
    const { view } = draft.they;
    view.dispatch(view.state.tr.insertText("First words", 1).setNodeAttribute(0, "kind", "quote"));
    draft.meet();
    for (let n = draft.changes().length; n > 0; n -= 1) expect(draft.putBack()).toBe(true);
    expect(plain(draft.us.text)).toEqual(plain(draft.start));
    expect(draft.changes()).toEqual([]);
  });

  test("[M15] of a paragraph's kind is done also where none had been set", () => {
    const doc = new Y.Doc();
    flowRoot(doc).insertEmbed(0, new Y.XmlElement("block"));
    flowRoot(doc).insert(1, "Words");
    const draft = pairOn(Y.encodeStateAsUpdate(doc));
    const { view } = draft.they;
    view.dispatch(view.state.tr.setNodeAttribute(0, "kind", "quote"));
    draft.meet();
    expect(draft.putBack()).toBe(true);
    expect(plain(draft.us.text)).toEqual(plain(draft.start));
    expect(draft.changes()).toEqual([]);
  });

  test("[M15] joins the paragraphs of a cell that were one", () => {
    const { table, tableRow, tableCell } = schema.nodes;
    const cells = ["a", "b"].map((id) => tableCell!.create(null, [block(id, `Cell ${id}.`)]));
    const draft = pair(table!.create(null, [tableRow!.create(null, cells)]), block("c", "Last."));
    const { view } = draft.they;
    view.dispatch(view.state.tr.split(placeOf(view.state.doc, "b.")));
    draft.meet();
    expect(draft.putBack()).toBe(true);
    expect(draft.us.text.toJSON()).toEqual(draft.start.toJSON());
    expect(draft.changes()).toEqual([]);
  });

  test("[M15] takes a paragraph out and leaves what others wrote in it", () => {
    const draft = pair(caption(), block("a", "Last."));
    const { view } = draft.they;
    view.dispatch(view.state.tr.insert(1, block("b", "New.")));
    draft.meet();
    draft.write(draft.us, "New.", " Mine.");
    draft.meet();
    const theirs = draft.changes().findIndex(({ change }) => change.doer?.person === "1");
    expect(draft.putBack(theirs)).toBe(true);
    // There is no paragraph before it that the words could go on in.
    expect(textOf(draft.us.text)).toBe("¶ Mine.¶Last.");
    expect(draft.changes().length).toBeGreaterThan(0);
  });

  test("[M15] while a colleague splits the paragraph and types in it keeps all words", () => {
    const draft = pair(block("a", "The agency must answer. It has not. We appeal."));
    draft.cut(draft.they, "It has not. ");
    draft.meet();
    expect(draft.putBack()).toBe(true);
    const { view } = draft.they;
    view.dispatch(view.state.tr.split(placeOf(view.state.doc, "We appeal")));
    draft.write(draft.they, "must answer", " in time");
    draft.write(draft.they, "We appeal", " now");
    draft.meet();
    expect(textOf(draft.us.text)).toBe(textOf(draft.they.text));
    const text = textOf(draft.us.text);
    for (const words of ["The agency must answer in time. ", "It has not. ", "We appeal now."]) {
      expect(text).toContain(words);
    }
    expect(
      draft
        .changes()
        .flatMap(({ change }) => goneIn(change))
        .join(""),
    ).toBe("");
  });

  test("[M25] a paragraph that was moved is one change, and is put back as one", () => {
    const words = ["First of all.", "The second paragraph.", "The third one.", "And the last."];
    const draft = pair(...words.map((text, index) => block(`p${index}`, text)));
    const { view } = draft.they;
    const { doc: text } = view.state;
    const moved = text.child(1);
    const from = text.child(0).nodeSize;
    const tr = view.state.tr.delete(from, from + moved.nodeSize);
    view.dispatch(tr.insert(tr.doc.content.size, moved));
    draft.meet();
    expect(draft.us.text.child(3).textContent).toBe("The second paragraph.");
    const told = draft.changes().map(({ change }) => changeSentence(change));
    expect(told).toEqual(["moved “The second paragraph.”"]);
    expect(draft.putBack()).toBe(true);
    expect(plain(draft.us.text)).toEqual(plain(draft.start));
    expect(draft.changes()).toEqual([]);
  });

  test("[M25] a paragraph that was moved and given another kind is not told as merely moved", () => {
    const words = ["First of all.", "The second paragraph.", "The third one."];
    const draft = pair(...words.map((text, index) => block(`p${index}`, text)));
    const { view } = draft.they;
    const moved = view.state.doc.child(1);
    const from = view.state.doc.child(0).nodeSize;
    const tr = view.state.tr.delete(from, from + moved.nodeSize);
    const other = moved.type.create({ ...moved.attrs, kind: "quote" }, moved.content);
    view.dispatch(tr.insert(tr.doc.content.size, other));
    draft.meet();
    expect(draft.changes().map(({ change }) => changeSentence(change))).toEqual([
      "replaced “¶ The second paragraph.” by “¶ The second paragraph.”",
    ]);
  });

  test("[M25] two paragraphs that were joined are told so", () => {
    const draft = pair(block("a", "One."), block("b", "Two."));
    const { view } = draft.they;
    view.dispatch(view.state.tr.join(draft.start.child(0).nodeSize));
    draft.meet();
    expect(draft.changes().map(({ change }) => changeSentence(change))).toEqual([
      "joined two paragraphs",
    ]);
  });

  test("[M25] words that two people took out in parts and somebody put back are no change", () => {
    const draft = pair(block("a", "All records and lists."));
    draft.cut(draft.they, "rec");
    draft.meet();
    draft.cut(draft.us, "ords");
    draft.meet();
    expect(draft.changes()).toHaveLength(2);
    expect(draft.putBack(1)).toBe(true);
    expect(draft.putBack(0)).toBe(true);
    expect(draft.us.text.toJSON()).toEqual(draft.start.toJSON());
    expect(draft.changes()).toEqual([]);
  });

  test("[M25] words that are typed anew are read as words, not as the letters they share", () => {
    const draft = pair(block("a", "The agency said that the records are late."));
    draft.cut(draft.they, "said that the records");
    draft.write(draft.they, "agency ", "has stated that all records");
    draft.meet();
    const told = draft.changes().map(({ change }) => changeSentence(change));
    expect(told).toEqual(["replaced “said” by “has stated”", "replaced “the” by “all”"]);
  });

  test("[M25] who took a mark away is told, not who marked other words before it", () => {
    const { bold } = schema.marks;
    const start = schema.nodes.block!.create({ id: "a" }, [
      schema.text("One two three. "),
      schema.text("Bold words", [bold!.create()]),
      schema.text(" and more."),
    ]);
    const draft = pair(start);
    const mark = ({ view }: FlowEditor, words: string, isBold: boolean) => {
      const [from, { tr }] = [placeOf(view.state.doc, words), view.state];
      const to = from + words.length;
      view.dispatch(isBold ? tr.addMark(from, to, bold!.create()) : tr.removeMark(from, to, bold));
    };
    mark(draft.us, "two", true);
    draft.meet();
    mark(draft.they, "Bold words", false);
    draft.meet();
    const told = draft
      .changes()
      .map(({ change }) => change.pieces.map(({ is }) => `${is} by ${change.doer?.person}`));
    expect(told).toEqual([["restyled by 0"], ["restyled by 1"]]);
  });

  test("[M15] is one undo step of who does it, and leaves others' words alone", () => {
    const doc = schema.topNodeType.create(null, [
      block("a", "The records are kept for six years."),
    ]);
    const update = updateOf(doc);
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
    expect(putBack(tr, first!, ours.set)).toBe(true);
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
