import { expect } from "@playwright/test";
import { Person } from "./support/people.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { copyDraft } from "./support/copied-draft.ts";
import { tool } from "./support/toolbar.ts";

let server: TestServer;
let request: string;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});
test.beforeEach(async () => {
  request = await copyDraft(server, "demo-request-weekly-reports");
});

test("a link shows its address to both writers; Ctrl-click opens it apart; it can be removed", async ({
  browser,
}) => {
  const [ana, ben] = await Promise.all([
    Person.signIn(browser, server.url, "council.drafter@example.org"),
    Person.signIn(browser, server.url, "ilrc.drafter@example.org"),
  ]);
  const { page, text } = ana;
  const address = `${server.url}/login`;
  await Promise.all([ana.open(request), ben.open(request)]);
  await ana.goToEndOf("Dear FOIA Officer:");
  // With nothing selected its keys search.
  await (await tool(page, "Link")).click();
  await page.getByRole("dialog", { name: "Link" }).getByLabel("Address").fill(address);
  await page.keyboard.press("Enter");
  const link = text.getByRole("link", { name: address });
  await expect(link).toHaveAttribute("rel", /noopener/u);

  // The caret stands behind it, which is its edge.
  const line = page.getByRole("toolbar", { name: "Link" });
  await expect(line).toBeVisible();
  await expect(line).toContainText(address);
  await ben.text.getByRole("link", { name: address }).click();
  await expect(ben.page.getByRole("toolbar", { name: "Link" })).toContainText(address);
  // A click alone opens nothing.
  expect(ben.page.context().pages()).toHaveLength(1);

  const opened = page.context().waitForEvent("page");
  await link.click({ modifiers: ["Control"] });
  const other = await opened;
  await expect(other).toHaveURL(/\/login/u);
  expect(await other.evaluate(() => window.opener === null)).toBe(true);
  await other.close();
  await expect(page).toHaveURL(new RegExp(`/documents/${request}`, "u"));

  await link.click();
  await line.getByRole("button", { name: "Remove link" }).click();
  await expect(text.getByRole("link", { name: address })).toHaveCount(0);
  await expect(text).toContainText(address);
  await expect(text).toBeFocused();
  await expect(line).toHaveCount(0);
  await Promise.all([ana.close(), ben.close()]);
});

test("headings 1 to 4 of a letter look as they print, in the first paint as in the editor", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page, text } = ana;
  await ana.open(request);
  await ana.goToEndOf("Dear FOIA Officer:");
  for (const level of [1, 2, 3, 4]) {
    await page.keyboard.press("Enter");
    await page.keyboard.press(`Control+Alt+${level}`);
    await ana.type(`Level ${level}`);
  }
  await expect(ana.saveState).toContainText("Saved");
  const looks = () =>
    page.evaluate(() =>
      [1, 2, 3, 4].map((level) => {
        const heading = [...document.querySelectorAll(`.prose h${level + 1}`)].find(
          ({ textContent }) => textContent === `Level ${level}`,
        );
        if (!heading) return "none";
        const { fontWeight, fontStyle, fontSize, textAlign } = getComputedStyle(heading);
        return `${fontWeight} ${fontStyle} ${fontSize} ${textAlign}`;
      }),
    );
  const printed = [
    "700 normal 16px start",
    "700 italic 16px start",
    "400 italic 16px start",
    "400 italic 16px start",
  ];
  expect(await looks()).toEqual(printed);
  await page.route("**/assets/*.js", (route) => route.abort());
  await page.reload();
  await expect(text.first()).toContainText("Level 4");
  expect(await looks()).toEqual(printed);
  await ana.close();
});
