import { Link, NavLink, useRouteLoaderData } from "@remix-run/react";
import { clsx } from "clsx";
import type { loader } from "~/root";
import { AccountMenu } from "./AccountMenu";

/** The bar above every page but the desk, which has its own. */
export function Header() {
  const frame = useRouteLoaderData<typeof loader>("root");
  const person = frame?.person;
  return (
    <header className="border-b border-rule bg-paper">
      <a
        href="#main"
        className="link sr-only focus:not-sr-only focus:absolute focus:z-50 focus:rounded-md focus:bg-paper focus:px-4 focus:py-3"
      >
        Skip to the page
      </a>
      <div className="mx-auto flex min-h-14 max-w-6xl flex-wrap items-center gap-x-6 px-4 sm:px-6">
        <Link to="/" className="-ml-1 flex items-center gap-2.5 rounded-md px-1 py-2 font-semibold">
          <Mark />
          <span className={clsx(person && "max-sm:sr-only")}>Coalition Desk</span>
        </Link>
        {person ? (
          <>
            <nav aria-label="Main" className="flex flex-1 items-center gap-1">
              <Place to="/">Home</Place>
              <Places organizations={person.organizations} all={person.workspaceAdmin} />
            </nav>
            <AccountMenu name={person.name} email={person.email} theme={frame.theme} />
          </>
        ) : (
          <nav aria-label="Main" className="ml-auto">
            <Place to="/login">Sign in</Place>
          </nav>
        )}
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

/** Two sheets, one text. */
export function Mark() {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className="size-6 shrink-0 text-accent" fill="none">
      <path
        d="M8 2.75h8.2L20.5 7v11.25a1.5 1.5 0 0 1-1.5 1.5H8a1.5 1.5 0 0 1-1.5-1.5v-14A1.5 1.5 0 0 1 8 2.75Z"
        fill="currentColor"
      />
      <path
        d="M10 8.5h4M10 12h7M10 15.5h7"
        stroke="var(--color-paper)"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
      <path
        d="M3.5 6.75V20a1.75 1.75 0 0 0 1.75 1.75H16"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </svg>
  );
}
