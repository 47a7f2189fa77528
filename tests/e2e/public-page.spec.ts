import { expect, test } from "@playwright/test";
import { letters, placesOf, textOf } from "#tests/typesetting/reading.ts";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

const PAGE = "/p/ice-enforcement-priorities";
const EDIT = "/matters/ice-enforcement-priorities/public";
/** In bytes of HTML and style sheet, compressed. */
const MOST = 30_000;

let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer();
  await server.start();
});
test.afterAll(() => server.remove());

test("a stranger without scripts reads the page in two languages, checks a file, and sees staff's correction", async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const kinds: string[] = [];
  const sizes: Promise<number>[] = [];
  page.on("request", (request) => kinds.push(request.resourceType()));
  page.on("requestfinished", (request) => {
    if (!/document|stylesheet/u.test(request.resourceType())) return;
    sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });

  await page.goto(`${server.url}${PAGE}`, { waitUntil: "networkidle" });
  await expect(page.getByRole("note")).toContainText("demonstration");
  for (const part of [
    "Organizations",
    "What was asked for",
    "Requests and documents",
    "Timeline",
    "Lawsuits",
    "Related resources",
    "Make a contribution",
  ]) {
    await expect(page.getByRole("heading", { name: part, exact: true })).toBeVisible();
  }
  expect(kinds.filter((kind) => kind === "script" || kind === "font")).toEqual([]);
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(sizes).toHaveLength(2);
  expect(bytes).toBeGreaterThan(2_000);
  expect(bytes).toBeLessThan(MOST);

  const file = page.getByRole("link", { name: "FOIA request of September 9, 2021" });
  const pdf = await page.request.get(`${server.url}${await file.getAttribute("href")}`);
  expect([pdf.status(), pdf.headers()["content-type"]]).toEqual([200, "application/pdf"]);

  await page.getByRole("link", { name: "En español" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await expect(page.getByRole("heading", { name: "Lo que se pidió" })).toBeVisible();

  const simon = await Person.signIn(browser, server.url, "council.staff@example.org");
  await simon.page.goto(`${server.url}${EDIT}/words`);
  await simon.page
    .getByLabel(/^Notice at the top(?! in Spanish)/u)
    .fill("A demonstration, corrected.");
  await simon.page.getByRole("button", { name: "Save text" }).click();
  await expect(simon.page.locator("main")).toContainText(
    "Changed since, and not public yet: notice.",
  );
  await expectClean(simon.page);
  await simon.page.getByLabel("A correction").check();
  await simon.page.getByLabel(/^What has changed(?! in Spanish)/u).fill("The notice was too long.");
  await simon.page.getByLabel(/^Reason/u).fill("The papers name exhibits without files.");
  await simon.page.getByRole("button", { name: "Publish changes" }).click();
  await simon.page.getByRole("alertdialog").getByRole("button", { name: "Publish" }).click();
  await expect(simon.page.locator("main")).toContainText("The page is public now");
  await simon.close();

  await page.goto(`${server.url}${PAGE}`);
  // A browser may keep the page for a minute; asked again, it asks the server.
  await page.reload();
  await expect(page.getByRole("note")).toContainText("A demonstration, corrected.");
  await expect(page.locator("main")).toContainText("Correction. The notice was too long.");
  await context.close();

  // Axe is a script of its own, and needs them on; the page still has none.
  const reader = await browser.newPage();
  await reader.goto(`${server.url}${PAGE}`);
  await expectClean(reader);
  await reader.close();
});

test("printed from a dark screen it is dark on white, uncut, with the hashes that are folded up on screens and where it came from", async ({
  browser,
}) => {
  const page = await browser.newPage({ colorScheme: "dark" });
  await page.goto(`${server.url}${PAGE}`);
  const hashes = await page
    .locator("details code")
    .evaluateAll((codes) => codes.map((code) => code.textContent ?? ""));
  expect(hashes.length).toBeGreaterThan(1);
  const pdf = new Uint8Array(await page.pdf({ format: "Letter" }));
  const text = await textOf(pdf);
  const printed = letters(text);
  for (const hash of hashes) expect(printed).toContain(hash);
  expect(printed).toContain(letters(`Printed from ${server.url}${PAGE}, where later updates`));
  // Parts that only a screen can do are left out.
  for (const words of ["En español", "Follow the updates", "Make a contribution"]) {
    expect(printed).not.toContain(letters(words));
  }
  for (const words of await placesOf(pdf)) {
    // A sheet of Letter is 612 points wide.
    expect(Math.min(...words.map(({ left }) => left))).toBeGreaterThan(40);
    expect(Math.max(...words.map(({ right }) => right))).toBeLessThan(572);
  }
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const ink = await page.locator("h1").evaluate((title) => getComputedStyle(title).color);
  expect(ink).toBe("rgb(28, 30, 34)");
  await page.close();
});
