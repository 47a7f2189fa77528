import type { Editor } from "#app/editor/editor.ts";
import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { setKind } from "#app/editor/commands/block-commands.ts";
import { keysLabel } from "#app/editor/commands/keys.ts";
import { isApple } from "#app/ui/is-apple.ts";
import { KIND_COMMANDS } from "#app/editor/commands/registry.ts";
import { run } from "#app/editor/commands/run.ts";
import { Menu, type MenuFrame } from "#app/ui/Menu.tsx";
import { MENU_ITEM } from "#app/ui/menu-classes.ts";

interface KindItemsProps {
  readonly editor: Editor | null;
  /** The command for the kind at the caret; none where the selection has several kinds. */
  readonly current: string | undefined;
  readonly frame: MenuFrame;
}

/** The menu of paragraph kinds. */
export default function KindItems({ editor, current = "", frame }: KindItemsProps) {
  const apple = isApple();
  return (
    <Menu {...frame}>
      <DropdownMenu.RadioGroup value={current}>
        {KIND_COMMANDS.map(({ id, label, keys, kind, ...rest }) => (
          <DropdownMenu.RadioItem
            key={id}
            value={id}
            className={MENU_ITEM}
            onSelect={() =>
              editor && run(editor, setKind(kind, "level" in rest ? rest.level : undefined))
            }
          >
            <span aria-hidden className="w-4">
              <DropdownMenu.ItemIndicator>
                <Check className="size-4" />
              </DropdownMenu.ItemIndicator>
            </span>
            {label}
            <span className="ml-auto text-sm text-ink-soft">{keysLabel(keys[0], apple)}</span>
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </Menu>
  );
}
