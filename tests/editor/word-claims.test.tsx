// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { CommentView } from "#app/document/margin/thread-view.ts";
import { CommentHead } from "#app/editor/threads/ThreadComments.tsx";

afterEach(cleanup);

const said = (text: string, author: string | null): CommentView => ({
  id: "c",
  author: { userId: "u", name: "Ana", organization: "Council", colour: 1 },
  text,
  mentions: [],
  at: "2026-01-01T00:00:00Z",
  editedAt: null,
  removedAt: null,
  isMine: false,
  agreed: [],
  word: { author, at: null },
});

it("[W8] of a comment for which the file names nobody says that somebody wrote it in Word", () => {
  render(<CommentHead comment={said("Really?", null)} />);
  screen.getByText("Somebody, in Word, brought in");
  expect(screen.queryByText(/Not tracked/u)).toBeNull();
  cleanup();
  render(<CommentHead comment={said("Really?", "Jane Doe")} />);
  screen.getByText("Jane Doe, in Word, brought in");
  cleanup();
  render(<CommentHead comment={said("", null)} />);
  screen.getByText("Not tracked in Word, brought in");
});
