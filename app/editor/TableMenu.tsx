import type { Editor } from "@tiptap/core";
import { Table } from "lucide-react";
import { type ButtonHTMLAttributes, forwardRef } from "react";
import { useBarItem } from "~/components/desk/Bar";
import { IconButton } from "~/components/desk/IconButton";
import { useLaterMenu } from "~/components/later/menu";
import { laterPart } from "~/components/later/parts";

export interface TableMenuProps {
  readonly editor: Editor | null;
  readonly inTable: boolean;
  readonly disabled: boolean;
  readonly home: HTMLElement | null;
}

const OPEN = laterPart<TableMenuProps>(() => import("./TableMenuOpen"));

/** Puts a table in, and changes the one that the caret stands in. */
export function TableMenu(props: TableMenuProps) {
  const [menu, ask] = useLaterMenu(OPEN, props);
  return menu ?? <TableButton disabled={props.disabled} {...ask} />;
}

export const TableButton = forwardRef<HTMLButtonElement, ButtonHTMLAttributes<HTMLButtonElement>>(
  function TableButton(props, ref) {
    return <IconButton {...props} {...useBarItem()} ref={ref} icon={Table} label="Table" />;
  },
);
