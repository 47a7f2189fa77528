/** Elements that office programs add beside the text: comments with their anchors, and markers. */
const NOT_TEXT = [
  "style",
  "script",
  "template",
  "noscript",
  "head",
  "title",
  ".MsoCommentReference",
  ".msocomanchor",
  "[style*='mso-element:comment']",
  // Added by browsers and Word on the web at the end of a line so that it can be selected.
  "br.Apple-interchange-newline",
  ".ListMarkerWrappingSpan",
].join(",");

/**
 * Removes what was invisible at the source: hidden text, comments, and non-text elements. Keeps
 * page breaks, which Google Docs hides.
 */
export function removeHidden(body: Element): void {
  body.querySelectorAll(NOT_TEXT).forEach((element) => element.remove());
  body.querySelectorAll("[style], [hidden]").forEach((element) => {
    if (element.hasAttribute("data-page-break")) return;
    const style = element.getAttribute("style") ?? "";
    const isHidden =
      element.hasAttribute("hidden") ||
      /display\s*:\s*none/iu.test(style) ||
      HIDDEN_BY_WORD.test(style);
    if (isHidden) element.remove();
  });
}

const HIDDEN_BY_WORD = /mso-hide\s*:\s*all/iu;
