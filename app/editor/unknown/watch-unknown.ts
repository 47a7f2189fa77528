import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import type * as Y from "yjs";
import { readContents, removeUnknown, type Unknown } from "#app/document/flow/index.ts";
import { CANNOT_BE_SHOWN } from "#app/document/rendering/placeholders.ts";
import { bindingIn, type FlowBinding } from "#app/editor/binding/index.ts";
import type { Person } from "#app/editor/presence/people.ts";
import { bringsUnknown, holdsUnknown } from "./holds-unknown.ts";
import { unknownKey } from "./unknown-key.ts";

/** Finds who wrote an id of a client, as far as the room or the commits know. */
export type WriterOf = (client: number, clock: number) => Promise<Person | null>;

/** Milliseconds to wait for further changes before the text is read. */
const PAUSE_MS = 150;

/**
 * Watches an editor's shared text for unknown content. Each change is checked by its items; only
 * where one has an unknown kind is the whole text read.
 * @returns a function that stops it.
 */
export function watchUnknown(view: EditorView, writerOf: WriterOf): () => void {
  const binding = bindingIn(view.state);
  if (!binding) return () => undefined;
  const { doc } = binding;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const look = () => {
    timer = null;
    if (view.isDestroyed) return;
    const { unknown } = readContents(doc, view.state.schema);
    const { state } = view;
    const widgets = unknown.map((one) => widget(one, state.doc.content.size, binding, writerOf));
    const found =
      widgets.length > 0 ? DecorationSet.create(state.doc, widgets) : DecorationSet.empty;
    view.dispatch(state.tr.setMeta(unknownKey, found));
  };
  const lookSoon = () => {
    timer ??= setTimeout(look, PAUSE_MS);
  };
  const onTransaction = (transaction: Y.Transaction): void => {
    const isShowing = unknownKey.getState(view.state) !== DecorationSet.empty;
    const mayBeGone = isShowing && transaction.deleteSet.clients.size > 0;
    if (mayBeGone || bringsUnknown(transaction)) lookSoon();
  };
  doc.on("afterTransaction", onTransaction);
  // Drawings may have gone while nobody watched: adding a plugin makes all of their views anew.
  if (holdsUnknown(doc) || unknownKey.getState(view.state) !== DecorationSet.empty) lookSoon();
  return () => {
    if (timer) clearTimeout(timer);
    doc.off("afterTransaction", onTransaction);
  };
}

function widget(one: Unknown, size: number, binding: FlowBinding, writerOf: WriterOf): Decoration {
  const remove = () => removeForEveryone(binding, one);
  return Decoration.widget(
    Math.min(one.position, size),
    (view) => drawn(one, view, writerOf, remove),
    {
      key: `unknown-${one.client}-${one.clock}`,
      side: -1,
      ignoreSelection: true,
      stopEvent: () => true,
    },
  );
}

/** The origin of a deletion, which counts as one's own change: undo restores it. */
const REMOVAL = {};

function removeForEveryone({ doc, undo, schema }: FlowBinding, one: Unknown): void {
  undo.trackedOrigins.add(REMOVAL);
  removeUnknown(doc, schema, one, REMOVAL);
}

function drawn(
  { client, clock }: Unknown,
  view: EditorView,
  writerOf: WriterOf,
  remove: () => void,
): HTMLElement {
  const part = document.createElement("span");
  part.className = "cannot-be-shown";
  part.contentEditable = "false";
  part.dataset.client = String(client);
  part.dataset.clock = String(clock);
  const element = document.createElement("span");
  element.textContent = CANNOT_BE_SHOWN;
  part.append(element);
  const nameWriter = async () => {
    const person = await writerOf(client, clock);
    if (person)
      element.textContent = `${CANNOT_BE_SHOWN}, by ${person.name} · ${person.organization}`;
  };
  void nameWriter();
  if (view.editable) part.append(removal(remove));
  return part;
}

/** A button that states what it will do, and asks once. */
function removal(remove: () => void): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  let asked = false;
  const say = () => {
    button.textContent = asked ? "Remove it for everyone" : "Remove…";
  };
  say();
  button.addEventListener("click", () => {
    if (asked) return remove();
    asked = true;
    say();
  });
  button.addEventListener("blur", () => {
    asked = false;
    say();
  });
  return button;
}
