import { MarginBoundary } from "#app/editor/margin/MarginBoundary.tsx";
import { usePageFrame } from "#app/framework/page-frame.ts";
import { lazyWhenShown } from "#app/ui/lazy/lazy-parts.ts";
import type { FrozenThreadsProps } from "./FrozenThreads.tsx";

const FrozenThreads = lazyWhenShown<FrozenThreadsProps>(() => import("./FrozenThreads.tsx"));

/** Comments on the version that a page shows; they load after the page. */
export function VersionComments({
  documentId,
  version,
  view = "text",
  isInReview = false,
}: Pick<FrozenThreadsProps, "documentId" | "version"> &
  Partial<Pick<FrozenThreadsProps, "view" | "isInReview">>) {
  const person = usePageFrame()?.person;
  return person ? (
    <MarginBoundary>
      <FrozenThreads
        key={version.id}
        documentId={documentId}
        version={version}
        you={person}
        view={view}
        isInReview={isInReview}
      />
    </MarginBoundary>
  ) : null;
}
