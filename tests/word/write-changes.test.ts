import { describe, expect, it } from "vitest";
import { unzipSync, strFromU8 } from "fflate";
import type { RevisedText, WordComment } from "#app/document/word/revised.ts";
import { writeWord, type WordInput } from "#server/word/write/index.ts";
import { SUIT_DETAILS } from "#tests/typesetting/details.ts";
import {
  allIn,
  bodyIn,
  childIn,
  elementsIn,
  paragraphsOf,
  partIn,
  partsOf,
  styleIn,
  valueIn,
  textOfPart,
  type DocxParts,
} from "./docx-parts.ts";
import { faultsOf } from "./integrity.ts";
import {
  BOTH,
  DELETED,
  INSERTED,
  noted,
  paragraph,
  referring,
  revised,
  SAMPLE_COMMENTS,
  SAMPLE_REDLINE,
  text,
} from "./sample-redline.ts";

const INPUT: Omit<WordInput, "text"> = {
  title: "Complaint",
  language: "en-US",
  profile: "letter",
  pageDetails: { facts: SUIT_DETAILS, layoutProfile: "letter" },
  comments: [],
  key: null,
};

async function written(redline: RevisedText, more: Partial<WordInput> = {}): Promise<DocxParts> {
  const parts = partsOf(await writeWord({ ...INPUT, ...more, text: redline }));
  expect(faultsOf(parts)).toEqual([]);
  return parts;
}

/** Names what an element holds: "w:ins(w:del(w:r))". */
function shape(element: ReturnType<typeof bodyIn>): string {
  const inner = elementsIn(element)
    .filter(({ name }) => name !== "w:rPr" && name !== "w:pPr")
    .map(shape)
    .join(" ");
  return inner === "" ? element.name : `${element.name}(${inner})`;
}

/** The fate of a paragraph's end. */
function markOf(one: ReturnType<typeof bodyIn> | undefined): string {
  const properties = childIn(childIn(one, "w:pPr"), "w:rPr");
  return properties === undefined
    ? ""
    : elementsIn(properties)
        .map(({ name }) => name)
        .join(" ");
}

