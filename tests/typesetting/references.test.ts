import { describe, expect, it } from "vitest";
import { referencesOf } from "#app/document/rendering/typst/references.ts";
import { block, exhibit, named, prose } from "./writing.ts";

const text = prose(
  named("p1", "numbered", 1, "One."),
  named("p2", "numbered", 1, "Two."),
  named("p2a", "numbered", 2, "Two, a."),
  named("p2ai", "numbered", 3, "Two, a, i."),
  named("p2b", "numbered", 2, "Two, b."),
  block("heading", 1, "Heading"),
  named("p3", "numbered", 1, "Three."),
  named("p4", "numbered", 1, "Four."),
  named("r1", "requestItem", 1, "Record one."),
  named("r1a", "requestItem", 2, "Record one, a."),
  named("r2", "requestItem", 1, "Record two."),
  named("plain", "body", 1, "Plain."),
  exhibit("e1"),
  exhibit("e2"),
);
const references = referencesOf(text, false);

describe("a cross-reference", () => {
  it.each([
    [["p1"], "¶ 1"],
    [["p2a"], "¶ 2(a)"],
    [["p2ai"], "¶ 2(a)(i)"],
    [["p1", "p2", "p3"], "¶¶ 1–3"],
    [["p1", "p2", "p4"], "¶¶ 1–2, 4"],
    [["p2a", "p2b"], "¶¶ 2(a), 2(b)"],
    [["r2"], "Request No. 2"],
    [["r1", "r2"], "Request Nos. 1–2"],
    [["r1a"], "Request No. 1(a)"],
    [["e2"], "Exhibit B"],
    [["e1", "e2"], "Exhibits A and B"],
  ])("to %j is printed as %s", (ids, words) => {
    expect(references.to({ targets: ids, ranges: [] })?.words).toBe(words);
  });

  it.each([[["gone"]], [["p1", "gone"]], [["plain"]], [["p1", "r1"]], [[]]])(
    "to %j is none",
    (ids) => {
      expect(references.to({ targets: ids, ranges: [] })).toBeNull();
    },
  );
});
