import { describe, expect, it } from "vitest";
import { sizeText } from "#app/domain/exhibit.ts";

describe("the size of a file in words", () => {
  it("is in kilobytes or megabytes, rounded up, with its thousands set apart", () => {
    expect([0, 1, 1_001, 999_999, 25_000_000, 25_000_001, 1_000_000_000].map(sizeText)).toEqual([
      "0 KB",
      "1 KB",
      "2 KB",
      "1,000 KB",
      "25 MB",
      "25.1 MB",
      "1,000 MB",
    ]);
  });
});
