import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { DeskModes } from "#app/editor/desk/modes.ts";
import type { DeskMode } from "#app/editor/session/save-state.ts";
import { Menu, type MenuFrame } from "#app/ui/Menu.tsx";
import { MENU_ITEM } from "#app/ui/menu-classes.ts";
import { MODE_LABELS } from "./mode-labels.ts";

interface ModeItemsProps {
  readonly modes: DeskModes;
  readonly onMode: (mode: DeskMode) => void;
  readonly frame: MenuFrame;
}

const ALL = ["editing", "suggesting", "reading"] as const;

const HELP: Readonly<Record<DeskMode, string>> = {
  editing: "What you type is in the draft.",
  suggesting: "What you type is proposed; the draft stays as it is.",
  reading: "Keys change nothing. You can comment.",
};

/** The menu of what one's keys do: what is not for the reader is said, and off. */
export default function ModeItems({ modes, onMode, frame }: ModeItemsProps) {
  return (
    <Menu {...frame}>
      <DropdownMenu.RadioGroup value={modes.now}>
        {ALL.map((mode) => (
          <DropdownMenu.RadioItem
            key={mode}
            value={mode}
            disabled={!modes.possible.includes(mode)}
            className={`${MENU_ITEM} items-start`}
            onSelect={() => onMode(mode)}
          >
            <span aria-hidden className="mt-0.5 w-4 shrink-0">
              <DropdownMenu.ItemIndicator>
                <Check className="size-4" />
              </DropdownMenu.ItemIndicator>
            </span>
            <span>
              {MODE_LABELS[mode]}
              <span className="block text-sm text-ink-soft">{HELP[mode]}</span>
            </span>
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </Menu>
  );
}
