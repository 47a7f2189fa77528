import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { numberBlocks } from "#app/document/numbering/number.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { accepted, rejected } from "#app/document/word/fates.ts";
import { returnedText } from "#app/document/word/returned.ts";
import { withSuggestions } from "#app/document/word/with-suggestions.ts";
import type { WordPlan } from "#server/word/bring/planned.ts";
import { readWord } from "#server/word/read/index.ts";
import { writeWord } from "#server/word/write/index.ts";
import { complaint } from "#prisma/seed/texts/complaint/index.ts";
import { weeklyReportsRequest } from "#prisma/seed/texts/weekly-reports-request.ts";
import { block, body, doc, text } from "#tests/document/build.ts";
import { chance, randomProse } from "#tests/editor/random.ts";
import { fc } from "#tests/support/fast-check.ts";
import { seedOf } from "#tests/support/seed.ts";
import { LETTER_DETAILS, SUIT_DETAILS } from "#tests/typesetting/details.ts";
import { cameBack, leftFile, type LeftFile } from "./came-back.ts";
import {
  inLibreOffice,
  installLibreOffice,
  LIBREOFFICE_AUTHOR,
  type LibreOfficeEdit,
  type LibreOfficeJob,
} from "./libreoffice.ts";
import { meaning, sayable } from "./meaning.ts";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "libreoffice-"));
  installLibreOffice();
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;

/** Files as LibreOffice saves them, each after these edits. */
function savedThere(
  jobs: readonly {
    readonly left: Pick<LeftFile, "bytes">;
    readonly edits?: readonly LibreOfficeEdit[];
    readonly command?: LibreOfficeJob["command"];
  }[],
): Uint8Array[] {
  const all = jobs.map(({ left, edits = [], command }) => {
    const source = path.join(folder, `${(files += 1)}.docx`);
    writeFileSync(source, left.bytes);
    return { source, target: source.replace(".docx", "-saved.docx"), edits, command };
  });
  inLibreOffice(all);
  return all.map(({ target }) => new Uint8Array(readFileSync(target)));
}

const theComplaint = () => leftFile(complaint, { facts: SUIT_DETAILS, layoutProfile: "nd-cal" });
const theRequest = () =>
  leftFile(weeklyReportsRequest, { facts: LETTER_DETAILS, layoutProfile: "letter" });

/** Everything that a return would tell or write. */
const told = ({ alignedBy, tracked, silent, changes, talk, leftOut }: WordPlan) => ({
  alignedBy,
  tracked,
  silent,
  changes: changes.map(({ suggestion }) => suggestion),
  talk,
  leftOut,
});
const NOTHING = {
  alignedBy: "keys",
  tracked: [],
  silent: [],
  changes: [],
  talk: [],
  leftOut: [],
};

const content = ({ blocks }: LeftFile) => blocks.map(({ node }) => node);

describe("[W14] a file that LibreOffice opened and saved", () => {
  test("is known by its code, has changed nothing, and has the same numbers and references", async () => {
    const lefts = [await theComplaint(), await theRequest()];
    const saved = savedThere(lefts.map((left) => ({ left })));
    for (const [index, left] of lefts.entries()) {
      const { file, plan } = await cameBack(left, saved[index] ?? new Uint8Array());
      expect(file.code).toBe("abcdefgh12345678");
      expect(told(plan)).toEqual(NOTHING);
      expect(meaning(accepted(file.text))).toEqual(meaning(content(left)));
      const numbers = numberBlocks(canonicalProse({ type: "doc", content: content(left) }));
      const labels = [...numbers.values()].flatMap(({ label }) => label || []);
      expect(file.numbers.map(({ label }) => label)).toEqual(labels);
    }
  }, 400_000);

  test("has the words of other scripts and directions as they left", async () => {
    const lines = [
      "סעיף 12(א) לחוק חופש המידע (FOIA)",
      "حرية المعلومات، المادة ٥ of the Act",
      "情報公開法（平成十一年）第３条",
      "정보공개법 제5조（信息自由法）",
      "Ülkü, Đặng, Ελλάδα, Москва, हिन्दी, ไทย",
    ];
    const left = await leftFile(
      doc(
        ...lines.flatMap((line, index) => [
          block("numbered", 1, `n${index}`, text(line)),
          body(`b${index}`, text(line, "bold"), text(" and "), text(line, "italic", "underline")),
        ]),
      ),
    );
    const [saved = new Uint8Array()] = savedThere([{ left }]);
    const { file, plan } = await cameBack(left, saved);
    expect(told(plan)).toEqual(NOTHING);
    expect(meaning(accepted(file.text))).toEqual(meaning(content(left)));
  }, 400_000);

  test("is the same text whatever the text is", async () => {
    const seeds = fc.sample(fc.integer({ min: 1, max: 2 ** 31 - 1 }), {
      numRuns: 40,
      seed: seedOf(),
    });
    const lefts: LeftFile[] = [];
    for (const of of seeds) lefts.push(await leftFile(kept(sayable(randomProse(chance(of), 15)))));
    const saved = savedThere(lefts.map((left) => ({ left })));
    for (const [index, left] of lefts.entries()) {
      const { file, plan } = await cameBack(left, saved[index] ?? new Uint8Array());
      expect(told(plan), `the text of ${seeds[index]}`).toEqual(NOTHING);
      expect(meaning(accepted(file.text))).toEqual(meaning(content(left)));
    }
  }, 400_000);
});

