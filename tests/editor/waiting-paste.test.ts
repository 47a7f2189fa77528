// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ForeignPaste } from "#app/editor/paste/read-foreign.ts";
import { PASTE_ON_ITS_WAY } from "#app/editor/paste/refused-paste.ts";
import { PASTE_WAITS_MS } from "#app/editor/paste/waiting-paste.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { block, body, doc } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";

/** The part that reads pastes, which comes when it is let. */
const part = vi.hoisted(() => {
  const state = { come: null as unknown, fetched: Promise.resolve(), let: () => {} };
  return state;
});
vi.mock("#app/editor/paste/foreign-paste.ts", () => ({
  foreignPaste: Object.assign(() => part.come, { fetch: () => part.fetched }),
}));

const { default: reader } = (await import("#app/editor/paste/read-foreign.ts")) as {
  default: ForeignPaste;
};

const open: TestEditor[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  // jsdom has none; ProseMirror makes one where it is told to paste.
  vi.stubGlobal("ClipboardEvent", Event);
  part.come = null;
  part.fetched = new Promise((resolve) => {
    part.let = () => {
      part.come = reader;
      resolve();
    };
  });
});
afterEach(() => {
  open.splice(0).forEach((testEditor) => testEditor.close());
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function testEditor(...content: ProseNode[]) {
  const sentences: (string | null)[] = [];
  const made = new TestEditor(doc(...content), {
    onPasteNotice: (notice) => sentences.push(notice?.sentence ?? null),
  });
  open.push(made);
  return { h: made, sentences };
}

async function comes() {
  part.let();
  await vi.advanceTimersByTimeAsync(0);
}

const LIST = "<ol><li>First</li><li>Second</li></ol>";

describe("a paste before its reader has been loaded", () => {
  test("is taken, waits, and then comes in as it would have, in one change, with the caret behind it", async () => {
    const { h } = testEditor(body("a", "Dear Officer:"));
    let changes = 0;
    h.document.on("update", () => (changes += 1));
    expect(h.at("a", 5).paste("<p>good <b>Records</b></p>", { text: "good Records" })).toBe(true);
    expect(h.lines).toEqual(["body|Dear Officer:"]);
    await comes();
    expect(h.lines).toEqual(["body|Dear good RecordsOfficer:"]);
    expect(JSON.stringify(h.prose)).toContain('"bold"');
    expect(changes).toBe(1);
    h.type("!");
    expect(h.lines).toEqual(["body|Dear good Records!Officer:"]);
  });

  test("of a list keeps its form, and so do typed numbers in plain text", async () => {
    const { h } = testEditor(body("a"));
    h.at("a").paste(LIST, { text: "First\nSecond" });
    await comes();
    expect(h.lines).toEqual(["ordered|First", "ordered|Second"]);
    const { h: plain } = testEditor(body("a"));
    part.come = null;
    plain.at("a").paste("", { text: "1.\tFirst\n2.\tSecond" });
    expect(plain.lines).toEqual(["body|"]);
    await comes();
    expect(plain.lines).toEqual(["ordered|First", "ordered|Second"]);
  });

  test("comes in before what is typed meanwhile, and the caret stays behind that", async () => {
    const { h } = testEditor(body("a", "Dear :"));
    h.at("a", 5).paste("<p>FOIA</p>", { text: "FOIA" });
    h.type(" Officer");
    await comes();
    h.type("s");
    expect(h.lines).toEqual(["body|Dear FOIA Officers:"]);
  });

  test("comes in where it was pasted when the caret is elsewhere by then, and leaves it there", async () => {
    const { h } = testEditor(body("a", "One"), body("b", "Two"));
    h.at("a", "end").paste("<p>, and a half</p>", { text: ", and a half" });
    h.at("b", "end").type(" ");
    await comes();
    h.type("three");
    expect(h.lines).toEqual(["body|One, and a half", "body|Two three"]);
  });

  test("comes in behind another that waits", async () => {
    const { h } = testEditor(body("a", "One"));
    h.at("a", "end").paste("<p>, two</p>", { text: ", two" });
    h.paste("<p>, three</p>", { text: ", three" });
    await comes();
    h.type(".");
    expect(h.lines).toEqual(["body|One, two, three."]);
  });

  test("replaces what was selected, unless that was changed meanwhile: then it comes in behind it", async () => {
    const { h } = testEditor(body("a", "One two three"));
    h.from("a", 4, "a", 7).paste("<p>2</p>", { text: "2" });
    await comes();
    expect(h.lines).toEqual(["body|One 2 three"]);
    const { h: changed } = testEditor(body("a", "One two three"));
    part.come = null;
    changed.from("a", 4, "a", 7).paste("<p>2</p>", { text: "2" });
    changed.type("TWO");
    await comes();
    expect(changed.lines).toEqual(["body|One TWO2 three"]);
  });

  test("that is a drop comes in where it was dropped", async () => {
    const { h } = testEditor(body("a", "One"), body("b", "Two"));
    h.at("a");
    h.drop("b", 3, { html: "<p>, and a half</p>" });
    expect(h.lines).toEqual(["body|One", "body|Two"]);
    await comes();
    expect(h.lines).toEqual(["body|One", "body|Two, and a half"]);
  });

  test("copied out of a text of ours comes in at once", () => {
    const { h } = testEditor(block("numbered", 1, "a", "Facts"), body("b"));
    const { dom } = h
      .from("a", 0, "a", "end")
      .editor.view.serializeForClipboard(h.editor.state.selection.content());
    h.at("b").paste(dom.innerHTML, { text: "1. Facts" });
    expect(h.lines).toEqual(["numbered|Facts", "numbered|Facts"]);
  });

  test("stays reported while one types on, until it is inserted", async () => {
    const { h, sentences } = testEditor(body("a"));
    h.at("a").paste("<p>Words</p>", { text: "Words" });
    await vi.advanceTimersByTimeAsync(PASTE_WAITS_MS.unsaid);
    h.type(" and more");
    expect(sentences).toEqual([PASTE_ON_ITS_WAY]);
    await comes();
    expect(sentences).toEqual([PASTE_ON_ITS_WAY, null]);
    expect(h.lines).toEqual(["body|Words and more"]);
  });

  test("what it left out stays reported to who types on", async () => {
    const { h, sentences } = testEditor(body("a", "Dear :"));
    h.at("a", 5).paste("<p>FOIA<img src='x'></p>", { text: "FOIA" });
    h.type(" Officer");
    await comes();
    h.type("s");
    expect(h.lines).toEqual(["body|Dear FOIA Officers:"]);
    expect(sentences.at(-1)).toMatch(/A picture was left out/u);
    // Until the next one, which says what became of itself.
    h.paste("<p>.</p>", { text: "." });
    expect(sentences.at(-1)).toBeNull();
  });

  test("is reported after half a second, and no longer once it is inserted", async () => {
    const { h, sentences } = testEditor(body("a"));
    h.at("a").paste("<p>Words</p>", { text: "Words" });
    await vi.advanceTimersByTimeAsync(PASTE_WAITS_MS.unsaid - 1);
    expect(sentences).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sentences).toEqual([PASTE_ON_ITS_WAY]);
    await comes();
    expect(sentences).toEqual([PASTE_ON_ITS_WAY, null]);
    expect(h.lines).toEqual(["body|Words"]);
  });

  test("into a draft that takes no words by then puts nothing in, and says so", async () => {
    const { h, sentences } = testEditor(body("a", "Dear Officer:"));
    h.at("a", 0).paste("<p>Words</p>", { text: "Words" });
    h.editor.setEditable(false);
    await comes();
    expect(h.lines).toEqual(["body|Dear Officer:"]);
    expect(sentences.at(-1)).toMatch(/Nothing was put into “Dear Officer:”.*in your clipboard/u);
  });

  test("into an editor that is gone by then does nothing", async () => {
    const { h } = testEditor(body("a", "Dear Officer:"));
    h.at("a", 0).paste("<p>Words</p>", { text: "Words" });
    h.close();
    await comes();
    await vi.advanceTimersByTimeAsync(PASTE_WAITS_MS.most);
    expect(h.document.getMap("any").size).toBe(0);
  });
});

describe("a paste whose reader can't be loaded", () => {
  const waited = () => vi.advanceTimersByTimeAsync(PASTE_WAITS_MS.most);

  test("comes in as plain text after ten seconds, with a sentence, and never a second time", async () => {
    const { h, sentences } = testEditor(body("a", "Dear Officer:"));
    h.at("a", "end").paste(LIST, { text: "First\nSecond" });
    await waited();
    expect(h.lines).toEqual(["body|Dear Officer:First", "body|Second"]);
    expect(sentences.at(-1)).toMatch(/^The words were put into “Dear Officer:”\..*plain text/u);
    await comes();
    expect(h.lines).toEqual(["body|Dear Officer:First", "body|Second"]);
    // The next one has its form again.
    h.paste(LIST, { text: "First\nSecond" });
    expect(h.lines).toContain("ordered|Second");
  });

  test("loses no word where the clipboard holds no plain text", async () => {
    const { h } = testEditor(body("a"));
    h.at("a").paste("<style>p{color:red}</style><p>One</p><ul><li>Two</li><li>Three</li></ul>");
    await waited();
    expect(h.lines).toEqual(["body|One", "body|Two", "body|Three"]);
  });

  test("comes in without a sentence where it was plain text anyway", async () => {
    const { h, sentences } = testEditor(body("a"));
    h.at("a").paste("", { text: "Words" });
    await waited();
    expect(h.lines).toEqual(["body|Words"]);
    expect(sentences.at(-1)).toBeNull();
  });
});
