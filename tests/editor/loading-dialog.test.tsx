// @vitest-environment jsdom
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { lazyPart } from "#app/ui/lazy/lazy-parts.ts";

vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
afterEach(() => document.body.replaceChildren());

it("says that it is loading, while the script of a dialog that somebody asked for has not come", async () => {
  let come: (part: { default: (props: { open: boolean }) => string }) => void = () => undefined;
  const Dialog = lazyPart<{ readonly open: boolean }>(
    () => new Promise((resolve) => (come = resolve)),
  );
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  onTestFinished(() => act(() => root.unmount()));
  await act(async () => root.render(<Dialog open={false} />));
  expect(place.textContent).toBe("");
  await act(async () => root.render(<Dialog open />));
  expect(place.querySelector("output")?.textContent).toBe("Loading…");
  // Whoever turns away from it is told no more.
  await act(async () => root.render(<Dialog open={false} />));
  expect(place.textContent).toBe("");
  await act(async () => root.render(<Dialog open />));
  await act(async () => come({ default: () => "Are you sure?" }));
  expect(place.textContent).toBe("Are you sure?");
});
