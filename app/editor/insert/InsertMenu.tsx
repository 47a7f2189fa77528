import type { Editor } from "@tiptap/core";
import { ChevronDown, ChevronRight, Plus } from "lucide-react";
import { DropdownMenu, Toolbar } from "radix-ui";
import { useRef, useState } from "react";
import { keysInWords } from "../keys";
import { MENU, MENU_ITEM } from "../menu-look";
import type { Insertion, InsertionGroup } from "./insertions";

interface InsertMenuProps {
  readonly editor: Editor | null;
  readonly insertions: readonly Insertion[];
  readonly disabled: boolean;
  readonly apple: boolean;
  readonly home: HTMLElement | null;
  readonly onInsert: (insertion: Insertion, editor: Editor) => void;
}

/** Groups that are menus of their own: they have as many lines as the document's facts. */
const APART: readonly (readonly [group: InsertionGroup, without: string])[] = [
  ["Signature block", "No organization is recorded yet"],
  ["Exhibit", "No exhibit is recorded yet"],
  ["Field", ""],
];

/** Everything that can be put into the text, as the slash menu has it. */
export function InsertMenu(props: InsertMenuProps) {
  const { editor, insertions, disabled, apple, home, onInsert } = props;
  const [fitting, setFitting] = useState<ReadonlySet<string>>(new Set());
  // What asks something first takes the focus itself.
  const asks = useRef(false);
  const line = (insertion: Insertion) => (
    <DropdownMenu.Item
      key={insertion.id}
      className={MENU_ITEM}
      disabled={!fitting.has(insertion.id)}
      onSelect={() => {
        asks.current = insertion.id === "reference";
        if (editor) onInsert(insertion, editor);
      }}
    >
      <span className="min-w-0 flex-1">
        {insertion.name.replace(/^(?:Signature block|Exhibit): /u, "")}
      </span>
      {insertion.keys ? (
        <span className="text-sm text-ink-soft">{keysInWords(insertion.keys, apple)}</span>
      ) : null}
    </DropdownMenu.Item>
  );
  return (
    <DropdownMenu.Root
      modal={false}
      onOpenChange={(open) => {
        if (!open || !editor) return;
        const ids = insertions.filter(({ fits }) => fits(editor)).map(({ id }) => id);
        setFitting(new Set(ids));
      }}
    >
      <Toolbar.Button asChild disabled={disabled}>
        <DropdownMenu.Trigger className="flex h-9 shrink-0 cursor-pointer items-center gap-1.5 rounded-md px-2.5 text-[0.9375rem] hover:bg-wash disabled:cursor-default disabled:opacity-60 data-[state=open]:bg-wash">
          <Plus aria-hidden className="size-4" />
          Insert
          <ChevronDown aria-hidden className="size-4 text-ink-soft" />
        </DropdownMenu.Trigger>
      </Toolbar.Button>
      <DropdownMenu.Portal container={home}>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={`${MENU} w-72`}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!asks.current) editor?.view.focus();
            asks.current = false;
          }}
        >
          {insertions.filter(({ group }) => group === "Insert").map(line)}
          <DropdownMenu.Separator className="my-1.5 h-px bg-rule" />
          {APART.map(([group, without]) => {
            const lines = insertions.filter((insertion) => insertion.group === group);
            return (
              <DropdownMenu.Sub key={group}>
                <DropdownMenu.SubTrigger className={`${MENU_ITEM} data-[state=open]:bg-wash`}>
                  <span className="flex-1">{group}</span>
                  <ChevronRight aria-hidden className="size-4 text-ink-soft" />
                </DropdownMenu.SubTrigger>
                <DropdownMenu.Portal container={home}>
                  <DropdownMenu.SubContent
                    sideOffset={4}
                    collisionPadding={8}
                    className={`${MENU} w-64`}
                  >
                    {lines.length > 0 ? (
                      lines.map(line)
                    ) : (
                      <DropdownMenu.Item disabled className={MENU_ITEM}>
                        {without}
                      </DropdownMenu.Item>
                    )}
                  </DropdownMenu.SubContent>
                </DropdownMenu.Portal>
              </DropdownMenu.Sub>
            );
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
