import type { TextPaint } from "#app/document/rendering/text-paint.ts";

interface PageOfText {
  /** Of the response's Content-Security-Policy. */
  readonly nonce: string;
  /** Addresses of the page's modules. */
  readonly modules: readonly string[];
}

/** A text as HTML, with the element around it that an editor has, too. */
export function framed(html: string): string {
  return `<div class="prose ProseMirror">${html}</div>`;
}

/** A text as a page from the server has it; the modules are asked for before its many bytes. */
export function firstPaint(text: Pick<TextPaint, "html" | "rest">, page: PageOfText): string {
  const preloads = page.modules.map((href) => `<link rel="modulepreload" href="${href}">`);
  return preloads.join("") + framed(inParts(text, page.nonce));
}

/**
 * A long text with its rest in an element of its own: for who comes to its top, the browser lays out
 * the first part alone (desk.css), since the editor lays out all of it a moment later. The rest is
 * found by the browser's search, and is laid out where somebody scrolls, prints, or waits for an editor
 * that does not come: a text that is not laid out is in no accessibility tree (decisions 57, 117).
 */
function inParts({ html, rest }: Pick<TextPaint, "html" | "rest">, nonce: string): string {
  const script = `<script nonce="${nonce}">${TOP_FIRST}</script>`;
  if (rest === null) return script + html;
  const heights = Object.entries(rest.heights).map(
    ([name, height]) => `--rest-${name}:${height}px`,
  );
  const [top, below] = [html.slice(0, rest.from), html.slice(rest.from)];
  return `${script}${top}<div data-rest hidden="until-found" style="${heights.join(";")}">${below}</div>`;
}

/**
 * Not for a scroll position that is restored, which the browser finds by the true height of what is above,
 * nor for an address with a place in the text, which is shown once all of it has come.
 */
const TOP_FIRST = `(function (script) {
  var visit = performance.getEntriesByType("navigation")[0];
  var text = script.parentElement;
  script.remove();
  if (!visit || visit.type !== "navigate") return;
  if (location.hash) {
    document.addEventListener("DOMContentLoaded", function () {
      try {
        var id = CSS.escape(decodeURIComponent(location.hash.slice(1)));
        var block = text.querySelector('[data-id="' + id + '"]');
        if (block) block.scrollIntoView();
      } catch (malformed) {}
    });
    return;
  }
  if (!("onbeforematch" in text)) return;
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
