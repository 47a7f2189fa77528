import type { ReactNode } from "react";
import type { MatterName } from "#server/services/index.ts";
import { Page } from "#app/ui/Page.tsx";

/** The address of a page that edits the public page of a matter. */
export function editingPath(slug: string, part = ""): string {
  return `/matters/${slug}/public${part === "" ? "" : `/${part}`}`;
}

/** The frame of a page that edits one part of the public page. */
export function EditFrame({
  matter,
  title,
  lead,
  children,
}: {
  readonly matter: MatterName;
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}) {
  return (
    <Page
      title={title}
      lead={lead}
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
        { to: editingPath(matter.slug), label: "Public page" },
      ]}
      narrow
    >
      {children}
    </Page>
  );
}
