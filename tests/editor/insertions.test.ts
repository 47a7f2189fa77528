// @vitest-environment jsdom
import { selectAll } from "@tiptap/pm/commands";
import { TextSelection } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { fits, insertionsFor, matching } from "#app/editor/insert/insertions.ts";
import { placesFor, spanOf, takenAtOnce } from "#app/editor/references/choosing.ts";
import { body, caption, doc } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";
import type { CitablePlace } from "#app/document/numbering/references.ts";

const organizations = [
  { id: "ilrc", name: "Immigrant Legal Resource Center", city: null, address: [] },
];
const all = insertionsFor({ organizations, exhibits: [] });
const names = (query: string) => matching(all, query).map(({ label }) => label);

describe("what can be put in", () => {
  it("leaves text with slashes alone: a lawyer's signature, and both of two words", () => {
    for (const typed of ["s/", "s/ Ana", " or", "s/s"]) expect(names(typed)).toEqual([]);
    expect(names("sign")).not.toEqual([]);
  });

  it("is found by the beginnings of its words, in any order and case", () => {
    expect(names("HEAD 2")).toEqual(["Heading 2"]);
    expect(names("center sign")).toEqual(["Signature block: Immigrant Legal Resource Center"]);
    expect(names("note")[0]).toBe("Footnote");
    expect(names("nothing like this")).toEqual([]);
  });

  it("comes first where its name begins with what is typed", () => {
    expect(names("num")[0]).toBe("Numbered paragraph");
    expect(names("case")[0]).toBe("Case number");
  });

  it("is everything before anything is typed, each with an id of its own", () => {
    expect(names("")).toHaveLength(all.length);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });
});

describe("whether something can be put in", () => {
  it("can be asked wherever the selection is: before anybody was in the text, and all of it selected", () => {
    const h = new TestEditor(doc(caption("c"), body("a", "words"), body("b")));
    const ask = () => all.filter((one) => fits(one, h.editor.state)).map(({ id }) => id);
    const { view } = h.editor;
    const select = (from: number, to: number) =>
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));
    select(0, 0);
    expect(ask()).not.toContain("page-break");
    select(0, view.state.doc.content.size);
    expect(ask()).toContain("duplicate");
    h.run(selectAll);
    expect(ask()).toContain("duplicate");
    h.at("a");
    expect(ask()).toEqual(expect.arrayContaining(["page-break", "duplicate", "footnote"]));
    h.close();
  });
});

const place = (name: string, words: string): CitablePlace => ({
  id: name,
  kind: "paragraph",
  depth: 1,
  name,
  words,
});
const places = [
  ...Array.from({ length: 14 }, (_, index) => place(`¶ ${index + 1}`, `Words of ${index + 1}.`)),
  place("¶ 14(a)", "Expedited processing was asked for."),
];
const found = (query: string) => placesFor(query, places).map(({ name }) => name);

describe("the places that a reference can name", () => {
  it("are found by number, with what stands below it", () => {
    expect(found("14")).toEqual(["¶ 14", "¶ 14(a)"]);
    expect(found("¶ 14(a)")).toEqual(["¶ 14(a)"]);
    expect(found("1")).toEqual(["¶ 1", "¶ 10", "¶ 11", "¶ 12", "¶ 13", "¶ 14", "¶ 14(a)"]);
  });

  it("are found by ranges and lists of numbers, exactly those", () => {
    expect(found("2-4, 7")).toEqual(["¶ 2", "¶ 3", "¶ 4", "¶ 7"]);
    expect(found("2–3")).toEqual(["¶ 2", "¶ 3"]);
    expect(found("2-")).toEqual(["¶ 2"]);
    expect(found("9-2")).toEqual([]);
  });

  it("are found by words", () => {
    expect(found("process exped")).toEqual(["¶ 14(a)"]);
    expect(found("")).toHaveLength(15);
  });

  it("are taken at once by Enter where they are typed as numbers", () => {
    const taken = (query: string, among = places) => takenAtOnce(query, placesFor(query, among));
    expect(taken("5-7")).toEqual(["¶ 5", "¶ 6", "¶ 7"]);
    expect(taken("¶¶ 2, 5–6")).toEqual(["¶ 2", "¶ 5", "¶ 6"]);
    expect(taken("12-99")).toEqual(["¶ 12", "¶ 13", "¶ 14"]);
    expect(taken("5")).toBeNull();
    expect(taken("expedited")).toBeNull();
    expect(taken("")).toBeNull();
    const records = [1, 2, 3].map((number): CitablePlace => ({
      ...place(`Request No. ${number}`, "Records."),
      kind: "item",
    }));
    expect(taken("2-3", [...records, ...places])).toEqual(["Request No. 2", "Request No. 3"]);
    expect(taken("¶ 2-3", [...records, ...places])).toEqual(["¶ 2", "¶ 3"]);
    expect(taken("nos. 2-3", [...places, ...records])).toEqual(["Request No. 2", "Request No. 3"]);
  });

  it("make a span in either direction", () => {
    expect(spanOf(places, 3, 1)).toEqual(["¶ 2", "¶ 3", "¶ 4"]);
  });
});
