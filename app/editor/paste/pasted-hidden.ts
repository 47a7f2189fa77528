/** Word's comments, each and their list, and the reference to one in the text. */
const COMMENT = "[style*='mso-element:comment']";
const COMMENT_ANCHOR = ".msocomanchor";

/** Elements that office programs add beside the text: comments with their anchors, and markers. */
const NOT_TEXT = [
  "style",
  "script",
  "template",
  "noscript",
  "head",
  "title",
  ".MsoCommentReference",
  COMMENT_ANCHOR,
  COMMENT,
  // Added by browsers and Word on the web at the end of a line so that it can be selected.
  "br.Apple-interchange-newline",
  ".ListMarkerWrappingSpan",
].join(",");

/**
 * Removes what was invisible at the source: hidden text, comments, and non-text elements. Keeps
 * page breaks, which Google Docs hides. Returns the number of comments among it.
 */
export function removeHidden(body: Element): number {
  const comments = countComments(body);
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
  return comments;
}

/** A comment has a reference in the text, and its words at the end; a clipboard may hold one alone. */
function countComments(body: Element): number {
  const references = [...body.querySelectorAll(COMMENT_ANCHOR)].filter(
    (anchor) => anchor.closest(COMMENT) === null,
  );
  const comments = [...body.querySelectorAll(COMMENT)].filter((element) =>
    ONE_COMMENT.test(element.getAttribute("style") ?? ""),
  );
  return Math.max(references.length, comments.length);
}

const ONE_COMMENT = /mso-element\s*:\s*comment(?!-)/iu;

const HIDDEN_BY_WORD = /mso-hide\s*:\s*all/iu;
