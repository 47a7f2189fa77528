// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { Composer } from "#app/editor/threads/Composer.tsx";
import type { UnsentComment } from "#app/editor/threads/thread-store.ts";

afterEach(cleanup);

const person = (userId: string, name: string, organization: string) => ({
  userId,
  name,
  organization,
  colour: 0,
  organizationIds: [organization],
});
const RIGHTS = {
  people: [
    person("ana", "Ana Sample", "Council"),
    person("ines", "Ines Sample", "ILRC"),
    person("joe", "Joe Sample", "ILRC"),
  ],
  scopes: [{ id: "Council", shortName: "Council" }],
  may: { comment: true, decide: true },
};

function compose(text: string, mentions: readonly string[]) {
  const sent: UnsentComment[] = [];
  render(
    <Composer
      label="Your comment"
      rights={RIGHTS}
      first={{ text, mentions, organizationId: null }}
      choosesScope
      send="Comment"
      onChange={() => {}}
      onCancel={() => {}}
      onSend={(unsent) => sent.push(unsent)}
    />,
  );
  return sent;
}

const choose = (name: string) => fireEvent.click(screen.getByRole("radio", { name }));
const warned = () => screen.queryByText(/can’t read this/u)?.textContent ?? null;

it("[M3] a comment for one organization alone says of whom it names elsewhere that they can’t read it", () => {
  const sent = compose("@Ines Sample, and @Ana Sample, please look", ["ines", "ana"]);
  expect(warned()).toBeNull();
  choose("Only Council");
  expect(warned()).toBe("Ines Sample can’t read this: only Council does.");
  const box = screen.getByRole("textbox");
  // Whoever reads by ear hears it with the field.
  expect(
    document.getElementById(box.getAttribute("aria-describedby") ?? "")?.textContent,
  ).toContain("Ines Sample can’t read this");
  fireEvent.change(box, { target: { value: "@Ines Sample and @Joe Sample" } });
  expect(warned()).toBe("Ines Sample and Joe Sample can’t read this: only Council does.");
  fireEvent.click(screen.getByRole("button", { name: "Comment" }));
  // Nobody is told of what they may not read.
  expect(sent).toMatchObject([{ organizationId: "Council", mentions: [] }]);
});

it("[M3] nothing is said where everybody reads it, or all whom it names do", () => {
  compose("@Ana Sample, please look", ["ana"]);
  choose("Only Council");
  expect(warned()).toBeNull();
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "@Ines Sample" } });
  expect(warned()).not.toBeNull();
  choose("Everybody of the matter");
  expect(warned()).toBeNull();
});
