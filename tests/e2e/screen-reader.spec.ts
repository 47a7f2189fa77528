import { expect, type Page } from "@playwright/test";
import { longDraft } from "./support/long-draft.ts";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";

// Text that the browser leaves out of layout (`content-visibility`), Chromium leaves out of what it tells
// screen readers, too (decision 57).

const PAGES = 40;
const PARAGRAPHS = PAGES * 5;

/** How many of the long draft's paragraphs a screen reader can read. */
async function readable(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const texts = nodes.filter(({ role }) => role?.value === "StaticText");
  return texts.filter(({ name }) => /^Para\d{4} /u.test(String(name?.value))).length;
}

test("a screen reader is given each paragraph of a long draft, however far from the screen", async ({
  browser,
  sharedServer,
}) => {
  const ana = await Person.signIn(browser, sharedServer.url, "council.drafter@example.org");
  await ana.open(await longDraft(ana, PAGES));
  await ana.goToEndOf("Para0000");
  await ana.page.keyboard.press("Control+End");
  await ana.type(" Typed.");
  await expect(ana.saveState).toHaveText(/^Saved/u);
  await expect.poll(() => readable(ana.page)).toBe(PARAGRAPHS);
  await ana.page.keyboard.press("Control+Home");
  await expect(ana.text.locator("p").first()).toBeInViewport();
  await expect.poll(() => readable(ana.page)).toBe(PARAGRAPHS);
  await ana.close();
});

test("a screen reader is given all of a long draft where the room does not answer", async ({
  browser,
  sharedServer,
}) => {
  const ana = await Person.signIn(browser, sharedServer.url, "council.drafter@example.org");
  const id = await longDraft(ana, PAGES);
  await ana.page.routeWebSocket(/\/rooms\//u, (socket) => socket.close());
  await ana.page.goto(`${ana.url}/documents/${id}`);
  await expect(ana.text.locator("p").last()).toHaveText("The end.");
  await expect.poll(() => readable(ana.page)).toBe(PARAGRAPHS);
  await expect(ana.text).not.toHaveAttribute("contenteditable");
  await ana.close();
});
