import type { Node } from "@tiptap/pm/model";
import { TextSelection, type Transaction } from "@tiptap/pm/state";
import type { FlowEditor } from "./flow-editor.ts";
import type { Simulation } from "./simulation.ts";

export interface Placed {
  readonly pos: number;
  readonly node: Node;
}

/** Everything that one person may act on, seen at the beginning of an act. */
export class Desk {
  readonly doc: Node;
  readonly blocks: Placed[] = [];
  readonly notes: Placed[] = [];
  readonly references: Placed[] = [];
  readonly tables: Placed[] = [];
  readonly editor: FlowEditor;

  constructor(
    readonly simulation: Simulation,
    readonly person: number,
  ) {
    this.editor = simulation.editors[person]!;
    this.doc = this.editor.text;
    this.doc.descendants((node, pos) => {
      const { name } = node.type;
      if (name === "block") this.blocks.push({ pos, node });
      else if (name === "footnote") this.notes.push({ pos, node });
      else if (name === "table") this.tables.push({ pos, node });
      else if (name === "crossReference") this.references.push({ pos, node });
    });
  }
  get random() {
    return this.simulation.random;
  }
  get state() {
    return this.editor.view.state;
  }
  get tr(): Transaction {
    return this.state.tr;
  }
  apply = (tr: Transaction): void => this.editor.view.dispatch(tr);

  words(n: number): string {
    return this.simulation.words(n, this.person);
  }
  newId(stem: string): string {
    return this.simulation.newId(`${stem}${this.person}-`);
  }
  caret(pos: number): void {
    const { doc } = this.state;
    const $pos = doc.resolve(Math.min(pos, doc.content.size));
    this.apply(this.tr.setSelection(TextSelection.near($pos)));
  }
  /** Some place within a block, but not within a footnote. */
  inBlock(): number {
    const { pos, node } = this.random.oneOf(this.blocks);
    const places = [pos + 1];
    let at = pos + 1;
    node.forEach((child) => {
      if (child.isText) for (let k = 1; k < child.nodeSize; k += 1) places.push(at + k);
      at += child.nodeSize;
      places.push(at);
    });
    return this.random.oneOf(places);
  }
  /** Two places within blocks, in order. */
  twoInBlocks(): [number, number] {
    const [a, b] = [this.inBlock(), this.inBlock()];
    return a < b ? [a, b] : [b, a];
  }
  startOfChild(index: number, doc = this.doc): number {
    let at = 0;
    for (let k = 0; k < index; k += 1) at += doc.child(k).nodeSize;
    return at;
  }
}
