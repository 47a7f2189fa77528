// `npm run pictures`: the pictures of docs/pictures, of the production build and the demo matter.
import { chromium as playwright, type Browser, type Page } from "@playwright/test";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { TestServer, makeSeededFolder } from "./e2e/support/server.ts";
import { CHROMIUM_FLAGS, chromium } from "./support/chromium.ts";

const folder = path.resolve(import.meta.dirname, "../docs/pictures");
const REQUEST = "/documents/demo-request-weekly-reports";
const MATTER = "/matters/ice-enforcement-priorities";

interface Look {
  readonly dark?: boolean;
  readonly phone?: boolean;
}

async function signedIn(
  browser: Browser,
  url: string,
  email: string,
  look: Look = {},
): Promise<Page> {
  const context = await browser.newContext({
    colorScheme: look.dark ? "dark" : "light",
    viewport: look.phone ? { width: 390, height: 844 } : { width: 1360, height: 900 },
    reducedMotion: "reduce",
    locale: "en-US",
    timezoneId: "America/New_York",
  });
  const page = await context.newPage();
  await page.goto(`${url}/login`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((address) => !address.pathname.startsWith("/login"));
  return page;
}

async function openDesk(page: Page, url: string): Promise<void> {
  await page.goto(`${url}${REQUEST}`);
  await page.locator('.ProseMirror[contenteditable="true"]').waitFor();
}

async function writeAfter(page: Page, start: string, words: string): Promise<void> {
  await page.locator(".ProseMirror p", { hasText: start }).first().click();
  await page.keyboard.press("End");
  await page.keyboard.type(words, { delay: 10 });
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(500);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  console.log(`docs/pictures/${name}.png`);
}

const seeded = makeSeededFolder();
process.env["SEEDED_FOLDER"] = seeded;
const server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
const browser = await playwright.launch({ executablePath: chromium(), args: CHROMIUM_FLAGS });
try {
  mkdirSync(folder, { recursive: true });
  await server.start();
  const { url } = server;

  const ana = await signedIn(browser, url, "council.drafter@example.org");
  const ines = await signedIn(browser, url, "ilrc.drafter@example.org");
  const dani = await signedIn(browser, url, "mijente.drafter@example.org");
  for (const page of [ana, ines, dani]) await openDesk(page, url);
  await writeAfter(ana, "Dear FOIA Officer", " This is");
  await writeAfter(dani, "Demonstration text.", " ");
  await writeAfter(ines, "Under the Freedom of Information Act", " ");
  await take(ana, "desk");
  await ana.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await take(ana, "desk-dark");
  await ana.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await ana.goto(`${url}/`);
  await take(ana, "home");
  await ana.goto(`${url}${MATTER}`);
  await take(ana, "matter");

  const rui = await signedIn(browser, url, "ilrc.reviewer@example.org");
  await rui.goto(`${url}/documents/demo-letter-preservation/review`);
  await take(rui, "review");
  await ana.goto(`${url}/documents/demo-request-weekly-reports-filed/filed`);
  await take(ana, "filed");

  const phone = await signedIn(browser, url, "ilrc.drafter@example.org", { phone: true });
  await openDesk(phone, url);
  await take(phone, "desk-phone");

  const ada = await signedIn(browser, url, "council.admin@example.org");
  await ada.goto(`${url}/organizations/demo-council`);
  await take(ada, "people");
} finally {
  await browser.close();
  await server.remove();
  rmSync(seeded, { recursive: true, force: true });
}
