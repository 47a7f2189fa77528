import { expect, test } from "vitest";
import { searchableText } from "#app/document/rendering/searchable-text.ts";
import { passagesOf } from "#app/document/rendering/passages.ts";
import { body, doc, exhibit, reference } from "./build.ts";

test("[Q1] a text is searched as it reads, with its references and the labels of its exhibits", () => {
  const sentence = body("p", "A copy is attached as ", reference("e"), ".");
  const text = doc(sentence, exhibit("e"));
  const { text: read, blocks } = searchableText(text, null, ["Before the call"]);
  const [first = "", second] = read.split("\n");
  expect(first).toBe("A copy is attached as Exhibit A.");
  expect(second).toContain("Exhibit A");
  expect(read).toContain("Before the call");
  expect(blocks.slice(0, 2)).toEqual([
    [0, "p"],
    [first.length + 1, "e"],
  ]);
  // Words not typed are no private data and no prompt.
  expect(passagesOf(text, null)).toEqual([{ place: "p", text: "A copy is attached as ." }]);
});
