import { describe, expect, test } from "vitest";
import { p, r, readParts, toldOf } from "./word-parts.ts";

const start = (id: number) => `<w:commentRangeStart w:id="${id}"/>`;
const end = (id: number) =>
  `<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`;
const comment = (id: number, author: string, text: string, paragraph = "", more = "") =>
  `<w:comment w:id="${id}" w:author="${author}" w:date="2026-11-12T10:00:00Z" ${more}><w:p${paragraph === "" ? "" : ` w14:paraId="${paragraph}"`}><w:r><w:annotationRef/></w:r>${r(text)}</w:p></w:comment>`;
const at = (block: number, offset: number, cell: readonly number[] | null = null) => ({
  block,
  cell,
  offset,
});

describe("[W8] comments of a Word file", () => {
  test("have their words, author, time and place, with answers and done", async () => {
    const { comments } = await readParts({
      body: `<w:p>${r("one ")}${start(1)}${start(2)}${r("two")}${end(1)}${end(2)}${r(" three")}</w:p>`,
      comments:
        comment(1, "Ana", "Why?", "00000001") + comment(2, "Jane Doe", "Because.", "00000002"),
      commentsExtended:
        '<w15:commentEx w15:paraId="00000001" w15:done="1"/><w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>',
    });
    const place = { from: at(0, 4), to: at(0, 7), at: "2026-11-12T10:00:00.000Z", isDone: true };
    expect(comments).toEqual([
      { id: 1, author: "Ana", text: "Why?", parent: null, ...place },
      { id: 2, author: "Jane Doe", text: "Because.", parent: 1, ...place },
    ]);
  });

  test("of Google Docs, which has no answers in its files, thread by equal ranges", async () => {
    const { comments } = await readParts({
      body: `<w:p>${start(0)}${start(1)}${r("one")}${end(0)}${end(1)}${start(2)}${r("two")}${end(2)}</w:p>`,
      comments: comment(0, "Ana", "Why?") + comment(1, "Jane", "So.") + comment(2, "Jane", "Else."),
    });
    expect(comments.map(({ parent }) => parent)).toEqual([null, 0, null]);
  });

  test("take the instant from the part that newer programs write", async () => {
    const { comments } = await readParts({
      body: `<w:p>${start(1)}${r("x")}${end(1)}</w:p>`,
      comments: comment(1, "Ana", "Why?", "0000000a"),
      commentsIds: '<w16cid:commentId w16cid:paraId="0000000A" w16cid:durableId="7B"/>',
      commentsExtensible:
        '<w16cex:commentExtensible w16cex:durableId="7B" w16cex:dateUtc="2026-11-12T15:00:00Z"/>',
    });
    expect(comments[0]?.at).toBe("2026-11-12T15:00:00.000Z");
  });

  test("stand at their places in cells, over several paragraphs, and where deleted words are", async () => {
    const { comments } = await readParts({
      body: `<w:tbl><w:tr><w:tc>${p("a")}<w:p>${r("b")}${start(1)}${r("c")}</w:p></w:tc></w:tr></w:tbl>${p("")}<w:p><w:del w:id="9" w:author="A"><w:r><w:delText>dd</w:delText></w:r></w:del>${end(1)}${r("e")}</w:p>`,
      comments: comment(1, "Ana", "Why?"),
    });
    expect(comments[0]).toMatchObject({ from: at(0, 1, [0, 0, 1]), to: at(1, 2) });
  });

  test("that begin or end between blocks, or only name a place, have one", async () => {
    const { comments } = await readParts({
      body: `${start(1)}${p("a")}<w:commentRangeEnd w:id="1"/>${p("b")}<w:p>${r("c")}<w:r><w:commentReference w:id="2"/></w:r></w:p>`,
      comments: comment(1, "Ana", "1") + comment(2, "Ana", "2"),
    });
    expect(comments.map(({ from, to }) => [from, to])).toEqual([
      [at(0, 0), at(1, 0)],
      [at(2, 1), at(2, 1)],
    ]);
  });

  test("in a footnote stand where the note does", async () => {
    const { comments } = await readParts({
      body: `<w:p>${r("abc")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>`,
      footnotes: `<w:footnote w:id="2"><w:p>${start(1)}${r("note")}${end(1)}</w:p></w:footnote>`,
      comments: comment(1, "Ana", "Why?"),
    });
    expect(comments[0]).toMatchObject({ from: at(0, 3), to: at(0, 3) });
  });

  test("keep their place where a typed number or spacing before them goes", async () => {
    const { comments } = await readParts({
      body: `${p("1.\tOne")}<w:p>${start(2)}</w:p><w:p>${r("2.\tTw")}${start(1)}${r("o")}${end(1)}${end(2)}</w:p>`,
      comments: comment(1, "Ana", "1") + comment(2, "Ana", "2"),
    });
    expect(comments.map(({ from, to }) => [from, to])).toEqual([
      [at(1, 2), at(1, 3)],
      [at(1, 0), at(1, 3)],
    ]);
  });

  test("without a place are told with their words; answers in a circle are no answers", async () => {
    const file = await readParts({
      body: `<w:p>${start(1)}${r("x")}${end(1)}${start(2)}${r("y")}${end(2)}</w:p>`,
      comments:
        comment(1, "A", "1", "00000001") +
        comment(2, "A", "2", "00000002") +
        comment(3, "A", "lost"),
      commentsExtended:
        '<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000002"/><w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001"/>',
    });
    expect(file.comments.map(({ id }) => id)).toEqual([1, 2]);
    expect(file.comments.every(({ parent }, index) => parent !== index + 1)).toBe(true);
    expect(file.notKept).toEqual([
      { kind: "comment", count: 1, places: [{ block: null, words: "lost" }] },
    ]);
    expect(toldOf(file)).toEqual(["comment 1"]);
  });
});
