import { size } from "@floating-ui/dom";
import type { Editor } from "#app/editor/editor.ts";
import { useEffect, useId, useRef } from "react";
import { floatBelow } from "#app/ui/float-below.ts";
import { Listbox, Option } from "#app/ui/Listbox.tsx";
import { keysLabel } from "#app/editor/commands/keys.ts";
import { isApple } from "#app/ui/is-apple.ts";
import type { OpenSlash } from "./slash.ts";

/** Shows the slash menu beside the slash. The focus and the caret stay in the text. */
export default function SlashMenu({ open, editor }: { open: OpenSlash; editor: Editor }) {
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const { items, at, place, pick } = open;

  useEffect(() => {
    const menu = list.current;
    if (!menu) return;
    const slash = {
      contextElement: editor.view.dom,
      getBoundingClientRect: () => place() ?? new DOMRect(),
    };
    return floatBelow(slash, menu, [
      size({
        padding: 8,
        apply: ({ availableHeight }) => {
          menu.style.maxHeight = `${Math.max(120, Math.min(352, availableHeight))}px`;
        },
      }),
    ]);
  }, [editor, place]);

  // The text keeps the focus; ARIA tells which item Enter takes.
  const current = `${id}-${items[at]?.id ?? ""}`;
  useEffect(() => {
    const { dom } = editor.view;
    dom.setAttribute("aria-controls", id);
    dom.setAttribute("aria-activedescendant", current);
    document.getElementById(current)?.scrollIntoView({ block: "nearest" });
    return () => {
      dom.removeAttribute("aria-controls");
      dom.removeAttribute("aria-activedescendant");
    };
  }, [editor, id, current]);

  const apple = isApple();
  return (
    <Listbox
      ref={list}
      id={id}
      aria-label="Insert"
      className="slash-menu"
      onMouseDown={(event) => event.preventDefault()}
    >
      {items.map((insertion, index) => (
        <Option
          key={insertion.id}
          id={`${id}-${insertion.id}`}
          selected={index === at}
          className="slash-option"
          onClick={() => pick(insertion)}
        >
          <span className="min-w-0 flex-1 truncate">{insertion.label}</span>
          {insertion.keys?.[0] ? (
            <span className="text-sm text-ink-soft">{keysLabel(insertion.keys[0], apple)}</span>
          ) : null}
        </Option>
      ))}
    </Listbox>
  );
}
