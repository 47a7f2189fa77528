import { useLaterMenu } from "~/components/later/menu";
import { laterPart } from "~/components/later/parts";
import { TableButton, type TableMenuProps } from "./TableButton";

const OPEN = laterPart<TableMenuProps>(() => import("./TableMenuOpen"));

/** Puts a table in, and changes the one that the caret stands in. */
export function TableMenu(props: TableMenuProps) {
  const [menu, ask] = useLaterMenu(OPEN, props);
  return menu ?? <TableButton disabled={props.disabled} {...ask} />;
}
