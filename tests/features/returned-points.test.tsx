// @vitest-environment jsdom
import { act } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it } from "vitest";
import ReturnedPoints from "#app/features/review/ReturnedPoints.tsx";

const standing = {
  decisions: [],
  returned: {
    because: "changes-requested",
    versionNumber: 2,
    reason: "1. Ten days are too few.\n\n2. Name the offices.",
    by: null,
    gone: null,
    at: "2026-11-25T21:37:00.000Z",
  },
} as const;

/** The reasons of a draft that is opened. */
async function opened() {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  await act(async () => root.render(<ReturnedPoints documentId="letter" standing={standing} />));
  const boxes = () => [...place.querySelectorAll<HTMLInputElement>("input")];
  return { place, boxes, close: () => act(async () => root.unmount()) };
}

afterEach(() => {
  sessionStorage.clear();
  document.body.innerHTML = "";
});

describe("[M30] the reviewer's reasons beside a draft that is mended", () => {
  it("are ticked off one by one, also after the page was loaded again, and no word of them is kept", async () => {
    const first = await opened();
    expect(first.place.textContent).toContain("1. Ten days are too few.2. Name the offices.");
    await act(async () => first.boxes()[1]?.click());
    expect(first.boxes().map(({ checked }) => checked)).toEqual([false, true]);
    await first.close();
    const again = await opened();
    expect(again.boxes().map(({ checked }) => checked)).toEqual([false, true]);
    expect(JSON.stringify({ ...sessionStorage })).not.toContain("offices");
    await act(async () => again.boxes()[1]?.click());
    expect(again.boxes().map(({ checked }) => checked)).toEqual([false, false]);
    await again.close();
  });

  it("are struck through on a page from the server, too, where they are ticked", async () => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
    const points = <ReturnedPoints documentId="letter" standing={standing} />;
    const place = document.body.appendChild(document.createElement("div"));
    place.innerHTML = renderToString(points);
    sessionStorage.setItem(`returned/letter/${standing.returned.at}`, "1");
    const root = await act(async () => hydrateRoot(place, points));
    const [first, second] = [...place.querySelectorAll("label")];
    expect(first?.querySelector("span")?.className).toBe("");
    expect(second?.querySelector("input")?.checked).toBe(true);
    expect(second?.querySelector("span")?.className).toContain("line-through");
    await act(async () => root.unmount());
  });
});
