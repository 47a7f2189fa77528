import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, type Browser, type Locator, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { hydrated } from "#tests/e2e/support/held.ts";
import { packed } from "./png.ts";

export const FOLDER = path.resolve(import.meta.dirname, "../../docs/pictures");
const DESKTOP = { width: 1280, height: 800 } as const;
const THEMES = ["light", "dark"] as const;
/** Said where something failed or isn't there yet: a picture of it would show no product. */
const BROKEN = /Something went wrong|Not found|Reconnecting|Offline:|Loading|Connecting/u;

/** The screen of somebody whom the server doesn't know. */
export async function signedOut(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    colorScheme: "light",
    viewport: DESKTOP,
    reducedMotion: "reduce",
    locale: "en-US",
    timezoneId: "America/New_York",
  });
  return context.newPage();
}

/** Somebody of the demo matter, signed in, whose screen is in no other's way. */
export async function signIn(browser: Browser, url: string, email: string): Promise<Page> {
  const page = await signedOut(browser, url);
  const form = { email: `${email}@example.org`, password: DEMO_PASSWORD };
  const answer = await page.context().request.post("/login", { form, maxRedirects: 0 });
  if (answer.status() >= 400) throw new Error(`${email} was not let in: ${answer.status()}`);
  return page;
}

/** Opens a page and waits until its scripts have begun. */
export async function open(page: Page, address: string): Promise<void> {
  const answer = await page.goto(address);
  if (!answer?.ok()) throw new Error(`${address} answered ${answer?.status()}`);
  await hydrated(page);
}

/** Opens a draft and waits until it takes keys. */
export async function openDesk(page: Page, documentId: string): Promise<void> {
  await page.goto(`/documents/${documentId}`);
  await page.locator('.ProseMirror[contenteditable="true"]').waitFor();
}

/** Scrolls so that this part begins so far below the upper edge of the window. */
export async function scrollTo(part: Locator, below = 24): Promise<void> {
  await part.first().evaluate((element, gap) => {
    window.scrollTo({ top: scrollY + element.getBoundingClientRect().top - gap });
  }, below);
}

/** The screen as it is now, in one file; throws where it isn't whole. */
export async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.mouse.move(0, 0);
  await expect
    .poll(() => page.evaluate(unfinished), { message: name, timeout: 15_000 })
    .toEqual([]);
  await page.waitForTimeout(500);
  const alerts = await page.locator("main [role=alert]").allInnerTexts();
  expect(
    alerts.filter((words) => words.trim() !== ""),
    name,
  ).toEqual([]);
  const seen = await page.locator("body").innerText();
  const [broken] = BROKEN.exec(seen) ?? [];
  if (broken) throw new Error(`${name} would show “${broken}”`);
  const png = packed(await page.screenshot());
  writeFileSync(path.join(FOLDER, `${name}.png`), png);
  console.log(`docs/pictures/${name}.png  ${Math.round(png.length / 1_000)} kB`);
}

/** The screen in both themes, the second with `-dark` in its name. */
export async function takeBoth(page: Page, name: string): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await take(page, colorScheme === "dark" ? `${name}-dark` : name);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

/** Runs in the page: the parts of it that are still on their way. */
function unfinished(): string[] {
  const fonts = [...document.fonts].filter(({ status }) => status === "loading");
  // The editor sets pictures of nothing behind the last letter of a line.
  const images = [...document.querySelectorAll<HTMLImageElement>("img[src]")].filter(
    ({ complete, naturalWidth }) => !complete || naturalWidth === 0,
  );
  const busy = [...document.querySelectorAll('[aria-busy="true"]')];
  return [
    ...fonts.map(({ family }) => family),
    ...images.map(({ src }) => src),
    ...busy.map(({ outerHTML }) => outerHTML.slice(0, 100)),
  ];
}
