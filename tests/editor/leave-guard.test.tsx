// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createMemoryRouter, Link, RouterProvider } from "react-router";
import { afterEach, expect, it } from "vitest";
import { LeaveGuard } from "#app/editor/session/SavingParts.tsx";
import type { Saving } from "#app/editor/session/use-saving.ts";
import { useLeaveGuard } from "#app/editor/threads/use-leave-guard.ts";
import { Store } from "#app/ui/store.ts";

afterEach(cleanup);

/** A desk with these comments that are being written. */
function desk(drafts: Map<string, { readonly text: string }>, { losesEdits = false } = {}) {
  const saving = new Store({ losesEdits } as Saving);
  function Comments() {
    useLeaveGuard(drafts);
    return null;
  }
  const Desk = () => (
    <>
      <Link to="/history">History</Link>
      <Link to="/desk#p">A paragraph</Link>
      <LeaveGuard saving={saving} />
      <Comments />
    </>
  );
  const routes = [
    { path: "/desk", Component: Desk },
    { path: "/history", Component: () => "The draft of yesterday" },
  ];
  const router = createMemoryRouter(routes, { initialEntries: ["/desk"] });
  render(<RouterProvider router={router} />);
  return { router, press: (name: string) => fireEvent.click(screen.getByRole("link", { name })) };
}

it("[M1] the desk is not left with a comment that is not sent, unless one says so", async () => {
  const { router, press } = desk(new Map([["new", { text: "Is this so?" }]]));
  press("A paragraph");
  expect(router.state.location.hash).toBe("#p");
  press("History");
  const dialog = await screen.findByRole("alertdialog");
  expect(dialog.textContent).toContain("comment");
  expect(dialog.textContent).not.toContain("neither saved nor kept");
  expect(router.state.location.pathname).toBe("/desk");
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  press("History");
  await screen.findByRole("alertdialog");
  fireEvent.click(screen.getByRole("button", { name: "Leave and lose them" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/history"));
});

it("[M1] the desk is left without a question where no words of a comment are written", async () => {
  const { router, press } = desk(new Map([["new", { text: " " }]]));
  press("History");
  await waitFor(() => expect(router.state.location.pathname).toBe("/history"));
});

it("the desk is not left with words of the draft that are not saved, and says also of a comment", async () => {
  const { router, press } = desk(new Map([["t", { text: "Yes" }]]), { losesEdits: true });
  press("History");
  const dialog = await screen.findByRole("alertdialog");
  expect(dialog.textContent).toMatch(/neither saved nor kept.*comment/u);
  expect(router.state.location.pathname).toBe("/desk");
});
