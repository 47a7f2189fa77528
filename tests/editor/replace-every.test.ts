// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { redo, undo } from "#app/editor/binding/index.ts";
import { replacedSentence } from "#app/editor/find/FindPanel.tsx";
import { replaceOne, startSearch } from "#app/editor/find/find.ts";
import { type Replaced, replaceEvery } from "#app/editor/find/replace-every.ts";
import { body, doc } from "#tests/document/build.ts";
import { TestEditor, sharedDocument } from "./test-editor.ts";
import { connect } from "./two-people.ts";

const LINES = 30;
const line = (at: number, name = "ICE") => `${name} said ${at} and ${name} said no more`;

const NOTHING: Replaced = { count: 0, otherAccents: 0 };

const open: TestEditor[] = [];
let time = 0;

// Time is over after each look at the clock, so that a slice is ten matches.
beforeEach(() => {
  vi.spyOn(performance, "now").mockImplementation(() => (time += 1_000));
});
afterEach(() => {
  vi.restoreAllMocks();
  open.splice(0).forEach((hands) => hands.close());
});

function two() {
  const lines = Array.from({ length: LINES }, (_, at) => body(`p${at}`, line(at)));
  const ana = new TestEditor(sharedDocument(doc(...lines)));
  const ravi = new TestEditor(new Y.Doc());
  open.push(ana, ravi);
  connect(ana, ravi);
  startSearch(ana.editor, { words: "ICE", matchCase: true });
  return { ana, ravi };
}

/** Replaces all by "the agency"; between the first slice and the next, others act. */
async function replaced(ana: TestEditor, meanwhile: () => void = () => {}): Promise<Replaced> {
  return new Promise<Replaced>((done) => {
    replaceEvery(ana.editor, "the agency", done);
    expect(ana.lines.at(-1)).toContain("ICE");
    meanwhile();
  });
}

const shown = ({ lines }: TestEditor) => lines.map((each) => each.replace("body|", ""));
const all = (name: string) => Array.from({ length: LINES }, (_, at) => line(at, name));

describe("replacing every match", () => {
  it("is one step to take back, however many slices it was", async () => {
    const { ana, ravi } = two();
    const did = await replaced(ana);
    expect(replacedSentence(did)).toBe("60 replaced");
    expect(shown(ana)).toEqual(all("the agency"));
    expect(shown(ravi)).toEqual(shown(ana));
    ana.run(undo);
    expect(shown(ana)).toEqual(all("ICE"));
    ana.run(redo);
    expect(shown(ana)).toEqual(all("the agency"));
    // Typing afterwards is a step of its own.
    ana.at("p0").type("So ");
    ana.run(undo);
    expect(shown(ana)).toEqual(all("the agency"));
  });

  it("leaves alone what others write meanwhile, and finds what they have moved", async () => {
    const { ana, ravi } = two();
    await replaced(ana, () => {
      ravi.at("p10").type("New ICE: ");
      // Within a match that is still to be replaced: it is none any more.
      ravi.at("p20", 1).type("n");
      ravi.at("p0", "end").type("!");
    });
    const [first, ...rest] = all("the agency");
    const expected = [`${first}!`, ...rest];
    expected[10] = `New ICE: ${expected[10]}`;
    expected[20] = expected[20]!.replace("the agency", "InCE");
    expect(shown(ana)).toEqual(expected);
    expect(shown(ravi)).toEqual(expected);
    ana.run(undo);
    expect(shown(ana)[10]).toBe(`New ICE: ${line(10)}`);
    expect(shown(ana)[0]).toBe(`${line(0)}!`);
  });

  it("replaces only what has the accents that were typed, however much more is found", async () => {
    let told: Replaced | null = null;
    const lines = ["ano, año, Ano, an\u0303o, AÑO", "a no, ano\u0301 and ano", "Ọ ọ o ọ\u0301"];
    const all = async (words: string, matchCase = false) => {
      const hands = new TestEditor(
        sharedDocument(doc(...lines.map((each, at) => body(`p${at}`, each)))),
      );
      open.push(hands);
      startSearch(hands.editor, { words, matchCase });
      told = await new Promise<Replaced>((done) => {
        replaceEvery(hands.editor, "X", done);
      });
      return shown(hands);
    };
    expect(await all("ano")).toEqual([
      "X, año, X, an\u0303o, AÑO",
      "a no, ano\u0301 and X",
      lines[2],
    ]);
    // And says so.
    expect(told).toEqual({ count: 3, otherAccents: 4 });
    expect(replacedSentence(told ?? NOTHING)).toBe("3 replaced, 4 with other accents left");
    expect(await all("ano", true)).toEqual([
      "X, año, Ano, an\u0303o, AÑO",
      "a no, ano\u0301 and X",
      lines[2],
    ]);
    expect(await all("año")).toEqual(["ano, X, Ano, X, X", ...lines.slice(1)]);
    expect(await all("ọ")).toEqual([...lines.slice(0, 2), "X X o ọ\u0301"]);
  });

  it("replaces one by one what has other accents too", () => {
    const hands = new TestEditor(sharedDocument(doc(body("p", "un año"))));
    open.push(hands);
    startSearch(hands.editor, { words: "ano" });
    replaceOne(hands.editor.view, "X");
    expect(shown(hands)).toEqual(["un X"]);
  });

  it("ends where the text takes no more, and where the person takes it back", async () => {
    const { ana } = two();
    await replaced(ana, () => ana.editor.setEditable(false));
    expect(shown(ana).slice(0, 5)).toEqual(all("the agency").slice(0, 5));
    expect(shown(ana).slice(5)).toEqual(all("ICE").slice(5));
    ana.editor.setEditable(true);
    await replaced(ana, () => ana.run(undo));
    expect(shown(ana).slice(5)).toEqual(all("ICE").slice(5));
  });
});
