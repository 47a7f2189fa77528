import type { Editor } from "@tiptap/core";
import { ChevronDown } from "lucide-react";
import { type ButtonHTMLAttributes, forwardRef } from "react";
import { useToolbarItem } from "#app/ui/ToolbarGroup.tsx";
import type { ToolbarState } from "./toolbar-state.ts";
import { KIND_CHOICES, type KindChoice } from "#app/editor/commands/kind-choices.ts";

export interface KindMenuProps {
  readonly editor: Editor | null;
  readonly facts: ToolbarState;
  readonly disabled: boolean;
  readonly apple: boolean;
  readonly home: HTMLElement | null;
}

type KindButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { readonly facts: ToolbarState };

export const KindButton = forwardRef<HTMLButtonElement, KindButtonProps>(function KindButton(
  { facts, ...rest },
  ref,
) {
  const name = kindAt(facts)?.name;
  return (
    <button
      {...rest}
      {...useToolbarItem()}
      ref={ref}
      type="button"
      aria-label={`Kind of paragraph: ${name ?? "several"}`}
      className="flex h-9 w-44 shrink-0 cursor-pointer items-center justify-between gap-2 rounded-md px-2.5 text-left text-[0.9375rem] hover:bg-wash disabled:cursor-default disabled:opacity-60 data-[state=open]:bg-wash"
    >
      <span className="truncate">{name ?? "Several kinds"}</span>
      <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
    </button>
  );
});

/** The choice that the caret stands in; none where the selection holds several kinds. */
export function kindAt({ kind, level }: ToolbarState): KindChoice | undefined {
  return KIND_CHOICES.find(
    (choice) => choice.kind === kind && (choice.level === undefined || choice.level === level),
  );
}
