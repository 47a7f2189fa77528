import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { BroughtInPaper } from "#app/features/filing/BroughtIn.tsx";

const FOUND = "What looks like a telephone number, …12, on page 1.";

const shown = (isOfArchive: boolean, found: readonly string[], reason: string | null) =>
  renderToStaticMarkup(
    <BroughtInPaper
      broughtIn={{ items: [], found, reason, organizations: [], numbers: [], madeAs: null }}
      isOfArchive={isOfArchive}
    />,
  );

test("[A3] a filed paper of an archive is said to be let stand by nobody here", () => {
  expect(shown(true, [FOUND], null)).toContain("Found when its archive was brought in:");
  expect(shown(true, [FOUND], null)).not.toContain("let stand");
  expect(shown(false, [FOUND], "It is public.")).toContain("let stand: It is public.");
});

test("[A3] of a filed paper of an archive, no more is said to be looked through than its PDF", () => {
  expect(shown(true, [], null)).toContain("nothing in it looks private.");
  expect(shown(false, [], null)).toContain("nothing in it or in what was typed looks private.");
});
