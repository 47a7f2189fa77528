import { readFileSync } from "node:fs";
import path from "node:path";
import { TextSelection } from "@tiptap/pm/state";
import { expect, test } from "vitest";
import { writeFlow } from "#app/document/flow/index.ts";
import { checkWorld } from "./support/checks.ts";
import { schema } from "./support/flow-editor.ts";
import { lettersOf } from "./support/letters.ts";
import { Random } from "./support/random.ts";
import { Simulation } from "./support/simulation.ts";
import type { Trace, TraceAct } from "./trace/trace.ts";

// Two drafters who write one text together, from trace/two-drafters.json (made by trace/make.ts), over
// a network of some latency: every letter is another one, as in the random runs, and is looked for.

const file = path.join(import.meta.dirname, "trace/two-drafters.json");
const trace = JSON.parse(readFileSync(file, "utf8")) as Trace;
const { nodes, marks } = schema;

type Who = 0 | 1;

/** One key, or one act that is no typing. */
interface Step {
  readonly ms: number;
  readonly who: Who;
  readonly act: TraceAct | "letter" | "back";
}

/** Keys come one by one. */
function stepsOf({ acts }: Trace): Step[] {
  const steps = acts.flatMap((act): Step[] => {
    const [ms, who, name] = act;
    if (name !== "type" && name !== "back") return [{ ms, who, act }];
    const [, , , what, pace] = act;
    const keys = typeof what === "string" ? what.length : what;
    const one = name === "type" ? "letter" : "back";
    return Array.from({ length: keys }, (_, key) => ({ ms: ms + key * pace, who, act: one }));
  });
  return steps.toSorted((a, b) => a.ms - b.ms);
}

class Replay {
  readonly simulation: Simulation;
  /** For each, when what waits will arrive. */
  private readonly due: number[][] = [[], []];
  private now = 0;

  constructor(private readonly latency: number) {
    this.simulation = new Simulation(new Random(trace.seed), 2, {
      start: (doc, simulation) => {
        const blocks = trace.start.map((words, index) =>
          nodes.block!.create({ id: `s${index}` }, schema.text(simulation.words(words.length))),
        );
        writeFlow(doc, nodes.doc!.create(null, blocks));
      },
    });
    for (const [who, { doc }] of this.simulation.editors.entries()) {
      doc.on("update", (_update: Uint8Array, origin: unknown) => {
        if (origin !== "net") this.due[1 - who]!.push(this.now + this.latency);
      });
    }
  }

  play(): Simulation {
    for (const { ms, who, act } of stepsOf(trace)) {
      this.arrive(ms);
      this.now = ms;
      if (typeof act === "string") this.key(who, act);
      else this.do(who, act);
    }
    for (let rounds = 0; rounds < 20 && !this.simulation.isQuiet(); rounds += 1) {
      this.arrive(Number.POSITIVE_INFINITY);
    }
    return this.simulation;
  }

  private arrive(until: number): void {
    for (const who of [0, 1] as const) {
      const due = this.due[who]!;
      while (due.length > 0 && due[0]! <= until) {
        this.now = Math.max(this.now, due.shift()!);
        this.simulation.deliverOldest(who);
      }
    }
  }

  private view(who: Who) {
    return this.simulation.editors[who]!.view;
  }

  /** Letters that go; what isn't there after an act that takes words away. */
  private gone(who: Who, act: () => void): void {
    const before = lettersOf(this.view(who).state.doc);
    act();
    const after = lettersOf(this.view(who).state.doc);
    for (const letter of before.keys()) if (!after.has(letter)) this.simulation.deleted.add(letter);
  }

  private key(who: Who, key: "letter" | "back"): void {
    const view = this.view(who);
    const { tr, selection } = view.state;
    const { from, $from } = selection;
    if (!$from.parent.inlineContent) return;
    if (key === "letter") {
      view.dispatch(tr.insertText(this.simulation.words(1, who), from));
      this.rememberNote(who);
    } else if ($from.nodeBefore?.isText) {
      for (const letter of $from.nodeBefore.text!.slice(-1)) this.simulation.deleted.add(letter);
      view.dispatch(tr.delete(from - 1, from));
    }
  }

  /** A letter in a footnote is gone with it where the other takes that away (F9). */
  private rememberNote(who: Who): void {
    const { state } = this.view(who);
    const { $from } = state.selection;
    const letter = $from.nodeBefore?.text?.at(-1);
    if ($from.parent.type.name !== "footnote" || !letter) return;
    const item = this.simulation.editors[who]!.binding.locate(state.doc, $from.pos)?.type._item;
    if (item) this.simulation.container.set(letter, item.id);
  }

  private do(who: Who, act: TraceAct): void {
    const view = this.view(who);
    const { tr, doc, selection } = view.state;
    const { $from, from } = selection;
    const block = $from.node(1) as typeof doc | undefined;
    switch (act[2]) {
      case "go": {
        const index = Math.min(doc.childCount - 1, Math.floor(act[3] * doc.childCount));
        let start = 0;
        for (let n = 0; n < index; n += 1) start += doc.child(n).nodeSize;
        const offset = Math.round(act[4] * doc.child(index).content.size);
        const $pos = doc.resolve(start + 1 + offset);
        const place = $pos.parent.type.name === "footnote" ? $pos.after() : $pos.pos;
        return view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(place))));
      }
      case "enter":
        if ($from.depth === 1) view.dispatch(tr.split(from));
        return;
      case "join": {
        const before = $from.before(1);
        if (doc.resolve(before).nodeBefore?.type.name === "block") view.dispatch(tr.join(before));
        return;
      }
      case "break":
        return view.dispatch(tr.insert(from, nodes.hardBreak!.create()));
      case "bold":
        return view.dispatch(
          tr.addMark(Math.max($from.start(), from - act[3]), from, marks.bold!.create()),
        );
      case "note": {
        if ($from.depth !== 1) return;
        const words = schema.text(this.simulation.words(act[3].length, who));
        const note = nodes.footnote!.create({ id: this.simulation.newId("f") }, words);
        view.dispatch(tr.insert(from, note));
        const item = this.simulation.editors[who]!.binding.locate(view.state.doc, from + 2)?.type
          ._item;
        for (const letter of words.text!) if (item) this.simulation.container.set(letter, item.id);
        return;
      }
      case "move": {
        if (!block || doc.childCount < 2) return;
        const at = $from.before(1);
        tr.delete(at, at + block.nodeSize);
        let to = 0;
        const index = Math.floor(act[3] * tr.doc.childCount);
        for (let n = 0; n < index; n += 1) to += tr.doc.child(n).nodeSize;
        view.dispatch(tr.insert(to, block));
        for (const letter of lettersOf(block).keys()) this.simulation.deleted.add(letter);
        return;
      }
      case "undo":
        return this.gone(who, () => this.simulation.editors[who]!.binding.undo.undo());
    }
  }
}

for (const latency of [0, 40, 300, 5_000]) {
  test(`two drafters of ${trace.acts.length} acts, each tenth a split or a join, at ${latency} ms: no letter is lost, and the caret stays beside its letter`, () => {
    const simulation = new Replay(latency).play();
    checkWorld(simulation);
    expect(simulation.counts["carets checked"]).toBeGreaterThan(1_000);
    simulation.destroy();
  }, 120_000);
}
