import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { WordPlan } from "#server/word/bring/planned.ts";
import { complaint } from "#prisma/seed/texts/complaint/index.ts";
import { weeklyReportsRequest } from "#prisma/seed/texts/weekly-reports-request.ts";
import { LETTER_DETAILS, SUIT_DETAILS } from "#tests/typesetting/details.ts";
import { cameBack, edited, leftFile, paragraphAt, run } from "./came-back.ts";

/**
 * A file of ours as Google Docs hands it out: no property, no part and no bookmark of ours is left, only the
 * footer's line; paragraphs have headings' styles or none, lists on themselves, fields are words.
 */
function asGoogleSaves(bytes: Uint8Array): Uint8Array {
  const parts = unzipSync(bytes);
  const kept = Object.entries(parts).filter(
    ([name]) => !/^customXml\/|docProps\/custom/u.test(name),
  );
  const listOf = new Map(
    [...strFromU8(parts["word/styles.xml"] ?? new Uint8Array()).matchAll(STYLE)].map(
      ([, id = "", inside = ""]) => [id, /<w:numPr>.*?<\/w:numPr>/u.exec(inside)?.[0] ?? ""],
    ),
  );
  const document = strFromU8(parts["word/document.xml"] ?? new Uint8Array())
    .replaceAll(/<w:bookmark(?:Start|End) [^>]*>/gu, "")
    .replaceAll(
      /<w:r>(?:<w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr>)?<w:fldChar [^>]*>(?:<\/w:fldChar>)?<\/w:r>/gu,
      "",
    )
    .replaceAll(
      /<w:r>(?:<w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr>)?<w:instrText [^>]*>[^<]*<\/w:instrText><\/w:r>/gu,
      "",
    )
    .replaceAll(/<w:rStyle [^>]*>/gu, "")
    .replaceAll(/<w:pStyle w:val="([^"]*)"\/>(<w:numPr>)?/gu, (_all, id: string, own = "") => {
      const list = listOf.get(id) ?? "";
      return /^Heading\d$/u.test(id) ? `<w:pStyle w:val="${id}"/>${own}` : own || list;
    });
  return zipSync({ ...Object.fromEntries(kept), "word/document.xml": strToU8(document) });
}

const STYLE = /<w:style [^>]*w:styleId="([^"]*)"[^>]*>(.*?)<\/w:style>/gu;

const ADDED = "Nobody at the agency has answered since.";
const theComplaint = () => leftFile(complaint, { facts: SUIT_DETAILS, layoutProfile: "nd-cal" });

const theLetter = () =>
  leftFile(weeklyReportsRequest, { facts: LETTER_DETAILS, layoutProfile: "letter" });

const changed = ({ changes }: WordPlan) =>
  changes.map(({ where, suggestion }) => {
    const { removed, added } = JSON.parse(suggestion.summary) as Record<string, string>;
    return [where, removed, added];
  });

