import { pressSubmit } from "./support/submitting.ts";
import { expect } from "@playwright/test";
import { copyDraft } from "./support/copied-draft.ts";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";
import { tool } from "./support/toolbar.ts";

const REQUEST = "demo-request-weekly-reports";
/** Name, organization and time. */
const BY_INES = /^Ines .* · ILRC, .*\d:\d\d/;

test("“Show authors” names who wrote a sentence, and hides the names again", async ({
  browser,
  sharedServer: server,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  await ines.open(draft);
  await ines.goToEndOf("Dear FOIA Officer:");
  await ines.type(" Written by Ines.");
  await expect(ines.saveState).toHaveText("Saved");
  await ines.close();

  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  await ana.open(draft);
  const sentence = ana.text.locator("[title]", { hasText: "Written by Ines." });
  await expect(sentence).toHaveCount(0);
  const button = await tool(ana.page, "Show authors");
  await button.click();
  await expect(sentence).toHaveAttribute("title", BY_INES);
  // The words before it are of whoever wrote the draft, and say so.
  const before = ana.text.locator("[title]", { hasText: "Dear FOIA Officer:" });
  await expect(before.first()).not.toHaveAttribute("title", /Ines/);
  // Without a mouse: the caret says it of what it stands in.
  const writtenBy = ana.page.getByRole("status").filter({ hasText: " · " });
  await ana.goToEndOf("Dear FOIA Officer:");
  await expect(writtenBy).toHaveText(BY_INES);
  await ana.page.keyboard.press("Home");
  await expect(writtenBy).not.toHaveText(/Ines/);
  await ana.page.keyboard.press("End");
  await expect(writtenBy).toHaveText(BY_INES);
  // In the margin where there is one, and else over the text.
  await ana.page.setViewportSize({ width: 1400, height: 800 });
  await expect(writtenBy).toHaveText(BY_INES);
  await button.click();
  await expect(sentence).toHaveCount(0);
  await expect(writtenBy).toHaveCount(0);
});

test("“Show authors” names them in the frozen text of a version too, by mouse and by keyboard", async ({
  browser,
  sharedServer: server,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  await ines.open(draft);
  await ines.goToEndOf("Dear FOIA Officer:");
  await ines.type(" Written by Ines.");
  await expect(ines.saveState).toHaveText("Saved");
  const { page } = ines;
  await page.goto(`${server.url}/documents/${draft}/submit`);
  await pressSubmit(page);
  await expect(page).not.toHaveURL(/submit$/, { timeout: 60_000 });

  await page.goto(`${server.url}/documents/${draft}`);
  await expect(ines.saveState).toContainText("Read-only: in review");
  const button = await tool(page, "Show authors");
  await button.click();
  const sentence = ines.text.locator("[title]", { hasText: "Written by Ines." });
  await expect(sentence).toHaveAttribute("title", BY_INES);
  const writtenBy = page.getByRole("status").filter({ hasText: " · " });
  await sentence.click();
  await expect(writtenBy).toHaveText(BY_INES);

  // The same with keys alone, from the button on.
  await page.reload();
  await expect(ines.saveState).toContainText("Read-only: in review");
  await tool(page, "Show authors");
  await expect(button).toBeEnabled();
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(sentence).toHaveAttribute("title", BY_INES);
  for (let keys = 0; keys < 30; keys += 1) {
    if (await ines.text.evaluate((text) => text === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await expect(ines.text).toBeFocused();
  const selected = () => page.evaluate(() => getSelection()?.toString().trim());
  const told: string[] = [];
  for (let keys = 0; keys < 30 && (await selected()) !== "Written by Ines."; keys += 1) {
    await page.keyboard.press("ArrowDown");
    told.push((await selected()) ?? "");
  }
  expect(told.at(-1), told.join(" | ")).toBe("Written by Ines.");
  await expect(writtenBy).toHaveText(BY_INES);
  await page.keyboard.press("ArrowUp");
  expect(await selected()).toBe("Dear FOIA Officer:");
  await expect(writtenBy).not.toHaveText(/Ines/);
});
