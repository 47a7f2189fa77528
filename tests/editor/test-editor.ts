import { type Command, EditorState, NodeSelection, TextSelection } from "@tiptap/pm/state";
import * as Y from "yjs";
import { updateFromProse } from "#app/document/draft-prose.ts";
import { flowRoot } from "#app/document/flow/index.ts";
import { CarriedWords } from "#app/editor/binding/carried-words.ts";
import { FlowBinding, flowPlugin } from "#app/editor/binding/index.ts";
import { draggedText } from "#app/editor/behavior/dragged-text.ts";
import { roomForNotes } from "#app/editor/behavior/room-for-notes.ts";
import { legalPlugins, type OwnPlugins, type ProseOptions } from "#app/editor/behavior/plugins.ts";
import { Editor } from "#app/editor/editor.ts";
import { legalSchema } from "#app/document/schema.ts";
import { foreignPaste } from "#app/editor/paste/foreign-paste.ts";
import { run } from "#app/editor/commands/run.ts";
import { numberingKey } from "#app/editor/behavior/numbering.ts";
import { blockText } from "#app/document/rendering/plain-text.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";

// As on a page that has been at rest; tests/editor/waiting-paste.test.ts has one that has not.
await foreignPaste.fetch();

let count = 0;
/** Ids of blocks made in tests: new1, new2 and so on. */
export const newBlockId = () => `new${(count += 1)}`;

/** An editor as the desk mounts it, on a shared document of its own, with keys that a test presses. */
export class TestEditor {
  readonly document: Y.Doc;
  readonly editor: Editor;

  constructor(
    start: ProseJSON | Y.Doc,
    options: ProseOptions = {},
    { beforeKeys = [], afterKeys = [] }: OwnPlugins = {},
  ) {
    this.document = start instanceof Y.Doc ? start : sharedDocument(start);
    flowRoot(this.document);
    const binding = new FlowBinding(this.document, legalSchema());
    binding.carried = new CarriedWords(binding);
    const plugins = legalPlugins(
      { newBlockId, ...options },
      { beforeKeys, afterKeys: [flowPlugin(binding), ...afterKeys] },
    );
    this.editor = new Editor(EditorState.create({ doc: binding.synced, plugins }));
    this.editor.registerPlugin(draggedText(), roomForNotes());
    this.editor.once("destroy", () => binding.destroy());
  }

  /** Puts the caret into the block with this id, this many letters from its start (or from its end). */
  at(id: string, offset: number | "end" = 0): this {
    const { start, end } = this.inside(id);
    return this.select(offset === "end" ? end : start + offset);
  }

  /** Selects from one place to another. */
  from(id: string, offset: number, toId: string, toOffset: number | "end"): this {
    const to = this.inside(toId);
    const end = toOffset === "end" ? to.end : to.start + toOffset;
    return this.select(this.inside(id).start + offset, end);
  }

  /** Selects the caption, signature block or exhibit with this id, as a click on it does. */
  on(id: string): this {
    const { state, view } = this.editor;
    view.dispatch(
      state.tr.setSelection(NodeSelection.create(state.doc, this.inside(id).start - 1)),
    );
    return this;
  }

