/** The most characters of a page's style sheets that are read; Word writes some 40,000. */
const LARGEST_SHEETS = 300_000;

/** The most rules that are applied, each of which costs a walk through the page. */
const MOST_RULES = 30;

/** Whether a declaration affects which text is pasted, and how. */
function decides(declaration: string): boolean {
  const [name = "", value = ""] = declaration.toLowerCase().split(":");
  switch (name.trim()) {
    case "display":
      return value.includes("none");
    case "mso-hide":
      return value.includes("all");
    case "text-decoration":
    case "text-decoration-line":
      return value.includes("line-through");
    case "page-break-before":
    case "page-break-after":
    case "break-before":
    case "break-after":
      return value.includes("always") || value.includes("page");
    default:
      return false;
  }
}

/**
 * Inlines the declarations of the page's style sheets for hidden and struck-out text and page
 * breaks; all others are dropped.
 */
export function applySheets(page: Document): void {
  const sheets = [...page.querySelectorAll("style")].map((style) => style.textContent ?? "");
  const text = sheets.join("\n").slice(0, LARGEST_SHEETS);
  let rules = 0;
  for (const rule of text.split("}")) {
    const [selector = "", declarations = ""] = rule.split("{");
    const decisive = declarations.split(";").filter(decides);
    if (decisive.length === 0) continue;
    rules += 1;
    if (rules > MOST_RULES) return;
    for (const element of elementsFor(page, selector)) {
      const style = element.getAttribute("style") ?? "";
      // An element's own style comes last and so wins, as in a browser.
      element.setAttribute("style", `${decisive.join(";")};${style}`);
    }
  }
}

function elementsFor(page: Document, written: string): readonly Element[] {
  // Word hides its sheets from old browsers in an HTML comment.
  const selector = written.replace("<!--", "").replace("-->", "").trim();
  try {
    return [...page.body.querySelectorAll(selector)];
  } catch {
    // Invalid selectors, such as Word's "@list l0:level1", are ignored.
    return [];
  }
}
