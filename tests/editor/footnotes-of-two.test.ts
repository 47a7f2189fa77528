// @vitest-environment jsdom
import { afterEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { checkedNode } from "#app/document/version/validate.ts";
import { proseFromUpdate } from "#tests/support/prose-from-update.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { block, body, doc, footnote } from "#tests/document/build.ts";
import { insertFootnote } from "#app/editor/commands/footnote-commands.ts";
import { setKind } from "#app/editor/commands/block-commands.ts";
import { TestEditor, sharedDocument } from "./test-editor.ts";
import { connect, settle } from "./two-people.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function two(...content: ProseNode[]) {
  const one = new TestEditor(sharedDocument(doc(...content)));
  const other = new TestEditor(new Y.Doc());
  open.push(one, other);
  return { one, other, line: connect(one, other) };
}

function expectOneText(one: TestEditor, other: TestEditor) {
  expect(other.prose).toEqual(one.prose);
  checkedNode(one.prose);
  expect(proseFromUpdate(Y.encodeStateAsUpdate(one.document))).toEqual(one.prose);
}

const note = (words = "See the letter.") => footnote("f", words);

describe.each(["online", "offline"])(
  "%s, what one types in a footnote is kept while another",
  (how) => {
    async function meanwhile(
      content: ProseNode[],
      typing: (typist: TestEditor) => void,
      changing: (changer: TestEditor) => void,
    ) {
      const { one, other, line } = two(...content);
      if (how === "offline") line.cut();
      typing(other);
      changing(one);
      if (how === "offline") line.mend();
      await settle();
      expectOneText(one, other);
      return { one, other };
    }

    test("changes the kind and level of the paragraph around it", async () => {
      const { one } = await meanwhile(
        [body("p", "ICE", note(), " writes reports.")],
        (typist) => typist.at("f", "end").type(" It is attached."),
        (changer) => {
          changer.at("p", 1).run(setKind("numbered"));
          changer.press("Tab");
        },
      );
      expect(one.lines).toEqual([
        "numbered 2|ICE [Footnote: See the letter. It is attached.] writes reports.",
      ]);
    });

    test.each([
      ["before it", 2],
      ["right before it", 3],
      ["behind it", "end" as const],
    ])("splits the paragraph %s", async (_where, at) => {
      const { one } = await meanwhile(
        [body("p", "ICE", note(), " writes reports.")],
        (typist) => typist.at("f", "end").type(" It is attached."),
        (changer) => void changer.at("p", at).press("Enter"),
      );
      expect(one.lines).toHaveLength(2);
      expect(one.lines.join("").match(/See the letter\. It is attached\./gu)).toHaveLength(1);
    });

    test("splits the paragraph right before it where it stands last", async () => {
      const { one } = await meanwhile(
        [body("p", "ICE writes", note())],
        (typist) => typist.at("f", 3).type(" also"),
        (changer) => void changer.at("p", 10).press("Enter"),
      );
      expect(one.lines).toEqual(["body|ICE writes", "body| [Footnote: See also the letter.]"]);
    });

    test("splits the paragraph between two footnotes, in both of which one types", async () => {
      const { one } = await meanwhile(
        [body("p", "A", footnote("f", "first"), " and B", footnote("g", "second"), ".")],
        (typist) => {
          typist.at("f", "end").type(" note");
          typist.at("g", "end").type(" note");
        },
        (changer) => void changer.at("p", 10).press("Enter"),
      );
      expect(one.lines.join("")).toContain("[Footnote: first note]");
      expect(one.lines.join("")).toContain("[Footnote: second note]");
    });

    test("joins the paragraph to the one before it", async () => {
      const { one } = await meanwhile(
        [body("o", "Before."), body("p", "ICE", note(), " writes.")],
        (typist) => typist.at("f", "end").type(" It is attached."),
        (changer) => void changer.at("p").press("Backspace"),
      );
      expect(one.lines).toEqual([
        "body|Before.ICE [Footnote: See the letter. It is attached.] writes.",
      ]);
    });

    test("types before it, erases behind it and puts another footnote beside it", async () => {
      const { one } = await meanwhile(
        [body("p", "ICE", note(), " writes.")],
        (typist) => typist.at("f", "end").type(" It is attached."),
        (changer) => {
          changer.at("p", 0).type("The ").run(insertFootnote);
          changer.type("new").press("Enter");
          changer.at("p", "end").press("Backspace");
        },
      );
      expect(one.lines.join("")).toContain("[Footnote: new]");
      expect(one.lines.join("")).toContain("[Footnote: See the letter. It is attached.]");
    });
  },
);

describe("two people", () => {
  test("who both type in one footnote have both their words in it", async () => {
    const { one, other, line } = two(body("p", "ICE", note("ab"), "."));
    line.cut();
    one.at("f", 0).type("1");
    other.at("f", "end").type("2");
    line.mend();
    await settle();
    expectOneText(one, other);
    expect(one.lines).toEqual(["body|ICE [Footnote: 1ab2]."]);
  });

  test("of whom one erases the footnote leave none behind", async () => {
    const { one, other, line } = two(body("p", "ICE", note("ab"), "."));
    line.cut();
    one.at("p", 7).press("Backspace");
    one.press("Backspace");
    other.at("f", "end").type("2");
    line.mend();
    await settle();
    expectOneText(one, other);
    expect(one.lines).toEqual(["body|ICE."]);
  });

  test("of whom one splits it off keep the caret of the other in it", async () => {
    const { one, other, line } = two(block("numbered", 1, "p", "ICE", note("ab")));
    line.cut();
    other.at("f", "end").type("c");
    one.at("p", 3).press("Enter");
    line.mend();
    await settle();
    other.type("d");
    await settle();
    expectOneText(one, other);
    expect(one.lines).toEqual(["numbered|ICE", "numbered| [Footnote: abcd]"]);
  });
});
