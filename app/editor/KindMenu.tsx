import { useLaterMenu } from "~/components/later/menu";
import { laterPart } from "~/components/later/parts";
import { KindButton, type KindMenuProps } from "./KindButton";

const OPEN = laterPart<KindMenuProps>(() => import("./KindMenuOpen"));

/** What kind of block the caret stands in, and the others that it could be. */
export function KindMenu(props: KindMenuProps) {
  const [menu, ask] = useLaterMenu(OPEN, props);
  const { facts, disabled } = props;
  return menu ?? <KindButton facts={facts} disabled={disabled} {...ask} />;
}
