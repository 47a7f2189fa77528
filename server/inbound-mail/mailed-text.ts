import EmailReplyParser from "email-reply-parser";
import { convert } from "html-to-text";

/** Characters of a mail's text that are looked through: the expressions of the library are no linear ones. */
const MOST_TEXT = 40_000;
const MOST_HTML = 400_000;

/** Somebody's own words in a mail, without what they answer and what their program adds. */
interface MailedText {
  /** Empty where nothing is left. */
  readonly text: string;
  /** Whether there was more: quotations, a signature. */
  readonly wasCut: boolean;
}

/** By which a letter of ours is found in an answer to it. */
export interface OurLetters {
  /** Where their links lead. */
  readonly appUrl: string;
  /** The person whom they greet; null where that is not known. */
  readonly name: string | null;
}

/** Null for a text that is too long to be looked through. */
export function mailedText(text: string, html: string, letters: OurLetters): MailedText | null {
  const isWritten = text.trim() !== "";
  if (!isWritten && html.length > MOST_HTML) return null;
  const whole = tidied(isWritten ? text : textOf(html));
  if (whole.length > MOST_TEXT) return null;
  const left = tidied(withoutOurs(new EmailReplyParser().read(whole).getVisibleText(), letters));
  return { text: left, wasCut: left !== whole };
}

/** The link of our letters that holds a secret, also as filters of mail write it anew. */
const ENDING = /mail(?:\/|%2F|_)unsubscribe/iu;
const GREETING = /^[\s>|]*Dear .*,$/u;
/** A header of the letter that is answered, in whichever language. */
const HEADER = /^[\s>|*]*\p{L}[\p{L} .-]{0,24}:/u;
const RULE = /^[\s>|]*[-_]{5}/u;
/** Such headers in a row: a person's own lines with a colon are fewer. */
const FEWEST_HEADERS = 3;

/**
 * Without our own letter, where a program quoted it in a way that the library does not know. Whoever has
 * its last link can end the person's e-mails, so that nothing from there on is ever shown to others.
 */
function withoutOurs(text: string, { appUrl, name }: OurLetters): string {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => ENDING.test(line));
  if (end === -1) return text;
  const above = lines.slice(0, end);
  const { host } = new URL(appUrl);
  const begins = [
    above.findIndex((line) => name !== null && line.endsWith(`Dear ${name},`)),
    above.findLastIndex((line) => GREETING.test(line)),
    above.findIndex((line) => line.includes(host)),
    end,
  ].find((at) => at >= 0);
  return lines.slice(0, aboveHeaders(lines, begins ?? end)).join("\n");
}

/** Where the headers begin that a program wrote right above the line; the line itself for none. */
function aboveHeaders(lines: readonly string[], from: number): number {
  const last = lastWritten(lines, from);
  // Such as "… skrev Desk <desk@example.org>:".
  const above = lines[last] ?? "";
  if (above.includes("@") && above.endsWith(":")) return last;
  const first = lines.findLastIndex((line, at) => at <= last && !HEADER.test(line)) + 1;
  if (last + 1 - first < FEWEST_HEADERS) return from;
  const rule = lastWritten(lines, first);
  return RULE.test(lines[rule] ?? "") ? rule : first;
}

/** The last line before that one that is not blank; -1 for none. */
function lastWritten(lines: readonly string[], before: number): number {
  return lines.findLastIndex((line, at) => at < before && line.trim() !== "");
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
