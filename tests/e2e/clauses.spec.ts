import { expect, type Page } from "@playwright/test";
import { copyDraft } from "./support/copied-draft.ts";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";

let server: TestServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const openClauses = async (page: Page) => {
  await page.getByRole("button", { name: "Insert", exact: true }).click();
  await page.getByRole("menuitem", { name: "Clauses…" }).click();
  return page.getByRole("dialog", { name: "Clauses" });
};

test("[issue 32] a drafter keeps paragraphs as a clause and puts it into another draft; another party never sees it", async ({
  browser,
}) => {
  const [request, other] = [
    await copyDraft(server, "demo-request-weekly-reports"),
    await copyDraft(server, "demo-request-weekly-reports"),
  ];
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  await ana.open(request);
  await ana.goToEndOf("Dear FOIA Officer:");
  await ana.page.keyboard.press("Enter");
  await ana.type("Our very own sentence about fees.");
  await expect(ana.saveState).toHaveText("Saved");
  const name = `Fees ${crypto.randomUUID().slice(0, 8)}`;
  const library = await openClauses(ana.page);
  await library.getByRole("button", { name: "Keep the selected paragraphs" }).click();
  const keeping = ana.page.getByRole("dialog", { name: "Keep the selected paragraphs" });
  await expect(keeping).toContainText("Our very own sentence about fees.");
  await expectClean(ana.page);
  // Without a name it says so, and nothing is lost.
  await keeping.getByRole("button", { name: "Keep as a clause" }).click();
  await expect(keeping.getByRole("alert")).toContainText("Enter a name");
  await keeping.getByLabel("Name", { exact: true }).fill(name);
  await keeping.getByLabel("Note (optional)").fill("For every request");
  await keeping.getByRole("button", { name: "Keep as a clause" }).click();
  await expect(ana.page.getByRole("dialog", { name: "Clauses" })).toContainText(
    `“${name}” is kept.`,
  );
  await ana.page.keyboard.press("Escape");
  await expect(ana.text).toBeFocused();

  // By keys alone, in another draft.
  await ana.open(other);
  await ana.goToEndOf("Dear FOIA Officer:");
  const found = await openClauses(ana.page);
  await ana.type("own SENTENCE");
  await expect(found.getByRole("option")).toHaveCount(1);
  await expect(found.getByRole("option")).toContainText(name);
  await expect(found.getByRole("region", { name: `The text of ${name}` })).toContainText(
    "Our very own sentence about fees.",
  );
  await expectClean(ana.page);
  await ana.page.keyboard.press("Enter");
  await expect(found).toHaveCount(0);
  await expect(ana.text).toContainText("Our very own sentence about fees.");
  await expect(ana.page.getByText(`“${name}” is in the text.`)).toBeVisible();
  await expect(ana.text).toBeFocused();
  await ana.type(" And more.");
  await expect(ana.text).toContainText("Our very own sentence about fees. And more.");
  await expect(ana.saveState).toHaveText("Saved");

  // Another party writes in the same draft, and is offered none of it, under no address.
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  await ines.open(other);
  await expect(ines.text).toContainText("And more.");
  const theirs = await openClauses(ines.page);
  await expect(theirs).toContainText("Your organization keeps no clause yet.");
  await expect(theirs).not.toContainText(name);
  const { organizations, clauses } = (await (
    await ana.page.request.get(`${server.url}/documents/${other}/clauses`)
  ).json()) as {
    readonly organizations: readonly { readonly id: string }[];
    readonly clauses: readonly { readonly id: string; readonly name: string }[];
  };
  const id = clauses.find((clause) => clause.name === name)?.id ?? "none";
  const council = organizations[0]?.id ?? "none";
  for (const address of [
    `/documents/${other}/clauses?clause=${id}`,
    `/organizations/${council}/texts`,
    `/organizations/${council}/texts/clauses/${id}`,
  ]) {
    expect((await ana.page.request.get(server.url + address)).status()).toBe(200);
    expect((await ines.page.request.get(server.url + address)).status()).toBe(404);
  }

  // Its page: found by its words, renamed, removed.
  await ana.page.goto(`${server.url}/organizations/${council}`);
  await ana.page.getByRole("link", { name: "Templates and clauses" }).click();
  await ana.page.getByRole("searchbox").fill("sentence fees");
  await ana.page.getByRole("button", { name: "Search" }).click();
  await expectClean(ana.page);
  await ana.page.getByRole("link", { name }).click();
  await expect(ana.page.getByRole("article")).toContainText("Our very own sentence about fees.");
  await expectClean(ana.page);
  await ana.page.getByLabel("Name", { exact: true }).fill(`${name} again`);
  await ana.page.getByRole("button", { name: "Save name and note" }).click();
  await expect(ana.page.getByRole("heading", { level: 1 })).toHaveText(`${name} again`);
  await ana.page.getByRole("button", { name: "Remove" }).click();
  await ana.page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(ana.page).toHaveURL(/\/texts\?removed=clauses$/u);
  await expect(ana.page.getByText("The clause was removed.")).toBeVisible();
  await expect(ana.page.getByText(`${name} again`)).toHaveCount(0);
  await Promise.all([ana.close(), ines.close()]);
});

