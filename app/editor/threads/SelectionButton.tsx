import { MessageSquarePlus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { barsEnd, type TextPlaces } from "./text-places.ts";

/** Milliseconds without a change of the selection until the button is there. */
const REST_MS = 250;

/** A small button beside selected words, which comments on them. */
export function SelectionButton({
  places,
  onComment,
}: {
  readonly places: TextPlaces;
  readonly onComment: () => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [selected, setSelected] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const soon = () => {
      setSelected(false);
      if (timer) clearTimeout(timer);
      timer = setTimeout(() => setSelected(places.selected() !== null), REST_MS);
    };
    const stopWatching = places.watchSelection(soon);
    const hide = () => setSelected(false);
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("resize", hide);
    // Words that were selected before this was there, and not those that one has just commented on.
    if (places.hasFocus()) soon();
    return () => {
      if (timer) clearTimeout(timer);
      stopWatching();
      window.removeEventListener("scroll", soon);
      window.removeEventListener("resize", hide);
    };
  }, [places]);
  useEffect(() => {
    const range = selected ? places.selected() : null;
    const line = range && places.lineAt(range.from);
    const end = range && places.lineAt(range.to, -1);
    if (!line || !end || !places.text || !button.current) return;
    if (line.bottom < barsEnd() || line.top > innerHeight) return;
    const text = places.text.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = button.current;
    const left = Math.min(text.right + 10, document.documentElement.clientWidth - offsetWidth - 6);
    // On a narrow screen it would lie over the words: below them then.
    const isOver = left < text.right;
    const wanted = isOver ? end.bottom + 8 : line.top - 6;
    const top = Math.max(8, Math.min(wanted, innerHeight - offsetHeight - 8));
    button.current.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    button.current.style.visibility = "visible";
  }, [selected, places]);
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