describe("tracked changes in a Word file (W2, W5)", () => {
  it("stand by author, with the time as Word has it and as the instant", async () => {
    const parts = await written(revised(paragraph({}, text("came", INSERTED))));
    const [change] = allIn(bodyIn(parts), "w:ins");
    expect(change?.attributes).toEqual({
      "w:id": expect.any(String),
      "w:author": "Jane Doe",
      "w:date": "2026-11-12T09:30:00Z",
      "w16du:dateUtc": "2026-11-12T09:30:00Z",
    });
    const people = allIn(partIn(parts, "word/people.xml"), "w15:person");
    expect(people.map(({ attributes }) => attributes["w15:author"])).toEqual([
      "Jane Doe",
      "Ana Example",
    ]);
  });

  it("delete a whole paragraph with its end, or an empty number would stay", async () => {
    const parts = await written(
      revised(
        paragraph({ kind: "numbered", mark: DELETED }, text("All of it.", DELETED)),
        paragraph({ kind: "numbered" }, text("Next.")),
      ),
    );
    const [gone, next] = paragraphsOf(bodyIn(parts));
    expect(gone && shape(gone)).toBe("w:p(w:del(w:r(w:delText)))");
    expect(markOf(gone)).toBe("w:del");
    expect(markOf(next)).toBe("");
  });

  it("keep the look of the paragraph that follows where an end goes", async () => {
    const parts = await written(
      revised(
        paragraph({ kind: "body", mark: DELETED }, text("One ")),
        paragraph({ kind: "heading", level: 2 }, text("two")),
      ),
    );
    const [first, second] = paragraphsOf(bodyIn(parts));
    expect([first && styleIn(first), markOf(first)]).toEqual(["BodyText", "w:del"]);
    expect([second && styleIn(second), markOf(second)]).toEqual(["Heading2", ""]);
  });

  it("have what one person put in and another took out within the insertion", async () => {
    const parts = await written(revised(paragraph({}, text("both", BOTH)), paragraph({})));
    expect(shape(paragraphsOf(bodyIn(parts))[0] ?? bodyIn(parts))).toBe(
      "w:p(w:ins(w:del(w:r(w:delText))))",
    );
  });

  it("are never written as moves", async () => {
    const files = unzipSync(await writeWord({ ...INPUT, text: SAMPLE_REDLINE }));
    expect(strFromU8(files["word/document.xml"] ?? new Uint8Array())).not.toContain("w:move");
  });

  it("say which style and which marks there were before", async () => {
    const parts = await written(
      revised(
        paragraph(
          { kind: "quote", reshaped: { shape: { kind: "heading", level: 2 }, revision: 0 } },
          {
            ...text("bold", undefined, [{ type: "bold" }]),
            restyled: { marks: [{ type: "italic" }], revision: 1 },
          },
        ),
      ),
    );
    const [properties] = allIn(bodyIn(parts), "w:pPrChange");
    expect(properties?.attributes["w:author"]).toBe("Jane Doe");
    expect(valueIn(childIn(properties, "w:pPr"), "w:pStyle")).toBe("Heading2");
    const [marks] = allIn(bodyIn(parts), "w:rPrChange");
    expect(marks?.attributes["w:author"]).toBe("Ana Example");
    expect(marks && allIn(marks, "w:i").length).toBe(1);
    expect(marks && allIn(marks, "w:b").length).toBe(0);
  });

  it("take words out and put them in with their link, which Word does not track", async () => {
    const linked = { type: "link", attrs: { href: "https://example.org/" } };
    const parts = await written(
      revised(
        paragraph(
          {},
          { ...text("here", undefined, [linked]), restyled: { marks: [], revision: 0 } },
        ),
      ),
    );
    expect(shape(paragraphsOf(bodyIn(parts))[0] ?? bodyIn(parts))).toBe(
      "w:p(w:del(w:r(w:delText)) w:hyperlink(w:ins(w:r(w:t))))",
    );
  });

  it("are in footnotes too", async () => {
    const parts = await written(
      revised(paragraph({}, noted(text("old", DELETED), text("new", INSERTED)))),
    );
    const note = allIn(partIn(parts, "word/footnotes.xml"), "w:footnote")[2];
    expect(note && allIn(note, "w:del").length).toBe(1);
    expect(note && allIn(note, "w:ins").length).toBe(1);
  });

  it("take rows with their words", async () => {
    const parts = await written(SAMPLE_REDLINE);
    const rows = allIn(bodyIn(parts), "w:tr").map((row) => {
      const properties = childIn(row, "w:trPr");
      const fate = ["w:ins", "w:del"].filter((name) => childIn(properties, name) !== undefined);
      return [fate.join(""), textOfPart(row), textOfPart(row, true)];
    });
    expect(rows).toEqual([
      ["", "Keptrow", "Keptrow"],
      ["w:ins", "Camerow", "Camerow"],
      ["w:del", "", "Wentrow"],
    ]);
  });

  it("take a field out as a whole, with its code as deleted", async () => {
    const parts = await written(
      revised(
        paragraph({ kind: "numbered", id: "p1" }, text("A")),
        paragraph({}, { ...referring("p1"), ...DELETED }),
      ),
    );
    const [, second] = paragraphsOf(bodyIn(parts));
    expect(second && allIn(second, "w:del").length).toBe(1);
    expect(second && allIn(second, "w:delInstrText").length).toBe(1);
    expect(second && textOfPart(second, true)).toBe("¶ 1");
  });

  it("show a deleted reference with the number that it had", async () => {
    const parts = await written(
      revised(
        paragraph({ kind: "numbered", mark: INSERTED }, text("New", INSERTED)),
        paragraph({ kind: "numbered", id: "p1" }, text("A")),
        paragraph({}, { ...referring("p1"), ...DELETED }, text(" "), referring("p1")),
      ),
    );
    expect(textOfPart(paragraphsOf(bodyIn(parts))[2] ?? bodyIn(parts), true)).toBe("¶ 1 ¶ 2");
  });

  it("lead a reference to its paragraph where that stands now, not where it was", async () => {
    const parts = await written(
      revised(
        paragraph({ kind: "numbered", id: "p1", mark: DELETED }, text("Moved", DELETED)),
        paragraph({ kind: "numbered" }, text("Other")),
        paragraph({ kind: "numbered", id: "p1", mark: INSERTED }, text("Moved", INSERTED)),
        paragraph({}, referring("p1")),
      ),
    );
    const paragraphs = paragraphsOf(bodyIn(parts));
    const [code] = allIn(bodyIn(parts), "w:instrText");
    const bookmarks = paragraphs.map((one) =>
      allIn(one, "w:bookmarkStart").map(({ attributes }) => attributes["w:name"]),
    );
    expect(textOfPart(paragraphs[3] ?? bodyIn(parts))).toBe("¶ 2");
    expect(code?.children.join("")).toContain(bookmarks[2]?.[0]);
    expect(bookmarks[0]).not.toEqual(bookmarks[2]);
  });

  it("have ids that no two of them share, in text and notes", async () => {
    const parts = await written(
      revised(
        paragraph({ mark: INSERTED }, text("a", INSERTED), noted(text("b", INSERTED))),
        paragraph({}, text("c", DELETED)),
      ),
    );
    const ids = ["word/document.xml", "word/footnotes.xml"].flatMap((path) =>
      ["w:ins", "w:del"].flatMap((name) =>
        allIn(partIn(parts, path), name).map(({ attributes }) => attributes["w:id"]),
      ),
    );
    expect(ids.length).toBe(4);
    expect(new Set(ids).size).toBe(4);
  });
});

