import type { Editor } from "@tiptap/core";
import { DropdownMenu } from "radix-ui";
import { focusText } from "#app/editor/behaviour/browser-caret.ts";
import { MENU, MENU_ITEM } from "./menu-classes.ts";
import { TableButton, type TableMenuProps } from "./TableButton.tsx";

type TableDeed = readonly [name: string, run: (editor: Editor) => void];

const DEEDS: readonly (readonly TableDeed[])[] = [
  [
    ["Row above", (editor) => editor.commands.addRowBefore()],
    ["Row below", (editor) => editor.commands.addRowAfter()],
    ["Column before", (editor) => editor.commands.addColumnBefore()],
    ["Column after", (editor) => editor.commands.addColumnAfter()],
  ],
  [
    ["First row is a heading", (editor) => editor.commands.toggleHeaderRow()],
    ["Merge or split cells", (editor) => editor.commands.mergeOrSplit()],
  ],
  [
    ["Delete row", (editor) => editor.commands.deleteRow()],
    ["Delete column", (editor) => editor.commands.deleteColumn()],
    ["Delete table", (editor) => editor.commands.deleteTable()],
  ],
];

/** What can be done with tables, open at first. */
export default function TableMenuOpen({ editor, inTable, disabled, home }: TableMenuProps) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild disabled={disabled}>
        <TableButton disabled={disabled} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={home}>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={`${MENU} w-60`}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (editor) focusText(editor.view);
          }}
        >
          {inTable ? (
            DEEDS.map((group, index) => (
              <DropdownMenu.Group key={group[0]?.[0]}>
                {index > 0 ? <DropdownMenu.Separator className="my-1.5 h-px bg-rule" /> : null}
                {group.map(([name, run]) => (
                  <DropdownMenu.Item
                    key={name}
                    className={MENU_ITEM}
                    onSelect={() => editor && run(editor)}
                  >
                    {name}
                  </DropdownMenu.Item>
                ))}
              </DropdownMenu.Group>
            ))
          ) : (
            <DropdownMenu.Item
              className={MENU_ITEM}
              onSelect={() =>
                editor?.commands.insertTable({ rows: 3, cols: 3, withHeaderRow: true })
              }
            >
              Insert a table of 3 by 3
            </DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
