import { useLazyMenu } from "#app/ui/lazy/lazy-menu.ts";
import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";
import { KindButton, type KindMenuProps } from "./KindButton.tsx";

const OPEN = createLazyPart(() => import("./KindMenuOpen.tsx"));

/** What kind of block the caret stands in, and the others that it could be. */
export function KindMenu(props: KindMenuProps) {
  const [menu, ask] = useLazyMenu(OPEN, props);
  const { facts, disabled } = props;
  return menu ?? <KindButton facts={facts} disabled={disabled} {...ask} />;
}
