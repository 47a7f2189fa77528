import { expect, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { Cable } from "./support/cable.ts";
import { copyDraft } from "./support/copied-draft.ts";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";
import { KEEPING_THE_DESK } from "./support/keeping-the-desk.ts";

test.use(KEEPING_THE_DESK);

/** Two people at one browser, one after the other: what the second sees of the first (R5). */

const REQUEST = "demo-request-weekly-reports";
const WORDS = "Dear FOIA Officer:";

/** Everything that this device keeps, by name: of texts, comments and pages. */
function kept(page: Page, userId: string): Promise<string[]> {
  return page.evaluate(async (id) => {
    const databases = (await indexedDB.databases()).map(({ name }) => name ?? "");
    const names = [...Object.keys(localStorage), ...databases, ...(await caches.keys())];
    return [...new Set(names.filter((name) => name.includes(`/${id}`)))].toSorted();
  }, userId);
}

/** The person to whom this device belongs, as its pages and its worker know. */
function owner(page: Page): Promise<string | null> {
  return page.evaluate(async () => {
    const kept = await caches.match("/desk-owner");
    return localStorage.getItem("desk-owner") ?? (await kept?.text()) ?? null;
  });
}

async function signInOver(page: Page, email: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/login/);
}

/** Whether the browser has something to show at an address. */
async function shows(page: Page, address: string): Promise<boolean> {
  try {
    await page.goto(address);
    return true;
  } catch {
    await page.waitForURL(/^chrome-error:/u);
    return false;
  }
}

