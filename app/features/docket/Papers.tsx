import { Link } from "react-router";
import { KINDS, kindsThat } from "#app/domain/document-kinds/index.ts";
import type { docketPaths } from "./docket-paths.ts";
import type { DocketView, PaperTag } from "#server/services/index.ts";
import { Notice } from "#app/ui/Notice.tsx";
import { Card } from "#app/ui/Page.tsx";
import { StatusChip } from "#app/features/document/StatusChip.tsx";

/** The documents that use the details edited here. */
export function Papers({ documents }: { readonly documents: readonly PaperTag[] }) {
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {documents.map(({ id, title, status }) => (
          <li
            key={id}
            className="relative flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-5 py-4 hover:bg-wash"
          >
            <Link
              to={`/documents/${id}`}
              className="min-w-0 flex-1 basis-60 font-medium after:absolute after:inset-0 hover:underline"
            >
              {title}
            </Link>
            <StatusChip status={status} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The papers of this lawsuit that can be begun, whether or not an entry asks for one. */
export function PapersToDraft({ paths }: { readonly paths: ReturnType<typeof docketPaths> }) {
  return (
    <details className="mt-3">
      <summary className="link w-fit cursor-pointer">Draft a paper for this lawsuit</summary>
      <ul className="mt-2 grid gap-2">
        {kindsThat(({ suit }) => suit === "joins").map((kind) => (
          <li key={kind}>
            <Link to={paths.draft(kind)} className="link">
              {KINDS[kind].name}
            </Link>
            <span className="text-sm text-ink-soft"> {KINDS[kind].hint}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Papers of the matter that can be moved out of this lawsuit, or into it. */
export function PapersToMove({
  moves,
  docketId,
}: {
  readonly moves: DocketView["moves"];
  readonly docketId: string;
}) {
  if (moves.out.length + moves.in.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="link w-fit cursor-pointer">Move a paper between dockets</summary>
      <ul className="mt-2 grid gap-2">
        {moves.out.map(({ id, title }) => (
          <li key={id}>
            <Link to={`/documents/${id}/docket`} className="link">
              {title}
            </Link>
            <span className="text-sm text-ink-soft"> to another docket</span>
          </li>
        ))}
        {moves.in.map(({ id, title }) => (
          <li key={id}>
            <Link
              to={`/documents/${id}/docket?${new URLSearchParams({ to: docketId })}`}
              className="link"
            >
              {title}
            </Link>
            <span className="text-sm text-ink-soft"> to this docket</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Explains which documents a change affects, and which not. */
export function AffectedDocuments({ documents }: { readonly documents: readonly PaperTag[] }) {
  const pinned = documents.filter(({ status }) => status === "in_review" || status === "approved");
  return (
    <Notice kind="word" className="mb-8">
      <p>
        A change shows at once in every draft that prints it. Filed papers stay as they were filed.
      </p>
      {pinned.length > 0 ? (
        <p className="mt-1">
          {pinned.map(({ title }) => `“${title}”`).join(" and ")}{" "}
          {pinned.length === 1
            ? "stays as its reviewers read it"
            : "stay as their reviewers read them"}
          , and {pinned.length === 1 ? "takes" : "take"} the change when{" "}
          {pinned.length === 1 ? "it comes" : "they come"} back to draft.
        </p>
      ) : null}
    </Notice>
  );
}
