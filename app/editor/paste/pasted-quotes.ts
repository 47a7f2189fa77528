import { QUOTE_INDENT } from "#app/document/word/numbers.ts";

/** Word's built-in styles for quotations; the class name is independent of the language. */
const WORD_QUOTES = ".MsoQuote, .MsoIntenseQuote, .MsoBlockText";

/** Marks quoted paragraphs, and unwraps quotation elements. */
export function markQuotes(body: Element): void {
  body.querySelectorAll(WORD_QUOTES).forEach(markQuote);
  // Word on the web puts the style's name on the text.
  for (const element of body.querySelectorAll(
    "[data-ccp-parastyle*='Quote'], [data-ccp-parastyle='Block Text']",
  )) {
    const paragraph = element.closest("p");
    if (paragraph) markQuote(paragraph);
  }
  for (const paragraph of body.querySelectorAll("p[style*='margin']")) {
    if (
      paragraph.closest("li, td, th, [data-footnote]") === null &&
      isIndentedOnBothSides(paragraph)
    )
      markQuote(paragraph);
  }
  body.querySelectorAll("blockquote").forEach(flattenQuote);
}

function markQuote(paragraph: Element): void {
  const style = paragraph.getAttribute("style") ?? "";
  if (/mso-list\s*:\s*l\d/iu.test(style) || paragraph.hasAttribute("data-kind")) return;
  if (paragraph.tagName === "P" && paragraph.closest("li") === null)
    paragraph.setAttribute("data-kind", "quote");
}

function flattenQuote(quote: Element): void {
  const paragraphs = [...quote.querySelectorAll("p:not([data-kind])")];
  if (paragraphs.length === 0) return;
  for (const paragraph of paragraphs) {
    if (paragraph.closest("li, td, th") === null) paragraph.setAttribute("data-kind", "quote");
  }
  quote.replaceWith(...quote.childNodes);
}

function isIndentedOnBothSides(paragraph: Element): boolean {
  const style = paragraph.getAttribute("style") ?? "";
  if (/text-align\s*:\s*(?:center|right)/iu.test(style)) return false;
  let left = 0;
  let right = 0;
  for (const declaration of style.split(";")) {
    const [name = "", value = ""] = declaration.split(":");
    switch (name.trim().toLowerCase()) {
      case "margin-left":
        left = points(value);
        break;
      case "margin-right":
        right = points(value);
        break;
      case "margin": {
        const sides = value.trim().split(/\s+/u).map(points);
        right = sides[1] ?? sides[0] ?? 0;
        left = sides[3] ?? right;
        break;
      }
    }
  }
  return left >= QUOTE_INDENT && right >= QUOTE_INDENT;
}

const POINTS: Readonly<Record<string, number>> = { pt: 1, in: 72, px: 0.75, cm: 28.35, mm: 2.835 };

/** A CSS length in points; 0 if invalid. */
function points(length: string): number {
  const value = Number.parseFloat(length);
  const unit = length.trim().slice(-2).toLowerCase();
  return Number.isNaN(value) ? 0 : value * (POINTS[unit] ?? 0);
}