test("[R5] the next person sees nothing of the last, online and offline, and the last loses no word", async ({
  browser,
  sharedServer: server,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const cable = await Cable.to(server);
  const address = `${cable.url}/documents/${draft}`;
  const ana = await Person.signInByForm(browser, cable.url, "council.drafter@example.org");
  await ana.open(draft);
  await expect(ana.saveState).toHaveText("Saved");
  await ana.keptForOffline();
  cable.pull();
  await expect(ana.saveState).toContainText("Offline");
  await ana.goToEndOf(WORDS);
  await ana.type(" Only here.");
  await ana.wordsKeptOnDevice();
  const page = await ana.page.context().newPage();
  await ana.page.close();
  // Offline, the draft is hers to open again.
  expect(await shows(page, address)).toBe(true);
  await expect(page.getByText(WORDS)).toBeVisible();

  // Her page would send them as soon as it can.
  await page.goto("about:blank");
  cable.plugIn();
  await page.goto(`${cable.url}/login`);
  await expect(page.getByText("You are signed in as Ana")).toBeVisible();
  await expect.poll(() => owner(page)).toBeNull();
  cable.pull();
  // Whoever is at the sign-in page has not said who they are.
  expect(await shows(page, address)).toBe(false);
  cable.plugIn();
  await page.goto(`${cable.url}/login`);
  await signInOver(page, "stranger@example.org");
  const unsaved = [
    expect.stringMatching(/^desk-draft\/demo-council-drafter\//u),
    "desk-person/demo-council-drafter",
    expect.stringMatching(/^desk-unsaved\/demo-council-drafter\//u),
  ];
  await expect.poll(() => kept(page, "demo-council-drafter")).toEqual(unsaved);
  await expect(page.getByText("Ana")).toHaveCount(0);
  await page.goto(address);
  await expect(page.getByText(WORDS)).toHaveCount(0);
  cable.pull();
  expect(await shows(page, address)).toBe(false);

  cable.plugIn();
  await page.goto(cable.url);
  await page.getByRole("button", { name: "your menu" }).click();
  await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/login/);
  await expect(page.getByText("Ana has 11 changes on this device")).toBeVisible();
  await signInOver(page, "council.drafter@example.org");
  await expect(page.getByText("11 changes of yours were only on this device.")).toBeVisible();
  await page.goto(address);
  await expect(page.locator(".ProseMirror")).toContainText(`${WORDS} Only here.`);
  await expect(page.locator("header h1 + p > :first-child")).toHaveText("Saved");
  await page.goto(cable.url);
  await expect(page.getByText("on this device")).toHaveCount(0);
  await cable.remove();
});

test("[R5] a session that ended elsewhere shows nothing offline, and goes on after signing in again", async ({
  browser,
  sharedServer: server,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const cable = await Cable.to(server);
  const address = `${cable.url}/documents/${draft}`;
  const email = "mijente.drafter@example.org";
  const { page, ...person } = await opened();
  async function opened() {
    const drafter = await Person.signInByForm(browser, cable.url, email);
    await drafter.open(draft);
    await drafter.keptForOffline();
    return drafter;
  }
  const elsewhere = await Person.signIn(browser, server.url, person.email);
  const ended = await elsewhere.page.context().request.post(`${server.url}/account`, {
    form: { intent: "everywhere" },
    headers: { Origin: server.url },
    maxRedirects: 0,
  });
  expect(ended.status()).toBeLessThan(400);
  await expect(page.getByRole("link", { name: "Sign in again" })).toBeVisible();
  await expect.poll(() => owner(page)).toBeNull();
  cable.pull();
  expect(await shows(page, address)).toBe(false);
  cable.plugIn();
  await page.goto(address);
  await signInOver(page, email);
  await expect(page.locator(".ProseMirror")).toHaveAttribute("contenteditable", "true");
  await cable.remove();
});

test("[R5] a window of the last person leaves once somebody else has signed in beside it", async ({
  browser,
  sharedServer: server,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ana = await Person.signInByForm(browser, server.url, "council.drafter@example.org");
  await ana.open(draft);
  await ana.keptForOffline();
  const beside = await ana.page.context().newPage();
  await beside.goto(`${server.url}/login`);
  await signInOver(beside, "stranger@example.org");
  await expect(ana.page.getByText(WORDS)).toHaveCount(0);
  await expect.poll(() => kept(beside, "demo-council-drafter")).toEqual([]);
  await ana.close();
});

for (const email of ["stranger@example.org", "mijente.drafter@example.org"]) {
  test(`[R5] Back brings the last person's page to nobody, and sends nothing of theirs (${email})`, async ({
    browser,
    sharedServer: server,
  }) => {
    const draft = await copyDraft(server, REQUEST);
    const cable = await Cable.to(server);
    const address = `${cable.url}/documents/${draft}`;
    const ana = await Person.signInByForm(browser, cable.url, "council.drafter@example.org");
    await ana.open(draft);
    await ana.keptForOffline();
    const page = await ana.page.context().newPage();
    page.on("dialog", (dialog) => void dialog.accept());
    // A whole page load of the draft, as by a link in a mail.
    await page.goto(address);
    await expect(page.locator(".ProseMirror")).toContainText(WORDS);
    await ana.page.close();
    cable.pull();
    await expect(page.getByText("Offline").first()).toBeVisible();
    await page.locator(".ProseMirror").getByText(WORDS).click();
    await page.keyboard.press("End");
    await page.keyboard.type(" Only here.");
    await expect(page.getByText("kept on this device").first()).toBeVisible();
    await page.waitForTimeout(500);
    await page.goto("about:blank");
    cable.plugIn();
    await page.goto(`${cable.url}/login`);
    await signInOver(page, email);
    // The page may be left at once for who is signed in now.
    const visited: string[] = [];
    page.on("framenavigated", (frame) => visited.push(frame.url()));
    for (let times = 0; times < 6 && !visited.includes(address); times += 1) {
      await page.goBack({ waitUntil: "commit" }).catch(() => null);
    }
    await page.waitForLoadState();
    await expect(page.getByText("Only here.")).toHaveCount(0);
    // An empty page has nothing kept to look at.
    if (page.url() === "about:blank") await page.goto(`${cable.url}/`);
    const here = await kept(page, "demo-council-drafter");
    expect(here).toContainEqual(expect.stringMatching(/^desk-unsaved\//u));
    expect(here).toContainEqual(expect.stringMatching(/^desk-draft\//u));
    await cable.remove();
  });
}
