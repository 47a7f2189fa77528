import { describe, expect, test } from "vitest";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { countThreads, isShown } from "#app/editor/threads/filters.ts";
import { body } from "#tests/document/build.ts";
import { suggestion } from "./open-suggestion.ts";

const me = { userId: "me", removed: new Set<string>() };
const ravi = { userId: "ravi", name: "Ravi", organization: "ILRC", colour: 2 };
const AT = "2026-01-02T00:00:00Z";

/** An unread suggestion, by somebody; accepted by Ravi. */
function decided(by: string): ThreadView {
  const thread = suggestion(`of-${by}`, [body("p", "a")], [body("p", "b")]);
  return {
    ...thread,
    by: { ...thread.by, userId: by },
    resolved: { by: ravi, at: AT },
    suggestion: thread.suggestion && {
      ...thread.suggestion,
      state: "accepted",
      decidedBy: ravi,
      decidedAt: AT,
    },
    isUnread: true,
  };
}

const newTo = (...threads: ThreadView[]) => countThreads(threads, me).unread;

describe("[M5] new to a reader", () => {
  test("is an open suggestion that they have not read", () => {
    const open = { ...suggestion("s", [body("p", "a")], [body("p", "b")]), isUnread: true };
    expect(newTo(open)).toBe(1);
    expect(newTo({ ...open, isUnread: false })).toBe(0);
  });

  test("is what somebody decided on their own suggestion, and nothing that others decided among themselves", () => {
    expect(newTo(decided("me"))).toBe(1);
    expect(newTo(decided("ana"))).toBe(0);
    expect(isShown(decided("ana"), "unread", me)).toBe(false);
    expect(isShown(decided("ana"), "resolved", me)).toBe(true);
  });

  test("is what names them in one that is decided, and what somebody wrote after the decision", () => {
    const said = (at: string, ...names: string[]): ThreadView => ({
      ...decided("ana"),
      comments: [
        {
          id: "c",
          author: ravi,
          text: "See above.",
          mentions: names.map((userId) => ({ ...ravi, userId })),
          at,
          editedAt: null,
          removedAt: null,
          isMine: false,
          agreed: [],
          word: null,
        },
      ],
    });
    expect(newTo(said("2026-01-01T00:00:00Z"))).toBe(0);
    expect(newTo(said("2026-01-01T00:00:00Z", "me"))).toBe(1);
    expect(newTo(said("2026-01-03T00:00:00Z"))).toBe(1);
  });
});
