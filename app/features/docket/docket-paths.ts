import type { DocumentKind } from "#app/domain/document.ts";

/** The addresses of a lawsuit's pages. */
export function docketPaths(matter: { readonly slug: string }, docketId: string) {
  const page = `/matters/${matter.slug}/dockets/${docketId}`;
  return {
    page,
    edit: `${page}/edit`,
    paste: `${page}/paste`,
    draft: (kind: DocumentKind) =>
      `/matters/${matter.slug}/documents/new?${new URLSearchParams({ kind, docketId })}`,
    record: (kind?: string, more: Readonly<Record<string, string>> = {}) => {
      const query = new URLSearchParams({ ...(kind === undefined ? {} : { kind }), ...more });
      return `${page}/events/new${query.size === 0 ? "" : `?${query}`}`;
    },
    days: (eventId: string) => `${page}/events/${eventId}/days`,
    event: (eventId: string, kind?: string) =>
      `${page}/events/${eventId}${kind === undefined ? "" : `?${new URLSearchParams({ kind })}`}`,
  };
}
