import { describe, expect, test } from "vitest";
import { plainText } from "#tests/support/plain-text.ts";
import { block, body, cell, doc, hardBreak, pageBreak, table, text } from "./build.ts";

const prose = doc(
  block("heading", 1, "h", "Facts"),
  block("numbered", 1, "n1", "ICE ", text("wrote", "italic"), "."),
  block("numbered", 2, "n2", "weekly;"),
  block("bullet", 1, "u", "point"),
  block("ordered", 2, "o", "item"),
  pageBreak,
  body("b", "one", hardBreak, "two"),
  table(
    [cell(body("c1", "a")), cell(body("c2", "b"), body("c3", "c"))],
    [cell(body("c4", "d")), cell(body("c5"))],
  ),
  block("numbered", 1, "n3", "Last — 12 reports, ¿no?"),
);

describe("plain text", () => {
  test("has every word in order, with the numbers that are drawn", () => {
    expect(plainText(prose).split("\n\n")).toEqual([
      "Facts",
      "1. ICE wrote.",
      "    (a) weekly;",
      "• point",
      "    a. item",
      "\f",
      "one\ntwo",
      "a\tb\nc\nd\t",
      "2. Last — 12 reports, ¿no?",
    ]);
  });

  test("numbers headings where it is asked for", () => {
    expect(plainText(doc(block("heading", 1, "h", "Facts")), { numberHeadings: true })).toBe(
      "I. Facts",
    );
  });
});
