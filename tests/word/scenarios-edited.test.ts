import { unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { block, body, cell, doc, table } from "#tests/document/build.ts";
import { cameBack, edited, leftFile, paragraphAt, run, withParagraphBehind } from "./came-back.ts";

const inCell = (id: string, words: string) => cell(body(id, words));
const TEXT = doc(
  body("a", "Alpha target gamma."),
  block("numbered", 1, "n", "The first claim."),
  body("b", "Second target here."),
  table(
    [inCell("t1", "Name"), inCell("t2", "Office")],
    [inCell("t3", "Ana"), inCell("t4", "Oakland")],
  ),
  body("z", "The end."),
);

/** The shape of a node in a line: kinds and looks where they are no plain body. */
function line(node: ProseNode): string {
  const inner = (node.content ?? []).map(line);
  if (node.type === "text") {
    const marks = (node.marks ?? []).map(({ type }) => type).join(" ");
    return marks === "" ? (node.text ?? "") : `${marks}(${node.text ?? ""})`;
  }
  if (node.type === "table") return inner.join(" / ");
  if (node.type === "tableRow") return inner.join(" | ");
  if (node.type.startsWith("tableC")) {
    const across = Number(node.attrs?.colspan ?? 1);
    return `${inner.join(" ")}${across > 1 ? ` over ${across}` : ""}`;
  }
  const kind = node.attrs?.kind;
  return kind === "body" ? inner.join("") : `${String(kind)} ${inner.join("")}`;
}

const rowWith = (xml: string, words: string) => {
  const at = xml.indexOf(words);
  const from = Math.max(xml.lastIndexOf("<w:tr>", at), xml.lastIndexOf("<w:tr ", at));
  const to = xml.indexOf("</w:tr>", at) + "</w:tr>".length;
  return { from, to, xml: xml.slice(from, to) };
};
const inParagraph = (words: string, change: (xml: string) => string) => (xml: string) => {
  const { from, to, xml: own } = paragraphAt(xml, words);
  return xml.slice(0, from) + change(own) + xml.slice(to);
};

/**
 * Edits that Word makes, of the list of open-agreements/docx-platform-tests (W13), and what each is
 * suggested as: from what the text was to what it becomes.
 */
const EDITS: readonly {
  readonly name: string;
  readonly edit: (xml: string) => string;
  readonly was: readonly string[];
  readonly becomes: readonly string[];
}[] = [
  {
    name: "the first of some equal words is replaced, and no other",
    edit: (xml) => xml.replace("target", "aim"),
    was: ["Alpha target gamma."],
    becomes: ["Alpha aim gamma."],
  },
  {
    name: "words over the border of two runs are replaced",
    edit: (xml) =>
      xml.replace("Alpha target gamma.", `Alpha a</w:t></w:r>${run("im gamma.")}<w:r><w:t>`),
    was: ["Alpha target gamma."],
    becomes: ["Alpha aim gamma."],
  },
  {
    name: "a paragraph comes at the end",
    edit: (xml) => withParagraphBehind(xml, "The end.", "BodyText", "Appended."),
    was: ["The end."],
    becomes: ["The end.", "Appended."],
  },
  {
    name: "a paragraph comes between two, and those behind it stay",
    edit: (xml) => withParagraphBehind(xml, "Alpha target", "BodyText", "Between."),
    was: ["Alpha target gamma."],
    becomes: ["Alpha target gamma.", "Between."],
  },
  {
    name: "a paragraph becomes a heading by its style",
    edit: inParagraph("Second target", (own) => own.replace("BodyText", "Heading2")),
    was: ["Second target here."],
    becomes: ["heading Second target here."],
  },
  {
    name: "a paragraph becomes one of the numbered ones",
    edit: inParagraph("Second target", (own) => own.replace("BodyText", "NumberedParagraph")),
    was: ["Second target here."],
    becomes: ["numbered Second target here."],
  },
  {
    name: "bold comes on words, and on nothing else",
    edit: inParagraph("Second target", (own) =>
      own.replace(
        "Second target here.",
        `</w:t></w:r>${run("Second ")}<w:r><w:rPr><w:b/></w:rPr><w:t>target</w:t></w:r>` +
          `${run(" here.")}<w:r><w:t>`,
      ),
    ),
    was: ["Second target here."],
    becomes: ["Second bold(target) here."],
  },
  {
    name: "a row comes at the end of a table, with as many cells",
    edit: (xml) => {
      const { to, xml: own } = rowWith(xml, "Oakland");
      return (
        xml.slice(0, to) + own.replace("Ana", "Ines").replace("Oakland", "Boston") + xml.slice(to)
      );
    },
    was: ["Name | Office / Ana | Oakland"],
    becomes: ["Name | Office / Ana | Oakland / Ines | Boston"],
  },
  {
    name: "a row goes with its words",
    edit: (xml) => {
      const { from, to } = rowWith(xml, "Oakland");
      return xml.slice(0, from) + xml.slice(to);
    },
    was: ["Name | Office / Ana | Oakland"],
    becomes: ["Name | Office"],
  },
  {
    name: "words in a cell are replaced, and its table is as it was",
    edit: (xml) => xml.replace("Oakland", "San Francisco"),
    was: ["Name | Office / Ana | Oakland"],
    becomes: ["Name | Office / Ana | San Francisco"],
  },
];

const linesIn = (nodes: string) => (JSON.parse(nodes) as ProseNode[]).map(line);
const proposedIn = ({ proposed }: { readonly proposed: string }) => linesIn(proposed);

const theText = () => leftFile(TEXT, { facts: null, layoutProfile: "letter" });

describe("[W9] [W13] what was edited in Word is suggested, and nothing beside it", () => {
  test.each(EDITS)("$name", async ({ edit, was, becomes }) => {
    const left = await theText();
    const { plan } = await cameBack(left, edited(left.bytes, edit));
    expect(
      plan.changes.map(({ suggestion }) => [linesIn(suggestion.base), proposedIn(suggestion)]),
    ).toEqual([[was, becomes]]);
    expect(plan.leftOut).toEqual([]);
  });

  test("two cells that are joined keep their words", async () => {
    const left = await theText();
    const { plan } = await cameBack(
      left,
      edited(left.bytes, (xml) => {
        const { from, to, xml: own } = rowWith(xml, "Oakland");
        const cells = own.split(/(?=<w:tc>)/u);
        const joined = `${cells[0] ?? ""}<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p>${run("Ana Oakland")}</w:p></w:tc></w:tr>`;
        return xml.slice(0, from) + joined + xml.slice(to);
      }),
    );
    expect(plan.changes.map(({ suggestion }) => proposedIn(suggestion))).toEqual([
      ["Name | Office / Ana Oakland over 2"],
    ]);
  });

  test("words that were written at the foot of each page are told", async () => {
    const left = await theText();
    const foot = edited(
      left.bytes,
      (xml) => xml.replace("</w:p>", `${run("Confidential")}</w:p>`),
      "word/footer1.xml",
    );
    const { plan } = await cameBack(left, foot);
    expect(plan.leftOut).toMatchObject([{ where: "the page’s footer" }]);
    expect(plan.leftOut[0]?.why).toContain("Confidential");
  });

  test("comments that were all removed change not one word", async () => {
    const at = (offset: number) => ({ block: 0, cell: null, offset });
    const comment = { id: 0, author: "Ana", at: null, parent: null, isDone: false };
    const left = await leftFile(TEXT, { facts: null, layoutProfile: "letter" }, [
      { ...comment, text: "Is that so?", from: at(0), to: at(5) },
    ]);
    const parts = unzipSync(
      edited(left.bytes, (xml) =>
        xml
          .replaceAll(/<w:commentRange(?:Start|End) [^>]*\/>/gu, "")
          .replaceAll(/<w:r><w:commentReference [^>]*\/><\/w:r>/gu, ""),
      ),
    );
    const kept = Object.entries(parts).filter(([name]) => !name.startsWith("word/comments"));
    const { plan, file } = await cameBack(left, zipSync(Object.fromEntries(kept)));
    expect(file.comments).toEqual([]);
    expect(plan).toMatchObject({ changes: [], leftOut: [], silent: [] });
  });
});
