// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { Deciding } from "#app/editor/suggest/deciding.ts";
import { suggestionDesk } from "#app/editor/suggest/suggestion-desk.ts";
import { cardId } from "#app/editor/threads/card-focus.ts";
import type { Apart, TextPlaces, TextRange } from "#app/editor/threads/text-places.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { Threads } from "#app/editor/threads/Threads.tsx";
import { Store } from "#app/ui/store.ts";
import { body } from "#tests/document/build.ts";
import { storeOf, suggestion } from "./open-suggestion.ts";
import { PATIENCE_MS } from "#tests/support/patience.ts";

/** A part that is loaded lazily comes late on a busy machine. */
const PATIENT = { timeout: PATIENCE_MS };

// They come after the cards; here, at once.
await import("#app/editor/suggest/SuggestionActs.tsx");
await import("#app/editor/suggest/SuggestionBody.tsx");
await import("#app/editor/suggest/BulkDecisions.tsx");

const PEOPLE = [
  { userId: "ana", name: "Ana Sample", organization: "Council", colour: 0 },
  { userId: "ravi", name: "Ravi Sample", organization: "ILRC", colour: 1 },
];

/** Forty suggestions of Ana, fifteen of Ravi, and five comments of his on one organization’s own. */
const THREADS: readonly ThreadView[] = Array.from({ length: 60 }, (_, at) => {
  const thread = suggestion(`t${at}`, [body(`p${at}`, "was")], [body(`p${at}`, `is ${at}`)]);
  const by = PEOPLE[at < 40 ? 0 : 1]!;
  const place = { in: "draft", quote: "was" } as ThreadView["place"];
  if (at < 55) return { ...thread, by, place };
  const organization = { id: "ILRC", shortName: "ILRC", colour: 1 };
  return { ...thread, by, place, organization, suggestion: null } as unknown as ThreadView;
});

beforeEach(() => {
  // No parts of jsdom.
  vi.stubGlobal("matchMedia", (media: string) => {
    return { media, matches: false, addEventListener() {}, removeEventListener() {} };
  });
  Element.prototype.scrollIntoView = () => {};
  Element.prototype.hasPointerCapture = () => false;
  window.scrollBy = () => {};
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show() {
  const ranges = new Map<string, TextRange>(
    THREADS.map(({ id }, at) => [id, { from: (60 - at) * 10, to: (60 - at) * 10 + 5 }]),
  );
  const lines: number[] = [];
  const places = {
    text: null,
    moved: new Store(0),
    apart: new Store<ReadonlyMap<string, Apart>>(new Map()),
    start: () => () => {},
    mark: () => {},
    ranges: () => ranges,
    selected: () => null,
    toComment: () => null,
    place: () => null,
    caret: () => null,
    lineAt: (position: number) => {
      lines.push(position);
      return { top: position, bottom: position + 10 };
    },
    watchSelection: () => () => {},
    hasFocus: () => false,
    focus: () => {},
  } satisfies TextPlaces;
  const accept = vi.fn();
  const acceptAll = vi.fn();
  const store = {
    ...storeOf(THREADS),
    userId: "ines",
    load: "loaded",
    waiting: [],
    drafts: new Map(),
    answer: {
      people: [],
      scopes: [{ id: "ILRC", shortName: "ILRC" }],
      may: { comment: true, decide: true },
    },
    send: async () => ({ ok: true }),
  } as unknown as ThreadStore;
  const deciding = { busy: new Store(null), why: new Store(null), accept, acceptAll };
  suggestionDesk(store).set({
    deciding: deciding as unknown as Deciding,
    open: { standings: new Store(new Map()), pageOf: () => null },
    userId: "ines",
  } as never);
  render(
    <Threads
      store={store}
      places={places}
      column={null}
      userId="ines"
      isShown
      onShow={() => {}}
      asked={null}
    />,
  );
  const cards = () => [...document.querySelectorAll("article")].map(({ id }) => id);
  return { store, cards, lines, accept, acceptAll };
}

it("[M20] of sixty cards a filter shows those that it counts, in the order of the text", async () => {
  const { cards } = show();
  const filter = await screen.findByLabelText<HTMLSelectElement>(
    "Which comments are shown",
    {},
    PATIENT,
  );
  const options = () => [...filter.options].map(({ text }) => text);
  expect(options()).toEqual(["Open (60)", "Only ILRC (5)", "Suggestions (55)"]);
  // The last of them stands first in the text.
  const ids = THREADS.map(({ id }) => cardId(id)).toReversed();
  expect(cards()).toEqual(ids);
  fireEvent.change(filter, { target: { value: "suggestions" } });
  expect(cards()).toEqual(ids.slice(5));
  fireEvent.change(filter, { target: { value: "organization" } });
  expect(cards()).toEqual(ids.slice(0, 5));
});

it("[M20] of sixty cards all suggestions, or all of one person, are accepted after one question", async () => {
  const { acceptAll } = show();
  const ask = async (item: string) => {
    fireEvent.keyDown(await screen.findByText("All suggestions", {}, PATIENT), {
      key: "ArrowDown",
    });
    const found = await screen.findByText(item, {}, PATIENT);
    const items = [...document.querySelectorAll("[role=menuitem]")];
    fireEvent.click(found);
    return items.map(({ textContent }) => textContent);
  };
  expect(await ask("Accept all 40 of Ana Sample")).toEqual([
    "Accept all 40 of Ana Sample",
    "Reject all 40 of Ana Sample",
    "Accept all 15 of Ravi Sample",
    "Reject all 15 of Ravi Sample",
    "Accept all 55",
    "Reject all 55",
  ]);
  const question = (
    await screen.findByText("Accept all 40 suggestions of Ana Sample?", {}, PATIENT)
  ).closest<HTMLElement>("[role=alertdialog]")!;
  expect(question.textContent).toContain("one step, which one undo takes back");
  expect(acceptAll).not.toHaveBeenCalled();
  fireEvent.click(within(question).getByText("Accept them"));
  expect(acceptAll.mock.calls.map(([threads]) => threads as unknown)).toEqual([
    THREADS.slice(0, 40),
  ]);
});

it("[M20] of sixty cards each reaches its own words and decides its own suggestion alone", async () => {
  const { store, accept, lines } = show();
  const card = (id: string) => document.getElementById(cardId(id))!;
  await waitFor(
    () => expect(card("t37").querySelector("[aria-label=Accept]")).not.toBeNull(),
    PATIENT,
  );
  fireEvent.click(card("t37").querySelector("[aria-label=Accept]")!);
  expect(accept.mock.calls).toEqual([[THREADS[37]]]);
  lines.length = 0;
  act(() => card("t52").querySelector<HTMLElement>(".thread-open")?.click());
  expect(store.active.get()).toBe("t52");
  expect(lines).toContain(80);
  await waitFor(() => expect(document.activeElement).toBe(card("t52")), PATIENT);
  expect(document.querySelectorAll("article[data-active]")).toHaveLength(1);
});
