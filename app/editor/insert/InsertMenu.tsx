import { useLaterMenu } from "~/components/later/menu";
import { laterPart } from "~/components/later/parts";
import { InsertButton, type InsertMenuProps } from "./InsertButton";

const OPEN = laterPart<InsertMenuProps>(() => import("./InsertMenuOpen"));

/** Everything that can be put into the text, as the slash menu has it. */
export function InsertMenu(props: InsertMenuProps) {
  const [menu, ask] = useLaterMenu(OPEN, props);
  return menu ?? <InsertButton disabled={props.disabled} {...ask} />;
}