test("[issue 32] [M9] who suggests puts a clause into a suggestion, and the draft is as it was", async ({
  browser,
}) => {
  const request = await copyDraft(server, "demo-request-weekly-reports");
  const ravi = await Person.signIn(browser, server.url, "ilrc.reviewer@example.org");
  await ravi.open(request);
  await ravi.goToEndOf("Dear FOIA Officer:");
  const name = `Opening ${crypto.randomUUID().slice(0, 8)}`;
  const library = await openClauses(ravi.page);
  await library.getByRole("button", { name: "Keep the selected paragraphs" }).click();
  const keeping = ravi.page.getByRole("dialog");
  await keeping.getByLabel("Name", { exact: true }).fill(name);
  await keeping.getByRole("button", { name: "Keep as a clause" }).click();
  const again = ravi.page.getByRole("dialog", { name: "Clauses" });
  await again.getByRole("option", { name }).click();
  await expect(again.getByRole("region")).toContainText("Dear FOIA Officer:");
  await again.getByRole("button", { name: "Put it in" }).click();
  const copy = ravi.page.getByRole("textbox", { name: /suggestion/iu });
  await expect(copy.locator(".suggest-inserted").first()).toBeVisible();
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  await ana.open(request);
  await expect(ana.text.getByText("Dear FOIA Officer:")).toHaveCount(1);

  // An observer finds what their organization keeps, and puts nothing in.
  const omar = await Person.signIn(browser, server.url, "ilrc.observer@example.org");
  await omar.page.goto(`${server.url}/documents/${request}`);
  const read = await openClauses(omar.page);
  await read.getByRole("option", { name }).click();
  await expect(read.getByRole("region")).toContainText("Dear FOIA Officer:");
  await expect(read.getByRole("button", { name: "Keep the selected paragraphs" })).toHaveCount(0);
  await read.getByRole("button", { name: "Put it in" }).click();
  await expect(read.getByRole("alert")).toContainText("does not take edits now");
  await Promise.all([ravi.close(), ana.close(), omar.close()]);
});

test("[issue 32] a draft is kept as a template, and a new document begins with it", async ({
  browser,
}) => {
  const request = await copyDraft(server, "demo-request-weekly-reports");
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  await ana.open(request);
  await ana.goToEndOf("Dear FOIA Officer:");
  await ana.type(" We always begin like this.");
  await expect(ana.saveState).toHaveText("Saved");
  const { page } = ana;
  await page.goto(`${server.url}/documents/${request}/versions`);
  await page.getByRole("link", { name: "Keep as a template" }).click();
  await expectClean(page);
  const name = `Our request ${crypto.randomUUID().slice(0, 8)}`;
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Keep as a template" }).click();
  await expect(page.getByRole("article")).toContainText("We always begin like this.");
  await expectClean(page);

  const slug = "ice-enforcement-priorities";
  await page.goto(`${server.url}/matters/${slug}/documents/new`);
  await page.getByRole("radio", { name: /^FOIA request/u }).check();
  const choice = page.getByRole("combobox", { name: /^Begins with/u });
  await choice.selectOption({ label: `${name} (${await organizationIn(choice, name)})` });
  await page.getByLabel("Title").fill("Begun with a template");
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(ana.text).toContainText("We always begin like this.");

  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  await ines.page.goto(`${server.url}/matters/${slug}/documents/new`);
  await expect(ines.page.getByRole("button", { name: "Create draft" })).toBeVisible();
  await expect(ines.page.locator("body")).not.toContainText(name);
  await Promise.all([ana.close(), ines.close()]);
});

/** The organization beside that template's name. */
async function organizationIn(choice: ReturnType<Page["getByLabel"]>, name: string) {
  const words = await choice.locator("option", { hasText: name }).textContent();
  return words?.slice(name.length + 2, -1) ?? "";
}
