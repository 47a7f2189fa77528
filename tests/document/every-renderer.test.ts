import { describe, expect, test } from "vitest";
import { incompletePartsOf } from "#app/document/completeness.ts";
import {
  ATTRIBUTES,
  COMPLETENESS,
  HTML,
  PLAIN_TEXT,
  SCHEMAS,
  TYPST_BLOCKS,
  TYPST_INLINE,
} from "#app/document/nodes/index.ts";
import { carriesOwnId } from "#app/document/nodes/node-id.ts";
import type {
  AttributeChecks,
  CompletenessRules,
  HtmlRenderers,
  PlainTextRenderers,
  TypstBlockRenderers,
  TypstInlineRenderers,
} from "#app/document/nodes/renderers.ts";
import type { ContentNodes, ProseNode, ProseNodeType } from "#app/document/prose.ts";
import { nodeHtml } from "#app/document/rendering/html.ts";
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import { nodeText } from "#app/document/rendering/plain-text.ts";
import { blocksOf } from "#app/document/rendering/typst/blocks.ts";
import { referencesOf } from "#app/document/rendering/typst/references.ts";
import { legalSchema } from "#app/document/schema.ts";
import { checkedNode } from "#app/document/version/validate.ts";
import { COALITION_DETAILS } from "#tests/typesetting/details.ts";
import { block, body, cell, doc, footnote, header, pageBreak, table, text } from "./build.ts";

/** One of each node. A node that is missing here does not compile. */
const EVERY: { readonly [Type in keyof ContentNodes]: ContentNodes[Type] } = {
  block: body("b", "Words."),
  table: { type: "table", content: [] },
  tableRow: { type: "tableRow", content: [cell(body("c", "In a cell."))] },
  tableCell: { type: "tableCell", attrs: oneCell(), content: [body("d", "In a cell.")] },
  tableHeader: { type: "tableHeader", attrs: oneCell(), content: [body("e", "At the head.")] },
  pageBreak: { type: "pageBreak" },
  caption: { type: "caption", attrs: { id: "f" } },
  signatureBlock: { type: "signatureBlock", attrs: { id: "g", organization: "gone" } },
  exhibit: { type: "exhibit", attrs: { id: "gone" } },
  text: { type: "text", text: "Words." },
  hardBreak: { type: "hardBreak" },
  field: { type: "field", attrs: { name: "delivery" } },
  crossReference: { type: "crossReference", attrs: { targets: ["nowhere"], ranges: [] } },
  footnote: { type: "footnote", attrs: { id: "h" }, content: [text("A note.")] },
};

function oneCell() {
  return { colspan: 1, rowspan: 1, colwidth: null };
}

/** Each node's reading in HTML, in plain text and in the data of the PDF's templates. */
const READS: Readonly<
  Record<keyof ContentNodes, readonly [html: RegExp, plain: RegExp, pdf: RegExp]>
