import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { focusText } from "#app/editor/behaviour/browser-caret.ts";
import { keysInWords } from "#app/editor/commands/keys.ts";
import { KIND_CHOICES } from "#app/editor/commands/kind-choices.ts";
import { KindButton, kindAt, type KindMenuProps } from "./KindButton.tsx";
import { MENU, MENU_ITEM } from "./menu-classes.ts";

/** The kinds to choose from, open at first. */
export default function KindMenuOpen(props: KindMenuProps) {
  const { editor, facts, apple, home } = props;
  const current = kindAt(facts);
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild disabled={props.disabled}>
        <KindButton facts={facts} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={home}>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={`${MENU} w-72`}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (editor) focusText(editor.view);
          }}
        >
          <DropdownMenu.RadioGroup value={current?.name ?? ""}>
            {KIND_CHOICES.map((choice) => (
              <DropdownMenu.RadioItem
                key={choice.name}
                value={choice.name}
                className={MENU_ITEM}
                onSelect={() => editor?.commands.setKind(choice.kind, choice.level)}
              >
                <span aria-hidden className="w-4">
                  <DropdownMenu.ItemIndicator>
                    <Check className="size-4" />
                  </DropdownMenu.ItemIndicator>
                </span>
                {choice.name}
                <span className="ml-auto text-sm text-ink-soft">
                  {keysInWords(choice.keys, apple)}
                </span>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
