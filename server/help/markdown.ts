import { Marked, type MarkedToken, type Token } from "marked";
import {
  textOfHelp,
  type HelpBlock,
  type HelpInline,
  type HelpText,
} from "#app/domain/help/text.ts";
import { isHelpPage, type HelpPageName } from "#app/domain/help/pages.ts";

/** An instance of its own: nobody's settings of the shared one reach it. */
const marked = new Marked();

/**
 * A file of docs/help as data. Only what such a file may hold becomes part of it; anything else, such as
 * HTML, is an error: so that no page needs to be cleaned, and a mistake is found by a test.
 */
export function readHelpText(name: HelpPageName, markdown: string): HelpText {
  const [title, lead, ...rest] = marked.lexer(markdown).filter(({ type }) => type !== "space");
  if (!isKind(title, "heading") || title.depth !== 1 || !isKind(lead, "paragraph")) {
    throw new Error(`${name} has to begin with its title and a paragraph.`);
  }
  return {
    name,
    title: textOfHelp(inlines(title.tokens)),
    lead: textOfHelp(inlines(lead.tokens)),
    blocks: rest.map((token) => block(token)),
  };
}

function isKind<K extends MarkedToken["type"]>(
  token: Token | undefined,
  kind: K,
): token is Extract<MarkedToken, { type: K }> {
  return token?.type === kind;
}

function block(token: Token): HelpBlock {
  if (isKind(token, "heading") && token.depth === 2) {
    const words = textOfHelp(inlines(token.tokens));
    return { kind: "heading", id: headingId(words), words };
  }
  if (isKind(token, "paragraph")) {
    const [only] = token.tokens;
    if (isKind(only, "image") && token.tokens.length === 1) {
      return { kind: "picture", file: pictureFile(only.href), alt: only.text };
    }
    return { kind: "paragraph", pieces: inlines(token.tokens) };
  }
  if (isKind(token, "blockquote")) {
    const [only] = token.tokens;
    if (!isKind(only, "paragraph")) throw new Error(`A note is one paragraph: ${token.raw}`);
    return { kind: "note", pieces: inlines(only.tokens) };
  }
  if (isKind(token, "list")) {
    return {
      kind: "list",
      isOrdered: token.ordered,
      items: token.items.map((item) => item.tokens.flatMap((inner) => itemPieces(inner))),
    };
  }
  if (isKind(token, "table")) {
    return {
      kind: "table",
      head: token.header.map((cell) => inlines(cell.tokens)),
      rows: token.rows.map((row) => row.map((cell) => inlines(cell.tokens))),
    };
  }
  throw new Error(`The help has no place for: ${token.raw}`);
}

function itemPieces(token: Token): HelpInline[] {
  if (isKind(token, "text") || isKind(token, "paragraph")) return inlines(token.tokens ?? []);
  throw new Error(`An item of a list is one paragraph: ${token.raw}`);
}

function inlines(tokens: readonly Token[]): HelpInline[] {
  return tokens.map((token): HelpInline => {
    if (isKind(token, "text") || isKind(token, "escape")) {
      return { kind: "words", words: token.text.replaceAll("\n", " ") };
    }
    if (isKind(token, "strong")) return { kind: "strong", pieces: inlines(token.tokens) };
    if (isKind(token, "em")) return { kind: "emphasis", pieces: inlines(token.tokens) };
    if (isKind(token, "codespan")) return { kind: "code", words: token.text };
    if (isKind(token, "link")) {
      return { kind: "link", to: linkTarget(token.href), pieces: inlines(token.tokens) };
    }
    throw new Error(`A sentence of the help has no place for: ${token.raw}`);
  });
}

/**
 * Where a link leads: another page of the help (written as the file, so that it also works where the
 * files are read), an address of the workspace, or one of the web over https.
 */
function linkTarget(href: string): string {
  const [, name = "", anchor = ""] = /^([a-z-]+)\.md(#[a-z0-9-]+)?$/u.exec(href) ?? [];
  if (isHelpPage(name)) return `/help/${name}${anchor}`;
  if (/^#[a-z0-9-]+$/u.test(href) || /^\/[a-z/-]*(?:#[a-z-]+)?$/u.test(href)) return href;
  if (/^https:\/\/[a-z0-9.-]+(?:\/[\w./-]*)?$/u.test(href)) return href;
  throw new Error(`The help can't lead to ${href}.`);
}

function pictureFile(href: string): string {
  const [, file] = /^\.\.\/pictures\/([a-z-]+\.png)$/u.exec(href) ?? [];
  if (!file) throw new Error(`The help has no picture ${href}.`);
  return file;
}

/** As where Markdown files are read on the web: in small letters, hyphens for spaces. */
function headingId(words: string): string {
  return words
    .toLowerCase()
    .replaceAll(" ", "-")
    .replaceAll(/[^a-z0-9-]/gu, "");
}
