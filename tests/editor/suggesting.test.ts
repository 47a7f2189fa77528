// @vitest-environment jsdom
import { afterEach, describe, expect, test, onTestFinished, vi } from "vitest";
import type { Editor } from "#app/editor/editor.ts";
import { TextSelection, type Transaction } from "@tiptap/pm/state";
import * as Y from "yjs";
import type { SuggestedBlocks } from "#app/domain/margin/thread-change.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { allowRemovingAtoms } from "#app/editor/behavior/atom-guard.ts";
import { setKind } from "#app/editor/commands/block-commands.ts";
import { moveKeys } from "#app/editor/commands/move-paragraphs.ts";
import { insertCrossReference } from "#app/editor/commands/insert-commands.ts";
import { wholeText } from "#app/editor/references/whole-text.ts";
import { citablePlaces } from "#app/document/numbering/references.ts";
import type { PasteNotice } from "#app/editor/paste/paste-notice.ts";
import { run } from "#app/editor/commands/run.ts";
import { OpenSuggestions } from "#app/editor/suggest/open-suggestions.ts";
import { type BlockSpan, Suggesting } from "#app/editor/suggest/suggesting.ts";
import type { SuggestionAbout } from "#app/editor/suggest/suggestion-about.ts";
import type { SuggestionDevice, UnsentSuggestion } from "#app/editor/suggest/device-suggestion.ts";
import { modeIn } from "#app/editor/suggest/suggest-mode.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { block, body, caption, doc, footnote, pageBreak } from "#tests/document/build.ts";
import { storeOf, suggestion } from "./open-suggestion.ts";
import { TestEditor, sharedDocument } from "./test-editor.ts";
import { connect } from "./two-people.ts";

// There is no layout: scrolling to the caret measures nothing.
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect ??= () => new DOMRect();

const open: { close(): void }[] = [];
afterEach(() => open.splice(0).forEach((each) => each.close()));

function deviceInMemory(): SuggestionDevice & { kept: UnsentSuggestion | null } {
  const device = {
    kept: null as UnsentSuggestion | null,
    load: async () => device.kept,
    keep: async (unsent: UnsentSuggestion) => {
      device.kept = unsent;
    },
    drop: async () => {
      device.kept = null;
    },
  };
  return device;
}

/** Somebody who suggests, and somebody who edits the same draft meanwhile. */
function desk(...content: ProseNode[]) {
  const ana = new TestEditor(sharedDocument(doc(...content)));
  const ravi = new TestEditor(new Y.Doc());
  connect(ana, ravi);
  document.body.append(ana.editor.view.dom);
  const device = deviceInMemory();
  const sent: { suggested: SuggestedBlocks; span: BlockSpan; about: SuggestionAbout }[] = [];
  const told: string[] = [];
  const refusal = { next: null as string | null, after: Promise.resolve() };
  const aside: SuggestedBlocks[] = [];
  const pasted = { notice: null as PasteNotice | null };
  const suggesting = new Suggesting(ana.editor, {
    documentId: "draft",
    color: 0,
    device,
    tell: (sentence) => told.push(sentence),
    onReference: () => {},
    onPasteNotice: (notice) => {
      pasted.notice = notice;
    },
    onDecide: () => {},
    send: async (suggested, span, about) => {
      await refusal.after;
      if (refusal.next) {
        return { refusal: refusal.next, setAside: async () => void aside.push(suggested) };
      }
      sent.push({ suggested, span, about });
      return "sent";
    },
  });
  suggesting.setOn(true);
  open.push({
    close: () => {
      suggesting.destroy();
      ana.editor.view.dom.remove();
      ana.close();
      ravi.close();
    },
  });
  const writing = () => suggesting.state.get().writing;
  const copied = () => writing()?.state.doc.textBetween(0, writing()!.state.doc.content.size, "|");
  return { ana, ravi, suggesting, sent, aside, pasted, told, device, refusal, writing, copied };
}

function pasteInto(editor: Editor, html: string): void {
  const clipboardData = {
    types: ["text/html"],
    files: [],
    items: [],
    getData: (type: string) => (type === "text/html" ? html : ""),
  };
  const event = new Event("paste", { bubbles: true, cancelable: true });
  editor.view.dom.dispatchEvent(Object.assign(event, { clipboardData }));
}

