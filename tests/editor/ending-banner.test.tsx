// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, describe, expect, it } from "vitest";
import EndingBanner from "#app/editor/desk/EndingBanner.tsx";
import { UNKNOWN_ROOM } from "#app/editor/session/room-state.ts";
import type { Ending } from "#app/editor/session/save-state.ts";

afterEach(cleanup);

function bannerOf(ending: Ending, onlyInWindow: boolean): string {
  render(
    <MemoryRouter>
      <EndingBanner
        ending={ending}
        documentId="d"
        state={{
          room: { ...UNKNOWN_ROOM, unsaved: 1 },
          keptOnDevice: !onlyInWindow,
          offeredOnlyHere: false,
        }}
        onTryAgain={() => {}}
      />
    </MemoryRouter>,
  );
  const words = screen.getByText(/\./u).textContent;
  cleanup();
  return words;
}

describe("the banner of a page that stopped working on its draft", () => {
  it("says that words are kept where this device keeps them", () => {
    expect(bannerOf("unknown", false)).toContain(
      "words that are not saved are kept on this device",
    );
    expect(bannerOf("reload", false)).toContain("Words that are not saved are kept on this device");
    expect(bannerOf("signed-out", false)).toContain("What you wrote in drafts is kept");
  });

  it.each(["signed-out", "reload", "too-many", "malformed", "unknown"] as const)(
    "[%s] promises nothing of words that are in the window alone",
    (ending) => {
      const words = bannerOf(ending, true);
      expect(words).toContain("only in this window");
      expect(words).not.toMatch(/kept|Nothing was lost/u);
    },
  );

  it("says to copy them before the page is left", () => {
    expect(bannerOf("reload", true)).toContain("copy them before you load the page again");
    expect(bannerOf("unknown", true)).toContain("copy them before you load the page again");
    expect(bannerOf("signed-out", true)).toContain("copy them before you sign in again");
  });
});
