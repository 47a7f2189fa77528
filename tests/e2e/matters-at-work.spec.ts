import { expect, test } from "@playwright/test";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

const SLUG = "ice-enforcement-priorities";
const MATTER = `/matters/${SLUG}`;
const COMPLAINT = "demo-complaint-weekly-reports";
const DOCKET = `${MATTER}/dockets/demo-docket-weekly-reports`;

let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
});
test.afterAll(() => server.remove());

test("[R44] who writes in a matter that is archived reads on, with every word, and writes on once it is back", async ({
  browser,
}) => {
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  const ada = await Person.signIn(browser, server.url, "council.admin@example.org");
  await ines.open(COMPLAINT);
  await ines.goToEndOf("1.");
  await ines.type(" Written before it was archived.");
  await expect(ines.saveState).toHaveText("Saved");
  await ines.text.locator("p", { hasText: "Written before it was archived." }).last().dblclick();
  await ines.page.keyboard.press("Control+Alt+m");
  const comment = ines.page.getByRole("textbox", { name: "Your comment" });
  await comment.fill("Said in a hurry.");
  await ines.page.keyboard.press("Control+Enter");
  await expect(comment).toHaveCount(0);

  await test.step("its administrator is shown what is due, and archives it", async () => {
    const { page } = ada;
    await page.goto(`${server.url}${MATTER}`);
    await page.getByRole("link", { name: "Archive it" }).click();
    await expect(
      page.getByRole("heading", { name: "Due, but nobody is reminded once it is archived" }),
    ).toBeVisible();
    await expectClean(page);
    await page.setViewportSize({ width: 390, height: 800 });
    await expectClean(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("button", { name: "Archive this matter" }).click();
    const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
    await expect(dialog).toContainText("nobody writes, signs or files in it.");
    await dialog.getByRole("button", { name: "Archive", exact: true }).click();
    await expect(page.getByText(/^The matter is archived\./u)).toBeVisible();
  });

  await test.step("the open desk says so by itself, and takes no key", async () => {
    await expect(ines.saveState).toHaveText("Read-only: its matter is archived");
    await expect(ines.page.locator(".ProseMirror, .prose").first()).toContainText(
      "Written before it was archived.",
    );
    await expect(ines.page.locator('[contenteditable="true"]')).toHaveCount(0);
  });

  await test.step("[0105] what one said oneself can be taken back there, and not be said in other words", async () => {
    const card = ines.page.getByRole("article", { name: /^Comment by Ines Example/u });
    await card.filter({ hasText: "Said in a hurry." }).click();
    await expect(card.getByRole("button", { name: "Edit" })).toHaveCount(0);
    await card.getByRole("button", { name: "Remove" }).click();
    await ines.page.getByRole("button", { name: "Remove it" }).click();
    await expect(card.filter({ hasText: "Said in a hurry." })).toHaveCount(0);
  });

  await test.step("Home has it folded away, and says who did it", async () => {
    const other = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
    await other.page.goto(server.url);
    await expect(other.page.getByText("archived the matter")).toBeVisible();
    await other.page.getByText("Archived (1)").click();
    await other.page
      .getByRole("link", { name: /Enforcement Priorities/iu })
      .last()
      .click();
    await expect(other.page.getByText(/^Archived on .+ It can be read as before/u)).toBeVisible();
    await expect(other.page.getByRole("link", { name: "New document" })).toHaveCount(0);
    await expectClean(other.page);
  });

  await test.step("brought back, the same desk takes keys again", async () => {
    const { page } = ada;
    await page.getByRole("button", { name: "Bring it back" }).click();
    const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
    await dialog.getByRole("button", { name: "Bring it back" }).click();
    await expect(page.getByText(/^The matter is back\./u)).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).not.toContainText("Archive");
    await expect(ines.text).toHaveAttribute("contenteditable", "true");
    await expect(ines.saveState).toHaveText("Saved");
    await ines.goToEndOf("Written before it was archived.");
    await ines.type(" And after.");
    await expect(ines.saveState).toHaveText("Saved");
  });
});

test("another matter begins like one, and a paper moves between the dockets of its matter", async ({
  browser,
}) => {
  const ada = await Person.signIn(browser, server.url, "council.admin@example.org");
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");

  await test.step("with what is chosen: the parties are invited", async () => {
    const { page } = ada;
    await page.goto(`${server.url}${MATTER}`);
    await page.getByRole("link", { name: "Begin another one like it" }).click();
    await expectClean(page);
    await page.getByLabel("Title").fill("Enforcement priorities of 2022");
    await page.getByRole("button", { name: "Create matter" }).click();
    await expect(page).toHaveURL(/\/matters\/enforcement-priorities-of-2022\?/u);
    await expect(
      page.getByText(
        /^The matter is begun\. Along came the agency(?:, | and ).+ (?:is|are) invited\.$/u,
      ),
    ).toBeVisible();
    await expect(page.getByText("Invited, and has not accepted yet.").first()).toBeVisible();
    await expect(page.locator("main")).toContainText("U.S. Immigration and Customs Enforcement");
  });

  await test.step("a second lawsuit, and its complaint is moved to the first", async () => {
    const { page } = ines;
    await page.goto(`${server.url}${MATTER}/documents/new`);
    await page.getByRole("radio", { name: /^Complaint/u }).check();
    await page.getByLabel("Title").fill("Complaint that went astray");
    await page.getByLabel(/Northern District of California/u).check();
    await page.getByRole("button", { name: "Create draft" }).click();
    await expect(ines.text).toContainText("Case No. [case number]");
    await page.goto(`${server.url}${DOCKET}`);
    await page.getByText("Move a paper between dockets").click();
    await expectClean(page);
    await page.getByRole("link", { name: "Complaint that went astray" }).click();
    await expect(page.getByRole("button", { name: "Move it" })).toBeVisible();
    await expectClean(page);
    await page.getByRole("button", { name: "Move it" }).click();
    const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
    await dialog.getByRole("button", { name: "Move it" }).click();
    await expect(page).toHaveURL(new RegExp(`${DOCKET}\\?moved=`, "u"));
    await expect(page.getByText("“Complaint that went astray” was moved here.")).toBeVisible();
  });
});
