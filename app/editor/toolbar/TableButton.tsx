import type { Editor } from "@tiptap/core";
import { Table } from "lucide-react";
import { type ButtonHTMLAttributes, forwardRef } from "react";
import { useToolbarItem } from "#app/ui/ToolbarGroup.tsx";
import { IconButton } from "#app/ui/IconButton.tsx";

export interface TableMenuProps {
  readonly editor: Editor | null;
  readonly inTable: boolean;
  readonly disabled: boolean;
  readonly home: HTMLElement | null;
}

export const TableButton = forwardRef<HTMLButtonElement, ButtonHTMLAttributes<HTMLButtonElement>>(
  function TableButton(props, ref) {
    return <IconButton {...props} {...useToolbarItem()} ref={ref} icon={Table} label="Table" />;
  },
);
