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
  for (const hands of open.splice(0)) {
    hands.editor.view.dom.remove();
    hands.close();
  }
});

/** Ana's draft (client 1), with its authors shown. */
function shown(editable = true) {
  const hands = new TestEditor(
    doc(
      body("a", "First", footnote("n", "noted"), "."),
      table([cell(body("c", "In a cell"))]),
      body("z", "Last."),
    ),
  );
  open.push(hands);
  document.body.append(hands.editor.view.dom);
  hands.editor.setEditable(editable);
  const authors: ShownAuthors = {
    index: new AuthorIndex([[1, 0, 1_000, 0, 0]]),
    people: [ANA],
    atClient: (client) => (client === hands.document.clientID ? ANA : INES),
    when: () => "just now",
  };
  showAuthors(hands.editor, authors);
  return hands;
}

/** The words of each mark with the first name in it. */
function marks({ editor }: TestEditor): string[] {
  return [...editor.view.dom.querySelectorAll(".author")].map(
    (mark) => `${mark.getAttribute("title")?.split(" ")[0]}: ${mark.textContent}`,
  );
}

function others(hands: TestEditor, write: (draft: Y.Doc) => void): void {
  const other = copyOf(Y.encodeStateAsUpdate(hands.document));
  write(other);
  Y.applyUpdate(hands.document, Y.encodeStateAsUpdate(other), "others");
}

describe("the marks of authors", () => {
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
    const hands = shown();
    const last = [...hands.editor.view.dom.querySelectorAll(".author")].at(-1);
    others(hands, (draft) => typeBehind(draft, "Fir", "m and "));
    others(hands, (draft) => typeBehind(draft, "In a", " small"));
    expect(marks(hands)).toEqual([
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
    expect([...hands.editor.view.dom.querySelectorAll(".author")].at(-1)).toBe(last);
  });

  it("keep their words through a split and a join", () => {
    const hands = shown();
    hands.at("a", 2).press("Enter");
    expect(marks(hands).slice(0, 2)).toEqual(["Ana: Fi", "Ana: rst"]);
    hands.press("Backspace");
    expect(marks(hands).join("")).toContain("Ana: Fi");
  });

  it("are stepped through by keys in a text that takes none", () => {
    const hands = shown(false);
    Element.prototype.scrollIntoView = vi.fn();
    const words: string[] = [];
    for (let keys = 0; keys < 3; keys += 1) {
      hands.press("ArrowDown");
      words.push(document.getSelection()?.toString() ?? "");
    }
    expect(words).toEqual(["First", "noted", "."]);
  });
});
