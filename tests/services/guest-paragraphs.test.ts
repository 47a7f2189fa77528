import { describe, expect, it } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { paragraphsOf } from "#server/services/guests/paragraphs.ts";

const text = (words: string): ProseNode => ({ type: "text", text: words });
const block = (id: string, ...content: ProseNode[]): ProseNode => ({
  type: "block",
  attrs: { id },
  content,
});

describe("[M7] the paragraphs that a guest may name", () => {
  it("show by a sign where a name or a date is drawn, and say of which other words can be proposed", () => {
    const blocks = [
      block("b1", text("I, "), { type: "field" }, text(", make this request")),
      block("b2", text("Without"), { type: "hardBreak" }, text("delay")),
      block("b3", text("See the note"), { type: "footnote", content: [text("aside")] }),
      block("b4", text("Plain words.")),
      block("b5", { type: "field" }),
    ];
    expect(paragraphsOf({ blocks, versionId: null, generation: 1 })).toEqual([
      { blockId: "b1", words: "I, […], make this request", isPlain: false },
      { blockId: "b2", words: "Without delay", isPlain: false },
      { blockId: "b3", words: "See the note", isPlain: false },
      { blockId: "b4", words: "Plain words.", isPlain: true },
    ]);
  });
});