> = {
  block: [
    /^<p data-kind="body" dir="auto" data-id="b">Words\.<\/p>$/u,
    /^Words\.$/u,
    /"k":"body"/u,
  ],
  table: [/^<table><tbody>.*In a cell/u, /^At the head\.\tIn a cell\.$/u, /"k":"table"/u],
  tableRow: [/^<tr><td.*In a cell/u, /^In a cell\.$/u, /"rows":\[\[/u],
  tableCell: [/^<td><p.*In a cell/u, /^In a cell\.$/u, /"head":false/u],
  tableHeader: [/^<th><p.*At the head/u, /^At the head\.$/u, /"head":true/u],
  pageBreak: [/^<hr data-page-break=""/u, /^\f$/u, /"k":"break"/u],
  caption: [/data-caption="".*caption: no court/u, /^\[caption: no court/u, /caption: no court/u],
  signatureBlock: [
    /data-signature-block="gone"/u,
    /^\[signature block of an organization that is not/u,
    /"k":"signatures"/u,
  ],
  exhibit: [/data-exhibit="gone"/u, /^Exhibit /u, /"k":"exhibit"/u],
  text: [/^Words\.$/u, /^Words\.$/u, /"Words\."/u],
  hardBreak: [/^<br>$/u, /^\n$/u, /"k":"br"/u],
  field: [/data-field="delivery"/u, /^\[method of delivery\]$/u, /"k":"blank"/u],
  crossReference: [/data-lost=""/u, /^\[reference to a paragraph that is gone\]$/u, /"k":"lost"/u],
  footnote: [/data-footnote="".*A note\./u, /^ \[Footnote.*A note\.\]$/u, /"k":"fn"/u],
};

const TYPES = Object.keys(EVERY) as (keyof ContentNodes)[];
const IN_LINE: ReadonlySet<string> = new Set(Object.keys(TYPST_INLINE));

/** A text that is allowed and holds one node of each type; its table has a row, a cell and a head. */
function textWith(type: keyof ContentNodes): ProseNode {
  if (type.startsWith("table")) {
    return table([header(body("e", "At the head.")), cell(body("c", "In a cell."))]);
  }
  return IN_LINE.has(type) ? body("b", EVERY[type]) : EVERY[type];
}

function typstData(...nodes: ProseNode[]) {
  return blocksOf(nodes, {
    details: COALITION_DETAILS,
    filing: null,
    references: referencesOf(doc(...nodes), false),
    print: (words) => words,
    gapsAllowed: true,
    located: false,
  });
}

describe("every node of the text", () => {
  const page = drawnPage(doc(...TYPES.map(textWith)), {
    page: { facts: COALITION_DETAILS, layoutProfile: "letter" },
  });

  test.each(TYPES)("%s is drawn, read as plain text and set in the PDF", (type) => {
    const node = type === "table" ? textWith("table") : EVERY[type];
    const [html, plain, pdf] = READS[type];
    expect(nodeHtml(node, page)).toMatch(html);
    expect(nodeText(node, page)).toMatch(plain);
    const data = typstData(textWith(type));
    const json = JSON.stringify(data);
    expect(json).toMatch(pdf);
    // Plain JSON: what the templates read is all that there is.
    expect(JSON.parse(json)).toEqual(data);
  });

  test.each(TYPES)("%s is allowed in a version", (type) => {
    expect(() => checkedNode(doc(textWith(type)))).not.toThrow();
  });

  test("that is not whole is named, each once", () => {
    const missing = incompletePartsOf(doc(...TYPES.map(textWith)), COALITION_DETAILS);
    expect(missing.map(({ words }) => words)).toEqual([
      "the text has a caption, but no court and no parties are recorded",
      "a signature block belongs to an organization that is not among the document’s details",
      "Exhibit A is not among the document’s details",
      "a cross-reference in the paragraph without words leads to a place that is gone",
    ]);
  });

  test("of a newer release is read by its words, and is not set in a PDF", () => {
    const unknown = { type: "sidebar", content: [body("x", "Words.")] } as unknown as ProseNode;
    expect(nodeHtml(unknown, page)).toContain("Words.");
    expect(nodeText(unknown, page)).toBe("Words.");
    expect(() => typstData(unknown)).toThrow("The text holds “sidebar”, which can’t be printed.");
  });
});

describe("the Records of all nodes", () => {
  test("name the nodes of the schema, and no others", () => {
    const nodes = Object.keys(legalSchema().nodes).toSorted();
    const held = nodes.filter((name) => name !== "doc");
    expect(Object.keys(SCHEMAS).toSorted()).toEqual(nodes);
    expect(Object.keys(ATTRIBUTES).toSorted()).toEqual(nodes);
    for (const one of [HTML, PLAIN_TEXT, COMPLETENESS, EVERY]) {
      expect(Object.keys(one).toSorted()).toEqual(held);
    }
    const parts = ["tableRow", "tableCell", "tableHeader"];
    const set = [...Object.keys(TYPST_BLOCKS), ...Object.keys(TYPST_INLINE), ...parts];
    expect(set.toSorted()).toEqual(held);
    for (const [name, { config }] of Object.entries(SCHEMAS)) expect(config.name).toBe(name);
  });

  test("do not compile where one is missing", () => {
    // `npm run check:types` fails where one of these is no error: an unused @ts-expect-error is one.
    const { footnote: _schema, ...schemas } = SCHEMAS;
    const { footnote: _rule, ...rules } = ATTRIBUTES;
    const { footnote: _html, ...html } = HTML;
    const { footnote: _plain, ...plain } = PLAIN_TEXT;
    const { table: _block, ...blocks } = TYPST_BLOCKS;
    const { footnote: _inline, ...inline } = TYPST_INLINE;
    const { footnote: _whole, ...whole } = COMPLETENESS;
    // @ts-expect-error -- without a footnote
    const noSchema: Readonly<Record<ProseNodeType, unknown>> = schemas;
    // @ts-expect-error -- without a footnote
    const noRule: AttributeChecks = rules;
    // @ts-expect-error -- without a footnote
    const noHtml: HtmlRenderers = html;
    // @ts-expect-error -- without a footnote
    const noPlain: PlainTextRenderers = plain;
    // @ts-expect-error -- without a table
    const noBlock: TypstBlockRenderers = blocks;
    // @ts-expect-error -- without a footnote
    const noInline: TypstInlineRenderers = inline;
    // @ts-expect-error -- without a footnote
    const noWhole: CompletenessRules = whole;
    for (const one of [noSchema, noRule, noHtml, noPlain, noInline, noWhole]) {
      expect(one).not.toHaveProperty("footnote");
    }
    expect(noBlock).not.toHaveProperty("table");
  });

  test("a node is known by its type: what it holds follows from that", () => {
    const wordsOf = (node: ProseNode): string => {
      switch (node.type) {
        case "text":
          return node.text;
        case "pageBreak":
          // @ts-expect-error -- nothing stands in a page break
          return node.content.length;
        default:
          return (node.content ?? []).map(wordsOf).join("");
      }
    };
    expect(wordsOf(block("quote", 1, "q", "Words", footnote("n", " and more")))).toBe(
      "Words and more",
    );
    expect(pageBreak.type).toBe("pageBreak");
  });

  test("those with an id of their own say so", () => {
    const own = Object.entries(SCHEMAS).filter(([name]) => carriesOwnId(name));
    expect(own.map(([name]) => name).toSorted()).toEqual([
      "block",
      "caption",
      "footnote",
      "signatureBlock",
    ]);
  });
});
