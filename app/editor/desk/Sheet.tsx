import { forwardRef, memo, useState } from "react";
import type { DocumentView } from "#server/services/index.ts";
import { useSsrHtml } from "#app/framework/ssr-html.tsx";
import { useNonce } from "#app/framework/nonce.tsx";
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
  // Only used where React renders the whole page again, because something else (such as a browser
  // extension) changed the page before hydration.
  return document.querySelector("[data-first-paint]")?.innerHTML ?? "";
}

function framed(html: string): string {
  return `<div class="prose ProseMirror">${html}</div>`;
}

/**
 * A script for readers at the top of a long text, who can read before the rest has been laid out
 * (desk.css). Not for a restored scroll position, which needs the full height of everything above
 * it. Where no editor replaces the text soon, the rest is laid out as well: until then it is not in the
 * accessibility tree.
 */
function topFirst(nonce: string | undefined): string {
  return nonce === undefined ? "" : `<script nonce="${nonce}">${TOP_FIRST}</script>`;
}

const TOP_FIRST = `(function (script) {
  var visit = performance.getEntriesByType("navigation")[0];
  if (visit && visit.type === "navigate" && !location.hash) {
    var text = script.parentElement;
    text.setAttribute("data-top-first", "");
    setTimeout(function () { text.removeAttribute("data-top-first"); }, 5000);
  }
  script.remove();
})(document.currentScript)`
  .replaceAll(/\s+/gu, " ")
  .trim();
