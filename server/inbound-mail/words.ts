import EmailReplyParser from "email-reply-parser";
import { convert } from "html-to-text";

/** Characters of a mail's text that are looked through: the expressions of the library are no linear ones. */
const MOST_TEXT = 40_000;
const MOST_HTML = 400_000;

/** What somebody wrote in a mail, without what they answer and what their program adds. */
export interface MailedWords {
  /** Empty where nothing is left. */
  readonly words: string;
  /** Whether there was more: quotations, a signature. */
  readonly wasCut: boolean;
}

/** Null for a text that is too long to be looked through. */
export function mailedWords(text: string, html: string): MailedWords | null {
  const isWritten = text.trim() !== "";
  if (!isWritten && html.length > MOST_HTML) return null;
  const whole = tidied(isWritten ? text : textOf(html));
  if (whole.length > MOST_TEXT) return null;
  const words = tidied(new EmailReplyParser().read(whole).getVisibleText());
  return { words, wasCut: words !== whole };
}

/** Of a mail that has no plain text. Quotations become lines with ">" before them. */
function textOf(html: string): string {
  return convert(html, {
    wordwrap: false,
    limits: { maxInputLength: MOST_HTML, maxDepth: 100 },
    selectors: [
      { selector: "a", options: { hideLinkHrefIfSameAsText: true } },
      { selector: "img", format: "skip" },
      { selector: "style", format: "skip" },
      { selector: "script", format: "skip" },
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  });
}

/** Lines as a comment has them, without what can't be seen. */
function tidied(text: string): string {
  return (
    text
      .replaceAll("\r\n", "\n")
      .replaceAll("\r", "\n")
      .replaceAll("\u00a0", " ")
      .replaceAll(/\p{Cc}/gu, (control) => (control === "\n" || control === "\t" ? control : ""))
      // They turn the direction of what follows, or are seen by nobody.
      .replaceAll(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, "")
      .split("\n")
      .map((line) => line.trimEnd())
      .join("\n")
      .replaceAll(/\n{3,}/gu, "\n\n")
      .trim()
  );
}
