// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { showAuthors, type ShownAuthors } from "#app/editor/authors/author-decorations.ts";
import { AuthorIndex } from "#app/editor/authors/author-index.ts";
import type { Person } from "#app/editor/presence/people.ts";
import { body, cell, doc, footnote, table } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";
import { copyOf, typeBehind } from "./flow-drafts.ts";

const ANA: Person = { userId: "ana", name: "Ana", organization: "Council", colour: 1 };
const INES: Person = { userId: "ines", name: "Ines", organization: "ILRC", colour: 2 };
const open: TestEditor[] = [];
afterEach(() => {
  for (const testEditor of open.splice(0)) {
    testEditor.editor.view.dom.remove();
    testEditor.close();
  }
});

/** Ana's draft (client 1), with its authors shown. */
function shown(editable = true) {
  const testEditor = new TestEditor(
    doc(
      body("a", "First", footnote("n", "noted"), "."),
      table([cell(body("c", "In a cell"))]),
      body("z", "Last."),
    ),
  );
  open.push(testEditor);
  document.body.append(testEditor.editor.view.dom);
  testEditor.editor.setEditable(editable);
  const authors: ShownAuthors = {
    index: new AuthorIndex([[1, 0, 1_000, 0, 0]]),
    people: [ANA],
    atClient: (client) => (client === testEditor.document.clientID ? ANA : INES),
    when: () => "just now",
  };
  showAuthors(testEditor.editor, authors);
  return testEditor;
}

/** The words of each mark with the first name in it. */
function marks({ editor }: TestEditor): string[] {
  return [...editor.view.dom.querySelectorAll(".author")].map(
    (mark) => `${mark.getAttribute("title")?.split(" ")[0]}: ${mark.textContent}`,
  );
}

function others(testEditor: TestEditor, write: (draft: Y.Doc) => void): void {
  const other = copyOf(Y.encodeStateAsUpdate(testEditor.document));
  write(other);
  Y.applyUpdate(testEditor.document, Y.encodeStateAsUpdate(other), "others");
}

describe("the marks of authors", () => {
  it("[M11] say who suggested words that another wrote into the draft", () => {
    const testEditor = shown();
    showAuthors(testEditor.editor, {
      index: new AuthorIndex([[1, 0, 1_000, 0, 0]]),
      people: [ANA],
      suggested: { index: new AuthorIndex([[1, 0, 1_000, 0, 0]]), people: [INES] },
      atClient: () => null,
      when: () => "at noon",
    });
    const titles = [...testEditor.editor.view.dom.querySelectorAll(".author")].map((mark) =>
      mark.getAttribute("title"),
    );
    expect(titles[0]).toBe("Ana · Council, at noon; suggested by Ines · ILRC");
  });

  it("stand on the words of paragraphs, footnotes and cells", () => {
    expect(marks(shown())).toEqual([
      "Ana: First",
      "Ana: noted",
      "Ana: .",
      "Ana: In a cell",
      "Ana: Last.",
    ]);
  });

  it("are drawn at once for what others write, and stay where they do not", () => {
    const testEditor = shown();
    const last = [...testEditor.editor.view.dom.querySelectorAll(".author")].at(-1);
    others(testEditor, (draft) => typeBehind(draft, "Fir", "m and "));
    others(testEditor, (draft) => typeBehind(draft, "In a", " small"));
    expect(marks(testEditor)).toEqual([
      "Ana: Fir",
      "Ines: m and ",
      "Ana: st",
      "Ana: noted",
      "Ana: .",
      "Ana: In a",
      "Ines:  small",
      "Ana:  cell",
      "Ana: Last.",
    ]);
    expect([...testEditor.editor.view.dom.querySelectorAll(".author")].at(-1)).toBe(last);
  });

  it("keep their words through a split and a join", () => {
    const testEditor = shown();
    testEditor.at("a", 2).press("Enter");
    expect(marks(testEditor).slice(0, 2)).toEqual(["Ana: Fi", "Ana: rst"]);
    testEditor.press("Backspace");
    expect(marks(testEditor).join("")).toContain("Ana: Fi");
  });

  it("are stepped through by keys in a text that takes none", () => {
    const testEditor = shown(false);
    Element.prototype.scrollIntoView = vi.fn();
    const words: string[] = [];
    for (let keys = 0; keys < 3; keys += 1) {
      testEditor.press("ArrowDown");
      words.push(document.getSelection()?.toString() ?? "");
    }
    expect(words).toEqual(["First", "noted", "."]);
  });
});
