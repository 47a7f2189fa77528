import { describe, expect, it } from "vitest";
import { NO_PAGE_DETAILS } from "#app/document/details/page-details.ts";
import { proseToHtml } from "#app/document/rendering/html.ts";
import { paintOf } from "#app/document/rendering/text-paint.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";

const text = (words: string): ProseNode => ({ type: "text", text: words });

function paragraphs(count: number, more: readonly ProseNode[] = []): ProseJSON {
  const content = Array.from({ length: count }, (_, place): ProseNode => ({
    type: "block",
    attrs: { id: `b${place}`, kind: place % 10 === 0 ? "heading" : "numbered", level: 1 },
    content: [text(`Paragraph ${place} says what the agency did.`), ...more],
  }));
  return { type: "doc", content };
}

const NOTE: ProseNode = {
  type: "footnote",
  attrs: { id: "note" },
  content: [text("See the record. ".repeat(40))],
};

describe("a text as a page shows it before an editor does", () => {
  it("is the whole text in two parts, of which the first is more than a window shows", () => {
    const prose = paragraphs(200, [NOTE]);
    const { html, rest, outline } = paintOf(prose);
    const options = { page: NO_PAGE_DETAILS, notesBelow: true };
    expect(html).toBe(proseToHtml(prose, options));
    const top = html.slice(0, rest?.from);
    expect(top).toContain("Paragraph 59 says");
    expect(top).not.toContain("Paragraph 60 says");
    // Numbers go on where the first part ends.
    expect(html.slice(rest?.from)).toMatch(/^<h2[^>]* data-id="b60"/u);
    expect(html.slice(rest?.from)).toContain('data-number="55."');
    expect(outline.outline).toHaveLength(20);
  });

  it("is one part where it is short", () => {
    expect(paintOf(paragraphs(79)).rest).toBeNull();
    expect(paintOf(paragraphs(80)).rest).not.toBeNull();
  });

  it("knows how high the second part will be, higher on a phone, and with notes", () => {
    const of = (prose: ProseJSON) => paintOf(prose).rest?.heights;
    const plain = of(paragraphs(200));
    const noted = of(paragraphs(200, [NOTE]));
    // 140 blocks of one line each.
    expect(plain?.beside).toBe(Math.round(140 * (22.4 + 12) + 14 * 4));
    expect(plain?.paper).toBe(plain?.beside);
    expect(noted?.beside).toBe(plain?.beside);
    expect(noted?.paper).toBeGreaterThan((plain?.paper ?? 0) + 140 * 17);
    expect(noted?.column).toBeGreaterThan(noted?.paper ?? 0);
    expect(noted?.phone).toBeGreaterThan(noted?.column ?? 0);
  });
});