describe("comments in a Word file (W2, W5)", () => {
  it("have three anchors each, replies too, and say what they answer and what is done", async () => {
    const parts = await written(SAMPLE_REDLINE, { comments: SAMPLE_COMMENTS });
    for (const name of ["w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"]) {
      const ids = allIn(bodyIn(parts), name).map(({ attributes }) => attributes["w:id"]);
      expect(ids.toSorted()).toEqual(["0", "1", "2"]);
    }
    const known = allIn(partIn(parts, "word/comments.xml"), "w:comment");
    const idOf = (index: number) =>
      paragraphsOf(known[index] ?? bodyIn(parts)).at(-1)?.attributes["w14:paraId"];
    const extended = allIn(partIn(parts, "word/commentsExtended.xml"), "w15:commentEx");
    expect(extended.map(({ attributes }) => attributes)).toEqual([
      { "w15:paraId": idOf(0), "w15:done": "0" },
      { "w15:paraId": idOf(1), "w15:paraIdParent": idOf(0), "w15:done": "0" },
      { "w15:paraId": idOf(2), "w15:done": "1" },
    ]);
    expect(known[0] && paragraphsOf(known[0]).map((one) => textOfPart(one))).toEqual([
      "Is that so?",
      "See the letter.",
    ]);
    const times = allIn(partIn(parts, "word/commentsExtensible.xml"), "w16cex:commentExtensible");
    expect(times[0]?.attributes["w16cex:dateUtc"]).toBe("2026-11-12T09:31:00Z");
  });

  it("stand around exactly their words", async () => {
    const comment: WordComment = {
      id: 7,
      author: "A",
      at: null,
      text: "?",
      parent: null,
      isDone: false,
      from: { block: 0, cell: null, offset: 2 },
      to: { block: 0, cell: null, offset: 6 },
    };
    const parts = await written(
      revised(paragraph({}, text("ab"), text("cd", DELETED), text("efgh"))),
      { comments: [comment] },
    );
    const within: string[] = [];
    let isOpen = false;
    for (const element of elementsIn(paragraphsOf(bodyIn(parts))[0] ?? bodyIn(parts))) {
      if (element.name === "w:commentRangeEnd") isOpen = false;
      if (isOpen) within.push(textOfPart(element, true));
      if (element.name === "w:commentRangeStart") isOpen = true;
    }
    expect(within).toEqual(["cd", "ef"]);
  });

  it("cut no character in two", async () => {
    const at = (offset: number) => ({ block: 0, cell: null, offset });
    const comment = { id: 0, author: "A", at: null, text: "?", parent: null, isDone: false };
    const parts = await written(revised(paragraph({}, text("a\u{1F600}b"))), {
      comments: [{ ...comment, from: at(2), to: at(3) }],
    });
    expect(textOfPart(bodyIn(parts))).toBe("a\u{1F600}b");
  });
});

