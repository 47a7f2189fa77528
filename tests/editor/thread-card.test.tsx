// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { Deciding } from "#app/editor/suggest/deciding.ts";
import { suggestionDesk } from "#app/editor/suggest/suggestion-desk.ts";
import { ThreadCard } from "#app/editor/threads/ThreadCard.tsx";
import type { ThreadStore, UnsentComment } from "#app/editor/threads/thread-store.ts";
import { Store } from "#app/ui/store.ts";
import { body, cell, table } from "#tests/document/build.ts";
import { storeOf, suggestion } from "./open-suggestion.ts";

afterEach(cleanup);

// Both come after the card; here, at once.
await import("#app/editor/suggest/SuggestionActs.tsx");
await import("#app/editor/suggest/SuggestionBody.tsx");

const WORDS = "Among others, the agency said that it would run over the lazy dog and wait. ".repeat(
  8,
);
const REPLACED = WORDS.replace("agency said", "agency has declared");

interface CardOptions {
  readonly active: boolean;
  readonly thread: ThreadView;
  readonly people: readonly unknown[];
  readonly drafts: ReadonlyMap<string, UnsentComment>;
  readonly send: (change: ThreadChange) => Promise<unknown>;
}

/** A card of Ana's suggestion, as a drafter with this id has it before them. */
function cardFor(
  userId: string,
  { active = false, thread = ofAna(), ...of }: Partial<CardOptions> = {},
) {
  const store = {
    ...storeOf([thread]),
    answer: { people: of.people ?? [], scopes: [], may: { comment: true, decide: true } },
    waiting: [],
    drafts: of.drafts ?? new Map(),
    userId,
    ...(of.send && { send: of.send }),
  } as unknown as ThreadStore;
  const deciding = { busy: new Store(null), why: new Store(null) } as unknown as Deciding;
  const open = { standings: new Store(new Map()), pageOf: () => null };
  suggestionDesk(store).set({ deciding, open, userId } as never);
  const nothing = () => undefined;
  render(
    <ThreadCard
      thread={thread}
      store={store}
      active={active}
      place="beside"
      onOpen={nothing}
      onLeave={nothing}
    />,
  );
  return screen.getByRole("article");
}

const ofAna = (): ThreadView =>
  suggestion("s", [body("p", WORDS.trim())], [body("p", REPLACED.trim())]);

it("[M20] of one changed word says who, then what in one line with the words around it, and what one does", async () => {
  const card = cardFor("another");
  await screen.findByRole("button", { name: "Accept" });
  expect(card.textContent).toMatch(
    /^\S*Ana.*Replace said with has declared.*in “others, the agency … that it would”/u,
  );
  expect(card.textContent.length).toBeLessThan(140);
  const names = screen.getAllByRole("button").map((each) => each.getAttribute("aria-label") ?? "");
  expect(names.slice(1)).toEqual(["Accept", "Reject"]);
  expect(card.getAttribute("aria-label")).toContain("Replace “said” with “has declared”");
});

it("[M20] of one's own has one word for taking it back, and no comment to edit where none was written", async () => {
  const thread = ofAna();
  const [by, at] = [thread.by, thread.createdAt];
  const empty = {
    id: "c",
    author: by,
    text: "",
    mentions: [],
    agreed: [],
    word: null,
    at,
    editedAt: null,
    removedAt: null,
    isMine: true,
  };
  cardFor("u", { active: true, thread: { ...thread, comments: [empty] } });
  await screen.findByRole("button", { name: "Withdraw" });
  for (const name of ["Reject", "Edit", "Remove"]) {
    expect(screen.queryByRole("button", { name })).toBeNull();
  }
});

it("[M20] shows the whole paragraph on demand, and unasked where the line does not tell all", async () => {
  cardFor("another", { active: true });
  const summary = await screen.findByText("In full");
  const details = summary.closest("details");
  expect(details?.open).toBe(false);
  summary.click();
  await waitFor(() => expect(details?.textContent).toContain("lazy dog"));
  cleanup();
  const many = suggestion("m", [body("p", "Was.")], [body("p", WORDS.trim())]);
  cardFor("another", { active: true, thread: many });
  const long = await screen.findByText("In full");
  expect(long.closest("details")?.open).toBe(true);
});

