import { beforeAll, describe, expect, it } from "vitest";
import { LAYOUT_PROFILES } from "#app/domain/document.ts";
import { inlineDestinations } from "#server/typesetting/destinations.ts";
import { letterInput } from "#tests/typesetting/typesetter.ts";
import { block, body, prose } from "#tests/typesetting/writing.ts";
import { jhove, VALID } from "./jhove.ts";
import { golden } from "#tests/typesetting/golden.ts";
import { typesetterForTests } from "#tests/typesetting/typesetter.ts";
import { drawingProblems } from "./drawing-rules.ts";
import { fileProblems } from "./file-rules.ts";
import { catalogOf, contentOf, dictionaryAt, objectsOf, pagesOf } from "./objects.ts";
import type { Dictionary, Objects } from "./objects.ts";
import { faultsIn, preflight } from "./preflight.ts";
import { tagsOf } from "./structure-rules.ts";

// The file of each profile's golden paper, read by programs that know nothing of Typst. What they do
// not look at is said in docs/decisions; no test here shows that a file keeps the whole of a standard.

const typesetter = typesetterForTests();

function problemsOf(objects: Objects): string[] {
  const { problems, content } = tagsOf(objects);
  return [...fileProblems(objects), ...problems, ...drawingProblems(objects, content)];
}

describe("a golden paper's file", () => {
  it.each(LAYOUT_PROFILES)(
    "keeps the rules of PDF/A-2 and PDF/UA-1 that are looked at, in %s",
    async (layoutProfile) => {
      const objects = await objectsOf((await typesetter.set(golden(layoutProfile))).pdf);
      expect(problemsOf(objects)).toEqual([]);
      expect(tagsOf(objects).content.length).toBeGreaterThan(30);
    },
  );

  it("has no fault that Apache's Preflight knows of and PDF/A-2 forbids", async () => {
    const pdfs: Uint8Array[] = [];
    for (const profile of LAYOUT_PROFILES) pdfs.push((await typesetter.set(golden(profile))).pdf);
    // Without its claim, and with its first font taken out of it.
    const [sound] = pdfs;
    const bare = Buffer.from(sound!).toString("latin1").replace("/FontFile2", "/FontFileX");
    const answers = await preflight([...pdfs, Buffer.from(bare, "latin1")]);
    const broken = answers.pop();
    for (const findings of answers) {
      expect(findings.length).toBeGreaterThan(0);
      expect(faultsIn(findings)).toEqual([]);
    }
    expect(faultsIn(broken!)).not.toEqual([]);
  });
});

describe("an archive's checker", () => {
  it("calls every golden paper well-formed and valid, and knows a destination that is none", async () => {
    const pdfs: Uint8Array[] = [];
    for (const profile of LAYOUT_PROFILES) pdfs.push((await typesetter.set(golden(profile))).pdf);
    const [sound] = pdfs;
    const led = Buffer.from(sound!).toString("latin1");
    // As Typst writes it: the array stands in an object of its own. The pages' root is no array.
    const broken = led.replace(/\/Dest (\[[^\]]*\])(?=\s+\/F 4)/u, (whole) =>
      "/Dest 1 0 R".padEnd(whole.length),
    );
    expect(broken).not.toBe(led);
    const answers = await jhove([...pdfs, Buffer.from(broken, "latin1")]);
    const last = answers.pop();
    expect(answers).toEqual(pdfs.map(() => VALID));
    expect(last?.faults.join()).toContain("PDF-HUL-122");
  });
});

