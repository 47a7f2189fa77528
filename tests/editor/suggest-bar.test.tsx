// @vitest-environment jsdom
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { SuggestBar } from "#app/editor/suggest/SuggestBar.tsx";
import type { Suggesting } from "#app/editor/suggest/suggesting.ts";
import { Store } from "#app/ui/store.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("[M9] the bar of a suggestion says how high it is, so that what hangs below the bars stands clear of it", () => {
  // No part of jsdom.
  class Observer {
    constructor(private readonly tell: () => void) {}
    observe(element: HTMLElement) {
      Object.defineProperty(element, "offsetHeight", { value: 132 });
      this.tell();
    }
    disconnect() {}
  }
  vi.stubGlobal("ResizeObserver", Observer);
  const state = new Store({ about: { organizationId: null, text: "" } });
  const suggesting = { state } as unknown as Suggesting;
  const { container } = render(
    <header className="desk-bars">
      <SuggestBar suggesting={suggesting} scopes={[]} />
    </header>,
  );
  const bars = container.querySelector<HTMLElement>(".desk-bars");
  expect(bars?.style.getPropertyValue("--suggest-bar")).toBe("132px");
});
