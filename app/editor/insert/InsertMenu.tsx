import { useLazyMenu } from "#app/ui/lazy/lazy-menu.ts";
import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";
import { InsertButton, type InsertMenuProps } from "./InsertButton.tsx";

const OPEN = createLazyPart(() => import("./InsertMenuOpen.tsx"));

/** Everything that can be put into the text, as the slash menu has it. */
export function InsertMenu(props: InsertMenuProps) {
  const [menu, ask] = useLazyMenu(OPEN, props);
  return menu ?? <InsertButton disabled={props.disabled} {...ask} />;
}
