import type { Node, Slice } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import * as Y from "yjs";
import { ROOT } from "#app/document/flow/layout.ts";
import { writeFlow } from "#app/document/flow/index.ts";
import { FlowEditor, schema } from "./flow-editor.ts";
import { besides, lettersOf } from "./letters.ts";
import type { Random } from "./random.ts";
import { RoomGate } from "./room-gate.ts";

/** A place that somebody remembered for a letter, as a comment would. */
export interface Remembered {
  readonly letter: string;
  readonly position: unknown;
  readonly side: -1 | 1;
}

export interface SimulationOptions {
  /** The draft's beginning; a function writes it by Yjs alone. */
  readonly start?: "text" | "empty" | ((doc: Y.Doc, simulation: Simulation) => void);
  /** Whether each update passes the room's gate. */
  readonly isJudged?: boolean;
}

/**
 * Several people on one draft, with a wire between them that is as late as chance will have it. Every
 * letter that is typed is another one (from U+3401 on), so that each can be accounted for.
 */
export class Simulation {
  readonly editors: FlowEditor[] = [];
  readonly offline: boolean[] = [];
  readonly clipboard: (Slice | null)[] = [];
  readonly log: string[] = [];
  readonly counts: Record<string, number> = {};
  /** The person who typed a letter; -1 is the start. */
  readonly owner = new Map<string, number>();
  /** The letters that somebody deleted, ever. */
  readonly deleted = new Set<string>();
  /** The letters that went along with a block that others moved: put in anew, each once. */
  readonly carried = new Set<string>();
  private carries = 0;
  readonly remembered: Remembered[] = [];
  /** Of letters typed in footnotes and cells, the shared item of that footnote or cell. */
  readonly container = new Map<string, Y.ID>();
  readonly gate: RoomGate | null;
  /** Foreign clients, which hear and are heard as the editors are, after them. */
  readonly foreign: Y.Doc[] = [];
  private readonly startedWith: Uint8Array;
  private readonly queues: Uint8Array[][] = [];
  /** All that reached each document, own updates included. */
  readonly heard: Uint8Array[][] = [];
  private letter = 0x3400;
  private ids = 0;

  constructor(
    readonly random: Random,
    people: number,
    { start = "text", isJudged = true }: SimulationOptions = {},
  ) {
    const first = new Y.Doc();
    first.clientID = 7;
    if (start === "text") writeFlow(first, this.startingText());
    else if (start !== "empty") start(first, this);
    const update = Y.encodeStateAsUpdate(first);
    this.gate = isJudged ? new RoomGate(update) : null;
    for (let i = 0; i < people; i += 1) this.join(i, update);
    this.startedWith = update;
  }

  private join(i: number, update: Uint8Array): void {
    const clientId = 10 + this.random.below(1000) * 10 + i;
    const editor = new FlowEditor(clientId, update, () => this.newId(`n${i}-`));
    this.editors.push(editor);
    editor.binding.onCarried(({ words }) => {
      for (const letter of words) this.carried.add(letter);
      this.count("letters carried along", words.length);
      this.carries += 1;
    });
    this.clipboard.push(null);
    this.connect(i, editor.doc, update);
  }

  /** Another client on the wire, which writes as it likes; its place on the wire. */
  joinForeign(): number {
    const doc = new Y.Doc();
    const k = this.queues.length;
    doc.clientID = 50_000 + this.random.below(1000) * 10 + k;
    doc.get(ROOT, Y.XmlText);
    Y.applyUpdate(doc, this.startedWith);
    this.foreign.push(doc);
    this.connect(k, doc, this.startedWith);
    return k;
  }

  private connect(i: number, doc: Y.Doc, update: Uint8Array): void {
    this.queues.push([]);
    this.heard.push([update]);
    this.offline.push(false);
    doc.on("update", (bytes: Uint8Array, origin: unknown) => {
      if (origin === "net") return;
      this.heard[i]!.push(bytes);
      this.gate?.judge(bytes);
      this.queues.forEach((queue, k) => k !== i && queue.push(bytes));
    });
  }

