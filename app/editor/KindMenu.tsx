import type { Editor } from "@tiptap/core";
import { Check, ChevronDown } from "lucide-react";
import { DropdownMenu, Toolbar } from "radix-ui";
import type { BlockKind } from "~/prose/kinds";
import type { CaretFacts } from "./caret-facts";
import { keysInWords } from "./keys";
import { MENU, MENU_ITEM } from "./menu-look";

interface Choice {
  readonly kind: BlockKind;
  readonly level?: number;
  readonly name: string;
  readonly keys?: string;
}

const CHOICES: readonly Choice[] = [
  { kind: "body", name: "Body text", keys: "Mod-Alt-0" },
  { kind: "heading", level: 1, name: "Heading 1", keys: "Mod-Alt-1" },
  { kind: "heading", level: 2, name: "Heading 2", keys: "Mod-Alt-2" },
  { kind: "heading", level: 3, name: "Heading 3", keys: "Mod-Alt-3" },
  { kind: "heading", level: 4, name: "Heading 4", keys: "Mod-Alt-4" },
  { kind: "numbered", name: "Numbered paragraph", keys: "Mod-Alt-5" },
  { kind: "requestItem", name: "Record requested", keys: "Mod-Alt-6" },
  { kind: "ordered", name: "Numbered list", keys: "Mod-Shift-7" },
  { kind: "bullet", name: "Bulleted list", keys: "Mod-Shift-8" },
  { kind: "quote", name: "Quotation", keys: "Mod-Shift-9" },
];

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
  const current = CHOICES.find((choice) => isAt(choice, facts));
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
            {CHOICES.map((choice) => (
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
                {choice.keys ? (
                  <span className="ml-auto text-sm text-ink-soft">
                    {keysInWords(choice.keys, apple)}
                  </span>
                ) : null}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function isAt({ kind, level }: Choice, facts: CaretFacts): boolean {
  return facts.kind === kind && (level === undefined || facts.level === level);
}
