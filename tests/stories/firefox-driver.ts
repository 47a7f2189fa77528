import puppeteer, { type KeyInput } from "puppeteer-core";
import { installed } from "#tests/support/debian-package.ts";
import { NAMED } from "./chromium-driver.ts";
import type { BrowserDriver } from "./browser-driver.ts";

/** Where Debian puts Firefox; FIREFOX names another. */
export function firefox(): string {
  const named = process.env["FIREFOX"];
  return installed(named ? [named] : ["/usr/bin/firefox-esr", "/usr/bin/firefox"], "firefox-esr");
}

/**
 * A person at a Firefox of their own, by WebDriver BiDi: only one window of a Firefox has the focus.
 * Without a display Firefox has none of GTK's key bindings: the keys that move the caret (arrows, Home,
 * End) do nothing, so stories go to their places by the mouse.
 */
export async function openFirefox(): Promise<BrowserDriver> {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: firefox(),
    headless: true,
    // Its own handlers would end the browser and let the run go on without; it ends it at exit, too.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    defaultViewport: { width: 1280, height: 800 },
  });
  const [page = await browser.newPage()] = await browser.pages();
  const { keyboard, mouse } = page;
  const press = async (keys: string) => {
    const parts = keys.split("+") as KeyInput[];
    const last = parts.pop();
    if (!last) return;
    for (const part of parts) await keyboard.down(part);
    await keyboard.press(last);
    for (const part of parts.reverse()) await keyboard.up(part);
  };
  return {
    engine: "firefox",
    async signIn(url, email, password) {
      await page.goto(`${url}/login`);
      await page.type("[name=email]", email);
      await page.type("[name=password]", password);
      await Promise.all([page.waitForNavigation(), keyboard.press("Enter")]);
    },
    async goto(address) {
      await page.goto(address);
      await page.evaluate(NAMED);
    },
    ask: (question, argument) => page.evaluate(question as never, argument as never),
    press,
    letter: (letter) => keyboard.type(letter),
    async click(x, y, { count = 1, shift = false } = {}) {
      if (shift) await keyboard.down("Shift");
      await mouse.click(x, y, { count });
      if (shift) await keyboard.up("Shift");
    },
    async drag(from, to) {
      await mouse.move(...from);
      await mouse.down();
      await mouse.move(from[0] + 5, from[1] + 2, { steps: 3 });
      await mouse.move(...to, { steps: 8 });
      await mouse.up();
    },
    compose: () => Promise.resolve(false),
    close: () => browser.close(),
  };
}
