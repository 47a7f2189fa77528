import type { ReactNode } from "react";
import type { MatterName } from "#server/services/index.ts";
import { Page } from "#app/ui/Page.tsx";

/** Where the screens of a matter's public page are. */
export function editingPath(slug: string, part = ""): string {
  return `/matters/${slug}/public${part === "" ? "" : `/${part}`}`;
}

/** The frame of a screen on which one part of the page is edited. */
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