/**
 * A text that LibreOffice saves whole: it drops a page break behind which nothing stands, and lets the sign
 * that ends an override of the direction stand outside of its link.
 */
function kept({ content: blocks }: ProseJSON): ProseJSON {
  const last = blocks.findLastIndex(({ type }) => type !== "pageBreak");
  const said = (node: ProseNode): ProseNode => {
    const plain = node.text?.replaceAll(/[\u202a-\u202e]/gu, "");
    const inner = node.content?.map(said);
    return {
      ...node,
      ...(plain ? { text: plain } : {}),
      ...(inner ? { content: inner } : {}),
    } as ProseNode;
  };
  const some = blocks.slice(0, last + 1).map(said);
  return canonicalProse({ type: "doc", content: some.length > 0 ? some : [body("only", "only")] });
}

const textOf = (node: ProseNode): string => node.text ?? (node.content ?? []).map(textOf).join("");
const ADDED = "Nobody at the agency has answered since.";

const EDITS: readonly LibreOfficeEdit[] = [
  { find: "interim priorities for", tracked: true, do: "replace", by: "temporary priorities for" },
  { find: ", in electronic form as well as by hand", tracked: true, do: "replace", by: "" },
  { find: "is a component of the Department", tracked: true, do: "paragraph-behind", by: ADDED },
  { find: "legal public holidays", tracked: true, do: "embolden" },
  { find: "ICE has produced none of the records", tracked: true, do: "remove-paragraph" },
  { find: "without further delay", tracked: false, do: "replace", by: "without delay" },
  { find: "The Request asks for a waiver of fees", tracked: false, do: "remove-paragraph" },
];

/** Each change with the words that it takes and puts. */
function changesOf({ changes }: WordPlan) {
  return changes.map(({ where, author, isTracked, suggestion }) => {
    const { removed, added } = JSON.parse(suggestion.summary) as Record<
      "removed" | "added",
      string
    >;
    return { where, author, isTracked, removed, added };
  });
}

