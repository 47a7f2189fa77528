import { ChevronDown, UserRound } from "lucide-react";
import { type ButtonHTMLAttributes, forwardRef } from "react";
import type { Theme } from "#app/framework/theme-cookie.ts";
import { LazyMenu } from "#app/ui/lazy/LazyMenu.tsx";
import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";

const ITEMS = createLazyPart(() => import("./AccountItems.tsx"));

interface AccountMenuProps {
  readonly name: string;
  readonly email: string;
  readonly theme: Theme;
}

/** The menu of the signed-in person: account, theme, sign out. */
export function AccountMenu(props: AccountMenuProps) {
  return (
    <>
      <noscript>
        <a href="/account" className="link">
          Account
        </a>
      </noscript>
      <LazyMenu
        part={ITEMS}
        frame={{ button: <AccountButton name={props.name} />, align: "end", width: "w-64" }}
        items={props}
      />
    </>
  );
}

type AccountButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { readonly name: string };

const AccountButton = forwardRef<HTMLButtonElement, AccountButtonProps>(function AccountButton(
  { name, ...rest },
  ref,
) {
  return (
    <button
      {...rest}
      ref={ref}
      type="button"
      className="ml-auto flex min-h-10 min-w-0 cursor-pointer items-center gap-2 rounded-md px-2 text-[0.9375rem] hover:bg-wash data-[state=open]:bg-wash"
    >
      <UserRound aria-hidden className="size-5 shrink-0 text-ink-soft" />
      <span className="truncate max-sm:sr-only max-lg:in-[.desk-bars]:sr-only">{name}</span>
      <span className="sr-only">, your menu</span>
      <ChevronDown
        aria-hidden
        className="size-4 shrink-0 text-ink-soft max-sm:hidden max-lg:in-[.desk-bars]:hidden"
      />
    </button>
  );
});
