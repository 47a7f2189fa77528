// @vitest-environment jsdom
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { bindingIn } from "#app/editor/binding/index.ts";
import type { Person } from "#app/editor/presence/people.ts";
import { bringsUnknown, holdsUnknown } from "#app/editor/unknown/holds-unknown.ts";
import { unknownParts } from "#app/editor/unknown/unknown-parts.ts";
import {
  body,
  cell,
  doc,
  exhibit,
  field,
  footnote,
  link,
  pageBreak,
} from "#tests/document/build.ts";
import {
  caption,
  hardBreak,
  header,
  reference,
  signatureBlock,
  table,
  text,
} from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";
import { draftOf } from "./flow-drafts.ts";

const ANA: Person = { userId: "ana", name: "Ana Example", organization: "Council", colour: 1 };
const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

const EVERYTHING = [
  body("a", "One ", text("bold", "bold"), text("linked", link("https://example.org/")), hardBreak),
  caption("cap"),
  body("b", field("trackingNumber"), footnote("n", "see ", reference("a")), reference("a", "b")),
  table([header(body("h", "Head"))], [cell(body("c", "Cell"))]),
  signatureBlock("s", "ilrc"),
  exhibit("e"),
  pageBreak,
  body("z", "End."),
];

/** An element that another program has put into the text. */
function strange(name = "video"): Y.XmlElement {
  return new Y.XmlElement(name);
}

describe("whether something can't be shown", () => {
  it("is no for all that a draft may hold", () => {
    expect(holdsUnknown(draftOf(EVERYTHING))).toBe(false);
  });

  it.each([
    ["an element of another kind", (root: Y.XmlText) => root.insertEmbed(3, strange())],
    ["something embedded", (root: Y.XmlText) => root.insertEmbed(3, { image: "x" })],
    ["a format of another kind", (root: Y.XmlText) => root.format(1, 2, { blink: {} })],
    [
      "a value that an attribute can't have",
      (root: Y.XmlText) => firstMarker(root).setAttribute("kind", "poem"),
    ],
    [
      "something in a marker",
      (root: Y.XmlText) => firstMarker(root).insert(0, [new Y.XmlText("x")]),
    ],
  ])("is yes for %s", (_what, write) => {
    const draft = draftOf([body("a", "One two"), body("b", "Three")]);
    const brought: boolean[] = [];
    draft.on("afterTransaction", (transaction: Y.Transaction) =>
      brought.push(bringsUnknown(transaction)),
    );
    write(flowRoot(draft));
    expect(brought).toContain(true);
    expect(holdsUnknown(draft)).toBe(true);
  });
});

function firstMarker(root: Y.XmlText): Y.XmlElement {
  const { insert } = (root.toDelta() as { insert: unknown }[])[0] ?? {};
  if (!(insert instanceof Y.XmlElement)) throw new Error("no marker");
  return insert;
}

describe("something that can't be shown", () => {
  function shown(editable = true) {
    const watching = unknownParts(async () => ANA);
    const start = doc(body("a", "One two"), body("b", "Three"));
    const testEditor = new TestEditor(start, {}, { afterKeys: [watching] });
    open.push(testEditor);
    testEditor.editor.setEditable(editable);
    const other = new Y.Doc();
    const theirs = flowRoot(other);
    Y.applyUpdate(other, Y.encodeStateAsUpdate(testEditor.document));
    theirs.insertEmbed(4, strange());
    Y.applyUpdate(testEditor.document, Y.encodeStateAsUpdate(other), "others");
    const part = () => testEditor.editor.view.dom.querySelector<HTMLElement>(".cannot-be-shown");
    return { testEditor, part, other };
  }

  it("is shown at its place, with its author, and is never deleted automatically", async () => {
    const { testEditor, part, other } = shown();
    await expect.poll(() => part()?.textContent).toContain("by Ana Example · Council");
    expect(part()?.dataset.client).toBe(String(other.clientID));
    expect(part()?.previousSibling?.textContent).toBe("One");
    testEditor.at("a", 0).type("x");
    testEditor.at("a", 5).press("Enter");
    expect(holdsUnknown(testEditor.document)).toBe(true);
    expect(testEditor.lines).toEqual(["body|xOne ", "body|two", "body|Three"]);
  });

  it("is taken away by its button, which asks once, and undo brings it back", async () => {
    const { testEditor, part } = shown();
    await expect.poll(() => part()?.querySelector("button")).toBeTruthy();
    const button = part()?.querySelector("button");
    button?.click();
    expect(button?.textContent).toBe("Remove it for everyone");
    expect(holdsUnknown(testEditor.document)).toBe(true);
    button?.click();
    expect(holdsUnknown(testEditor.document)).toBe(false);
    await expect.poll(() => part()).toBeNull();
    bindingIn(testEditor.editor.state)?.undo.undo();
    expect(holdsUnknown(testEditor.document)).toBe(true);
    await expect.poll(() => part()).not.toBeNull();
    expect(testEditor.lines).toEqual(["body|One two", "body|Three"]);
  });

  it("has no button for who may not write", async () => {
    const { part } = shown(false);
    await expect.poll(() => part()).not.toBeNull();
    expect(part()?.querySelector("button")).toBeNull();
  });
});
