// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { THREAD_FILTERS, type ThreadFilter } from "#app/editor/threads/filters.ts";
import { ThreadHead } from "#app/editor/threads/ThreadHead.tsx";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";

afterEach(cleanup);

const nothing = () => undefined;

/** Whether the head of so many open comments has the way to the next one. */
function leadsOn(open: number, isBeside: boolean): boolean {
  const none = Object.fromEntries(THREAD_FILTERS.map((one) => [one, 0])) as Record<
    ThreadFilter,
    number
  >;
  render(
    <ThreadHead
      store={{ answer: null } as ThreadStore}
      filter="open"
      counts={{ ...none, open }}
      isBeside={isBeside}
      onFilter={nothing}
      onAllRead={nothing}
      onStep={nothing}
    />,
  );
  const found = screen.queryByRole("button", { name: "Next" }) !== null;
  cleanup();
  return found;
}

it("leads to the only comment where it stands beside its words, which may be pages away", () => {
  expect(leadsOn(1, true)).toBe(true);
  expect(leadsOn(0, true)).toBe(false);
});

it("leads on in a list only where there are several", () => {
  expect(leadsOn(1, false)).toBe(false);
  expect(leadsOn(2, false)).toBe(true);
});