/** Lets a copy be opened, once whoever dispatched the edit is done. */
const soon = () => new Promise<void>((done) => queueMicrotask(done));

const words = (blocks: SuggestedBlocks["base"]) =>
  (blocks as readonly ProseNode[]).map(({ content = [] }) =>
    content.map(({ text }) => text ?? "").join(""),
  );

describe("[M9] suggesting", () => {
  test("a paragraph elsewhere by the key that moves it: further by the next press, back by undo", async () => {
    const { ana, ravi, sent, suggesting, copied, writing } = desk(
      caption("c"),
      body("a", "One."),
      body("p", "Two."),
      body("q", "Three."),
    );
    const press = (key: string, view = writing()!.view) =>
      view.dom.dispatchEvent(
        new KeyboardEvent("keydown", {
          ...(key === "z" ? { ctrlKey: true } : { altKey: true, shiftKey: true }),
          key,
          bubbles: true,
          cancelable: true,
        }),
      );
    ana.editor.registerPlugin(moveKeys());
    ana.at("p", 1);
    press("ArrowUp", ana.editor.view);
    await soon();
    expect(copied()).toBe("Two.|One.");
    press("ArrowUp");
    expect(writing()!.state.doc.children.map(({ type }) => type.name)).toEqual([
      "block",
      "caption",
      "block",
    ]);
    press("z");
    expect(copied()).toBe("Two.|One.");
    expect(writing()!.state.doc.firstChild?.type.name).toBe("caption");
    press("ArrowDown");
    press("ArrowDown");
    expect(copied()).toBe("One.|Three.|Two.");
    // A letter right after it is a step of its own.
    const { view } = writing()!;
    view.dispatch(view.state.tr.insertText("!"));
    expect(copied()).toContain("!");
    press("z");
    expect(copied()).toBe("One.|Three.|Two.");
    await suggesting.propose();
    expect(words(sent[0]!.suggested.base)).toEqual(["", "One.", "Two.", "Three."]);
    expect(words(sent[0]!.suggested.proposed)).toEqual(["", "One.", "Three.", "Two."]);
    expect(ravi.lines).toEqual(["body|One.", "body|Two.", "body|Three."]);
  });

  test("a caption elsewhere by that key is no word over it", async () => {
    const { ana, told, writing } = desk(caption("c"), body("a", "One."), body("b", "Two."));
    ana.editor.registerPlugin(moveKeys());
    ana.on("c").press("Alt-Shift-ArrowDown");
    await soon();
    expect(told).toEqual([]);
    const types = () => writing()!.state.doc.children.map(({ type }) => type.name);
    expect(types()).toEqual(["block", "caption"]);
    writing()!.view.dom.dispatchEvent(
      new KeyboardEvent("keydown", {
        altKey: true,
        shiftKey: true,
        key: "ArrowDown",
        bubbles: true,
        cancelable: true,
      }),
    );
    expect(types()).toEqual(["block", "block", "caption"]);
  });

  test("over a caption says where captions are changed, and opens nothing; a paragraph below it is begun by Enter", async () => {
    const { ana, told, writing, copied } = desk(caption("c"), body("p", "ICE writes."));
    ana.on("c").type("n");
    await soon();
    expect(writing()).toBeNull();
    expect(told.at(-1)).toContain("A caption is changed under “Parties, signers and addresses”");
    ana.on("c").press("Enter");
    await soon();
    expect(copied()).not.toBeNull();
  });

  test("makes a copy of the paragraph in which one begins to type, and nothing of it is in the draft", async () => {
    const { ana, ravi, suggesting, sent, writing, copied } = desk(
      body("p", "ICE writes reports."),
      body("q", "Weekly."),
    );
    const before = Y.encodeStateVector(ana.document);
    ana.at("p", 4).type("n");
    await soon();
    expect(copied()).toBe("ICE nwrites reports.");
    const copy = writing()!;
    expect(copy.state.selection.from).toBe(6);
    copy.view.dispatch(copy.state.tr.insertText("ow "));
    expect(copied()).toBe("ICE now writes reports.");
    expect(Y.encodeStateVector(ana.document)).toEqual(before);
    expect(ravi.lines).toEqual(["body|ICE writes reports.", "body|Weekly."]);
    await suggesting.propose();
    expect(sent).toHaveLength(1);
    expect(words(sent[0]!.suggested.base)).toEqual(["ICE writes reports."]);
    expect(words(sent[0]!.suggested.proposed)).toEqual(["ICE now writes reports."]);
    expect(sent[0]!.span).toMatchObject({ from: 0, to: 21 });
    expect(writing()).toBeNull();
    expect(Y.encodeStateVector(ana.document)).toEqual(before);
  });

  test("takes no notice of an edit that somebody only tries on the state", async () => {
    const { ana, suggesting, writing, told } = desk(body("p", "ICE writes reports."));
    const { state } = ana.editor;
    const tried = state.applyTransaction(state.tr.insertText("now ", 5));
    expect(tried).toEqual({ state, transactions: [] });
    expect(state.apply(state.tr.insertText("now ", 5))).toBe(state);
    await soon();
    expect({ writing: writing(), told, doc: ana.editor.state.doc }).toEqual({
      writing: null,
      told: [],
      doc: state.doc,
    });
    suggesting.setOn(false);
    const { state: editing } = ana.editor;
    expect(editing.apply(editing.tr.insertText("now ", 5)).doc.textContent).toBe(
      "ICE now writes reports.",
    );
    expect(ana.editor.state.doc).toBe(state.doc);
  });

  test("takes whatever would be an edit: Enter, Backspace, a kind, a paste, a footnote", async () => {
    const { ana, suggesting, sent, copied } = desk(body("p", "One."), body("q", "Two."));
    const done = async (edit: () => unknown) => {
      edit();
      await soon();
      const said = copied();
      await suggesting.propose();
      expect(ana.lines).toEqual(["body|One.", "body|Two."]);
      return said;
    };
    expect(await done(() => ana.at("p", 2).press("Enter"))).toBe("On|e.");
    expect(await done(() => ana.at("q").press("Backspace"))).toBe("One.Two.");
    expect(await done(() => ana.at("q").run(setKind("heading", 1)))).toBe("Two.");
    expect(await done(() => ana.at("q", "end").paste("<p> More <b>words</b></p>"))).toContain(
      "More",
    );
    expect(await done(() => ana.at("q", "end").press("Mod-Alt-f"))).toContain("Two.");
    expect(sent.length).toBeGreaterThanOrEqual(4);
    const [split] = sent;
    const ids = (split!.suggested.proposed as readonly ProseNode[]).map(({ attrs }) => attrs?.id);
    expect(ids[0]).toBe("p");
    expect(new Set(ids).size).toBe(2);
  });

  test.each([
    ["Delete", (tr: Transaction) => allowRemovingAtoms(tr)],
    ["a cut", (tr: Transaction) => tr.setMeta("uiEvent", "cut")],
  ])("%s across a page break is suggested", async (_name, asAsked) => {
    const { ana, suggesting, sent, copied } = desk(body("p", "One."), pageBreak, body("q", "Two."));
    const { view } = ana.from("p", 2, "q", 2).editor;
    view.dispatch(asAsked(view.state.tr.deleteSelection()));
    await soon();
    expect(copied()).toBe("Ono.");
    await suggesting.propose();
    expect(sent[0]!.suggested.base).toHaveLength(3);
    expect(words(sent[0]!.suggested.proposed)).toEqual(["Ono."]);
  });

  test("says where something can't be suggested, and opens no copy", async () => {
    const { ana, writing, told } = desk(body("p", "One."), pageBreak, body("q", "Two."));
    const { view } = ana.from("p", 2, "q", 2).editor;
    const { doc: before, selection } = view.state;
    // A drop, or an edit of the browser's own, would take the page break away unasked.
    view.dispatch(view.state.tr.deleteSelection().setMeta("uiEvent", "drop"));
    await soon();
    expect(writing()).toBeNull();
    expect(modeIn(view.state)).toEqual({ on: true, covered: null });
    expect(told).toEqual(["That can’t be suggested here. The draft is unchanged."]);
    expect(view.state.doc).toBe(before);
    expect(view.state.selection.eq(selection)).toBe(true);
  });

  test("Backspace at the start of the copy takes the paragraph before into it", async () => {
    const { ana, suggesting, sent, writing, copied } = desk(body("p", "One."), body("q", "Two."));
    ana.at("q", "end").type("!");
    await soon();
    const copy = writing()!;
    copy.view.dispatch(copy.state.tr.setSelection(TextSelection.create(copy.state.doc, 1)));
    press(copy.view.dom, "Backspace");
    expect(copied()).toBe("One.Two.!");
    await suggesting.propose();
    expect(words(sent[0]!.suggested.base)).toEqual(["One.", "Two."]);
    expect(words(sent[0]!.suggested.proposed)).toEqual(["One.Two.!"]);
  });

  test("numbers in the copy are those of the draft", async () => {
    const { ana, writing } = desk(
      block("numbered", 1, "a", "First"),
      block("numbered", 1, "b", "Second", footnote("f", "note")),
      block("numbered", 1, "c", "Third"),
    );
    ana.at("b", 6).type("!");
    await soon();
    const numbers = [...writing()!.view.dom.querySelectorAll("p[data-number]")];
    expect(numbers.map((each) => (each as HTMLElement).dataset.number)).toEqual(["2."]);
  });

  test("what others write meanwhile stays, and the copy stays where it was", async () => {
    const { ana, ravi, suggesting, sent, copied } = desk(body("p", "One."), body("q", "Two."));
    ana.at("q", "end").type("!");
    await soon();
    ravi.at("p", "end").press("Enter");
    ravi.type("Between");
    ravi.at("q").type("Really ");
    expect(copied()).toBe("Two.!");
    expect(modeIn(ana.editor.state).covered?.from).toBe(6 + 9);
    await suggesting.propose();
    expect(words(sent[0]!.suggested.base)).toEqual(["Two."]);
    expect(ana.lines).toEqual(["body|One.", "body|Between", "body|Really Two."]);
  });

  test("is kept on the device until it is proposed, and goes on after a reload", async () => {
    const first = desk(body("p", "One."), body("q", "Two."));
    first.ana.at("q", "end").type("!");
    await soon();
    await expect.poll(() => first.device.kept).not.toBeNull();
    const { kept } = first.device;
    const second = desk(body("p", "One."), body("q", "Two."));
    second.device.kept = kept;
    await second.suggesting.restore();
    expect(second.copied()).toBe("Two.!");
    expect(modeIn(second.ana.editor.state).covered).toMatchObject({ from: 6, to: 12 });
    await second.suggesting.propose();
    expect(words(second.sent[0]!.suggested.proposed)).toEqual(["Two.!"]);
    expect(second.device.kept).toBeNull();
  });

  test("says why, and for whom: the reason once, the readers until others are chosen", async () => {
    const { ana, suggesting, sent } = desk(body("p", "One."), body("q", "Two."));
    const propose = async (what: { why?: string; to?: string | null }) => {
      ana.at("p", "end").type("!");
      await soon();
      if (what.why !== undefined) suggesting.say({ text: what.why });
      if (what.to !== undefined) suggesting.say({ organizationId: what.to });
      await suggesting.propose();
      return sent.at(-1)!.about;
    };
    expect(await propose({})).toEqual({ organizationId: null, text: "" });
    const first = await propose({ why: " As ICE does. ", to: "ilrc" });
    expect(first).toEqual({ organizationId: "ilrc", text: "As ICE does." });
    expect(await propose({})).toEqual({ organizationId: "ilrc", text: "" });
    expect(await propose({ to: null })).toEqual({ organizationId: null, text: "" });
  });

  test("for one organization is still for it after a reload, and where it was not taken", async () => {
    const about = { organizationId: "ilrc", text: "Between us." };
    const first = desk(body("p", "One."));
    first.ana.at("p", "end").type("!");
    await soon();
    first.suggesting.say(about);
    first.suggesting.destroy();
    const later = desk(body("p", "One."));
    later.device.kept = first.device.kept;
    await later.suggesting.restore();
    expect(later.suggesting.state.get().about).toEqual(about);
    later.refusal.next = "You may not.";
    expect(await later.suggesting.propose()).toBe(false);
    later.refusal.next = null;
    await later.suggesting.propose();
    expect(later.sent.map((one) => one.about)).toEqual([about]);
  });

  test("is kept on the device also of somebody who never pauses", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const { ana, device, writing } = desk(body("p", "One."));
    ana.at("p", "end").type("!");
    await soon();
    const copy = writing()!;
    for (let keys = 0; keys < 5; keys += 1) {
      copy.view.dispatch(copy.state.tr.insertText("?"));
      await vi.advanceTimersByTimeAsync(150);
    }
    expect(JSON.stringify(device.kept)).toContain("!??");
  });

  test("Escape asks where there are words, and drops without a question where there are none", async () => {
    const { ana, suggesting, writing, sent } = desk(body("p", "One."));
    ana.at("p", "end").type("!");
    await soon();
    suggesting.drop();
    expect(suggesting.state.get().asksToDrop).toBe(true);
    suggesting.stopAsking(false);
    expect(writing()).not.toBeNull();
    suggesting.drop();
    suggesting.stopAsking(true);
    expect(writing()).toBeNull();
    expect(sent).toEqual([]);
    expect(ana.lines).toEqual(["body|One."]);
  });

  test.each(["first", "next"])(
    "what a paste from Word leaves out is told, and comes when it is asked for: the %s edit",
    async (which) => {
      const { ana, pasted, suggesting, writing, copied } = desk(body("p", "One."));
      if (which === "next") {
        ana.at("p", "end").type("!");
        await soon();
      }
      const html = '<p class="MsoNormal">It had <s>struck</s> words.</p>';
      if (which === "next") pasteInto(writing()!, html);
      else ana.at("p", "end").paste(html);
      await soon();
      expect(copied()).toContain("It had words.");
      expect(pasted.notice?.sentence).toContain("struck");
      pasted.notice?.offer?.run();
      expect(copied()).toContain("It had struck words.");
      expect(ana.lines).toEqual(["body|One."]);
      expect(pasted.notice).toBeNull();
      await suggesting.propose();
    },
  );

  test("a cross-reference is chosen among the places of the whole draft", async () => {
    const { ana, sent, suggesting, writing } = desk(
      block("numbered", 1, "a", "First."),
      body("p", "As said in"),
      block("numbered", 1, "b", "Second."),
    );
    ana.at("p", "end").type(" ");
    await soon();
    const copy = writing()!;
    expect(citablePlaces(wholeText(copy)).map(({ name }) => name)).toEqual(["¶ 1", "¶ 2"]);
    expect(run(copy, insertCrossReference(["b"]))).toBe(true);
    await suggesting.propose();
    expect(JSON.stringify(sent[0]!.suggested.proposed)).toContain('"targets":["b"]');
    expect(ana.lines[1]).toBe("body|As said in");
  });

  test("what the server refuses is there again, with the reason", async () => {
    const { ana, suggesting, refusal, told, device, copied } = desk(body("p", "One."));
    ana.at("p", "end").type("!");
    await soon();
    refusal.next = "You are no longer in this matter.";
    expect(await suggesting.propose()).toBe(false);
    expect(copied()).toBe("One.!");
    expect(told).toContain("You are no longer in this matter.");
    // It survives a reload, too.
    expect(words(device.kept!.proposed as never)).toEqual(["One.!"]);
  });

  test("what is refused while one writes in another paragraph is kept beside the text", async () => {
    const { ana, suggesting, refusal, aside, told, copied } = desk(
      body("p", "One."),
      body("q", "Two."),
    );
    ana.at("p", "end").type("!");
    await soon();
    refusal.next = "The workspace says no.";
    let answer = () => {};
    refusal.after = new Promise((resolve) => {
      answer = resolve;
    });
    const proposing = suggesting.propose(true);
    ana.at("q", "end").type("?");
    await soon();
    answer();
    await proposing;
    expect(copied()).toBe("Two.?");
    expect(aside.map(({ proposed }) => words(proposed))).toEqual([["One.!"]]);
    expect(told.at(-1)).toContain("The workspace says no.");
  });

  test("what is refused after one has left the draft is kept beside the text", async () => {
    const { ana, suggesting, refusal, aside } = desk(body("p", "One."));
    ana.at("p", "end").type("!");
    await soon();
    refusal.next = "The workspace says no.";
    const proposing = suggesting.propose();
    suggesting.destroy();
    await proposing;
    expect(aside.map(({ proposed }) => words(proposed))).toEqual([["One.!"]]);
  });

  test("more paragraphs than one suggestion may change are refused, and nothing changes", async () => {
    const many = Array.from({ length: 70 }, (_, at) => body(`p${at}`, "Words"));
    const { ana, told, writing } = desk(...many);
    ana.from("p0", 0, "p69", "end").press("Backspace");
    await soon();
    expect(writing()).toBeNull();
    expect(told.join()).toContain("at most 60 paragraphs");
    expect(ana.lines).toHaveLength(70);
  });
});

