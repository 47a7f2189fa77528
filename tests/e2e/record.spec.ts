import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Browser, type Page } from "@playwright/test";
import { createHash } from "node:crypto";
import { DEMO_PASSWORD } from "../../prisma/seed/people";
import { letters, textOf } from "../typesetting/reading";
import { Person } from "./support/people";
import { TestServer } from "./support/server";
import { StockClient, cookieOf } from "./support/socket";

const REQUEST = "demo-request-outside-priorities";
let server: TestServer;

test.beforeAll(async () => {
  server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
});
test.afterAll(() => server.remove());

const address = (page: string) => `${server.url}/documents/${REQUEST}${page}`;
const as = (browser: Browser, name: string) =>
  Person.signIn(browser, server.url, `${name}@example.org`);

/** Opens the review desk and fills in the password; answers the button that signs. */
async function readyToSign({ page }: Person, organization: string) {
  await page.goto(address("/review"));
  await page.getByLabel("Your password", { exact: true }).fill(DEMO_PASSWORD);
  return page.getByRole("button", { name: `Sign off for ${organization}` });
}

async function submit({ page }: Person) {
  await page.goto(address("/submit"));
  await page.getByRole("button", { name: "Freeze and submit for review" }).click();
  await expect(page).toHaveURL(address("/review"));
}

async function pdfOf({ page }: Person, path = ".pdf") {
  const answer = await page.context().request.get(address(path));
  expect(answer.status()).toBe(200);
  return new Uint8Array(await answer.body());
}

const LOOKS = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  { name: "phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
] as const;

