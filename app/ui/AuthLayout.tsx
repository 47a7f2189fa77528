import { Link } from "react-router";
import type { ReactNode } from "react";
import { Logo } from "./Logo.tsx";
import { Card } from "./Page.tsx";
import { useHelpPath } from "./use-help-path.ts";

/** The layout of pages before sign-in: one sheet in the middle. */
export function AuthLayout({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}) {
  const help = useHelpPath();
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center px-4 py-12 outline-none"
    >
      <Link
        to="/"
        className="mx-auto mb-6 flex items-center gap-2.5 rounded-md px-2 py-1 text-lg font-semibold"
      >
        <Logo />
        Coalition Desk
      </Link>
      <Card className="px-5 py-7 shadow-sheet sm:px-8">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {lead ? <div className="mt-2 text-ink-soft">{lead}</div> : null}
        <div className="mt-6">{children}</div>
      </Card>
      <p className="mx-auto mt-6">
        <Link to={help} className="link">
          Help
        </Link>
      </p>
    </main>
  );
}
