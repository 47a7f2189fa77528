// @vitest-environment jsdom
import { cleanup, render, renderHook, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LayoutProfile } from "#app/domain/document.ts";
import { PagePicture } from "#app/editor/preview/PagePicture.tsx";
import { usePages } from "#app/editor/preview/use-pages.ts";

const layout: LayoutProfile = "letter";
const PAGES = {
  ok: true,
  pages: { setting: "s", pages: 1, starts: [], change: 1, layoutProfile: layout, leftOut: 0 },
};

let asked: string[];
/** The answers of the server, in turn; the last one again and again. */
let answers: (() => Response | Promise<Response>)[];

beforeEach(() => {
  asked = [];
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 5 });
  vi.stubGlobal("fetch", (address: string) => {
    asked.push(address);
    const next = answers.length > 1 ? answers.shift() : answers[0];
    return Promise.resolve(next?.());
  });
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(tell: (entries: readonly { readonly isIntersecting: boolean }[]) => void) {
        tell([{ isIntersecting: true }]);
      }
      observe() {}
      disconnect() {}
    },
  );
  vi.stubGlobal(
    "Image",
    class {
      src = "";
      decode = () => Promise.resolve();
    },
  );
  const pictures = { createObjectURL: () => "blob:page", revokeObjectURL: () => undefined };
  vi.stubGlobal("URL", Object.assign(class extends URL {}, pictures));
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const picture = () =>
  new Response("png", { headers: { "Content-Type": "image/png", ETag: '"a"' } });
const busy = () => new Response(null, { status: 503 });
const pages = () => Response.json(PAGES);

const onePage = <PagePicture documentId="d" layout={layout} setting="s" page={1} of={2} />;

it("a page that a busy server could not draw is asked for again", async () => {
  answers = [busy, picture];
  render(onePage);
  await waitFor(() => expect(asked).toHaveLength(1));
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await screen.findByAltText("Page 1 of 2")).getAttribute("src")).toBe("blob:page");
  expect(asked).toHaveLength(2);
});

it("a page is asked for four times at most, and no more once nobody looks", async () => {
  answers = [busy];
  const { unmount } = render(onePage);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(4);
  unmount();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(4);
});

const from = (online: boolean) =>
  ({ documentId: "d", layout, stamp: "1", session: null, editor: null, online }) as const;

it("offline the pages are not asked for, those of before stay, and it goes on by itself", async () => {
  answers = [pages];
  const { result, rerender } = renderHook(({ online }) => usePages(from(online)), {
    initialProps: { online: true },
  });
  await waitFor(() => expect(result.current).toMatchObject({ current: true, problem: null }));
  rerender({ online: false });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(1);
  expect(result.current).toMatchObject({ pages: PAGES.pages, current: false });
  rerender({ online: true });
  await waitFor(() => expect(result.current.current).toBe(true));
  expect(asked).toHaveLength(2);
});

it("a server that is busy, or gone, is asked again later; a text that can't be laid out is not", async () => {
  const refused = () =>
    Response.json({ ok: false, sentence: "Too long.", block: null }, { status: 422 });
  answers = [() => Promise.reject(new TypeError("gone")), busy, refused];
  const { result } = renderHook(() => usePages(from(true)));
  await vi.advanceTimersByTimeAsync(5_000);
  await vi.advanceTimersByTimeAsync(5_000);
  await waitFor(() => expect(result.current.problem?.sentence).toBe("Too long."));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(3);
});
