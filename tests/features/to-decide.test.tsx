// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { ToDecide } from "#app/features/review/ToDecide.tsx";

afterEach(cleanup);

/** Shows the way to a decision; what is returned says whether that is on the screen. */
function shown() {
  let tell: (entries: readonly { readonly isIntersecting: boolean }[]) => void = () => {};
  class Observer {
    constructor(told: typeof tell) {
      tell = told;
    }
    observe() {}
    disconnect() {}
  }
  vi.stubGlobal("IntersectionObserver", Observer);
  onTestFinished(() => void vi.unstubAllGlobals());
  render(
    <>
      <section id="decide" />
      <ToDecide id="decide">To the sign-off</ToDecide>
    </>,
  );
  return (isIntersecting: boolean) => act(() => tell([{ isIntersecting }]));
}

const link = () => screen.queryByRole("link", { name: "To the sign-off" });

it("leads to a decision that is off the screen, also on a wide one", () => {
  const tell = shown();
  tell(false);
  expect(link()?.getAttribute("href")).toBe("#decide");
  expect(link()?.className).not.toContain("hidden");
});

it("is gone once the decision is on the screen, and flickers on no wide one before that is known", () => {
  const tell = shown();
  expect(link()?.className).toContain("lg:hidden");
  tell(true);
  expect(link()).toBeNull();
});
