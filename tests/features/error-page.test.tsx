// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createRoutesStub, data, Form } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { ErrorPage } from "#app/ui/ErrorPage.tsx";
import { PATIENCE_MS } from "#tests/support/patience.ts";

/** A part that is loaded lazily comes late on a busy machine. */
const PATIENT = { timeout: PATIENCE_MS };

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** Does an act at that address, which the server refuses with that status, and answers the links that are shown. */
async function linksAfter(path: string, address: string, status: number) {
  const Page = createRoutesStub([
    {
      path,
      Component: () => (
        <Form method="post">
          <button>Do it</button>
        </Form>
      ),
      action: () => {
        throw data(null, { status });
      },
      ErrorBoundary: ErrorPage,
    },
  ]);
  render(<Page initialEntries={[address]} />);
  fireEvent.click(await screen.findByRole("button", { name: "Do it" }, PATIENT));
  await screen.findByRole("heading", {}, PATIENT);
  const links = screen.getAllByRole("link");
  return links.map((link) => [link.textContent, link.getAttribute("href")]);
}

const HOME = ["Go to your home page", "/"];

it.each([
  ["/documents/:documentId/file", "/documents/d1/file", "Open the document", "/documents/d1"],
  ["/matters/:slug/parties", "/matters/records/parties", "Open the matter", "/matters/records"],
  [
    "/organizations/:id/people",
    "/organizations/o1/people",
    "Open the organization",
    "/organizations/o1",
  ],
])("the error page of an act at %s leads back to the thing itself", async (path, at, label, to) => {
  expect(await linksAfter(path, at, 403)).toEqual([[label, to], HOME]);
});

it("leads home alone where the page is the thing’s own, or nothing is there", async () => {
  expect(await linksAfter("/documents/:documentId", "/documents/d1", 403)).toEqual([HOME]);
  cleanup();
  expect(await linksAfter("/documents/:id/file", "/documents/d1/file", 404)).toEqual([HOME]);
});
