import type { Browser, Page } from "@playwright/test";
import { open, openDesk, scrollTo, signIn, take, takeBoth } from "./camera.ts";

const REQUEST = "demo-request-weekly-reports";

/** The pictures of README.md and of the help, of which the desk alone is in both themes. */
export async function takeScreens(browser: Browser, url: string): Promise<void> {
  const as = (email: string) => signIn(browser, url, email);
  const ana = await as("council.drafter");
  const ines = await as("ilrc.drafter");
  const dani = await as("mijente.drafter");
  for (const page of [ana, ines, dani]) await openDesk(page, REQUEST);
  await writeAfter(ana, "Dear FOIA Officer", " This is");
  await writeAfter(dani, "Demonstration text.", " ");
  await writeAfter(ines, "Under the Freedom of Information Act", " ");
  await scrollTo(ana.locator(".ProseMirror p", { hasText: "Dear FOIA Officer" }), 580);
  await takeBoth(ana, "desk");
  await open(ana, "/");
  await take(ana, "home");
  await open(ana, "/matters/ice-enforcement-priorities");
  await take(ana, "matter");
  await open(ana, "/documents/demo-request-weekly-reports-filed/filed");
  await scrollTo(ana.locator("main"), 0);
  await take(ana, "filed");

  const ravi = await as("ilrc.reviewer");
  await open(ravi, "/documents/demo-letter-preservation/review");
  await scrollTo(ravi.getByRole("heading", { name: "Sign-off needed from" }), 12);
  await take(ravi, "review");

  const ada = await as("council.admin");
  await open(ada, "/organizations/demo-council");
  await take(ada, "people");
  for (const page of [ana, ines, dani, ravi, ada]) await page.context().close();
}

async function writeAfter(page: Page, start: string, words: string): Promise<void> {
  await page.locator(".ProseMirror p", { hasText: start }).first().click();
  await page.keyboard.press("End");
  await page.keyboard.type(words, { delay: 10 });
}
