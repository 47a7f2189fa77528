import { Link } from "react-router";
import { Plus } from "lucide-react";
import type { MatterSummary } from "#server/services/index.ts";
import { buttonClass, ButtonLink } from "#app/ui/Button.tsx";

/** Begins a document: at once where the reader may in one matter, else after choosing which. */
export function NewDocument({ matters }: { readonly matters: readonly MatterSummary[] }) {
  const mine = matters.filter(({ may }) => may.createDocument);
  const [only] = mine;
  if (!only) return null;
  const label = (
    <>
      <Plus aria-hidden className="size-4" />
      New document
    </>
  );
  if (mine.length === 1) {
    return (
      <ButtonLink to={newDocumentPath(only)} look="primary">
        {label}
      </ButtonLink>
    );
  }
  return (
    <details className="relative">
      <summary className={buttonClass("primary", "list-none [&::-webkit-details-marker]:hidden")}>
        {label}
      </summary>
      <div className="absolute right-0 z-50 mt-1 max-h-80 w-80 max-w-[90vw] overflow-y-auto rounded-lg border border-rule bg-raised p-1.5 shadow-raised max-sm:right-auto max-sm:left-0">
        <p className="px-3 py-2 text-sm text-ink-soft">In which matter?</p>
        <ul>
          {mine.map((matter) => (
            <li key={matter.id}>
              <Link
                to={newDocumentPath(matter)}
                className="block rounded px-3 py-2 hover:bg-wash hover:underline"
              >
                {matter.title}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

function newDocumentPath({ slug }: Pick<MatterSummary, "slug">): string {
  return `/matters/${slug}/documents/new`;
}
