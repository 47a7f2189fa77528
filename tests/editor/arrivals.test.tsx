// @vitest-environment jsdom
import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { useArrivals } from "#app/editor/threads/use-arrivals.ts";
import { body } from "#tests/document/build.ts";
import { suggestion } from "./open-suggestion.ts";

const LATER = "2026-01-02T00:00:00Z";
const INES = { userId: "ines", name: "Ines", organization: "ILRC", colour: 2 };

/** Ana's suggestion, which somebody else has not read. */
function ofAna(): ThreadView {
  return {
    ...suggestion("one", [body("p", "ICE writes.")], [body("p", "ICE wrote.")]),
    isUnread: true,
  };
}

function decided(state: "accepted" | "rejected"): ThreadView {
  const thread = ofAna();
  return {
    ...thread,
    changedAt: LATER,
    resolved: { by: INES, at: LATER },
    suggestion: { ...thread.suggestion!, state, decidedBy: INES, decidedAt: LATER },
  };
}

/** Tells what this reader hears when those threads become these. */
function said(before: readonly ThreadView[], after: readonly ThreadView[], userId = "u"): string {
  const { result, rerender } = renderHook(({ threads }) => useArrivals(threads, true, userId), {
    initialProps: { threads: before },
  });
  rerender({ threads: after });
  return result.current;
}

it("says of a suggestion that it was made, accepted or rejected, and by whom", () => {
  expect(said([], [ofAna()], "ines")).toBe("Ana of Council suggested a change");
  expect(said([ofAna()], [decided("accepted")])).toBe("Ines accepted a suggestion");
  expect(said([ofAna()], [decided("rejected")])).toBe("Ines rejected a suggestion");
});

it("says of a comment that somebody resolved it", () => {
  const comment = { ...ofAna(), suggestion: null };
  const resolved = { ...comment, changedAt: LATER, resolved: { by: INES, at: LATER } };
  expect(said([], [comment], "ines")).toBe("Ana of Council commented");
  expect(said([comment], [resolved])).toBe("Ines resolved a comment");
});

it("says of a suggestion that somebody opened again no deed of its author", () => {
  const again = { ...ofAna(), changedAt: "2026-01-03T00:00:00Z" };
  expect(said([decided("accepted")], [again])).toBe("A suggestion by Ana was changed");
});

it("tells nobody of what they decided themselves", () => {
  expect(said([ofAna()], [decided("accepted")], "ines")).toBe("");
});
