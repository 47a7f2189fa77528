import { KINDS } from "#app/domain/document-kinds/index.ts";
import { NavLink } from "react-router";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { DocumentTag } from "#server/services/index.ts";
import { FollowMenu } from "#app/features/follow/FollowMenu.tsx";
import { StatusSteps } from "./StatusSteps.tsx";
import { Page } from "#app/ui/Page.tsx";

/** A draft that is submitted never was brought in. */
type PagedDocument = Omit<DocumentTag, "isBroughtIn"> & Partial<Pick<DocumentTag, "isBroughtIn">>;

/** The frame of a page about one document: its title, its status, links to its other pages. */
export function DocumentPage({
  document,
  title,
  lead,
  actions,
  narrow,
  children,
}: {
  readonly document: PagedDocument;
  /** The name of the page. */
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly narrow?: boolean;
  readonly children: ReactNode;
}) {
  const { id, matter, status, isBroughtIn } = document;
  return (
    <Page
      title={title}
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
        { to: `/documents/${id}${isBroughtIn ? "/filed" : ""}`, label: document.title },
      ]}
      lead={lead}
      actions={
        <>
          {actions}
          <FollowMenu documentId={id} />
        </>
      }
      narrow={narrow}
    >
      <div className="-mt-3 mb-8 flex flex-wrap items-center gap-x-8 gap-y-3 border-b border-rule pb-2">
        <nav aria-label="This document" className="flex flex-wrap gap-x-1 print:hidden">
          {pagesOf(document).map(({ to, label, end }) => (
            <NavLink
              key={to}
              to={to}
              end={end}
              className={({ isActive }) =>
                clsx(
                  "rounded-md px-3 py-2 text-[0.9375rem]",
                  isActive ? "bg-wash font-medium text-ink" : "text-ink-soft hover:text-ink",
                )
              }
            >
              {label}
            </NavLink>
          ))}
        </nav>
        <div className="max-sm:hidden">
          {isBroughtIn ? (
            <p className="text-sm text-ink-soft">Filed elsewhere, and brought in</p>
          ) : (
            <StatusSteps status={status} />
          )}
        </div>
      </div>
      {children}
    </Page>
  );
}

function pagesOf({ id, status, kind, isBroughtIn, mayEdit }: PagedDocument) {
  const page = (name: string, label: string, end = false) => ({
    to: `/documents/${id}${name}`,
    label,
    end,
  });
  const isFiled = status === "filed" || status === "superseded" || status === "withdrawn";
  const reviewed = status === "in_review" || status === "approved";
  return [
    ...(isBroughtIn ? [] : [page("", "Desk", true)]),
    ...(reviewed ? [page("/review", "Review")] : []),
    ...(reviewed || status === "draft" ? [] : [page("/filed", "Filing")]),
    ...(isFiled ? [page("/record", "Agency record")] : []),
    page("/versions", "Versions"),
    ...(isBroughtIn ? [] : [page("/history", "History")]),
    ...(mayEdit ? [page("/facts", "Parties, signers and addresses")] : []),
    ...(isBroughtIn ? [] : [page("/exhibits", "Exhibits")]),
    page("/guests", "Who can see it"),
    ...(KINDS[kind].suit === "opens" ? [page("/companions", "Goes with it")] : []),
  ];
}
