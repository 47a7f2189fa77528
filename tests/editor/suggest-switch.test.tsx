// @vitest-environment jsdom
import { act, cleanup, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { modesOf } from "#app/editor/desk/modes.ts";
import type { MarginPartProps } from "#app/editor/margin/margin-props.ts";
import { useMargin } from "#app/editor/margin/use-margin.ts";
import type { Deciding } from "#app/editor/suggest/deciding.ts";
import type { UnsentSuggestion } from "#app/editor/suggest/device-suggestion.ts";
import { Suggest } from "#app/editor/suggest/Suggest.tsx";
import { modeIn } from "#app/editor/suggest/suggest-mode.ts";
import { suggestionDesk } from "#app/editor/suggest/suggestion-desk.ts";
import { Suggesting } from "#app/editor/suggest/suggesting.ts";
import { Telling } from "#app/editor/suggest/telling.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { Store } from "#app/ui/store.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { body, doc } from "#tests/document/build.ts";
import { storeOf } from "./open-suggestion.ts";
import { TestEditor } from "./test-editor.ts";

// There is no layout: scrolling to the caret measures nothing.
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect ??= () => new DOMRect();

const open: { close(): void }[] = [];
afterEach(() => {
  cleanup();
  open.splice(0).forEach((each) => each.close());
});

const UNSENT: UnsentSuggestion = {
  documentId: "draft",
  base: [body("p", "One.")],
  proposed: [body("p", "One!")],
  about: { organizationId: null, text: "" },
};

/** The desk of somebody who may edit: its switch, and their suggesting. */
async function desk(kept: UnsentSuggestion | null = null) {
  const ana = new TestEditor(doc(body("p", "One."), body("q", "Two.")));
  const { editor } = ana;
  document.body.append(editor.view.dom);
  const refusal = { next: null as string | null };
  const suggesting = new Suggesting(editor, {
    documentId: "draft",
    color: 0,
    device: { load: async () => kept, keep: async () => {}, drop: async () => {} },
    tell: () => {},
    onReference: () => {},
    onPasteNotice: () => {},
    onDecide: () => {},
    send: async () =>
      refusal.next === null ? "sent" : { refusal: refusal.next, setAside: async () => {} },
  });
  open.push({
    close: () => {
      suggesting.destroy();
      editor.view.dom.remove();
      ana.close();
    },
  });
  const store = storeOf([]) as unknown as ThreadStore;
  const deciding = { lookAgain: new Store(null) } as unknown as Deciding;
  const parts = { suggesting, deciding, telling: new Telling(), userId: "ana" };
  suggestionDesk(store).set(parts as never);
  const view = { id: "draft", status: "draft", may: { comment: true } } as const;
  const at = { margin: null as ReturnType<typeof useMargin> | null };
  function Desk() {
    const margin = useMargin();
    at.margin = margin;
    const props = {
      desk: {
        session: null,
        you: { userId: "ana", colour: 0 },
        view,
        reference: {},
        paste: {},
        state: { live: {}, access: "write", status: "draft" },
        broken: false,
        margin,
      },
      editor,
      store,
      bars: null,
      cards: null,
    } as unknown as MarginPartProps;
    return <Suggest {...props} />;
  }
  await act(async () => void render(<Desk />));
  const says = () => {
    const { chosen, shown } = at.margin!;
    return modesOf(view, { writes: true, chosen, suggests: shown.suggest }).now;
  };
  /** Effect of a key in the text. */
  const does = () => (modeIn(editor.state).on ? "suggesting" : "editing");
  const choose = (mode: "editing" | "suggesting") => act(async () => at.margin!.choose(mode));
  return { ana, suggesting, refusal, says, does, choose };
}

it("[M26] the switch says Suggesting once a suggestion is there again after a reload, and Editing ends it", async () => {
  const { says, does, choose, suggesting } = await desk(UNSENT);
  expect(suggesting.state.get().writing).not.toBeNull();
  expect([says(), does()]).toEqual(["suggesting", "suggesting"]);
  await choose("editing");
  expect([says(), does()]).toEqual(["editing", "editing"]);
});

it("[M26] the switch says Suggesting again where Editing was chosen and what was written is not taken", async () => {
  const { ana, says, does, choose, refusal, suggesting } = await desk();
  expect([says(), does()]).toEqual(["editing", "editing"]);
  await choose("suggesting");
  ana.at("p", "end").type("!");
  await act(async () => {});
  refusal.next = "The workspace says no.";
  await choose("editing");
  expect(suggesting.state.get().writing).not.toBeNull();
  expect([says(), does()]).toEqual(["suggesting", "suggesting"]);
  refusal.next = null;
  await choose("editing");
  expect(suggesting.state.get().writing).toBeNull();
  expect([says(), does()]).toEqual(["editing", "editing"]);
});

it("[M26] the switch stays at Suggesting where what is written is too much to be proposed", async () => {
  const words = "x".repeat(MARGIN_LIMITS.suggestionBytes);
  const { says, does, choose, suggesting } = await desk({
    ...UNSENT,
    proposed: [body("p", words)],
  });
  await choose("editing");
  expect(suggesting.state.get().writing).not.toBeNull();
  expect([says(), does()]).toEqual(["suggesting", "suggesting"]);
});
