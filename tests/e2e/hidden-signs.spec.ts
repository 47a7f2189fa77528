import { expect } from "@playwright/test";
import { copyDraft } from "./support/copied-draft.ts";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";

const REQUEST = "demo-request-weekly-reports";

test("signs that nobody sees are marked with their names, named before submit, and taken out with one click", async ({
  browser,
  sharedServer: server,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  // Narrower, the side of the desk is behind a button.
  await ana.page.setViewportSize({ width: 1_500, height: 900 });
  await ana.open(draft);
  await ana.goToEndOf("Dear FOIA Officer:");
  await ana.page.keyboard.insertText(" co\u00adop\u200b \u202eabc\u202c");
  const marks = ana.text.getByRole("img", { name: /U\+/u });
  await expect(marks).toHaveCount(4);
  await expect(marks.first()).toHaveAttribute("title", "soft hyphen (U+00AD)");
  await expect(ana.saveState).toHaveText("Saved");

  const list = ana.page.getByText("a sign that can’t be seen in");
  await ana.page.getByRole("button", { name: "Check again" }).click();
  await expect(list).toHaveCount(4);
  await ana.page.getByRole("button", { name: "Take out signs that can’t be seen" }).click();
  await expect(marks).toHaveCount(0);
  await expect(ana.text).toContainText("Dear FOIA Officer: coop abc");
  await expect(list).toHaveCount(0);
  await ana.close();
});