describe("[W6] [W9] the complaint as Google Docs hands it out", () => {
  test("is known by its footer, and has changed nothing", async () => {
    const left = await theComplaint();
    const { file, plan } = await cameBack(left, asGoogleSaves(left.bytes));
    expect(file.code).toBe("abcdefgh12345678");
    expect(plan).toMatchObject({ alignedBy: "words", tracked: [] });
    expect(changed(plan)).toEqual([]);
    expect(plan.silent).toEqual([]);
  });

  test("brings what was changed there, paragraph by paragraph", async () => {
    const left = await theComplaint();
    const saved = edited(asGoogleSaves(left.bytes), (xml) => {
      const { to, xml: before } = paragraphAt(xml, "is a component of the Department");
      const look = /<w:pPr>.*?<\/w:pPr>/u.exec(before)?.[0] ?? "";
      const added = `<w:p>${look}${run(ADDED)}</w:p>`;
      return `${xml.slice(0, to)}${added}${xml.slice(to)}`.replace(
        "without further delay",
        "without delay",
      );
    });
    const { plan } = await cameBack(left, saved);
    expect(changed(plan)).toEqual([
      ["¶ 6", "further", ""],
      ["¶ 15", "", `¶ ${ADDED}`],
    ]);
  });

  test.each([
    ["the caption", theComplaint, "State Bar No. 000000", "State Bar No. 000001"],
    ["the opening of the letter", theLetter, "Stop 5009", "Stop 5010"],
    ["the opening of the letter", theLetter, "September 9, 2021", "September 10, 2021"],
    ["the opening of the letter", theLetter, "Fee Waiver Requested", "Fee Waiver Not Requested"],
  ] as const)(
    "tells of %s what somebody changed there, and proposes no text for it: %#",
    async (where, leaves, words, by) => {
      const left = await leaves();
      const { plan } = await cameBack(
        left,
        edited(asGoogleSaves(left.bytes), (xml) => xml.replace(words, by)),
      );
      expect(changed(plan)).toEqual([]);
      expect(plan.silent).toEqual([where]);
      expect(plan.leftOut).toMatchObject([{ where }]);
      expect(plan.leftOut[0]?.why).toContain(by);
      expect(plan.leftOut[0]?.why).toContain(words);
    },
  );

  test("keeps a paragraph that somebody wrote beside a caption that they changed", async () => {
    const left = await theComplaint();
    const saved = edited(asGoogleSaves(left.bytes), (xml) => {
      const { from } = paragraphAt(xml, "is a component of the Department");
      const added = `<w:p>${run(ADDED)}</w:p>`;
      return `${xml.slice(0, from)}${added}${xml.slice(from)}`.replace(
        "State Bar No. 000000",
        "State Bar No. 000001",
      );
    });
    const { plan } = await cameBack(left, saved);
    expect(JSON.stringify(changed(plan))).toContain(ADDED);
    expect(plan.leftOut).toMatchObject([{ where: "the caption" }]);
  });

  test("proposes all of a long paragraph that somebody wrote among the lines of an opening", async () => {
    const left = await theLetter();
    const long = `${"These words are longer than what is told of a change. ".repeat(12)}The end of them.`;
    const saved = edited(asGoogleSaves(left.bytes), (xml) => {
      const { from } = paragraphAt(xml, "Stop 5009");
      return `${xml.slice(0, from)}<w:p>${run(long)}</w:p>${xml.slice(from)}`;
    });
    const { plan } = await cameBack(left, saved);
    expect(plan.changes.map(({ suggestion }) => suggestion.proposed).join("\n")).toContain(
      "The end of them.",
    );
  });

  test("takes no paragraph for a line that was taken out, though it says one of the others", async () => {
    const left = await theLetter();
    const saved = edited(asGoogleSaves(left.bytes), (xml) => {
      const gone = paragraphAt(xml, "Fee Waiver Requested");
      const without = xml.slice(0, gone.from) + xml.slice(gone.to);
      const { to } = paragraphAt(without, "Dear FOIA Officer");
      const again = `<w:p>${run("Expedited Processing Requested")}</w:p>`;
      return without.slice(0, to) + again + without.slice(to);
    });
    const { plan } = await cameBack(left, saved);
    expect(changed(plan).map(([, , added]) => added)).toEqual(["¶ Expedited Processing Requested"]);
    expect(plan.leftOut).toMatchObject([{ where: "the opening of the letter" }]);
  });

  test("leaves a caption of which hardly a line is as it was to be read as text", async () => {
    const left = await theComplaint();
    const saved = edited(asGoogleSaves(left.bytes), (xml) => {
      const end = xml.indexOf("</w:tbl>");
      return (
        xml.slice(0, end).replaceAll(/<w:t([^>]*)>[^<]+<\/w:t>/gu, "<w:t$1>x</w:t>") +
        xml.slice(end)
      );
    });
    const { plan } = await cameBack(left, saved);
    expect(changed(plan)[0]?.[1]).toContain("[caption]");
  });

  test("loses no footnote that somebody wrote in a caption or a signature", async () => {
    const note = "Check this with the clerk.";
    for (const words of ["State Bar No. 000000", "Respectfully submitted"]) {
      const left = await theComplaint();
      const parts = unzipSync(asGoogleSaves(left.bytes));
      const notes = strFromU8(parts["word/footnotes.xml"] ?? new Uint8Array());
      const xml = strFromU8(parts["word/document.xml"] ?? new Uint8Array());
      const end = xml.indexOf("</w:r>", xml.indexOf(words)) + "</w:r>".length;
      const reference = `<w:r><w:footnoteReference w:id="77"/></w:r>`;
      const footnote = `<w:footnote w:id="77"><w:p>${run(note)}</w:p></w:footnote>`;
      expect(notes).toContain("</w:footnotes>");
      const saved = zipSync({
        ...parts,
        "word/footnotes.xml": strToU8(notes.replace("</w:footnotes>", `${footnote}</w:footnotes>`)),
        "word/document.xml": strToU8(`${xml.slice(0, end)}${reference}${xml.slice(end)}`),
      });
      const { plan } = await cameBack(left, saved);
      expect(plan.changes.map(({ suggestion }) => suggestion.proposed).join("\n")).toContain(note);
    }
  });

  test("has the opening of a letter as it left", async () => {
    const left = await theLetter();
    const { plan } = await cameBack(left, asGoogleSaves(left.bytes));
    expect(changed(plan)).toEqual([]);
    expect(plan.silent).toEqual([]);
  });
});
