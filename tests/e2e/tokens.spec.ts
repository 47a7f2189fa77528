import { expect } from "@playwright/test";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { hydrated } from "./support/held.ts";
import { expectClean } from "./support/looks.ts";
import { test } from "./support/shared-server.ts";

test("[I2] a token is made, shown once, opens the API and not the pages, and is revoked", async ({
  browser,
  sharedServer: { url },
}) => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${url}/login`);
  await page.getByLabel("E-mail").fill("council.drafter@example.org");
  await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/login/);
  await page.goto(`${url}/account`);
  await page.getByRole("link", { name: "Tokens for programs" }).click();
  await hydrated(page);
  await page.getByRole("button", { name: "Make the token" }).click();
  await expect(page.getByRole("link", { name: "Say which program it is for." })).toBeVisible();
  await page.getByLabel("Program", { exact: true }).fill("Calendar of the office");
  await page.getByLabel("Start documents from a template or a Word file").check();
  await page.getByRole("button", { name: "Make the token" }).click();
  const secret = await page.getByLabel("Token", { exact: true }).inputValue();
  expect(secret).toMatch(/^cdesk_[\w-]{43}$/u);
  await expectClean(page);

  const headers = { Authorization: `Bearer ${secret}` };
  const stranger = await browser.newContext();
  const answer = await stranger.request.get(`${url}/api/v1/matters`, { headers });
  expect(answer.status()).toBe(200);
  // As the page of the API prints it.
  await page.goto(`${url}/api`);
  const printed = (await page.getByText(/^curl .+ -d /u).textContent()) ?? "";
  const body = / -d '(?<json>[^']+)' /u.exec(printed)?.groups?.["json"] ?? "";
  const started = await stranger.request.post(
    (printed.split(" ").at(-1) ?? "").replace("the-slug", "ice-enforcement-priorities"),
    {
      headers: {
        ...headers,
        "Idempotency-Key": crypto.randomUUID(),
        "Content-Type": "application/json",
      },
      data: body,
    },
  );
  expect([started.status(), printed.includes("Idempotency-Key")]).toEqual([201, true]);
  await page.goto(`${url}/account/tokens`);
  const home = await stranger.request.get(`${url}/account`, { headers, maxRedirects: 0 });
  expect(home.status()).toBe(302);

  await page.reload();
  await hydrated(page);
  await expect(page.getByLabel("Token", { exact: true })).toHaveCount(0);
  await expect(page.getByText(/last used/)).toBeVisible();
  await page.getByRole("button", { name: "Revoke Calendar of the office" }).click();
  await page.getByRole("button", { name: "Revoke the token" }).click();
  await expect(page.getByText("The token was revoked.")).toBeVisible();
  expect((await stranger.request.get(`${url}/api/v1/matters`, { headers })).status()).toBe(401);

  await page.goto(`${url}/api`);
  await hydrated(page);
  await page.getByText("Body, as JSON").first().click();
  await expectClean(page);
  await stranger.close();
});
