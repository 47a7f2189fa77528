import { forwardRef, memo, useState } from "react";
import type { DocumentView } from "#server/services/index.ts";
import { useSsrHtml } from "#app/framework/ssr-html.tsx";
import { useNonce } from "#app/framework/nonce.tsx";
import { Letterhead } from "./Letterhead.tsx";

interface SheetProps {
  /** The first paint: HTML of app/document, which escapes everything. Null where the page holds it. */
  readonly html: string | null;
  readonly view: DocumentView;
}

/**
 * The sheet of paper: what the page says beside its text, then the text; at first as the server drew
 * it, then the editor, which takes its place. React draws the text once and leaves it alone.
 */
export const Sheet = memo(
  forwardRef<HTMLDivElement, SheetProps>(function Sheet({ html, view }, frame) {
    const drawn = useSsrHtml();
    const nonce = useNonce();
    const [first] = useState(() => ({ __html: firstText(html, drawn, nonce) }));
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

function firstText(html: string | null, drawn: string | null, nonce: string | undefined): string {
  if (html !== null) return framed(html);
  if (drawn !== null) return framed(topFirst(nonce) + drawn);
  // React needs the text that the server drew only where it draws the whole page anew, because
  // something else (a browser's extension, say) has changed the page before it woke up.
  return document.querySelector("[data-first-paint]")?.innerHTML ?? "";
}

function framed(html: string): string {
  return `<div class="prose ProseMirror">${html}</div>`;
}

/**
 * Who comes to the top of a long text reads it before the rest has been laid out (desk.css). Not who
 * comes back to a place further down, which the browser finds by the height of all that is above it.
 */
function topFirst(nonce: string | undefined): string {
  return nonce === undefined ? "" : `<script nonce="${nonce}">${TOP_FIRST}</script>`;
}

const TOP_FIRST = `(function (script) {
  var visit = performance.getEntriesByType("navigation")[0];
  if (visit && visit.type === "navigate" && !location.hash) {
    script.parentElement.setAttribute("data-top-first", "");
  }
  script.remove();
})(document.currentScript)`
  .replaceAll(/\s+/gu, " ")
  .trim();
