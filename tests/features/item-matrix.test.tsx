import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ItemMatrix } from "#app/features/agency-record/ItemMatrix.tsx";
import type { ItemView } from "#server/services/index.ts";

it("[L64] names what the pages of a release answer once, however many items they are of", () => {
  let reads = 0;
  const release: ItemView["releases"][number] = {
    id: "release",
    eventId: "letter",
    number: 1,
    dated: "2021-10-12",
    note: "",
    get itemIds() {
      reads += 1;
      return ["1", "2", "3"];
    },
    batesFrom: null,
    batesTo: null,
    pagesFull: 7,
    pagesPart: null,
    pagesWithheld: null,
    pagesReviewed: null,
    isInvented: false,
    warnings: [],
    attachments: [],
  };
  const items = Array.from({ length: 40 }, (_, at): ItemView => ({
    id: String(at + 1),
    label: String(at + 1),
    level: 0,
    words: "All records.",
    outcomes: [],
    inForce: [],
    releases: at < 3 ? [release] : [],
    isInvented: false,
  }));
  const markup = renderToStaticMarkup(<ItemMatrix items={items} />);
  expect(markup.split(", of items 1 to 3 together")).toHaveLength(4);
  expect(reads).toBe(1);
});
