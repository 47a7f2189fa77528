import { forwardRef, memo, useState } from "react";
import type { DocumentView } from "#server/services/index.ts";
import { useSsrHtml, type DrawnText } from "#app/framework/ssr-html.tsx";
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

function firstText(
  html: string | null,
  drawn: DrawnText | null,
  nonce: string | undefined,
): string {
  if (html !== null) return framed(html);
  // Left out of the browser's scripts.
  if (import.meta.env.SSR && drawn) return preloads(drawn) + framed(inParts(drawn, nonce));
  // Only used where React renders the whole page again, because something else (such as a browser
  // extension) changed the page before hydration.
  return document.querySelector("[data-first-paint]")?.innerHTML ?? "";
}

function framed(html: string): string {
  return `<div class="prose ProseMirror">${html}</div>`;
}

/** Asked for before the text, which has more bytes than all that is above it. */
function preloads({ modules }: DrawnText): string {
  return modules.map((href) => `<link rel="modulepreload" href="${href}">`).join("");
}

/**
 * A long text with its rest in an element of its own: for who comes to its top, the browser lays out
 * the first part alone (desk.css), since the editor lays out all of it a moment later. The rest is
 * found by the browser's search, and is laid out where somebody scrolls, prints, or waits for an editor
 * that does not come: a text that is not laid out is in no accessibility tree (decisions 57, 117).
 */
function inParts({ html, rest }: DrawnText, nonce: string | undefined): string {
  if (rest === null) return html;
  const { text, notes, phone } = rest.heights;
  const heights = `--text-height:${text}px;--notes-height:${notes}px;--phone-height:${phone}px`;
  const script = nonce === undefined ? "" : `<script nonce="${nonce}">${TOP_FIRST}</script>`;
  const below = html.slice(rest.from);
  return `${script}${html.slice(0, rest.from)}<div data-rest hidden="until-found" style="${heights}">${below}</div>`;
}

/**
 * Not for an address with a place in the text, nor for a scroll position that is restored: the browser
 * finds them by the true heights of what is above.
 */
const TOP_FIRST = `(function (script) {
  var visit = performance.getEntriesByType("navigation")[0];
  var text = script.parentElement;
  script.remove();
  if (!visit || visit.type !== "navigate" || location.hash || !("onbeforematch" in text)) return;
  function all() {
    text.removeAttribute("data-top-first");
    removeEventListener("scroll", all);
    removeEventListener("hashchange", all);
  }
  text.setAttribute("data-top-first", "");
  addEventListener("scroll", all);
  addEventListener("hashchange", all);
  setTimeout(all, 5000);
})(document.currentScript)`
  .replaceAll(/\s+/gu, " ")
  .trim();
