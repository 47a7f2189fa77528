// @vitest-environment jsdom
import { cleanup, render } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it } from "vitest";
import { OpenThreadsList } from "#app/features/review/OpenThreadsList.tsx";

afterEach(cleanup);

it.each([
  [1, "1 comment is still open. Go through it first, or say below what becomes of it."],
  [2, "2 comments are still open. Go through them first, or say below what becomes of them."],
])("speaks of %i open comments in the right number", (threads, sentence) => {
  const { container } = render(
    <MemoryRouter>
      <OpenThreadsList
        documentId="d"
        open={{ threads, suggestions: 0, list: [], listedAt: "2026-01-01T00:00:00Z" }}
      />
    </MemoryRouter>,
  );
  expect(container.querySelector("p")?.textContent).toBe(sentence);
});
