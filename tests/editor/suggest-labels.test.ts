// @vitest-environment jsdom
import type { Node } from "@tiptap/pm/model";
import { afterEach, describe, expect, test } from "vitest";
import { blockEdits } from "#app/document/edits/block-edits.ts";
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { changeDecorations } from "#app/editor/suggest/change-decorations.ts";
import { body, doc } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((each) => each.close()));

/** Draws a proposed change of a text: gives the labels, and the widgets that have them. */
function labels(was: ProseJSON, becomes: ProseJSON, initials: string | null = "RS") {
  const [me, other] = [new TestEditor(was), new TestEditor(becomes)];
  open.push(me, other);
  const blocks = (of: TestEditor): readonly Node[] => of.editor.state.doc.content.content;
  const { view } = me.editor;
  const drawn = changeDecorations(view.state.doc, blockEdits(blocks(me), blocks(other), 0), {
    inText: "deleted",
    color: "org-rust",
    thread: "t",
    key: "t",
    title: "Suggested by Ravi Sample · ILRC",
    page: () => drawnPage(becomes),
    ...(initials === null ? {} : { initials }),
  });
  return drawn.flatMap((each) => {
    const { type } = each as unknown as {
      readonly type: { readonly toDOM?: (view: unknown, pos: () => number) => HTMLElement };
    };
    const element = type.toDOM?.(view, () => each.from);
    const label = element?.matches(".suggest-by") ? element : element?.querySelector(".suggest-by");
    const said = label instanceof HTMLElement ? label.dataset["label"] : undefined;
    return element && said !== undefined ? [{ said, element, at: each.from }] : [];
  });
}

const said = (...texts: Parameters<typeof labels>) => labels(...texts).map((each) => each.said);
const WAS = "We ask for the reports of each field office.";

describe("[M23] the label of words that are proposed", () => {
  test("says at their end that somebody asks to add, remove or change them, and who", () => {
    const of = (words: string) => said(doc(body("a", WAS)), doc(body("a", words)));
    expect(of("We ask for the weekly reports of each field office.")).toEqual(["add? RS"]);
    expect(of("We ask for the reports.")).toEqual(["remove? RS"]);
    expect(of("We ask for all reports of each field office.")).toEqual(["change? RS"]);
  });

  test("stands once for what is changed close together, and in every paragraph", () => {
    const was = doc(body("a", WAS), body("b", "Please answer."));
    const becomes = doc(body("a", "You owe all reports of a field office."), body("b", "Answer."));
    expect(said(was, becomes)).toEqual(["change? RS", "change? RS"]);
  });

  test("stands within a paragraph that is proposed to go, and behind the last word of a new one", () => {
    const [a, b] = [body("a", WAS), body("b", "Please answer.")];
    const [gone] = labels(doc(a, b), doc(a));
    const start = WAS.length + 2;
    expect(gone).toMatchObject({ said: "remove? RS" });
    expect(gone?.at).toBeGreaterThan(start);
    expect(gone?.at).toBeLessThan(start + "Please answer.".length + 2);
    const [come] = labels(doc(a), doc(a, b));
    expect(come?.said).toBe("add? RS");
    expect(come?.element.querySelector(".suggest-by")?.parentElement?.textContent).toBe(
      b.content?.[0]?.text,
    );
  });

  test("has a place where a page break goes, which has no words", () => {
    const [a, b] = [body("a", WAS), body("b", "Please answer.")];
    expect(said(doc(a, { type: "pageBreak", attrs: { id: "p" } }, b), doc(a, b))).toEqual([
      "remove? RS",
    ]);
  });

  test("is no word of the text, is missing while somebody still writes, and leaves a space before the frame", () => {
    const becomes = doc(body("a", `${WAS} All of them.`));
    const [drawn] = labels(doc(body("a", WAS)), becomes);
    expect(drawn?.element.textContent).toBe(" [added: All of them.]");
    expect(drawn?.element.querySelector("ins")?.textContent).toBe("[added: All of them.]");
    expect(labels(doc(body("a", WAS)), becomes, null)).toEqual([]);
  });
});
