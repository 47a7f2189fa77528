import { describe, expect, test } from "vitest";
import { block, body, caption, doc, exhibit, signatureBlock } from "#tests/document/build.ts";
import { reportOf } from "#server/word/bring/report.ts";
import { cameBack, edited, leftFile, paragraphAt, run, withParagraphBehind } from "./came-back.ts";

const TEXT = doc(
  caption("c1"),
  body("a", "Alpha beta."),
  signatureBlock("s1", "x"),
  exhibit("ex1"),
  block("numbered", 1, "n", "A numbered one."),
  body("z", "The end of it."),
);
const PLEADING = { facts: null, layoutProfile: "nd-cal" } as const;

async function told(change: (xml: string) => string, part?: string) {
  const left = await leftFile(TEXT, PLEADING);
  return (await cameBack(left, edited(left.bytes, change, part))).plan;
}

describe("[W7] [W9] words that somebody typed where details are printed", () => {
  test("are told with their place, and nothing is told of a file as it left", async () => {
    const left = await leftFile(TEXT, PLEADING);
    expect((await cameBack(left, left.bytes)).plan).toMatchObject({ leftOut: [], changes: [] });
    const cases = [
      ["[caption]", "typedhere", "the caption"],
      ["[signature block]", "typedhere", "a signature block"],
      ["<w:t>A</w:t>", "<w:t>A typedhere</w:t>", "an exhibit’s slip"],
    ] as const;
    for (const [words, by, where] of cases) {
      const { leftOut } = await told((xml) => xml.replace(words, by));
      expect(leftOut.map((one) => one.where)).toEqual([where]);
    }
  });

  test("are among what nobody tracked, unless somebody did", async () => {
    const silently = await told((xml) => xml.replace("[caption]", "typedhere"));
    expect(silently.silent).toEqual(["the caption"]);
    const by = 'w:id="9001" w:author="Jane Doe" w:date="2026-11-20T10:00:00Z"';
    const tracked = await told((xml) => {
      const { to } = paragraphAt(xml, "[caption]");
      const end = to - "</w:p>".length;
      return `${xml.slice(0, end)}<w:ins ${by}>${run("typedhere")}</w:ins>${xml.slice(end)}`;
    });
    expect(tracked).toMatchObject({ silent: [], leftOut: [{ where: "the caption" }] });
  });

  test("name what was there, and where to change it", async () => {
    const { leftOut } = await told((xml) => xml.replace("[caption]", "typedhere"));
    expect(leftOut).toEqual([
      {
        where: "the caption",
        why: "“typedhere” was written there in place of “[caption]”. The document’s details are printed there; change those if it is to stay",
      },
    ]);
  });

  test("are told of the foot of a page, and of a paragraph in a signature’s cell", async () => {
    const foot = await told(
      (xml) => xml.replace("</w:p>", `${run("typedhere")}</w:p>`),
      "word/footer1.xml",
    );
    expect(foot.leftOut).toMatchObject([{ where: "the page’s footer" }]);
    const cell = await told((xml) =>
      withParagraphBehind(xml, "[signature block]", "SignatureBlock", "typedhere"),
    );
    expect(cell.leftOut).toMatchObject([{ where: "a signature block" }]);
    expect(JSON.stringify(cell.leftOut)).toContain("“typedhere” was written there");
  });

  test("behind an exhibit’s slip are a paragraph with its words, and no second exhibit", async () => {
    const { changes, leftOut } = await told((xml) =>
      withParagraphBehind(xml, "Exhibit ", "ExhibitSlip", "typedhere"),
    );
    expect(leftOut).toEqual([]);
    expect(changes).toHaveLength(1);
    const proposed = changes[0]?.suggestion.proposed ?? "";
    expect(proposed).toContain("typedhere");
    expect(proposed.split('"exhibit"')).toHaveLength(
      (changes[0]?.suggestion.base ?? "").split('"exhibit"').length,
    );
  });
});

describe("[W7] the report of a file that was made here", () => {
  test("names what a document prints from its own details, with the words that stay behind", async () => {
    const left = await leftFile(TEXT, PLEADING);
    const changed = edited(left.bytes, (xml) => xml.replace("[caption]", "typedhere"));
    const { file } = await cameBack(left, changed);
    const { printed } = reportOf(file);
    expect(printed).toContainEqual({
      what: "1 caption",
      count: 1,
      places: ["“typedhere”"],
    });
    expect(printed?.map(({ what }) => what.split(" ")[1])).toEqual([
      "caption",
      "signature",
      "exhibit’s",
    ]);
  });
});
