// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it } from "vitest";
import { TimelineSection } from "#app/features/timeline/TimelineSection.tsx";
import { InventedMark, InventedOnce } from "#app/ui/InventedMark.tsx";

afterEach(cleanup);

const LAST = { what: "The agency received it", beside: "Request", date: "September 9, 2021" };

it("a matter’s timeline is folded to what is next and what was last, and opened on demand", () => {
  render(
    <MemoryRouter>
      <TimelineSection
        slug="records"
        timeline={{ last: LAST, count: 12, html: "<ol><li>Every day of it</li></ol>" }}
        due={{ next: null, missed: 2 }}
        edit={null}
      />
    </MemoryRouter>,
  );
  const summary = screen.getByText("The whole timeline, 12 days");
  const details = summary.closest("details");
  expect(details?.open).toBe(false);
  expect(details?.textContent).toContain("Every day of it");
  // Outside of the fold.
  details?.remove();
  const { textContent: words } = document.body;
  expect(words).toContain("Nothing with a day");
  expect(words).toContain("The agency received it");
  expect(words).not.toContain("Every day of it");
  // Misses are one line.
  expect(screen.getAllByRole("link").map((link) => link.textContent)).toEqual([
    "2 dates that the agency missed",
  ]);
});

it("what all lines of a list rest on is said once above them, and on each line where they differ", () => {
  const list = (invented: readonly boolean[]) => {
    const entries = invented.map((isInvented) => ({ isInvented }));
    render(
      <InventedOnce entries={entries}>
        <ul>
          {entries.map(({ isInvented }, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <li key={at}>{isInvented ? <InventedMark /> : null}</li>
          ))}
        </ul>
      </InventedOnce>,
    );
    const marks = screen.getAllByText("Made up for this demonstration");
    const inList = marks.filter((mark) => mark.closest("li") !== null).length;
    cleanup();
    return [marks.length, inList];
  };
  expect(list([true, true, true])).toEqual([1, 0]);
  expect(list([true, false, true])).toEqual([2, 2]);
  expect(list([true])).toEqual([1, 1]);
});