it("[M27] of a decided suggestion gives its answer to nobody, even where that was chosen before", async () => {
  const thread = ofAna();
  const ben = { userId: "b", name: "Ben", organization: "Council", colour: 2, organizationIds: [] };
  const unsent = {
    text: "@Ben, see this",
    mentions: ["b"],
    organizationId: null,
    give: { userId: "b", dueOn: null },
  };
  const answered = async (resolved: ThreadView["resolved"]) => {
    const changes: ThreadChange[] = [];
    cardFor("another", {
      active: true,
      thread: { ...thread, resolved },
      people: [ben],
      drafts: new Map([[thread.id, unsent]]),
      send: async (change) => {
        changes.push(change);
        return { ok: true };
      },
    });
    const choice = screen.queryByRole("checkbox") ?? screen.queryByRole("combobox");
    screen.getByRole("button", { name: "Reply" }).click();
    await waitFor(() => expect(changes).toHaveLength(1));
    cleanup();
    return [choice !== null, changes];
  };
  const { by, createdAt: at } = thread;
  expect(await answered(null)).toMatchObject([true, [{ do: "reply", give: { userId: "b" } }]]);
  const [offers, [change]] = (await answered({ by, at })) as [boolean, ThreadChange[]];
  expect([offers, change]).toMatchObject([false, { do: "reply", mentions: ["b"] }]);
  expect(change).not.toHaveProperty("give");
});

it("[M23] shows words as proposed until they are accepted, and then as those that came and went", () => {
  const of = ofAna();
  const line = (state: "open" | "accepted" | "rejected") => {
    const thread = { ...of, suggestion: { ...of.suggestion, state } } as ThreadView;
    const inserted = cardFor("another", { thread }).querySelector("ins");
    const look = inserted?.parentElement?.parentElement?.className ?? "";
    cleanup();
    return look.split(" ").filter((name) => name === "is-proposal" || name === "redline");
  };
  expect([line("open"), line("rejected")]).toEqual([["is-proposal"], ["is-proposal"]]);
  expect(line("accepted")).toEqual(["redline"]);
});

it("[M21] in full, shows the words that change, also far down in a long table", async () => {
  const rows = (words: string) =>
    table(
      ...Array.from({ length: 40 }, (_, nth) => [
        cell(body(`c${nth}`, nth === 30 ? words : "Kept.")),
      ]),
    );
  const far = suggestion("t", [rows("It said so.")], [rows("It has declared so.")]);
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(240);
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    return new DOMRect(0, this.matches("ins, del") ? 1_000 : 100, 200, 20);
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const card = cardFor("another", { active: true, thread: far });
  const full = () => card.querySelector<HTMLDetailsElement>("details.suggestion-full");
  await waitFor(() => expect(full()).not.toBeNull());
  full()!.open = true;
  full()!.dispatchEvent(new Event("toggle"));
  await waitFor(() => expect(card.querySelector(".suggestion-redline")?.scrollTop).toBe(820));
});

it("[W10] of what came in from Word leads to all that its file brought, once it is open", async () => {
  const wordReturn = { documentId: "d", returnId: "r" };
  cardFor("another", { active: true, thread: { ...ofAna(), wordReturn } });
  const link = screen.getByRole("link", { name: "All that this Word file brought in" });
  expect(link.getAttribute("href")).toBe("/documents/d/word-returns/r");
});

it("[33.4] says of an answer that it came by e-mail, and where the rest of the e-mail was left out", () => {
  const thread = ofAna();
  const [author, at] = [thread.by, thread.createdAt];
  const comment = (id: string, byMail?: "whole" | "cut") => ({
    id,
    author,
    text: `Words of ${id}.`,
    mentions: [],
    agreed: [],
    word: null,
    at,
    editedAt: null,
    removedAt: null,
    isMine: false,
    ...(byMail && { byMail }),
  });
  const comments = [comment("first"), comment("second", "whole"), comment("third", "cut")];
  cardFor("another", { active: true, thread: { ...thread, comments } });
  const items = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
  expect(items.filter((text) => text.includes("By e-mail"))).toHaveLength(2);
  expect(items.find((text) => text.includes("Words of second."))).not.toContain("left out");
  expect(items.find((text) => text.includes("Words of third."))).toContain(
    "By e-mail; the rest of the e-mail was left out",
  );
});
