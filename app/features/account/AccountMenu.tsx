import { useLazyMenu } from "#app/ui/lazy/lazy-menu.ts";
import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";
import { AccountButton, type AccountMenuProps } from "./AccountButton.tsx";

const OPEN = createLazyPart(() => import("./AccountMenuOpen.tsx"));

/** The person's menu: account, theme, sign out. */
export function AccountMenu(props: AccountMenuProps) {
  const [menu, ask] = useLazyMenu(OPEN, props);
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
