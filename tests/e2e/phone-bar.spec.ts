import { expect } from "@playwright/test";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";

test("[M26] on a phone the title has room to be read, and what one hears of a draft is in its sheet", async ({
  browser,
  sharedServer,
}) => {
  const ines = await Person.signIn(browser, sharedServer.url, "ilrc.drafter@example.org");
  const { page } = ines;
  await page.setViewportSize({ width: 390, height: 844 });
  await ines.open("demo-request-weekly-reports");
  const title = page.locator("header h1");
  // Half of the bar, and two lines.
  expect((await title.boundingBox())?.width).toBeGreaterThan(160);
  expect((await title.boundingBox())?.height).toBeGreaterThan(36);
  const bell = page.getByRole("button", { name: "What you hear of this document" });
  await expect(bell).toBeHidden();
  await page.getByRole("button", { name: "People and sign-off" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "What you hear of this document" }).click();
  await page.getByRole("menuitemradio").first().click();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.reload();
  await expect(bell.first()).toBeVisible();
});

test("[M26] at 360 and 390 pixels Undo is in the bar itself, in one row with the rest in every mode", async ({
  browser,
  sharedServer,
}) => {
  const ines = await Person.signIn(browser, sharedServer.url, "ilrc.drafter@example.org");
  const { page } = ines;
  await page.setViewportSize({ width: 390, height: 844 });
  await ines.open("demo-request-weekly-reports");
  const bar = page.getByRole("toolbar", { name: "Text" });
  for (const width of [390, 360]) {
    await page.setViewportSize({ width, height: 844 });
    for (const mode of ["Reading", "Suggesting", "Editing"]) {
      await bar.getByRole("button", { name: /^Mode:/u }).click();
      await page.getByRole("menuitemradio", { name: new RegExp(`^${mode}`, "u") }).click();
      await expect(bar.getByRole("button", { name: `Mode: ${mode}` })).toBeVisible();
      await expect(bar.getByRole("button", { name: "Undo" })).toBeInViewport({ ratio: 1 });
      await expect(bar.getByRole("button", { name: "More" })).toBeInViewport({ ratio: 1 });
      // One row of buttons, with its padding.
      expect((await bar.boundingBox())?.height, `${mode} at ${width}`).toBeLessThan(50);
    }
  }
});

test("between a phone and a wide window the title is not cut for the sake of the reader's own name", async ({
  browser,
  sharedServer,
}) => {
  const ines = await Person.signIn(browser, sharedServer.url, "ilrc.drafter@example.org");
  const { page } = ines;
  await ines.open("demo-request-weekly-reports");
  for (const width of [640, 700, 768, 900]) {
    await page.setViewportSize({ width, height: 800 });
    const cut = await page
      .locator("header h1")
      .evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight);
    expect(cut, `at ${width}`).toBe(false);
    await expect(page.getByRole("button", { name: /your menu$/u })).toBeVisible();
  }
});