describe("[M10] open suggestions in the text", () => {
  function shown(editor: TestEditor, ...threads: ThreadView[]) {
    const store = storeOf(threads);
    const suggestions = new OpenSuggestions(editor.editor, store as unknown as ThreadStore);
    open.push({ close: () => suggestions.destroy() });
    return { suggestions, store };
  }

  test("are drawn as a redline that is no part of the text, and follow what others write", async () => {
    const { ana, ravi } = desk(body("p", "Today ICE writes reports."), body("q", "Two."));
    const before = Y.encodeStateVector(ana.document);
    const { suggestions } = shown(
      ana,
      suggestion(
        "t",
        [body("p", "Today ICE writes reports.")],
        [body("p", "Today ICE wrote reports.")],
      ),
    );
    await expect.poll(() => suggestions.standings.get().size).toBe(1);
    const dom = ana.editor.view.dom;
    await expect
      .poll(() => dom.querySelector("ins.suggest-inserted")?.textContent)
      .toContain("wrote");
    expect(dom.querySelector(".suggest-deleted")?.textContent).toBe("writes");
    expect(Y.encodeStateVector(ana.document)).toEqual(before);
    ravi.at("p").type("Then ");
    await expect.poll(() => suggestions.standings.get().get("t")?.merged?.hasMoved).toBe(true);
    expect(dom.querySelector(".suggest-deleted")?.textContent).toBe("writes");
    ravi.from("p", 15, "p", 21).type("sends");
    await expect.poll(() => suggestions.standings.get().get("t")?.merged?.conflicts.length).toBe(1);
  });

  test("of several for the same words one is drawn, the others are a count, and the active one wins", async () => {
    const { ana } = desk(body("p", "ICE writes reports."));
    const base = [body("p", "ICE writes reports.")];
    const { suggestions, store } = shown(
      ana,
      suggestion("one", base, [body("p", "ICE wrote reports.")]),
      suggestion("two", base, [body("p", "ICE writes memos.")]),
    );
    const dom = ana.editor.view.dom;
    await expect.poll(() => dom.querySelectorAll("ins").length).toBe(1);
    expect(suggestions.standings.get().get("one")?.competing).toBe(1);
    store.active.set("two");
    await expect.poll(() => dom.querySelector("ins")?.textContent).toContain("memos");
  });

  test("whose paragraphs are gone, or that can't be read, have no place", async () => {
    const { ana } = desk(body("p", "ICE writes reports."));
    const { suggestions } = shown(
      ana,
      suggestion("gone", [body("x", "x")], [body("x", "y")]),
      suggestion("odd", [body("p", "ICE writes reports.")], [{ type: "unknown" } as never]),
    );
    await expect.poll(() => suggestions.standings.get().size).toBe(2);
    expect(suggestions.standings.get().get("gone")?.range).toBeNull();
    expect(suggestions.standings.get().get("odd")?.merged ?? null).toBeNull();
  });
});

function press(dom: HTMLElement, key: string): void {
  dom.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}