  newId(stem: string): string {
    this.ids += 1;
    return stem + String(this.ids);
  }

  count(what: string, n = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + n;
  }

  /** Letters that were never used before. */
  words(length: number, owner = -1): string {
    let text = "";
    for (let n = 0; n < length; n += 1) {
      this.letter += 1;
      const letter = String.fromCharCode(this.letter);
      this.owner.set(letter, owner);
      text += letter;
    }
    return text;
  }

  private startingText(): Node {
    const { random } = this;
    const { nodes } = schema;
    const block = (kind = "body") =>
      nodes.block!.create(
        { id: this.newId("s"), kind, level: 1 },
        schema.text(this.words(1 + random.below(6))),
      );
    const row = () =>
      nodes.tableRow!.create(null, [
        nodes.tableCell!.create(null, [block()]),
        nodes.tableCell!.create(null, [block()]),
      ]);
    const list = [block(), block("numbered"), nodes.block!.create({ id: this.newId("s") })];
    if (random.chance(0.4)) list.push(nodes.table!.create(null, [row(), row()]));
    if (random.chance(0.4)) list.push(nodes.pageBreak!.create());
    if (random.chance(0.3)) list.push(nodes.caption!.create({ id: this.newId("s") }));
    list.push(block());
    return schema.topNodeType.create(null, list);
  }

  isQuiet(): boolean {
    return this.queues.every((queue) => queue.length === 0);
  }
  hasWaiting(k: number): boolean {
    return this.queues[k]!.length > 0;
  }

  /** Person k hears one of the updates that wait, in no order, or all of them in theirs. */
  deliver(k: number, all: boolean): void {
    const queue = this.queues[k]!;
    for (let n = all ? queue.length : 1; n > 0 && queue.length > 0; n -= 1) {
      const [update] = queue.splice(all ? 0 : this.random.below(queue.length), 1);
      this.hear(k, update!);
    }
  }

  /** Person k hears the oldest update that waits. */
  deliverOldest(k: number): void {
    const update = this.queues[k]!.shift();
    if (update) this.hear(k, update);
  }

  /** Throws where the caret does not stay beside its letter. */
  private hear(k: number, update: Uint8Array): void {
    const editor = this.editors[k];
    if (!editor) {
      this.heard[k]!.push(update);
      Y.applyUpdate(this.foreign[k - this.editors.length]!, update, "net");
      return;
    }
    const { selection } = editor.view.state;
    const isCaret = selection instanceof TextSelection && selection.empty;
    const before = isCaret ? besides(selection.$head) : null;
    const container =
      selection.$head.depth > 1
        ? editor.binding.locate(editor.text, selection.head)?.type._item
        : null;
    this.heard[k]!.push(update);
    const { carries } = this;
    Y.applyUpdate(editor.doc, update, "net");
    if (!before) return;
    if (this.carries > carries) return this.count("carets carried along");
    this.count("carets checked");
    const after = besides(editor.view.state.selection.$head);
    const isThere = (letter: string | null) =>
      letter !== null && !this.deleted.has(letter) && !this.carried.has(letter);
    let held: "left" | "right" | null = null;
    if (isThere(before.left)) held = "left";
    else if (before.left === null && isThere(before.right)) held = "right";
    if (held === null || after[held] === before[held]) return;
    if (lettersOf(editor.text).get(before[held]!) !== 1) return;
    // Text that is taken away with its footnote or table and comes back elsewhere is put in anew there.
    if (container?.deleted) return this.count("carets in what was taken away");
    // Foreign clients can hide a letter, in what this schema doesn't know.
    if (this.foreign.length > 0) return this.count("carets that foreign clients moved");
    throw new Error(
      `the caret of ${k} left ${held} ${before[held]} for ${after.left}|${after.right}: ${String(editor.text)}`,
    );
  }

  destroy(): void {
    for (const doc of this.foreign) doc.destroy();
    for (const editor of this.editors) editor.destroy();
  }
}
