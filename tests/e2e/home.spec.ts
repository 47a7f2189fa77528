import { expect, test } from "@playwright/test";
import { listenForMail } from "#tests/support/smtp-server.ts";
import { freePort } from "#tests/support/free-port.ts";
import { readIcs } from "#tests/support/ics.ts";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

const IN_REVIEW = "demo-letter-preservation";
const DRAFT = "demo-request-weekly-reports";

let server: TestServer;
let mail: Awaited<ReturnType<typeof listenForMail>>;
test.beforeAll(async () => {
  mail = await listenForMail();
  // Links in mails have the port before the server starts.
  const port = await freePort();
  server = new TestServer({
    PORT: String(port),
    APP_URL: `http://127.0.0.1:${port}`,
    SMTP_URL: mail.url,
    MAIL_FROM: "Desk <desk@example.org>",
    SIGN_IN_TRIES_PER_ADDRESS: "1000",
  });
  await server.start();
});
test.afterAll(async () => {
  await server.remove();
  await mail.close();
});

test("a draft that others changed since she looked at it stands on a drafter’s Home", async ({
  browser,
}) => {
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  const { page } = ines;
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  await ines.open(DRAFT);
  await page.goto(`${server.url}/`);
  const database = server.openDatabase();
  await expect
    .poll(async () => (await database.execute(`SELECT 1 FROM "DraftRead"`)).rows.length)
    .toBe(1);
  database.close();
  await expect(page.getByRole("heading", { name: /Changed by others/u })).toHaveCount(0);
  await ana.open(DRAFT);
  await ana.page.keyboard.press("Control+End");
  await ana.text.click();
  await ana.type("News. ");
  await expect(ana.saveState).toHaveText(/Saved/u);
  await page.goto(`${server.url}/`);
  const changed = page.locator("section", {
    has: page.getByRole("heading", { name: "Changed by others since you last looked" }),
  });
  await expect(changed.getByRole("link")).toHaveText(
    /wrote in it|1 change by Council since you looked/u,
  );
  await ines.close();
  await ana.close();
});

test("what a reviewer asks for reaches a drafter by letter and on Home, until they stop such letters", async ({
  browser,
}) => {
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  const { page } = ines;
  const rosa = await Person.signIn(browser, server.url, "ilrc.reviewer@example.org");
  await rosa.page.goto(`${server.url}/documents/${IN_REVIEW}/review`);
  await rosa.page.getByText("Ask for changes instead").click();
  await rosa.page.getByLabel("What should change, and why").fill("Confidential: name no client.");
  await rosa.page.getByRole("button", { name: "Ask for changes for ILRC" }).click();
  await rosa.page.getByRole("button", { name: "Send it back to draft" }).click();
  const about = () =>
    mail.letters.find(
      ({ to, subject = "" }) =>
        JSON.stringify(to).includes("ilrc.drafter@example.org") &&
        subject.startsWith("Make the changes that ILRC asked for: "),
    );
  await expect.poll(() => about() !== undefined).toBe(true);
  const letter = about();
  expect(letter?.text).not.toContain("Confidential");
  const link = /http\S+\/versions/u.exec(letter?.text ?? "")?.[0] ?? "";
  await page.goto(link);
  await expect(page.locator("main")).toContainText("Confidential: name no client.");
  await page.goto(`${server.url}/`);
  await expect(
    page.getByRole("link", { name: /^Make the changes that ILRC asked for/u }),
  ).toBeVisible();
  await expectClean(page);

  // [M30] It stands beside the text while it is mended, also where somebody has commented, at every width.
  await ines.open(IN_REVIEW);
  await page.keyboard.press("Control+Alt+m");
  await expect(page.getByRole("textbox", { name: "Your comment" })).toBeFocused();
  const comments = page.getByRole("complementary", { name: "Comments and suggestions" });
  // Whoever writes has the room; they open it again.
  await expect(comments.getByLabel("Confidential: name no client.")).toBeHidden();
  await page.keyboard.type("Is this what ILRC asked for?");
  await page.keyboard.press("Control+Enter");
  const card = comments.locator(".thread-card");
  await expect(card).toContainText("Is this what ILRC asked for?");
  await comments.getByText("Why it is a draft again").click();
  await comments.getByLabel("Confidential: name no client.").check();
  // [M19] The card is below it, whole.
  const edges = () =>
    Promise.all([comments.locator(".thread-column-head").boundingBox(), card.boundingBox()]);
  await expect
    .poll(async () => {
      const [head, box] = await edges();
      return head && box && box.y >= head.y + head.height && box.y + box.height <= 720;
    })
    .toBe(true);
  await comments.getByRole("button", { name: "People and sign-off" }).click();
  await expect(page.getByLabel("Confidential: name no client.")).toBeChecked();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await page.getByRole("button", { name: /^Comments/u }).click();
  const sheet = page.getByRole("dialog", { name: "Comments" });
  await expect(sheet.getByLabel("Confidential: name no client.")).toBeChecked();
  await expect(sheet).toContainText("Is this what ILRC asked for?");
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto(`${server.url}/documents/${IN_REVIEW}/submit`);
  await expect(page.getByLabel("Confidential: name no client.")).toBeChecked();
  await expect(page.getByLabel("Your answer to that")).toBeVisible();

  const stop = /http\S+\/mail\/unsubscribe\/\S+/u.exec(letter?.text ?? "")?.[0] ?? "";
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(stop);
  await expectClean(stranger);
  await stranger.getByRole("button", { name: "Stop these e-mails" }).click();
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(
    "You get no more of these e-mails",
  );
  await stranger.context().close();
  await page.goto(`${server.url}/account`);
  const changes = page.getByRole("radiogroup", { name: /^Changes asked for/u });
  await expect(changes.getByLabel("Never")).toBeChecked();
  await ines.close();
  await rosa.close();
});

test("all dates of a drafter’s matters are in their calendar, until they revoke its address", async ({
  browser,
  request,
}) => {
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  const { page } = ines;
  await page.goto(`${server.url}/account`);
  await page.getByRole("button", { name: "Make an address for your calendar" }).click();
  const address = await page.getByLabel("Address of your calendar").inputValue();
  await expectClean(page);
  const fetched = await request.get(address);
  expect(fetched.status()).toBe(200);
  const { events } = readIcs(await fetched.text());
  expect(events.length).toBeGreaterThan(0);
  const day = /\d{4}-\d{2}-\d{2}/u;
  await page.goto(`${server.url}/`);
  const shown = await page
    .locator("main time")
    .evaluateAll((times) => times.map((time) => time.getAttribute("datetime") ?? ""));
  const days = new Set(shown.filter((one) => day.test(one) && one.length === 10));
  const inCalendar = new Set(
    events.map((event) =>
      (event["DTSTART;VALUE=DATE"] ?? "").replace(/(\d{4})(\d{2})(\d{2})/u, "$1-$2-$3"),
    ),
  );
  for (const one of inCalendar) expect(days).toContain(one);
  await page.goto(`${server.url}/account`);
  await page.getByRole("button", { name: "Revoke the address" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke the address" }).click();
  await expect(page.getByRole("button", { name: /^Make an address/u })).toBeVisible();
  expect((await request.get(address)).status()).toBe(404);
  expect(server.output).not.toContain(new URL(address).pathname);
  await ines.close();
});
