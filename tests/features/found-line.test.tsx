import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { FoundText } from "#app/features/search/FoundLine.tsx";

describe("a line of what was found", () => {
  const shown = (where: string, words: string) =>
    renderToStaticMarkup(<FoundText where={where} excerpt={[{ words, isHit: true }]} />);

  it("says where it is besides the words, and not both where they are the same", () => {
    expect(shown("Draft", "ILRC")).toContain("Draft");
    expect(shown("ILRC", "ILRC").match(/ILRC/gu)).toHaveLength(1);
    expect(shown("ILRC", "ILRC")).toContain("<mark>ILRC</mark>");
  });
});
