import { Plugin, type Transaction } from "@tiptap/pm/state";
import type { EditorProps, EditorView } from "@tiptap/pm/view";
import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";
import { LARGEST_PASTE } from "./paste-size.ts";

const PASTING = createLazyPart(async () => ({ default: (await import("./paste.ts")).pasting }));

/** Milliseconds after which a paste whose code does not come goes in as plain text. */
const PATIENCE_MS = 4_000;

/**
 * Pasting (paste.ts), whose code is fetched as soon as there is an editor: reading what other programs
 * put on a clipboard is 9 kB that nobody needs for a first word. What is pasted or dropped before it has
 * come is held, and comes in then where the caret stands.
 */
export function lazyPasting(): Plugin {
  let loaded: Plugin | null = null;
  const pasting = (): EditorProps | null => {
    loaded ??= PASTING()?.() ?? null;
    return loaded ? (loaded.props as EditorProps) : null;
  };
  const owner = () => loaded as Plugin;
  const hold = (view: EditorView, event: Event, data: DataTransfer | null) => {
    if (!data || !view.editable) return false;
    event.preventDefault();
    void bringWhenCome(view, event, copyOf(data));
    return true;
  };
  return new Plugin({
    props: {
      handleDOMEvents: {
        paste: (view, event) => {
          const paste = pasting()?.handleDOMEvents?.paste;
          if (paste) return paste.call(owner(), view, event);
          return hold(view, event, event.clipboardData);
        },
        drop: (view, event) => {
          const drop = pasting()?.handleDOMEvents?.drop;
          if (drop) return drop.call(owner(), view, event);
          // What is moved within the text is ProseMirror's until then.
          return view.dragging === null && hold(view, event, event.dataTransfer);
        },
      },
      transformPastedHTML: (html, view) =>
        pasting()?.transformPastedHTML?.call(owner(), html, view) ?? html,
      transformPasted: (slice, view, plain) =>
        pasting()?.transformPasted?.call(owner(), slice, view, plain) ?? slice,
      handlePaste: (view, event, slice) =>
        pasting()?.handlePaste?.call(owner(), view, event, slice) ?? false,
      handleDrop: (view, event, slice, moved) =>
        pasting()?.handleDrop?.call(owner(), view, event, slice, moved) ?? false,
    },
    appendTransaction(...args): Transaction | null | undefined {
      return loaded?.spec.appendTransaction?.apply(loaded, args) ?? null;
    },
    view() {
      void PASTING.fetch();
      return {};
    },
  });
}

/** A clipboard is empty once its event is over. */
function copyOf(data: DataTransfer): DataTransfer {
  const copy = new DataTransfer();
  for (const type of ["text/html", "text/plain"]) {
    const words = data.getData(type);
    if (words !== "") copy.setData(type, words);
  }
  for (const file of data.files) copy.items.add(file);
  return copy;
}

async function bringWhenCome(view: EditorView, event: Event, data: DataTransfer): Promise<void> {
  const text = data.getData("text/plain");
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  const fits = text !== "" && text.length * 3 < LARGEST_PASTE;
  const come = await (fits ? Promise.race([PASTING.fetch(), late]) : PASTING.fetch());
  if (view.isDestroyed || !view.editable) return;
  if (come === null) view.pasteText(text);
  else view.dom.dispatchEvent(again(event, data));
}

/** The event once more, with what it brought. */
function again(event: Event, data: DataTransfer): Event {
  const how = { bubbles: true, cancelable: true };
  if (!(event instanceof DragEvent))
    return new ClipboardEvent("paste", { ...how, clipboardData: data });
  const { clientX, clientY } = event;
  return new DragEvent("drop", { ...how, clientX, clientY, dataTransfer: data });
}
