import type { Editor } from "#app/editor/editor.ts";
import { ExternalLink, Pencil, Unlink } from "lucide-react";
import { useEffect, useRef } from "react";
import { focusText } from "#app/editor/behavior/browser-caret.ts";
import { keysLabel } from "#app/editor/commands/keys.ts";
import { isApple } from "#app/ui/is-apple.ts";
import { COMMANDS } from "#app/editor/commands/registry.ts";
import { run } from "#app/editor/commands/run.ts";
import { floatBelow } from "#app/ui/float-below.ts";
import { IconButton } from "#app/ui/IconButton.tsx";
import { ToolbarGroup, useToolbarItem } from "#app/ui/ToolbarGroup.tsx";
import { type LinkAt, openAddress, opens, removeLink } from "./link-commands.ts";

interface LinkLineProps {
  readonly editor: Editor;
  readonly link: LinkAt;
  /** Edits the address; null for read-only. */
  readonly onEdit: (() => void) | null;
}

/** The address of the link at the caret, below it, with its actions. */
export default function LinkLine({ editor, link, onEdit }: LinkLineProps) {
  const line = useRef<HTMLDivElement>(null);
  const { from, to, address } = link;

  useEffect(() => {
    const element = line.current;
    if (!element) return;
    const words = {
      contextElement: editor.view.dom,
      getBoundingClientRect: () => placeOf(editor, from, to),
    };
    return floatBelow(words, element);
  }, [editor, from, to]);

  const apple = isApple();
  const keys = (id: (typeof COMMANDS)[number]["id"]) => {
    const command = COMMANDS.find((one) => one.id === id);
    return command && "keys" in command ? keysLabel(command.keys[0], apple) : undefined;
  };
  return (
    <div
      ref={line}
      className="invisible fixed top-0 left-0 z-10 max-w-[min(26rem,100vw-1rem)] rounded-lg border border-rule bg-raised py-0.5 pr-0.5 pl-3 shadow-raised print:hidden"
    >
      <ToolbarGroup
        aria-label="Link"
        // Keeps the caret and the focus in the text on mouse presses.
        onMouseDown={(event) => event.preventDefault()}
        className="flex items-center gap-0.5"
      >
        <span className="mr-1.5 truncate text-[0.9375rem]">{address.replace(/^mailto:/u, "")}</span>
        {opens(address) ? (
          <LinkButton
            icon={ExternalLink}
            label="Open link"
            keys={keys("open-link")}
            onClick={() => openAddress(address)}
          />
        ) : null}
        {onEdit ? (
          <>
            <LinkButton icon={Pencil} label="Edit link" keys={keys("link")} onClick={onEdit} />
            <LinkButton
              icon={Unlink}
              label="Remove link"
              onClick={() => {
                run(editor, removeLink);
                focusText(editor.view);
              }}
            />
          </>
        ) : null}
      </ToolbarGroup>
    </div>
  );
}

function LinkButton(props: Parameters<typeof IconButton>[0]) {
  return <IconButton {...props} {...useToolbarItem()} />;
}

/** The rectangle of the link's first line on the screen. */
function placeOf(editor: Editor, from: number, to: number): DOMRect {
  if (editor.isDestroyed || to > editor.state.doc.content.size) return new DOMRect();
  const start = editor.view.coordsAtPos(from, 1);
  const end = editor.view.coordsAtPos(to, -1);
  const right = end.top === start.top ? end.right : start.left;
  return new DOMRect(
    start.left,
    start.top,
    Math.max(0, right - start.left),
    start.bottom - start.top,
  );
}
