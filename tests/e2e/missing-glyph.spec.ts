import { pressSubmit } from "./support/submitting.ts";
import { expect } from "@playwright/test";
import { copyDraft } from "./support/copied-draft.ts";
import { Person } from "./support/people.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { tool } from "./support/toolbar.ts";

/** A sign that no typeface here has stops the pages, and is named wherever they were asked for. */

const REQUEST = "demo-request-weekly-reports";
const SENTENCE =
  "The sign “𐎀” (U+10380) can’t be printed: no typeface here has a picture of it. It stands in paragraph 2, which begins “Dear FOIA Officer: 🦄 ☑ مريم 陳 𐎀”. The text is unchanged; replace that sign and try again.";

let server: TestServer;
let draft: string;
test.beforeEach(async ({ sharedServer }) => {
  server = sharedServer;
  draft = await copyDraft(server, REQUEST);
});

test("an emoji and names in other scripts print; a sign without a picture is named beside the text, on submitting, and at the PDF's address", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  const pdf = `${server.url}/documents/${draft}.pdf`;
  await ana.open(draft);
  await ana.goToEndOf("Dear FOIA Officer");
  await ana.type(" 🦄 ☑ مريم 陳");
  // The desk draws them with the fonts of the pages, which come when the first such letter is there.
  const loaded = () =>
    page.evaluate(() =>
      [...document.fonts]
        .filter(
          ({ status, family }) => status === "loaded" && /Amiri|Noto Serif [ST]C/u.test(family),
        )
        .map(({ family }) => (family.includes("Amiri") ? "Arabic" : "Chinese")),
    );
  await expect.poll(async () => new Set(await loaded())).toEqual(new Set(["Arabic", "Chinese"]));
  await expect(ana.saveState).toHaveText("Saved");
  await (await tool(page, "Pages as they will be filed")).click();
  await expect(page.getByRole("img", { name: /^Page 1 of/u })).toBeVisible();
  const printed = await page.context().request.get(pdf);
  expect(printed.headers()["content-type"]).toBe("application/pdf");

  await ana.goToEndOf("Dear FOIA Officer");
  await ana.type(" 𐎀");
  await expect(page.getByLabel("Pages", { exact: true })).toContainText(SENTENCE);
  await expect(page.getByRole("button", { name: "Go to that place" })).toBeVisible();
  await expect(ana.saveState).toHaveText("Saved");

  // Whoever follows a link to the PDF reads the same as a page, and is led back to the place.
  const answer = await page.goto(pdf);
  expect(answer?.status()).toBe(409);
  expect(answer?.headers()["content-type"]).toBe("text/html; charset=utf-8");
  await expect(page).toHaveTitle(/can’t be shown/u);
  await expect(page.getByRole("main")).toContainText(SENTENCE);
  await page.getByRole("link", { name: "Go to that place" }).click();
  await expect(ana.text).toHaveAttribute("contenteditable", "true");
  await expect(ana.text.locator("p", { hasText: "Dear FOIA Officer" }).first()).toBeInViewport();
  // Another program gets the sentence alone.
  const text = await page.context().request.get(pdf, { headers: { Accept: "*/*" } });
  expect([text.status(), await text.text()]).toEqual([409, `${SENTENCE}\n`]);

  await page.goto(`${server.url}/documents/${draft}/submit`);
  await pressSubmit(page);
  await expect(page.getByRole("alert").filter({ hasText: SENTENCE })).toBeVisible();
});
