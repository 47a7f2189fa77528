import { useLazyMenu } from "#app/ui/lazy/lazy-menu.ts";
import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";
import { TableButton, type TableMenuProps } from "./TableButton.tsx";

const OPEN = createLazyPart(() => import("./TableMenuOpen.tsx"));

/** Puts a table in, and changes the one that the caret stands in. */
export function TableMenu(props: TableMenuProps) {
  const [menu, ask] = useLazyMenu(OPEN, props);
  return menu ?? <TableButton disabled={props.disabled} {...ask} />;
}
