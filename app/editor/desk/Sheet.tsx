import { forwardRef, memo, useState } from "react";
import type { DocumentView } from "#server/services/index.ts";
import { useSsrText } from "#app/framework/ssr-html.tsx";
import { framed } from "./first-paint.ts";
import { Letterhead } from "./Letterhead.tsx";

interface SheetProps {
  /**
   * The first paint: HTML from app/document, which escapes everything. Null where the page already
   * contains it.
   */
  readonly html: string | null;
  readonly view: DocumentView;
}

/**
 * The sheet of paper: generated parts, then the text, first as rendered by the server, then the
 * editor in its place. React renders the text once and never updates it.
 */
export const Sheet = memo(
  forwardRef<HTMLDivElement, SheetProps>(function Sheet({ html, view }, frame) {
    const here = useSsrText();
    const [first] = useState(() => ({ __html: firstText(html, here) }));
    return (
      <div className="sheet" data-layout={view.layoutProfile}>
        <Letterhead view={view} />
        <div
          ref={frame}
          data-first-paint=""
          suppressHydrationWarning
          // oxlint-disable-next-line react/no-danger -- app/document/rendering escapes it
          dangerouslySetInnerHTML={first}
        />
      </div>
    );
  }),
);

function firstText(html: string | null, here: string | null): string {
  if (html !== null) return framed(html);
  if (here !== null) return here;
  // Only used where React renders the whole page again, because something else (such as a browser
  // extension) changed the page before hydration.
  return document.querySelector("[data-first-paint]")?.innerHTML ?? "";
}
