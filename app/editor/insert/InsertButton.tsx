import type { Editor } from "@tiptap/core";
import { ChevronDown, Plus } from "lucide-react";
import { type ButtonHTMLAttributes, forwardRef } from "react";
import { useToolbarItem } from "#app/ui/ToolbarGroup.tsx";
import type { Insertion } from "./insertions.ts";

export interface InsertMenuProps {
  readonly editor: Editor | null;
  readonly insertions: readonly Insertion[];
  readonly disabled: boolean;
  readonly apple: boolean;
  readonly home: HTMLElement | null;
  readonly onInsert: (insertion: Insertion, editor: Editor) => void;
}

export const InsertButton = forwardRef<HTMLButtonElement, ButtonHTMLAttributes<HTMLButtonElement>>(
  function InsertButton(props, ref) {
    return (
      <button
        {...props}
        {...useToolbarItem()}
        ref={ref}
        type="button"
        className="flex h-9 shrink-0 cursor-pointer items-center gap-1.5 rounded-md px-2.5 text-[0.9375rem] hover:bg-wash disabled:cursor-default disabled:opacity-60 data-[state=open]:bg-wash"
      >
        <Plus aria-hidden className="size-4" />
        Insert
        <ChevronDown aria-hidden className="size-4 text-ink-soft" />
      </button>
    );
  },
);