describe("destinations", () => {
  it("are written out wherever a link or a bookmark leads", async () => {
    for (const profile of LAYOUT_PROFILES) {
      const { pdf } = await typesetter.set(golden(profile));
      const plain = Buffer.from(pdf).toString("latin1");
      expect(plain).toMatch(/\/Dest \[\d+ 0 R \/XYZ /u);
      expect(plain).not.toMatch(/\/Dest \d+ 0 R/u);
      // It finds nothing more to do, and so changes nothing.
      expect(Buffer.from(inlineDestinations(pdf)).equals(Buffer.from(pdf))).toBe(true);
    }
  });

  it("leave titles as they are, whatever they say", async () => {
    const title = "A heading (/Dest 1 0 R) of [a] \\) /Dest 2 0 R";
    const input = letterInput(prose(block("heading", 1, title), body("Words.")), { title });
    const objects = await objectsOf((await typesetter.set(input)).pdf);
    expect(problemsOf(objects)).toEqual([]);
    const titles = [...objects.values.values()].map(
      (value) => dictionaryAt(objects, value)["/Title"],
    );
    expect(titles.filter((one) => one === `u:${title}`)).toHaveLength(2);
  });

  it("stay where they are in a file that is laid out otherwise", () => {
    const other = Buffer.from("%PDF-1.7\n1 0 obj\n<< /Dest 2 0 R >>\nendobj\nstartxref\n9\n%%EOF");
    expect(inlineDestinations(other)).toBe(other);
  });
});

describe("what is looked at in a file", () => {
  let objects: Objects;
  beforeAll(async () => {
    objects = await objectsOf((await typesetter.set(golden("nd-cal"))).pdf);
  });

  /** A copy of the file's objects to break. */
  function copy(): Objects {
    return {
      trailer: structuredClone(objects.trailer),
      values: structuredClone(objects.values),
      streams: new Map(objects.streams),
    };
  }

  const first = (of: Objects, name: string, is: string): Dictionary =>
    [...of.values.values()]
      .map((value) => dictionaryAt(of, value))
      .find((value) => value[name] === is) ?? {};

  function drawn(of: Objects, change: (content: string) => string): void {
    const [page] = pagesOf(of);
    const key = String(page!.dictionary["/Contents"]);
    of.streams.set(key, Buffer.from(change(contentOf(of, page!).toString("latin1")), "latin1"));
  }

  const breaches: readonly (readonly [string, (of: Objects) => void, RegExp])[] = [
    ["encryption", (of) => (of.trailer["/Encrypt"] = {}), /encrypted/],
    [
      "the mark of a tagged file",
      (of) => delete catalogOf(of)["/MarkInfo"],
      /says? that it is tagged/,
    ],
    ["the language", (of) => delete catalogOf(of)["/Lang"], /names no language/],
    ["scripts", (of) => (catalogOf(of)["/Names"] = { "/JavaScript": {} }), /has \/JavaScript/],
    ["attachments", (of) => (catalogOf(of)["/AF"] = { "/Type": "/Filespec" }), /an attachment/],
    ["the output intent", (of) => delete catalogOf(of)["/OutputIntents"], /no output intent/],
    [
      "the claim",
      (of) => of.streams.set(String(catalogOf(of)["/Metadata"]), Buffer.from("<x/>")),
      /do not claim PDF\/A-2a/,
    ],
    [
      "a title that the metadata do not have",
      (of) => (dictionaryAt(of, of.trailer["/Info"])["/Title"] = "u:Another"),
      /\/Title is not what/,
    ],
    [
      "an author",
      (of) => (dictionaryAt(of, of.trailer["/Info"])["/Author"] = "u:Somebody"),
      /name a person/,
    ],
    [
      "a font's file",
      (of) => delete first(of, "/Type", "/FontDescriptor")["/FontFile2"],
      /is not embedded/,
    ],
    [
      "what a font's signs mean",
      (of) => delete first(of, "/Subtype", "/Type0")["/ToUnicode"],
      /does not say what its signs mean/,
    ],
    ["a hidden link", (of) => (first(of, "/Subtype", "/Link")["/F"] = 2), /is not printed/],
    [
      "what a link is",
      (of) => delete first(of, "/Subtype", "/Link")["/Contents"],
      /is not described/,
    ],
    [
      "the order of links",
      (of) => pagesOf(of).forEach(({ dictionary }) => delete dictionary["/Tabs"]),
      /not reached in the order/,
    ],
    ["a link's tag", (of) => (first(of, "/S", "/Link")["/K"] = []), /stands outside the tags/],
    ["a tag without a meaning", (of) => (first(of, "/S", "/P")["/S"] = "/Words"), /has no meaning/],
    ["a heading skipped", (of) => (first(of, "/S", "/H1")["/S"] = "/H3"), /heading 3 follows/],
    ["the head of a table", (of) => delete first(of, "/S", "/TH")["/A"], /the head of/],
    [
      "a row outside a table",
      (of) => (first(of, "/S", "/Table")["/S"] = "/Div"),
      /stands in \/Div/,
    ],
    ["the name of a note", (of) => delete first(of, "/S", "/Note")["/ID"], /no name of its own/],
    ["a tag's parent", (of) => (first(of, "/S", "/P")["/P"] = "1 0 R"), /names another parent/],
    ["words outside the tags", (of) => drawn(of, (page) => `${page} BT (x) Tj ET`), /“Tj” draws/],
    [
      "a part twice",
      (of) => drawn(of, (page) => page.replace(/\/MCID 1\b/, "/MCID 0")),
      /one number/,
    ],
    [
      "a part in no tag",
      (of) => drawn(of, (page) => page.replace(/\/MCID 1\b/, "/MCID 999")),
      /part 999 is in no tag/,
    ],
    ["a color of the device", (of) => drawn(of, (page) => `${page} 1 0 0 rg`), /“rg” takes/],
    [
      "a sign without a meaning",
      (of) => drawn(of, (page) => `${page} /Artifact BMC BT /f0 9 Tf <FFF0> Tj ET EMC`),
      /sign 65520 of \/f0 means nothing/,
    ],
  ];

  it.each(breaches)("includes %s", (_, change, sentence) => {
    const broken = copy();
    change(broken);
    expect(problemsOf(broken).join("; ")).toMatch(sentence);
  });
});