describe("the code of a Word file (W6)", () => {
  const keyed = revised(
    paragraph({ key: "k1" }, text("A")),
    {
      type: "table",
      key: "k2",
      rows: [
        {
          inserted: null,
          deleted: null,
          cells: [{ isHeader: false, colspan: 1, rowspan: 1, blocks: [paragraph({ key: "k3" })] }],
        },
      ],
    },
    { type: "other", key: "k4", node: { type: "caption" }, inserted: null, deleted: null },
  );

  it("stands in four places, and blocks have their keys", async () => {
    const parts = await written(keyed, { key: { code: "Q7RZ24", isVisible: true } });
    const [property] = allIn(partIn(parts, "docProps/custom.xml"), "property");
    expect(property?.attributes["name"]).toBe("Return code");
    expect(property && allIn(property, "vt:lpwstr")[0]?.children).toEqual(["Q7RZ24"]);
    expect(partIn(parts, "customXml/item1.xml").attributes).toEqual({
      xmlns: "urn:coalition-desk:word:1",
      code: "Q7RZ24",
    });
    for (const path of ["word/footer1.xml", "word/footer2.xml"]) {
      expect(textOfPart(partIn(parts, path))).toContain("Return code: Q7RZ24");
    }
    const names = allIn(bodyIn(parts), "w:bookmarkStart").map(
      ({ attributes }) => attributes["w:name"],
    );
    expect(names).toEqual(["_cdf_Q7RZ24", "_cd_k1", "_cdt_k2", "_cd_k3", "_cd_k4"]);
  });

  it("gives a key that two blocks have to the one that stands now", async () => {
    const parts = await written(
      revised(
        paragraph({ key: "k1", mark: DELETED }, text("was", DELETED)),
        paragraph({ key: "k1", mark: INSERTED }, text("is", INSERTED)),
        paragraph({}),
      ),
    );
    const keyed = paragraphsOf(bodyIn(parts)).map((one) => allIn(one, "w:bookmarkStart").length);
    expect(keyed).toEqual([0, 1, 0]);
  });

  it("is not printed where it is not to be seen, and nowhere without a key", async () => {
    const hidden = await written(keyed, { key: { code: "Q7RZ24", isVisible: false } });
    expect(textOfPart(partIn(hidden, "word/footer1.xml"))).not.toContain("Q7RZ24");
    const files = unzipSync(await writeWord({ ...INPUT, text: keyed }));
    const all = Object.values(files).map((bytes) => strFromU8(bytes));
    expect(all.join("")).not.toContain("urn:coalition-desk");
    expect(Object.keys(files)).not.toContain("customXml/item1.xml");
  });

  it("is refused where no bookmark's name could hold it", async () => {
    const long = revised(paragraph({ key: "k".repeat(37) }));
    await expect(writeWord({ ...INPUT, text: long })).rejects.toThrow(RangeError);
    await expect(
      writeWord({ ...INPUT, text: keyed, key: { code: "a-b", isVisible: true } }),
    ).rejects.toThrow(RangeError);
  });
});
