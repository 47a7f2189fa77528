import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import { textOfChange } from "#app/editor/threads/not-sent.ts";
import { NotSent } from "#app/editor/threads/ThreadHead.tsx";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import { body } from "#tests/document/build.ts";

function suggesting(proposed: readonly unknown[], text = ""): ThreadChange {
  return {
    do: "begin",
    threadId: "t",
    commentId: "c",
    place: { in: "document" },
    organizationId: null,
    text,
    mentions: [],
    suggestion: { base: [body("p", "ICE writes.")] as never, proposed: proposed as never },
  };
}

const shown = (change: ThreadChange) =>
  renderToStaticMarkup(
    createElement(NotSent, {
      store: {
        waiting: [{ id: "1", documentId: "d", at: "", order: 1, change, refused: "It is full." }],
        load: "loaded",
      } as unknown as ThreadStore,
    }),
  );

test("[M9] a suggestion that was refused shows its words and its reason, to be copied", () => {
  const change = suggesting([body("p", "ICE wrote."), body("n", "And more.")], "Past tense.");
  expect(textOfChange(change)).toBe("Past tense.\n\nICE wrote.\nAnd more.");
  const html = shown(change);
  expect(html).toContain("Not proposed: It is full.");
  expect(html).toContain("And more.");
  expect(html).toContain("Copy the words");
});

test("[M9] of one that takes a paragraph out, it says which", () => {
  const html = shown(suggesting([]));
  expect(html).toContain("You proposed to take out: ICE writes.");
  expect(html).not.toContain("Copy the words");
});
