/** What office programs put beside the text: comments with their anchors, and marks of their own. */
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
  // What browsers and Word on the web put at the end of a line so that it can be selected.
  "br.Apple-interchange-newline",
  ".ListMarkerWrappingSpan",
].join(",");

/**
 * Takes away what nobody saw where it was copied: hidden text, comments, and what is no text at all.
 * Page breaks stay, which Google Docs hides.
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