  private select(anchor: number, head = anchor): this {
    const { state, view } = this.editor;
    view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, anchor, head)));
    return this;
  }

  /** There is no layout in which a mouse could be anywhere. */
  private letGo(id: string, offset: number, dataTransfer: object): void {
    const { view } = this.editor;
    const pos = this.inside(id).start + offset;
    view.posAtCoords = () => ({ pos, inside: -1 });
    const event = new Event("drop", { bubbles: true, cancelable: true });
    view.dom.dispatchEvent(Object.assign(event, { dataTransfer, clientX: 1, clientY: 1 }));
  }

  private inside(id: string): { start: number; end: number } {
    let found: { start: number; end: number } | undefined;
    this.editor.state.doc.descendants((node, position) => {
      if (node.attrs.id === id)
        found = { start: position + 1, end: position + 1 + node.content.size };
    });
    if (found === undefined) throw new Error(`no block ${id}`);
    return found;
  }

  /** Presses a key, as "Shift-Tab" or "Mod-Alt-1". Answers whether the editor took it. */
  press(key: string): boolean {
    const parts = key.split("-");
    const name = parts.pop() ?? "";
    const event = new KeyboardEvent("keydown", {
      key: name,
      keyCode: name.length === 1 ? name.toUpperCase().charCodeAt(0) : undefined,
      shiftKey: parts.includes("Shift"),
      altKey: parts.includes("Alt"),
      ctrlKey: parts.includes("Mod") || parts.includes("Ctrl"),
      bubbles: true,
      cancelable: true,
    });
    this.editor.view.dom.dispatchEvent(event);
    return event.defaultPrevented;
  }

  /** Runs a command, as a menu would. Answers whether it could run. */
  run(command: Command): boolean {
    return run(this.editor, command);
  }

  /** Types letter by letter, through the rules that watch typing. */
  type(words: string): this {
    for (const letter of words) {
      const { view } = this.editor;
      const { from, to } = view.state.selection;
      const insert = () => view.state.tr.insertText(letter, from, to);
      const taken = view.someProp("handleTextInput", (handle) =>
        handle(view, from, to, letter, insert),
      );
      if (!taken) view.dispatch(insert());
    }
    return this;
  }

  /** Pastes what a clipboard holds. Answers whether the editor took it. */
  paste(html: string, more: { text?: string; files?: readonly File[] } = {}): boolean {
    const data: Record<string, string> = { "text/html": html, "text/plain": more.text ?? "" };
    const clipboardData = {
      types: Object.keys(data).filter((type) => data[type] !== ""),
      files: more.files ?? [],
      items: [],
      getData: (type: string) => data[type] ?? "",
    };
    const event = new Event("paste", { bubbles: true, cancelable: true });
    this.editor.view.dom.dispatchEvent(Object.assign(event, { clipboardData }));
    return event.defaultPrevented;
  }

  /** Drops what comes from another window into the block with this id, so many letters from its start. */
  drop(
    id: string,
    offset: number,
    { html = "", files = [] }: { html?: string; files?: readonly File[] },
  ): void {
    const dataTransfer = {
      files,
      getData: (type: string) => (type === "text/html" ? html : ""),
    };
    this.letGo(id, offset, dataTransfer);
  }

  /** Drags the selection into that block. */
  drag(id: string, offset: number): void {
    this.beginDrag();
    this.endDrag(id, offset);
  }

  /** Takes the selection with the mouse. */
  beginDrag(): void {
    const { view } = this.editor;
    const { selection } = view.state;
    const node = selection instanceof NodeSelection ? { node: selection } : {};
    Object.assign(view, { dragging: { slice: selection.content(), move: true, ...node } });
  }

  /** Lets go of what was taken. */
  endDrag(id: string, offset: number): void {
    this.letGo(id, offset, { files: [], getData: () => "" });
  }

  get prose(): ProseJSON {
    return this.editor.state.doc.toJSON() as ProseJSON;
  }

  /** The blocks as "kind level|words", those of tables included; level only where it is not 1. */
  get lines(): string[] {
    return blocksOf(this.prose).map((block) => {
      const { kind, level } = block.attrs as { kind: string; level: number };
      return `${kind}${level === 1 ? "" : ` ${level}`}|${blockText(block)}`;
    });
  }

  get ids(): (string | null)[] {
    return blocksOf(this.prose).map((block) => block.attrs?.id as string | null);
  }

  get numbers(): readonly (string | null)[] {
    return numberingKey.getState(this.editor.state)?.labels ?? [];
  }

  close(): void {
    this.editor.destroy();
  }
}

export function sharedDocument(prose: ProseJSON): Y.Doc {
  const shared = new Y.Doc();
  flowRoot(shared);
  Y.applyUpdate(shared, updateFromProse(prose, 1));
  return shared;
}

export function blocksOf(node: ProseNode): ProseNode[] {
  return node.type === "block" ? [node] : (node.content ?? []).flatMap(blocksOf);
}
