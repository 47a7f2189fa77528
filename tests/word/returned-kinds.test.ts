import { describe, expect, test } from "vitest";
import { block, body, doc, pageBreak, reference } from "#tests/document/build.ts";
import { readSuggested } from "#app/document/suggestion/index.ts";
import { cameBack, edited, leftFile, paragraphAt, run, styled } from "./came-back.ts";

describe("[W9] a paragraph typed before a cited one, over which Word stretches its bookmarks", () => {
  const TEXT = doc(
    block("numbered", 1, "n1", "First numbered of many words."),
    body("y", "See ", reference("n1"), "."),
    body("z", "End."),
  );
  const stretched = (xml: string) => {
    const { from, to, xml: own } = paragraphAt(xml, "First numbered");
    const start = "<w:r><w:t>First";
    const typed = `${run("Brand new words here now.")}</w:p><w:p>${styled("NumberedParagraph")}`;
    return xml.slice(0, from) + own.replace(start, typed + start) + xml.slice(to);
  };

  test("comes alone: references lead where they led", async () => {
    const left = await leftFile(TEXT);
    const { plan } = await cameBack(left, edited(left.bytes, stretched));
    expect(plan.changes).toHaveLength(1);
    const { proposed } = readSuggested(plan.changes[0]?.suggestion ?? { base: "", proposed: "" });
    expect(proposed.map(({ attrs }) => attrs?.id)).toContain("n1");
    expect(plan.silent).toEqual(["¶ 1"]);
  });
});

describe("[W9] a file whose styles are gone", () => {
  const TEXT = doc(
    block("heading", 1, "h1", "Heading words"),
    block("numbered", 1, "n1", "First numbered words."),
    block("numbered", 1, "n2", "Second numbered words."),
    body("y", "Some body text."),
  );

  test("says that kinds stay as they left", async () => {
    const left = await leftFile(TEXT);
    const bare = edited(left.bytes, (xml) => xml.replaceAll(/<w:pStyle[^>]*>/gu, ""));
    const { plan } = await cameBack(left, bare);
    expect(plan.changes).toEqual([]);
    expect(plan.leftOut).toMatchObject([
      { where: "the whole file", why: expect.stringContaining("stay here as they left") },
    ]);
    expect((await cameBack(left, left.bytes)).plan.leftOut).toEqual([]);
  });
});

describe("[W9] a page break that somebody took out without tracking", () => {
  test("is named as one, and so is a paragraph that somebody put in", async () => {
    const left = await leftFile(doc(body("a", "Before."), pageBreak, body("b", "Behind.")));
    const without = edited(left.bytes, (xml) => {
      const at = xml.indexOf('<w:br w:type="page"/>');
      const from = xml.lastIndexOf("<w:p>", at);
      return xml.slice(0, from) + xml.slice(xml.indexOf("</w:p>", at) + "</w:p>".length);
    });
    expect((await cameBack(left, without)).plan.silent).toEqual(["a page break"]);
    const more = edited(left.bytes, (xml) => {
      const { to } = paragraphAt(xml, "Before.");
      return `${xml.slice(0, to)}<w:p>${styled("BodyText")}${run("New.")}</w:p>${xml.slice(to)}`;
    });
    expect((await cameBack(left, more)).plan.silent).toEqual(["a new paragraph"]);
  });
});
