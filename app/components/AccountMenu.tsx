import { useLaterMenu } from "./later/menu";
import { laterPart } from "./later/parts";
import { AccountButton, type AccountMenuProps } from "./AccountButton";

const OPEN = laterPart<AccountMenuProps>(() => import("./AccountMenuOpen"));

/** The person's menu: account, theme, sign out. */
export function AccountMenu(props: AccountMenuProps) {
  const [menu, ask] = useLaterMenu(OPEN, props);
  return (
    <>
      <noscript>
        <a href="/account" className="link">
          Account
        </a>
      </noscript>
      {menu ?? <AccountButton name={props.name} {...ask} />}
    </>
  );
}
