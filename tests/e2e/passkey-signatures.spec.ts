import { expect, test, type Page } from "@playwright/test";
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { letters, textOf } from "#tests/typesetting/reading.ts";
import { hold, hydrated } from "./support/held.ts";
import { confirmFiling, takeFilingCopy } from "./support/filing.ts";
import { verifiedRecord } from "./support/papers.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";
import { pressSubmit } from "./support/submitting.ts";
import { onLocalhost, VirtualAuthenticator } from "./support/virtual-authenticator.ts";

const REQUEST = "demo-request-outside-priorities";
const SCRIPT = path.resolve(import.meta.dirname, "../../public/verify-sign-off.mjs");
let server: TestServer;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
});
test.afterAll(() => server.remove());

const at = (page: string) => `${onLocalhost(server.url)}/documents/${REQUEST}${page}`;

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto(`${onLocalhost(server.url)}/account/passkeys`);
  await page.getByLabel("Name", { exact: true }).last().fill(name);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText(`“${name}” was added.`)).toBeVisible();
}

/** Downloads what a link of the page leads to. */
async function downloaded(page: Page, link: ReturnType<Page["getByRole"]>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return download.path();
}

test("[P2] two organizations sign by passkey and one by password; the filing's certificate names the keys, and a stranger checks a proof", async ({
  browser,
}) => {
  const as = (name: string) =>
    Person.signIn(browser, onLocalhost(server.url), `${name}@example.org`);
  const [ana, rosa, ravi, remedios, simon] = await Promise.all(
    [
      "council.drafter",
      "council.reviewer",
      "ilrc.reviewer",
      "mijente.reviewer",
      "council.staff",
    ].map(as),
  );
  if (!ana || !rosa || !ravi || !remedios || !simon) throw new Error("nobody came");
  const device = await VirtualAuthenticator.on(rosa.page);
  await VirtualAuthenticator.on(ravi.page, { isSynced: false });

  await test.step("submitted, it offers a passkey to who has one, and says where to add one", async () => {
    await ana.page.goto(at("/submit"));
    await pressSubmit(ana.page);
    await expect(ana.page).toHaveURL(at("/review"), { timeout: 30_000 });
    await rosa.page.goto(at("/review"));
    await expect(rosa.page.getByRole("button", { name: /with a passkey/ })).toHaveCount(0);
    await rosa.page.getByRole("link", { name: "Add a passkey" }).click();
    await expect(rosa.page).toHaveURL(/account\/passkeys/);
    await addPasskey(rosa.page, "Rosa’s phone");
    await addPasskey(ravi.page, "Ravi’s key");
  });

  await test.step("nobody who is not verified signs, and the page says why", async () => {
    await device.verifies(false);
    await rosa.page.goto(at("/review"));
    await rosa.page.getByRole("button", { name: "Sign off for Council with a passkey" }).click();
    await expect(rosa.page.getByText("No passkey was used")).toBeVisible();
    await device.verifies(true);
  });

  await test.step("on a phone and by the keyboard, the key signs", async () => {
    const { page } = rosa;
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      390,
    );
    await page.getByRole("button", { name: "Sign off for Council with a passkey" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.locator("main")).toContainText("You signed off on this version.");
    await expect(page.locator("main")).toContainText("by passkey (proof");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      390,
    );
  });

  await test.step("a request for changes is signed as well, and asked once more before it is sent", async () => {
    const { page } = ravi;
    const letGo = await hold(page, "**/assets/entry.client-*.js");
    await page.goto(at("/review"), { waitUntil: "commit" });
    const instead = page.getByText("Ask for changes instead");
    await expect(page.getByRole("heading", { name: "What was decided" })).toBeVisible();
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const early = await instead.boundingBox();
    letGo();
    await hydrated(page);
    // The passkey's button, which comes with the scripts, moves nothing away under a hand.
    expect(await instead.boundingBox()).toEqual(early);
    await instead.click();
    const asks: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/passkey")) asks.push(request.url());
    });
    const press = page.getByRole("button", { name: "Ask for changes for ILRC with a passkey" });
    const dialog = page.getByRole("alertdialog");
    const kept = page.locator("#request-changes input[name=passkey]");
    // Nothing is signed before the form is right and the question is answered.
    await press.click();
    await expect(page.getByText("Say why, in a sentence or two.").first()).toBeVisible();
    await expect(dialog).toHaveCount(0);
    await page.getByLabel("What should change, and why").fill("Item 2 is too wide.");
    await press.click();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog).toHaveCount(0);
    expect(asks).toEqual([]);
    await expect(kept).toHaveValue("");
    await press.click();
    await dialog.getByRole("button", { name: "Send it back to draft" }).click();
    await expect(page).toHaveURL(at("/versions"));
    expect(asks).toHaveLength(1);
    await expect(page.locator("main")).toContainText("by passkey (proof");
    await ana.page.goto(at("/submit"));
    await pressSubmit(ana.page);
    await expect(ana.page).toHaveURL(at("/review"), { timeout: 30_000 });
  });

  await test.step("two sign by passkey and one by password, which approves it", async () => {
    for (const [person, name] of [
      [rosa, "Council"],
      [ravi, "ILRC"],
    ] as const) {
      await person.page.goto(at("/review"));
      await person.page
        .getByRole("button", { name: `Sign off for ${name} with a passkey` })
        .click();
      await expect(person.page.locator("main")).toContainText("You signed off on this version.");
    }
    const { page } = remedios;
    await page.goto(at("/review"));
    await page.getByLabel("Your password", { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: "Sign off for Mijente" }).click();
    await expect(page.locator("main")).toContainText("the document is approved");
  });

  await test.step("filed, its certificate names both keys with their fingerprints", async () => {
    const { page } = simon;
    await page.goto(at("/file"));
    await page.getByLabel("Day of filing", { exact: true }).fill("2021-09-23");
    await page.getByLabel("Agency’s portal").check();
    await page
      .getByLabel(
        "Ana Example, Ines Example and Dani Example have each confirmed the certification",
      )
      .check();
    await page.getByLabel("Consent of Ana Example").fill("in person, September 23, 2021");
    await takeFilingCopy(page);
    await page.getByLabel("Filed with").fill("ICE FOIA Office");
    await page.getByLabel("Confirmation number").fill("DEMO-23");
    await confirmFiling(page);
    await expect(page).toHaveURL(at("/filed"), { timeout: 30_000 });
    const answer = await page.context().request.get(at("/certificate.pdf"));
    const certificate = letters(await textOf(new Uint8Array(await answer.body())));
    const database = server.openDatabase();
    const { rows } = await database.execute(`SELECT "fingerprint" FROM "Passkey"`);
    database.close();
    expect(rows).toHaveLength(2);
    for (const { fingerprint } of rows) expect(certificate).toContain(String(fingerprint));
    for (const words of [
      "Signed by passkey",
      "Rosa’s phone",
      "Ravi’s key",
      "the password, asked again",
    ]) {
      expect(certificate).toContain(letters(words));
    }
  });

  await test.step("whoever has the proof checks it with Node alone, or in a browser without an account", async () => {
    const { page } = simon;
    await page.goto(at("/versions"));
    const file = await downloaded(page, page.getByRole("link", { name: /^proof/ }).first());
    const checked = spawnSync(process.execPath, [SCRIPT, file], { encoding: "utf8", env: {} });
    expect(checked.stdout).toContain("signed off on version 2 of “");
    expect(checked.stdout).not.toContain("NO ");
    expect(checked.status).toBe(0);

    const stranger = await (await browser.newContext()).newPage();
    await stranger.goto(`${onLocalhost(server.url)}/verify`);
    const script = await downloaded(
      stranger,
      stranger.getByRole("link", { name: "verify-sign-off.mjs" }),
    );
    expect(await readFile(script, "utf8")).toBe(await readFile(SCRIPT, "utf8"));
    const choose = stranger.getByLabel("Or here: the file of a sign-off");
    await choose.setInputFiles(file);
    await expect(
      stranger.getByText("Yes: a passkey signed exactly what this file says."),
    ).toBeVisible();
    const text = await readFile(file, "utf8");
    const other = text.replace('"decision": "approved"', '"decision": "changes-requested"');
    await choose.setInputFiles({
      name: "other.json",
      mimeType: "application/json",
      buffer: Buffer.from(other),
    });
    await expect(stranger.getByText("No: this file proves no sign-off.")).toBeVisible();
    await expect(stranger.getByText("Not so: The key signed this very statement.")).toBeVisible();
    await stranger.context().close();
  });

  await test.step("the whole record agrees with what is stored", async () => {
    expect(verifiedRecord(server)).toContain("The record is whole");
  });
});

test("[P2] where an organization decides by passkey alone, its page offers no password", async ({
  browser,
}) => {
  const database = server.openDatabase();
  await database.execute(
    `UPDATE "Organization" SET "requiresPasskey" = 1 WHERE "shortName" = 'ILRC'`,
  );
  // The key of the test before, which no authenticator keeps any more.
  await database.execute(`DELETE FROM "Passkey"`);
  database.close();
  const letter = `${onLocalhost(server.url)}/documents/demo-letter-preservation/review`;
  const email = "ilrc.reviewer@example.org";
  const { page } = await Person.signIn(browser, onLocalhost(server.url), email);
  await page.goto(letter);
  await expect(page.locator("main")).toContainText("decide by passkey alone");
  await expect(page.getByLabel("Your password", { exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Sign off for/ })).toHaveCount(0);
  await VirtualAuthenticator.on(page);
  await addPasskey(page, "Another key");
  await page.goto(letter);
  await page.getByRole("button", { name: "Sign off for ILRC with a passkey" }).click();
  await expect(page.locator("main")).toContainText("the document is approved");
});