/** Axe finds nothing on the page in either theme or on a phone, and nothing is wider than that. */
async function expectClean(page: Page): Promise<void> {
  const size = page.viewportSize();
  for (const { name, colorScheme, viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(viewport);
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
      .analyze();
    const found = violations.map(
      ({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html).join(" | ")}`,
    );
    expect(found, page.url()).toEqual([]);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider, `${page.url()}, ${name}: scrolls sideways`).toBeLessThanOrEqual(0);
  }
  if (size) await page.setViewportSize(size);
}

test("from a draft to the filed PDF: three organizations agree on one text, and it is what was filed", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const [ana, rosa, ravi, remedios, simon] = [
    await as(browser, "council.drafter"),
    await as(browser, "council.reviewer"),
    await as(browser, "ilrc.reviewer"),
    await as(browser, "mijente.reviewer"),
    await as(browser, "council.staff"),
  ];

  await test.step("a drafter submits, from the desk's one next action", async () => {
    for (const page of ["/facts", "/versions"]) {
      await ana.page.goto(address(page));
      await expectClean(ana.page);
    }
    await ana.open(REQUEST);
    await ana.page.getByRole("link", { name: "Submit for review" }).click();
    await expect(ana.page).toHaveURL(address("/submit"));
    await expectClean(ana.page);
    await ana.page.getByRole("button", { name: "Freeze and submit for review" }).click();
    await expect(ana.page.locator("main")).toContainText("Version 1, submitted by Ana Example");
  });

  await test.step("an edit pushed by a raw socket after the freeze is refused", async () => {
    const cookie = await cookieOf(server.url, "ilrc.drafter@example.org");
    const room = { url: server.url, documentId: REQUEST, cookie };
    const pusher = await new StockClient(room).synced();
    const before = pusher.text;
    pusher.doc.getXmlFragment("default").delete(0, 1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    pusher.destroy();
    const reader = await new StockClient(room).synced();
    expect(reader.text).toBe(before);
    reader.destroy();
  });

  await test.step("a reviewer asks for changes with a reason, and it is a draft again", async () => {
    const { page } = ravi;
    await page.goto(server.url);
    await page
      .getByRole("link", { name: /actions outside the priorities/ })
      .first()
      .click();
    await page.getByText("Ask for changes instead").click();
    await page.getByLabel("What should change, and why").fill("Say which offices.");
    await page.getByRole("button", { name: "Ask for changes for ILRC" }).click();
    await page.getByRole("button", { name: "Send it back to draft" }).click();
    await expect(page.locator("main")).toContainText("Say which offices.");
  });

  await test.step("the drafter writes, submits again, and the reviewer sees just that change", async () => {
    await ana.open(REQUEST);
    await ana.goToEndOf("Dear FOIA Officer");
    await ana.page.keyboard.press("Enter");
    await ana.type("This request concerns the offices named in each item.");
    await expect(ana.saveState).toHaveText("Saved");
    await submit(ana);
    await ravi.page.goto(address("/review"));
    await expect(ravi.page.locator("main")).toContainText("What changed since version 1");
    await expect(ravi.page.locator("ins")).toHaveText(
      "[added: This request concerns the offices named in each item.]",
    );
    await expectClean(ravi.page);
    await ana.page.goto(address("/redline?from=1&to=2"));
    await expectClean(ana.page);
  });

  await test.step("two last reviewers sign in the same moment, on a phone one of them: one approval", async () => {
    await (await readyToSign(rosa, "Council")).click();
    await expect(rosa.page.locator("main")).toContainText("You signed off on this version.");
    await remedios.page.setViewportSize({ width: 390, height: 844 });
    const last = await Promise.all([readyToSign(ravi, "ILRC"), readyToSign(remedios, "Mijente")]);
    await Promise.all(last.map((button) => button.click()));
    for (const { page } of [ravi, remedios]) {
      await expect(page.locator("main")).toContainText(/You signed off/);
      await page.reload();
      await expect(page.locator("[aria-current=step]")).toHaveText("Approved");
    }
    await expect(rosa.page.getByRole("button", { name: /Sign off/ })).toHaveCount(0);
  });

  const version = await test.step("staff of the lead file it", async () => {
    const { page } = simon;
    await page.goto(server.url);
    await page
      .getByRole("link", { name: /actions outside the priorities/ })
      .first()
      .click();
    await expectClean(page);
    await page.getByLabel("Date of filing").fill("2021-09-23");
    await page.getByLabel("Agency’s portal").check();
    await page.getByLabel("Filed with").fill("ICE FOIA Office");
    await page.getByLabel("Ana Example has confirmed the certification").check();
    await page.getByRole("button", { name: "Record filing and store the PDF" }).click();
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(page).toHaveURL(address("/filed"), { timeout: 30_000 });
    await expect(page.locator("main")).toContainText("filed on Thursday, 23 September 2021");
    await expectClean(page);
    return page.locator(".prose").innerText();
  });

  const filed = await pdfOf(simon);
  await test.step("the PDF holds the signed text word for word, and names nobody who approved it", async () => {
    const printed = letters((await textOf(filed)).replace(/^Page \d+ of \d+$/gmu, ""));
    let place = 0;
    for (const block of version.split("\n").filter((line) => line.trim() !== "")) {
      const found = printed.indexOf(letters(block), place);
      expect(found, block).toBeGreaterThan(-1);
      place = found;
    }
    for (const name of ["RosaSample", "RaviSample", "RemediosSample", "SimonSpecimen"]) {
      expect(printed).not.toContain(name);
    }
    const certificate = letters(await textOf(await pdfOf(simon, "/certificate.pdf")));
    for (const name of ["RosaSample", "RaviSample", "RemediosSample", "SimonSpecimen"]) {
      expect(certificate).toContain(name);
    }
  });

  await test.step("after a restart all of it is as it was, and anybody can verify the file", async () => {
    await server.stop("SIGKILL");
    await server.start();
    expect(await pdfOf(simon)).toEqual(filed);
    const nobody = await (await browser.newContext()).newPage();
    await nobody.goto(`${server.url}/verify`);
    await expectClean(nobody);
    await nobody.getByLabel("PDF", { exact: true }).setInputFiles({
      name: "filed.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from(filed),
    });
    await expect(nobody.locator("main")).toContainText(
      "FOIA request, filed on Thursday, 23 September 2021 by the American Immigration Council",
    );
    const hash = createHash("sha256").update(filed).digest("hex");
    await expect(nobody.locator("main")).toContainText(hash);
    await expect(nobody.locator("main")).not.toContainText("outside the priorities");
    await nobody.context().close();
  });

  for (const person of [ana, rosa, ravi, remedios, simon]) await person.close();
});
