// `npm run pictures`: the pictures of docs/pictures, of the production build and the demo matter.
import { mkdirSync } from "node:fs";
import { chromium as playwright } from "@playwright/test";
import { TestServer, openSeededFolder } from "#tests/e2e/support/server.ts";
import { CHROMIUM_FLAGS, chromium } from "#tests/support/chromium.ts";
import { FOLDER } from "./camera.ts";
import { takeScreens } from "./readme.ts";
import { takeTour } from "./tour.ts";

const seeded = openSeededFolder();
const server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
const browser = await playwright.launch({
  executablePath: chromium(),
  // Letters in shades of gray look alike on every screen, and take fewer bytes.
  args: [...CHROMIUM_FLAGS, "--disable-lcd-text"],
});
try {
  mkdirSync(FOLDER, { recursive: true });
  await server.start();
  await takeScreens(browser, server.url);
  await takeTour(browser, server.url);
} finally {
  await browser.close();
  await server.remove();
  seeded.remove();
}
