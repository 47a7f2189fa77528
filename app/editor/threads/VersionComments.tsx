import { type ReactNode, useState } from "react";
import { MarginBoundary } from "#app/editor/margin/MarginBoundary.tsx";
import { usePageFrame } from "#app/framework/page-frame.ts";
import { lazyWhenShown } from "#app/ui/lazy/lazy-parts.ts";
import type { VersionThreadsProps } from "./VersionThreads.tsx";
import "./version-comments.css";

const VersionThreads = lazyWhenShown<VersionThreadsProps>(() => import("./VersionThreads.tsx"));

/**
 * Comments on the version that a page shows; they load after the page, which has room for them: beside it,
 * or in a bar at the foot of the window, with `children` before the way to them.
 */
export function VersionComments({
  documentId,
  version,
  view = "text",
  isInReview = false,
  children,
}: Pick<VersionThreadsProps, "documentId" | "version"> &
  Partial<Pick<VersionThreadsProps, "view" | "isInReview">> & { readonly children?: ReactNode }) {
  const person = usePageFrame()?.person;
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const [cards, setCards] = useState<HTMLElement | null>(null);
  return person ? (
    <>
      <div ref={setBar} className="version-bar">
        {children}
      </div>
      <aside ref={setCards} aria-label="Comments" className="version-comments" />
      <MarginBoundary>
        <VersionThreads
          key={version.id}
          documentId={documentId}
          version={version}
          you={person}
          view={view}
          isInReview={isInReview}
          bar={bar}
          cards={cards}
        />
      </MarginBoundary>
    </>
  ) : null;
}
