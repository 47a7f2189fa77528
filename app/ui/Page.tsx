import { Link } from "react-router";
import { clsx } from "clsx";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

interface Crumb {
  readonly to: string;
  readonly label: string;
}

interface PageProps {
  readonly title: ReactNode;
  /** The path of pages that leads here, without this page. */
  readonly crumbs?: readonly Crumb[];
  /** Under the title. */
  readonly lead?: ReactNode;
  /** Beside the title: the page's actions. */
  readonly actions?: ReactNode;
  /** Forms and prose read best in a narrow column. */
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

/** The frame of a page below the header: breadcrumbs, title, actions. */
export function Page({ title, crumbs = [], lead, actions, narrow = false, children }: PageProps) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className={clsx(
        "mx-auto w-full px-4 pt-6 pb-20 outline-none sm:px-6 sm:pt-8",
        narrow ? "max-w-2xl" : "max-w-6xl",
      )}
    >
      {crumbs.length > 0 ? <Crumbs crumbs={crumbs} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="text-2xl leading-tight font-semibold tracking-tight wrap-anywhere sm:text-[1.75rem]">
            {title}
          </h1>
          {lead ? <div className="mt-2 text-ink-soft">{lead}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </div>
      <div className="mt-8">{children}</div>
    </main>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Where this page stands" className="mb-3 print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1 text-sm text-ink-soft">
        {crumbs.map(({ to, label }, index) => (
          <li key={to} className="flex min-w-0 items-center gap-x-1">
            {index > 0 ? <ChevronRight aria-hidden className="size-4 shrink-0" /> : null}
            <Link
              to={to}
              className="min-w-0 rounded py-0.5 wrap-anywhere hover:text-ink hover:underline"
            >
              {label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface SectionProps {
  /** For links that lead to it. */
  readonly id?: string;
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A titled section of a page. */
export function Section({ id, title, actions, children, className }: SectionProps) {
  return (
    <section id={id} className={className}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** A sheet on the desk. */
export function Card({
  children,
  className,
}: {
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <div className={clsx("rounded-lg border border-rule bg-paper", className)}>{children}</div>
  );
}

/** An empty state: what will be here, and a link or button by which this reader goes on. */
export function Empty({
  children,
  action,
}: {
  readonly children: ReactNode;
  readonly action: ReactNode;
}) {
  return (
    <div
      data-empty
      className="rounded-lg border border-dashed border-rule-strong px-5 py-6 text-ink-soft"
    >
      <div className="max-w-prose">{children}</div>
      <div className="mt-4">{action}</div>
    </div>
  );
}
