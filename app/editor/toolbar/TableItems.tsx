import type { Editor } from "#app/editor/editor.ts";
import { DropdownMenu } from "radix-ui";
import { Fragment } from "react";
import { run } from "#app/editor/commands/run.ts";
import { TABLE_COMMANDS } from "#app/editor/commands/table-commands.ts";
import { insertTable } from "#app/editor/commands/table-keys.ts";
import { Menu, type MenuFrame } from "#app/ui/Menu.tsx";
import { MENU_ITEM, MENU_SEPARATOR } from "#app/ui/menu-classes.ts";

interface TableItemsProps {
  readonly editor: Editor | null;
  readonly inTable: boolean;
  readonly frame: MenuFrame;
}

/** The menu for the table at the caret, or a new one. */
export default function TableItems({ editor, inTable, frame }: TableItemsProps) {
  const groups = inTable ? TABLE_COMMANDS : [[["Insert a table of 3 by 3", insertTable] as const]];
  return (
    <Menu {...frame}>
      {groups.map((group, index) => (
        <Fragment key={group[0]?.[0]}>
          {index > 0 ? <DropdownMenu.Separator className={MENU_SEPARATOR} /> : null}
          <DropdownMenu.Group>
            {group.map(([label, command]) => (
              <DropdownMenu.Item
                key={label}
                className={MENU_ITEM}
                onSelect={() => editor && run(editor, command)}
              >
                {label}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Group>
        </Fragment>
      ))}
    </Menu>
  );
}
