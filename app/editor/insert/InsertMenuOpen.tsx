import { ChevronRight } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useRef, useState } from "react";
import { focusText } from "#app/editor/behaviour/browser-caret.ts";
import { keysInWords } from "#app/editor/commands/keys.ts";
import { MENU, MENU_ITEM } from "#app/editor/toolbar/menu-classes.ts";
import { InsertButton, type InsertMenuProps } from "./InsertButton.tsx";
import type { Insertion, InsertionGroup } from "./insertions.ts";

/** Groups that are menus of their own: they have as many lines as the document's facts. */
const APART: readonly (readonly [group: InsertionGroup, without: string])[] = [
  ["Signature block", "No organization is recorded yet"],
  ["Exhibit", "No exhibit is recorded yet"],
  ["Field", ""],
];

/** What can be put into the text, open at first. */
export default function InsertMenuOpen(props: InsertMenuProps) {
  const { editor, insertions, disabled, apple, home, onInsert } = props;
  const fittingNow = () =>
    new Set(editor ? insertions.filter(({ fits }) => fits(editor)).map(({ id }) => id) : []);
  const [fitting, setFitting] = useState<ReadonlySet<string>>(fittingNow);
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
      defaultOpen
      onOpenChange={(open) => {
        if (open) setFitting(fittingNow());
      }}
    >
      <DropdownMenu.Trigger asChild disabled={disabled}>
        <InsertButton />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={home}>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={`${MENU} w-72`}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!asks.current && editor) focusText(editor.view);
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
