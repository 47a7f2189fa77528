// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createRoutesStub } from "react-router";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { unreadAnswer } from "#app/framework/form-answer.ts";
import FollowItems from "#app/features/follow/FollowItems.tsx";

const NOT_SENT = "You are offline, so this was not sent.";
const network = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal("fetch", network);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  network.mockReset();
});

/** The menu over a page on which somebody types; choosing is answered with that. */
function menu(action: () => unknown) {
  const frame = { button: <button type="button">Hear</button>, width: "w-72" };
  const Page = createRoutesStub([
    {
      path: "/",
      Component: () => (
        <>
          <textarea aria-label="Comment" />
          <FollowItems documentId="d1" frame={frame} />
        </>
      ),
      ErrorBoundary: () => <p>The error page</p>,
    },
    {
      path: "/documents/d1/follow",
      loader: () => {
        throw new TypeError("Failed to fetch");
      },
      action,
    },
  ]);
  render(<Page />);
}

const chosen = () =>
  screen
    .queryAllByRole("menuitemradio")
    .flatMap((item) => (item.getAttribute("aria-checked") === "true" ? [item.textContent] : []));

it("leaves the page as it is where the choice can't be read, and reads it when asked again", async () => {
  network.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  menu(() => null);
  const again = await screen.findByRole("menuitem", { name: "Could not be read; try again." });
  expect(screen.getByLabelText("Comment")).toBeTruthy();
  expect(chosen()).toEqual([]);
  network.mockResolvedValueOnce(Response.json({ how: "mute" }));
  fireEvent.click(again);
  await waitFor(() => expect(chosen()).toEqual([expect.stringContaining("Mute")]));
  expect(screen.queryByText(/Could not be read/u)).toBe(null);
});

it("says that a choice was not sent, and goes back to the one that holds", async () => {
  network.mockResolvedValueOnce(Response.json({ how: "part" }));
  const answer = vi.fn<() => unknown>();
  menu(answer);
  await waitFor(() => expect(chosen()).toEqual([expect.stringContaining("What concerns you")]));
  answer.mockReturnValueOnce(unreadAnswer({ code: "unavailable", sentence: NOT_SENT }, null));
  fireEvent.click(screen.getByRole("menuitemradio", { name: /^Mute/u }));
  await waitFor(() => expect(screen.getByRole("alert").textContent).toBe(NOT_SENT));
  expect(screen.getByRole("menu").textContent).toContain(NOT_SENT);
  expect(chosen()).toEqual([expect.stringContaining("What concerns you")]);
  answer.mockReturnValueOnce({ intent: null, reply: {}, said: "Changed.", show: "follow" });
  fireEvent.click(screen.getByRole("menuitemradio", { name: /^Follow/u }));
  await waitFor(() => expect(screen.getByRole("alert").textContent).toBe(""));
  await waitFor(() => expect(chosen()).toEqual([expect.stringContaining("Follow")]));
});