describe("[W9] a file that was worked on in LibreOffice", () => {
  test("brings exactly these changes, the tracked ones with their author, the others as found", async () => {
    const left = await theComplaint();
    const [saved = new Uint8Array()] = savedThere([{ left, edits: EDITS }]);
    const { file, plan } = await cameBack(left, saved);
    expect(file.code).toBe("abcdefgh12345678");
    expect(plan).toMatchObject({
      alignedBy: "keys",
      // A replacement takes and puts.
      tracked: [{ author: LIBREOFFICE_AUTHOR, count: 6 }],
      silent: ["¶ 6", "¶ 45"],
      leftOut: [],
      talk: [],
    });
    const [theirs, found] = [
      { author: LIBREOFFICE_AUTHOR, isTracked: true },
      { author: null, isTracked: false },
    ];
    expect(changesOf(plan)).toEqual([
      { ...theirs, where: "¶ 2", removed: "interim", added: "temporary" },
      { ...found, where: "¶ 6", removed: "further", added: "" },
      { ...theirs, where: "¶ 15", removed: "", added: `¶ ${ADDED}` },
      {
        ...theirs,
        where: "¶ 19",
        removed: expect.stringContaining("as by hand"),
        added: "records.",
      },
      // Only their look changed.
      { ...theirs, where: "¶ 22", removed: "", added: "" },
      { ...found, where: "¶ 45", removed: expect.stringContaining("waiver of fees"), added: "" },
      {
        ...theirs,
        where: "¶ 53",
        removed: expect.stringContaining("none of the records"),
        added: "",
      },
    ]);
    const emboldened = JSON.parse(plan.changes[4]?.suggestion.proposed ?? "[]") as ProseNode[];
    const bold = emboldened.flatMap(({ content: inner = [] }) =>
      inner.filter(({ marks = [] }) => marks.some(({ type }) => type === "bold")).map(textOf),
    );
    expect(bold).toEqual(["legal public holidays"]);
    // Without what is tracked, only what was done silently is another.
    const untracked = content(left)
      .map(textOf)
      .map((line) => line.replace("without further delay", "without delay"))
      .filter((line) => !line.startsWith("The Request asks for a waiver of fees"));
    expect(rejected(file.text).map(textOf)).toEqual(untracked);
  }, 400_000);

  test("has our own open suggestions as they left, and as somebody decided there", async () => {
    const draft = canonicalProse(complaint);
    const keyOf = ({ attrs }: ProseNode) =>
      typeof attrs?.id === "string" ? `abcdef_${attrs.id.replaceAll(/[^a-z0-9]/gu, "")}` : null;
    const paragraph = (number: number) => {
      const found = draft.content.find(({ attrs }) => attrs?.id === `complaint-numbered-${number}`);
      if (!found) throw new Error(`no paragraph ${number}`);
      return found;
    };
    const saying = (node: ProseNode, said: string): ProseNode =>
      ({ ...node, content: [{ type: "text", text: said }] }) as ProseNode;
    const other = { ...paragraph(17).attrs, id: "n1" };
    const suggestions = [
      {
        base: [paragraph(4)],
        proposed: [saying(paragraph(4), "The time that FOIA allows has passed.")],
      },
      {
        base: [paragraph(17)],
        proposed: [paragraph(17), { ...saying(paragraph(17), ADDED), attrs: other } as ProseNode],
      },
      { base: [paragraph(72)], proposed: [] },
    ].map((one, index) => ({
      ...one,
      id: `s${index}`,
      revision: { author: "Ana Example", at: `2026-11-1${index}T10:00:00.000Z` },
    }));
    const { text: leaving, sent } = withSuggestions(draft, suggestions, { keyOf });
    const bytes = await writeWord({
      title: "Complaint",
      language: "en-US",
      profile: "nd-cal",
      pageDetails: { facts: SUIT_DETAILS, layoutProfile: "nd-cal" },
      text: leaving,
      comments: [],
      key: { code: "abcdefgh12345678", isVisible: true },
    });
    const jobs = [undefined, "AcceptAllTrackedChanges", "RejectAllTrackedChanges"] as const;
    const [left = [], took = [], refused = []] = await Promise.all(
      savedThere(jobs.map((command) => ({ left: { bytes }, command }))).map(async (saved) => {
        const read = await readWord(saved);
        if (!read.ok) throw new Error(read.refusal.sentence);
        const blocks = draft.content.map((node) => ({ node, key: keyOf(node) }));
        const whole = { blocks, suggestions: sent, comments: [] };
        const page = { facts: SUIT_DETAILS, layoutProfile: "nd-cal" } as const;
        const found = returnedText(whole, read.value, { newId: () => null, page });
        expect(found).toMatchObject({ alignedBy: "keys", tracked: [], silent: [], proposals: [] });
        return found.suggestions.map(({ fate }) => fate);
      }),
    );
    expect(left).toEqual(["untouched", "untouched", "untouched"]);
    expect(took).toEqual(["accepted", "accepted", "accepted"]);
    expect(refused).toEqual(["rejected", "rejected", "rejected"]);
  }, 400_000);
});
