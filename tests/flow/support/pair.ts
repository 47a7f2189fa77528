import type { Node } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import * as Y from "yjs";
import { writeFlow } from "#app/document/flow/index.ts";
import { FlowEditor, schema } from "./flow-editor.ts";

let ids = 0;
export const newId = () => `n${(ids += 1)}`;

export function block(id: string, words = "", kind = "body"): Node {
  return schema.nodes.block!.create({ id, kind }, words === "" ? null : schema.text(words));
}

export function documentOf(...blocks: Node[]): Node {
  return schema.topNodeType.create(null, blocks);
}

/** The bytes of a draft that says this. */
export function draftOf(...blocks: Node[]): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  writeFlow(doc, documentOf(...blocks));
  return Y.encodeStateAsUpdate(doc);
}

export const STORY = [
  block("p1", "First one."),
  block("p2", "The quick brown fox."),
  block("p3", "Last one."),
];

/** Two people on one draft, who hear of each other when `meet` is called. */
export class Pair {
  readonly me: FlowEditor;
  readonly other: FlowEditor;

  constructor(blocks: readonly Node[] = STORY, clients: readonly [number, number] = [11, 22]) {
    const draft = draftOf(...blocks);
    this.me = new FlowEditor(clients[0], draft, newId);
    this.other = new FlowEditor(clients[1], draft, newId);
  }

  meet(): void {
    const [a, b] = [this.me.doc, this.other.doc];
    const toMe = Y.encodeStateAsUpdate(b, Y.encodeStateVector(a));
    const toOther = Y.encodeStateAsUpdate(a, Y.encodeStateVector(b));
    Y.applyUpdate(a, toMe, "net");
    Y.applyUpdate(b, toOther, "net");
  }

  /** The text of both screens, one line a block. Throws where they differ. */
  get text(): string[] {
    if (!this.me.text.eq(this.other.text)) {
      throw new Error(`not the same: ${String(this.me.text)} and ${String(this.other.text)}`);
    }
    return linesOf(this.me.text);
  }
}

export function linesOf(doc: Node): string[] {
  return doc.children.map((node) => node.textContent);
}

/** Where these words stand. */
export function find({ text: doc }: FlowEditor, words: string): number {
  let found = -1;
  doc.descendants((node, pos) => {
    const at = node.text?.indexOf(words) ?? -1;
    if (found < 0 && at >= 0) found = pos + at;
  });
  if (found < 0) throw new Error(`no ${words} in ${String(doc)}`);
  return found;
}

export function placeOfBlock({ text: doc }: FlowEditor, id: string): { pos: number; node: Node } {
  let found: { pos: number; node: Node } | null = null;
  doc.forEach((node, pos) => {
    if (node.attrs.id === id) found = { pos, node };
  });
  if (!found) throw new Error(`no block ${id} in ${String(doc)}`);
  return found;
}

export function putCaret({ view }: FlowEditor, pos: number): void {
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, pos)));
}

/** Types at the caret. */
export function type({ view }: FlowEditor, words: string): void {
  view.dispatch(view.state.tr.insertText(words));
}
