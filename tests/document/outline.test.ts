import { describe, expect, it } from "vitest";
import { outlineOf, outlineOfHtml } from "#app/document/rendering/outline.ts";
import { proseToHtml } from "#app/document/rendering/html.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { legalSchema } from "#app/document/schema.ts";
import { firstTemplate } from "#app/document/templates/index.ts";

describe("the outline and the count of words", () => {
  let made = 0;
  const kinds = ["request", "complaint", "appeal", "letter"] as const;

  it.each(kinds)("are the same from the first paint and from the editor, for a new %s", (kind) => {
    const prose = firstTemplate(kind, () => `block-${(made += 1)}`);
    const document = legalSchema().nodeFromJSON(prose);
    expect(outlineOfHtml(proseToHtml(prose))).toEqual(outlineOf(document));
    expect(outlineOf(document).words).toBeGreaterThan(20);
  });

  it("read headings as they are written, with marks and signs", () => {
    const prose: ProseJSON = {
      type: "doc",
      content: [
        {
          type: "block",
          attrs: { id: "h", kind: "heading", level: 2 },
          content: [
            { type: "text", text: "Fees & " },
            { type: "text", text: "<costs>", marks: [{ type: "bold" }] },
          ],
        },
        { type: "block", attrs: { id: "empty", kind: "heading", level: 1 } },
      ],
    };
    const facts = { outline: [{ id: "h", level: 2, text: "Fees & <costs>" }], words: 2 };
    expect(outlineOfHtml(proseToHtml(prose))).toEqual(facts);
    expect(outlineOf(legalSchema().nodeFromJSON(prose))).toEqual(facts);
  });
});
