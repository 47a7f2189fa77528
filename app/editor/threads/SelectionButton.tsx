import type { Editor, TransactionEvent } from "#app/editor/editor.ts";
import { TextSelection } from "@tiptap/pm/state";
import { MessageSquarePlus } from "lucide-react";
import { useEffect, useRef, useState } from "react";

/** Milliseconds without a change of the selection until the button is there. */
const REST_MS = 250;

/** A small button beside selected words, which comments on them. */
export function SelectionButton({
  editor,
  onComment,
}: {
  readonly editor: Editor;
  readonly onComment: () => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [selected, setSelected] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const look = () => {
      timer = null;
      if (editor.isDestroyed) return;
      const { selection } = editor.state;
      setSelected(selection instanceof TextSelection && !selection.empty && !editor.view.composing);
    };
    const soon = () => {
      setSelected(false);
      if (timer) clearTimeout(timer);
      timer = setTimeout(look, REST_MS);
    };
    const onTransaction = ({ before }: TransactionEvent) => {
      if (!before.selection.eq(editor.state.selection)) soon();
    };
    const hide = () => setSelected(false);
    editor.on("transaction", onTransaction);
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("resize", hide);
    // Words that were selected before this was there, and not those that one has just commented on.
    if (editor.view.hasFocus()) soon();
    return () => {
      if (timer) clearTimeout(timer);
      editor.off("transaction", onTransaction);
      window.removeEventListener("scroll", soon);
      window.removeEventListener("resize", hide);
    };
  }, [editor]);
  useEffect(() => {
    if (!selected || !button.current) return;
    const { selection } = editor.state;
    const line = editor.view.coordsAtPos(selection.from, 1);
    const bars = document.querySelector(".desk-bars")?.getBoundingClientRect().bottom ?? 0;
    if (line.bottom < bars || line.top > innerHeight) return;
    const text = editor.view.dom.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = button.current;
    const left = Math.min(text.right + 10, document.documentElement.clientWidth - offsetWidth - 6);
    // On a narrow screen it would lie over the words: below them then.
    const isOver = left < text.right;
    const end = isOver ? editor.view.coordsAtPos(selection.to, -1).bottom + 8 : line.top - 6;
    const top = Math.max(8, Math.min(end, innerHeight - offsetHeight - 8));
    button.current.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    button.current.style.visibility = "visible";
  }, [selected, editor]);
  return selected ? (
    <button
      ref={button}
      type="button"
      className="thread-on-selection"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        setSelected(false);
        onComment();
      }}
    >
      <MessageSquarePlus aria-hidden className="size-4" />
      Comment
    </button>
  ) : null;
}
