import { expect, test, type Page } from "@playwright/test";
import { listenForMail } from "#tests/support/smtp-server.ts";
import { freePort } from "#tests/support/free-port.ts";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

/** A link for outside counsel, as the inviter, the guest and a colleague use it side by side. */

const DRAFT = "demo-request-weekly-reports";
const JANE = "jane@firm.example.com";
/** A paragraph of the draft that is nothing but letters. */
const PLAIN = "The Requesters ask for the following records:";

let server: TestServer;
let mail: Awaited<ReturnType<typeof listenForMail>>;
test.beforeAll(async () => {
  mail = await listenForMail();
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

const toJane = () =>
  mail.letters.filter(({ to = [] }) => to.some(({ address }) => address === JANE));

/** The part of the latest letter to her that has that form. */
async function inLetter(form: RegExp): Promise<string> {
  const found = () =>
    toJane()
      .map(({ subject = "", text = "" }) => form.exec(`${subject}\n${text}`)?.[0])
      .findLast((one) => one !== undefined);
  await expect.poll(found, { timeout: 20_000 }).toBeTruthy();
  return found() ?? "";
}

const PICTURES = process.env["GUEST_PICTURES"];
const picture = async (page: Page, name: string) => {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
};

test("[R45] counsel reads and comments without scripts while the inviter and a colleague are at work", async ({
  browser,
}) => {
  const admin = await Person.signIn(browser, server.url, "council.admin@example.org");
  await admin.page.goto(`${server.url}/documents/${DRAFT}/guests`);
  await expect(
    admin.page.getByRole("heading", { name: "Who can see this document" }),
  ).toBeVisible();
  await expectClean(admin.page);
  await picture(admin.page, "invite");
  await admin.page.getByLabel("Name", { exact: true }).fill("Jane Doe");
  await admin.page.getByLabel("E-mail address").fill(JANE);
  await admin.page.getByLabel(/^Read it, comment and suggest/u).check();
  const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  await admin.page.getByLabel("Until").fill(until);
  await admin.page.getByRole("button", { name: "Invite them" }).click();
  await expect(admin.page.getByText("Jane Doe was invited; the link was mailed.")).toBeVisible();
  await expect(admin.page.getByText("Jane Doe, guest of Council")).toBeVisible();
  await picture(admin.page, "invited");

  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  await ines.page.setViewportSize({ width: 1400, height: 900 });
  await ines.open(DRAFT);

  const link = await inLetter(/http:\/\/127\.0\.0\.1:\d+\/guest\/\S+/u);
  const counsel = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await counsel.goto(link);
  await expect(counsel.getByText("j…@firm.example.com")).toBeVisible();
  await counsel.getByRole("button", { name: "Mail me a code" }).click();
  await expect(counsel.getByText("A code was mailed to")).toBeVisible();
  await counsel.getByLabel("Code").fill("0000 0000");
  await counsel.getByRole("button", { name: "Open the document" }).click();
  // Once in the list of what is wrong, as a link to the field, and once there.
  await expect(counsel.getByText("This is not the code")).toHaveCount(2);
  await counsel.getByLabel("Code").fill(await inLetter(/\d{4} \d{4}(?= is your code)/u));
  await counsel.getByRole("button", { name: "Open the document" }).click();
  await expect(counsel).toHaveURL(/\/shared\/[\w-]+$/u);
  await expect(counsel.getByText("You read it as Jane Doe, guest of")).toBeVisible();
  await expect(counsel.locator(".prose")).toContainText("three organizations");
  const above = counsel.getByRole("region", { name: "Letterhead, addressee and subject" });
  await expect(above).toContainText("Freedom of Information Act Office");
  await picture(counsel, "reading");

  await counsel.getByLabel("Your comment").fill("As counsel I would name the statute here.");
  await counsel.getByLabel("About").selectOption({ index: 4 });
  await counsel.getByRole("button", { name: "Send the comment" }).click();
  await expect(counsel.getByText("Your comment was sent.")).toBeVisible();
  // It comes to the colleague's desk by itself, named as a guest's.
  const card = ines.page.getByRole("article", { name: /^Comment by Jane Doe, guest of Council/u });
  await expect(card).toContainText("As counsel I would name the statute here.");
  await expect(card).toContainText("guest of Council");
  await picture(ines.page, "desk");
  await card.click();
  await card.getByRole("textbox", { name: "Reply to Jane Doe" }).fill("Which one?");
  await ines.page.keyboard.press("Control+Enter");
  await expect(card).toContainText("Which one?");
  // The card shows the answer before the server has it.
  await expect(async () => {
    await counsel.reload();
    await expect(counsel.getByText("Which one?")).toBeVisible({ timeout: 2_000 });
  }).toPass();

  await counsel.getByLabel("Paragraph").selectOption({ label: PLAIN });
  await counsel.getByRole("button", { name: "Change its words" }).click();
  const element = counsel.getByLabel("The paragraph as you propose it");
  await expect(element).toBeVisible();
  await element.fill(`${await element.inputValue()} Without delay.`);
  await counsel.getByRole("button", { name: "Propose" }).click();
  await expect(counsel.getByText("Your suggestion was sent.")).toBeVisible();

  // The same with scripts, looked at in every look.
  const context = await browser.newContext();
  await context.addCookies(await counsel.context().cookies());
  const page = await context.newPage();
  await page.goto(counsel.url().split("?")[0] ?? "");
  await expectClean(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, "phone");
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, "dark");
  await page.goto(link);
  await expect(page).toHaveURL(/\/shared\//u);

  // Several from one page, which is not loaded anew in between: each stands there, its form is emptied.
  const thread = page.getByRole("article", { name: /^Comment by Jane Doe/u });
  await thread.getByText("Answer", { exact: true }).click();
  const reply = thread.getByLabel("Your answer");
  for (const said of ["The one of 1996.", "And the one of 2002."]) {
    await reply.fill(said);
    await thread.getByRole("button", { name: "Send" }).click();
    await expect(thread.getByText(said)).toBeVisible();
    await expect(reply).toHaveValue("");
  }
  await page.getByLabel("Your comment").fill("All in all it is sound.");
  await page.getByRole("button", { name: "Send the comment" }).click();
  await expect(page.getByText("All in all it is sound.")).toHaveCount(1);
  await expect(page.getByLabel("Your comment")).toHaveValue("");
  for (const said of ["The one of 1996.", "And the one of 2002."]) {
    await expect(thread.getByText(said)).toBeVisible();
  }

  // Where one chooses who reads a comment, the page of readers is one step away.
  await ines.page.locator(".ProseMirror p").nth(4).click({ clickCount: 3 });
  await ines.page.keyboard.press("Control+Alt+m");
  const who = ines.page.getByRole("link", { name: "Who can see this document" });
  await expect(who).toHaveAttribute("href", `/documents/${DRAFT}/guests`);
  await ines.page.getByRole("button", { name: "Cancel" }).click();

  // Everybody of the matter reads who the guests are.
  await ines.page.goto(`${server.url}/matters/ice-enforcement-priorities`);
  await expect(ines.page.getByText("Jane Doe, guest of Council")).toBeVisible();
  await ines.page.goto(`${server.url}/documents/${DRAFT}/guests`);
  await expect(ines.page.getByText("Opened last:")).toBeVisible();
  await expect(ines.page.getByText(JANE)).toHaveCount(0);

  await admin.page.reload();
  await admin.page.getByRole("button", { name: "End the link of Jane Doe" }).click();
  await admin.page.getByRole("alertdialog").getByRole("button", { name: "End the link" }).click();
  await expect(admin.page.getByText("The link of Jane Doe has ended.")).toBeVisible();
  await counsel.reload();
  await expect(counsel.getByText("This page opens by the link in the e-mail")).toBeVisible();
  await picture(counsel, "ended");
  await admin.page.goto(`${server.url}/matters/ice-enforcement-priorities/record`);
  await expect(admin.page.getByText(/ended the link of Jane Doe, guest of Council/u)).toBeVisible();
  await expect(admin.page.getByText(/opened .+ by the link/u).first()).toBeVisible();
});
