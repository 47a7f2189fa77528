import { describe, expect, it } from "vitest";
import { textFactsOf, textFactsOfHtml } from "~/editor/outline";
import { proseToHtml } from "~/prose/html";
import type { ProseJSON } from "~/prose/prose";
import { legalSchema } from "~/prose/schema";
import { firstTemplate } from "~/prose/templates";

describe("the outline and the count of words", () => {
  let made = 0;
  const kinds = ["request", "complaint", "appeal", "letter"] as const;

  it.each(kinds)("are the same from the first paint and from the editor, for a new %s", (kind) => {
    const prose = firstTemplate(kind, () => `block-${(made += 1)}`);
    const document = legalSchema().nodeFromJSON(prose);
    expect(textFactsOfHtml(proseToHtml(prose))).toEqual(textFactsOf(document));
    expect(textFactsOf(document).words).toBeGreaterThan(20);
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
    expect(textFactsOfHtml(proseToHtml(prose))).toEqual(facts);
    expect(textFactsOf(legalSchema().nodeFromJSON(prose))).toEqual(facts);
  });
});
