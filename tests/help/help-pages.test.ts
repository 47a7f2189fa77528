import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { HELP_PAGES } from "#app/domain/help/pages.ts";
import type { HelpBlock, HelpInline } from "#app/domain/help/text.ts";
import { keyGroups } from "#app/editor/commands/key-list.ts";
import { HELP_OF_SCREEN, helpOfScreen } from "#app/features/help/help-of-screen.ts";
import { helpEntries } from "#server/help/entries.ts";
import { readHelpText } from "#server/help/markdown.ts";
import { readHelpPages } from "#server/help/read.ts";
import { routesOfTree } from "#tests/support/routes-of-the-tree.ts";

const root = path.resolve(import.meta.dirname, "../..");

const texts = await readHelpPages();

function piecesOf(block: HelpBlock): readonly HelpInline[] {
  if ("pieces" in block) return block.pieces;
  if (block.kind === "list") return block.items.flat();
  if (block.kind === "table") return [...block.head, ...block.rows.flat()].flat();
  return [];
}

/** All pieces of all pages, with those inside of others. */
function pieces(): { readonly page: string; readonly piece: HelpInline }[] {
  const within = (piece: HelpInline): HelpInline[] =>
    "pieces" in piece ? [piece, ...piece.pieces.flatMap(within)] : [piece];
  return texts.flatMap(({ name, blocks }) =>
    blocks.flatMap((block) =>
      piecesOf(block)
        .flatMap(within)
        .map((piece) => ({ page: name, piece })),
    ),
  );
}

const anchors = new Set(
  texts.flatMap(({ name, blocks }) => [
    name,
    ...blocks.flatMap((block) => (block.kind === "heading" ? [`${name}#${block.id}`] : [])),
  ]),
);

/** Every source of the pages in one text, with one blank for any. */
function sourcesOfPages(): string {
  return readdirSync(path.join(root, "app"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/u.test(file))
    .map((file) => readFileSync(path.join(root, "app", file), "utf8"))
    .join("\n")
    .replaceAll(/\s+/gu, " ");
}

const screens = (await routesOfTree())
  .filter(({ file }) => file.endsWith(".tsx") && file !== "routes/_workspace.tsx")
  .map(({ file }) => file.replace(/^routes\//u, "").replace(/\.tsx$/u, ""));

describe("[Help] the pages", () => {
  it("are the files of docs/help, each with a title, a first paragraph and sections of different names", () => {
    const files = readdirSync(path.join(root, "docs/help")).map((file) =>
      path.basename(file, ".md"),
    );
    expect([...files].sort()).toEqual([...HELP_PAGES].sort());
    for (const { name, title, lead, blocks } of texts) {
      expect(title.length, name).toBeGreaterThan(3);
      expect(lead.length, name).toBeGreaterThan(30);
      const ids = blocks.flatMap((block) => (block.kind === "heading" ? [block.id] : []));
      expect(new Set(ids).size, name).toBe(ids.length);
      expect(ids.length, name).toBeGreaterThan(0);
    }
  });

  it("hold no link to a page, a section or a picture that isn't there", () => {
    for (const { page, piece } of pieces()) {
      if (piece.kind !== "link" || !piece.to.startsWith("/help/")) continue;
      expect(anchors, `${page} leads to ${piece.to}`).toContain(piece.to.slice("/help/".length));
    }
    for (const block of texts.flatMap(({ blocks }) => blocks)) {
      if (block.kind !== "picture") continue;
      expect(existsSync(path.join(root, "docs/pictures", block.file)), block.file).toBe(true);
      expect(block.alt.length).toBeGreaterThan(10);
    }
  });

  it("name only what stands so on a screen, in italics", () => {
    const sources = sourcesOfPages();
    const named = pieces().flatMap(({ page, piece }) =>
      piece.kind === "emphasis"
        ? piece.pieces.map((word) => ({ page, label: "words" in word ? word.words : "" }))
        : [],
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter(({ label }) => label === "" || !sources.includes(label))).toEqual([]);
  });

  it("name only keys that do something", () => {
    const known = new Set(
      keyGroups()
        .flatMap(({ lines }) => lines)
        .map(([keys]) =>
          keys.replace("Mod", "Ctrl").replace("Arrow", "").replaceAll("-", "+").toLowerCase(),
        ),
    );
    const keys = pieces().flatMap(({ piece }) =>
      piece.kind === "code" && /^(?:Ctrl|Alt|Shift)\+/u.test(piece.words) ? [piece.words] : [],
    );
    expect(keys.length).toBeGreaterThan(4);
    expect(keys.filter((one) => !known.has(one.toLowerCase()))).toEqual([]);
  });
});

describe("[Help] a screen", () => {
  it("has its page: every one of the tree, and none that isn't there", () => {
    expect(Object.keys(HELP_OF_SCREEN).sort()).toEqual([...screens].sort());
    for (const [screen, address] of Object.entries(HELP_OF_SCREEN)) {
      if (address === null) expect(screen).toMatch(/^p\.|public\.preview$/u);
      else expect(anchors, screen).toContain(address);
    }
  });

  it("that is none has none", () => {
    expect(helpOfScreen("constructor")).toBeNull();
    expect(helpOfScreen("no-such-screen")).toBeNull();
    expect(helpOfScreen("login")).toBe("sign-in");
  });
});

describe("[Help] what search finds of it", () => {
  it("is every section once, with its words and where it stands", async () => {
    const entries = await helpEntries();
    expect(entries.map(({ id }) => id).sort()).toEqual([...anchors].sort());
    for (const { id, path: address, text, title } of entries) {
      expect(address).toBe(`/help/${id}`);
      expect(text.length, id).toBeGreaterThan(20);
      expect(title.length, id).toBeGreaterThan(3);
      expect(text).not.toMatch(/\*\*|\]\(|^#/mu);
    }
  });
});

describe("[Help] a file of the help", () => {
  const read = (body: string) => () => readHelpText("filing", `# Title\n\nLead.\n\n${body}\n`);

  it.each([
    ["HTML", "<script>alert(1)</script>"],
    ["HTML within a sentence", "A <b onclick=x>word</b>."],
    ["a link to a script", "[here](javascript:alert)"],
    ["a link to another site without https", "[here](http://example.org/)"],
    ["a link to a file beside", "[here](../../package.json)"],
    ["a link to a page that isn't one", "[here](secrets.md)"],
    ["a picture from elsewhere", "![x](https://example.org/x.png)"],
    ["code", "```\nrm\n```"],
    ["a list within a list", "- one\n  - two"],
  ])("that holds %s is refused", (_, body) => {
    expect(read(body)).toThrow(/The help|A sentence of the help|An item of a list/u);
  });

  it("keeps every other sign as it is written", () => {
    const { blocks } = read("## Tom & Jerry's <3\n\nA & B, 5 < 6, *so*, **so**, `Ctrl+K`.")();
    expect(blocks).toEqual([
      { kind: "heading", id: "tom--jerrys-3", words: "Tom & Jerry's <3" },
      {
        kind: "paragraph",
        pieces: [
          { kind: "words", words: "A & B, 5 < 6, " },
          { kind: "emphasis", pieces: [{ kind: "words", words: "so" }] },
          { kind: "words", words: ", " },
          { kind: "strong", pieces: [{ kind: "words", words: "so" }] },
          { kind: "words", words: ", " },
          { kind: "code", words: "Ctrl+K" },
          { kind: "words", words: "." },
        ],
      },
    ]);
  });
});
