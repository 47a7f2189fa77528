import type { Editor } from "@tiptap/core";
import { Check, ChevronDown } from "lucide-react";
import { DropdownMenu, Toolbar } from "radix-ui";
import type { CaretFacts } from "./caret-facts";
import { keysInWords } from "./keys";
import { KIND_CHOICES, type KindChoice } from "./kind-choices";
import { MENU, MENU_ITEM } from "./menu-look";

/** What kind of block the caret stands in, and the others that it could be. */
export function KindMenu({
  editor,
  facts,
  disabled,
  apple,
  home,
}: {
  readonly editor: Editor | null;
  readonly facts: CaretFacts;
  readonly disabled: boolean;
  readonly apple: boolean;
  readonly home: HTMLElement | null;
}) {
  const current = KIND_CHOICES.find((choice) => isAt(choice, facts));
  return (
    <DropdownMenu.Root modal={false}>
      <Toolbar.Button asChild disabled={disabled}>
        <DropdownMenu.Trigger
          aria-label={`Kind of paragraph: ${current?.name ?? "several"}`}
          className="flex h-9 w-44 shrink-0 cursor-pointer items-center justify-between gap-2 rounded-md px-2.5 text-left text-[0.9375rem] hover:bg-wash disabled:cursor-default disabled:opacity-60 data-[state=open]:bg-wash"
        >
          <span className="truncate">{current?.name ?? "Several kinds"}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
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
            editor?.view.focus();
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

function isAt({ kind, level }: KindChoice, facts: CaretFacts): boolean {
  return facts.kind === kind && (level === undefined || facts.level === level);
}
