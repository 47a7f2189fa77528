import { escaped } from "#server/mail/escaped.ts";

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
export function standalonePage(title: string, body: Markup): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${NOTHING_RUNS}">
<title>${escaped(title)}</title>
<style>body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 Georgia,serif}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #bbb;padding:.4rem;text-align:left;vertical-align:top}
pre{white-space:pre-wrap}.soft{color:#555}blockquote{margin:.5rem 0 1rem 1rem}</style></head><body>
${body.html}
</body></html>
`;
}

/** Paragraphs of words that somebody typed. */
export function typedWords(text: string): Markup {
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
