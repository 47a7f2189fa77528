import { Link } from "react-router";
import { clsx } from "clsx";
import { STATUS_LABELS } from "#app/features/document/status-labels.ts";
import type { DocumentStatus } from "#app/domain/document.ts";

interface MatterDocumentsProps {
  readonly matter: { readonly slug: string; readonly title: string };
  readonly documents: readonly {
    readonly id: string;
    readonly title: string;
    readonly status: DocumentStatus;
  }[];
  readonly current: string;
}

/** The matter of a document, with the matter's documents. */
export function MatterDocuments({ matter, documents, current }: MatterDocumentsProps) {
  return (
    <nav aria-label="Matter">
      <Link
        to={`/matters/${matter.slug}`}
        className="block rounded px-2 py-1 text-sm leading-snug font-medium wrap-anywhere hover:bg-wash hover:underline"
      >
        {matter.title}
      </Link>
      <ul className="mt-1 grid grid-cols-1">
        {documents.map(({ id, title, status }) => (
          <li key={id}>
            <Link
              to={`/documents/${id}`}
              aria-current={id === current ? "page" : undefined}
              // Two lines at most: the outline above is what one works with. The whole title is a pointer away.
              title={id === current ? undefined : title}
              className={clsx(
                "flex rounded border-l-2 py-1 pr-2 pl-2.5 text-sm leading-snug hover:bg-wash",
                id === current ? "border-accent text-ink" : "border-transparent text-ink-soft",
              )}
            >
              <span className={clsx("wrap-anywhere", id !== current && "line-clamp-2")}>
                {title}
              </span>
              {status === "draft" ? null : (
                <span className="shrink-0 whitespace-pre text-ink-soft">
                  {" "}
                  · {STATUS_LABELS[status]}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
