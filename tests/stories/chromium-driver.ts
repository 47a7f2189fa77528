import type { Browser, CDPSession, Page } from "@playwright/test";
import type { BrowserDriver } from "./browser-driver.ts";

/** A person in a context of a Chromium that Playwright drives. */
export async function openChromium(browser: Browser): Promise<BrowserDriver> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page: Page = await context.newPage();
  const { keyboard, mouse } = page;
  let devtools: CDPSession | null = null;
  return {
    engine: "chromium",
    async signIn(url, email, password) {
      const form = { email, password };
      const answer = await context.request.post(`${url}/login`, { form, maxRedirects: 0 });
      if (!answer.headers()["set-cookie"]) throw new Error(`${email}: ${answer.status()}`);
    },
    async goto(address) {
      await page.goto(address);
      await page.evaluate(NAMED);
    },
    ask: (question, argument) => page.evaluate(question as never, argument as never),
    press: (keys) => keyboard.press(keys),
    letter: (letter) => keyboard.type(letter),
    async click(x, y, { count = 1, shift = false } = {}) {
      if (shift) await keyboard.down("Shift");
      await mouse.click(x, y, { clickCount: count });
      if (shift) await keyboard.up("Shift");
    },
    async drag(from, to) {
      await mouse.move(...from);
      await mouse.down();
      await mouse.move(from[0] + 5, from[1] + 2, { steps: 3 });
      await mouse.move(...to, { steps: 8 });
      await mouse.up();
    },
    async compose(steps, between) {
      devtools ??= await context.newCDPSession(page);
      for (const text of steps.slice(0, -1)) {
        const { length } = text;
        await devtools.send("Input.imeSetComposition", {
          text,
          selectionStart: length,
          selectionEnd: length,
        });
        await between();
      }
      await devtools.send("Input.insertText", { text: steps.at(-1) ?? "" });
      return true;
    },
    close: () => context.close(),
  };
}

/** Called by esbuild in functions that tsx sends into a page; not by Playwright's own translation. */
export const NAMED = "globalThis.__name ??= (value) => value";
