import { isIsoDate, shortInstant, writtenDay } from "#app/domain/dates.ts";
import { escaped } from "#server/mail/escaped.ts";
import { PAGE_STYLE } from "./style.ts";

/** HTML that was made here, apart from words of people. */
export class Markup {
  constructor(readonly html: string) {}
}

/** HTML in which all that is put in is escaped, unless it is markup itself. */
export function markup(
  parts: TemplateStringsArray,
  ...between: readonly (string | number | null | Markup | readonly Markup[])[]
): Markup {
  const html = parts.map((part, index) => part + inHtml(between[index] ?? null));
  return new Markup(html.join(""));
}

function inHtml(value: string | number | null | Markup | readonly Markup[]): string {
  if (value === null) return "";
  if (value instanceof Markup) return value.html;
  if (typeof value === "object") return value.map(({ html }) => html).join("\n");
  return escaped(String(value));
}

const NOTHING_RUNS =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A page that stands by itself: nothing of it is fetched, and no script runs in it. */
export function standalonePage(title: string, body: Markup, up?: Markup): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${NOTHING_RUNS}">
<title>${escaped(title)}</title>
<style>${PAGE_STYLE}</style></head><body>
${up ? `<p class="way">${up.html}</p>\n` : ""}${body.html}
</body></html>
`;
}

/** Leads from a page in a folder of its own to its matter's page. */
export function toMatter({ title }: { readonly title: string }, levels = 2): Markup {
  return fileLink(`${"../".repeat(levels)}index.html`, title);
}

/** "October 7, 2021"; what is no day, as it stands. */
export function dayText(day: string): string {
  return isIsoDate(day) ? writtenDay(day) : day;
}

/** "Oct 7, 2021, 2:05 p.m. UTC"; what is no time, as it stands. */
export function timeText(at: string | Date): string {
  const instant = new Date(at);
  return Number.isNaN(instant.getTime()) ? String(at) : `${shortInstant(instant, "UTC")} UTC`;
}

/** Paragraphs of words that somebody typed. */
export function typedParagraphs(text: string): Markup {
  const paragraphs = text.split("\n").filter((line) => line.trim() !== "");
  return markup`${paragraphs.map((line) => markup`<p>${line}</p>`)}`;
}

/** A link to another file of the archive. */
export function fileLink(path: string, words: string): Markup {
  const href = path
    .split("/")
    .map((part) => encodeURIComponent(part))
    .join("/");
  return markup`<a href="${href}">${words}</a>`;
}
