import { Link, NavLink } from "react-router";
import { clsx } from "clsx";
import { useEffect } from "react";
import { usePageFrame } from "#app/framework/page-frame.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import { SearchLink } from "#app/features/search/SearchLink.tsx";
import { prefetchLazyParts } from "#app/ui/lazy/lazy-parts.ts";
import { Logo } from "#app/ui/Logo.tsx";
import { useHelpPath } from "#app/ui/use-help-path.ts";

/** The header of every page except the desk, which has its own. */
export function Header() {
  const frame = usePageFrame();
  const person = frame?.person;
  const help = useHelpPath();
  useEffect(() => prefetchLazyParts(), []);
  return (
    <header className="border-b border-rule bg-paper print:hidden">
      <div className="mx-auto flex min-h-14 max-w-6xl flex-wrap items-center gap-x-6 px-4 sm:px-6">
        <Link to="/" className="-ml-1 flex items-center gap-2.5 rounded-md px-1 py-2 font-semibold">
          <Logo />
          <span className={clsx(person && "max-sm:sr-only")}>Coalition Desk</span>
        </Link>
        {person ? (
          <>
            <nav aria-label="Main" className="flex flex-1 items-center gap-1">
              <Place to="/">Home</Place>
              <Places organizations={person.organizations} all={person.workspaceAdmin} />
              {/* On a phone it is in the menu. */}
              <span className="ml-auto max-sm:hidden">
                <Place to={help}>Help</Place>
              </span>
            </nav>
            {/* Together, since a phone has no room for more gaps in one row. */}
            <div className="flex items-center">
              <SearchLink />
              <AccountMenu name={person.name} email={person.email} theme={frame.theme} />
            </div>
          </>
        ) : frame ? (
          <nav aria-label="Main" className="ml-auto flex items-center gap-1">
            <Place to={help}>Help</Place>
            <Place to="/login">Sign in</Place>
          </nav>
        ) : null}
      </div>
    </header>
  );
}

function Places({
  organizations,
  all,
}: {
  organizations: readonly { readonly id: string; readonly shortName: string }[];
  all: boolean;
}) {
  const only = organizations[0];
  if (only && organizations.length === 1 && !all) {
    return <Place to={`/organizations/${only.id}`}>{only.shortName}</Place>;
  }
  return organizations.length > 0 || all ? <Place to="/organizations">Organizations</Place> : null;
}

function Place({ to, children }: { to: string; children: string }) {
  return (
    <NavLink
      to={to}
      end={to === "/"}
      className={({ isActive }) =>
        clsx(
          "rounded-md px-3 py-2 text-[0.9375rem]",
          isActive ? "bg-wash font-medium text-ink" : "text-ink-soft hover:text-ink",
        )
      }
    >
      {children}
    </NavLink>
  );
}
