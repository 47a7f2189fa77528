import { expect, test, type Browser, type Page, type BrowserContext } from "@playwright/test";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

/** Every screen, and who looks at it. */
const SCREENS: readonly (readonly [name: string, email: string | null, path: string])[] = [
  ["sign in", null, "/login"],
  ["help", null, "/help"],
  ["help with a table", "ilrc.drafter@example.org", "/help/people"],
  ["help with a picture", null, "/help/review"],
  ["home of a drafter", "ilrc.drafter@example.org", "/"],
  ["home of a stranger", "stranger@example.org", "/"],
  ["matter", "council.admin@example.org", "/matters/ice-enforcement-priorities"],
  ["new matter", "council.admin@example.org", "/matters/new"],
  ["parties", "council.admin@example.org", "/matters/ice-enforcement-priorities/parties"],
  ["narrative", "council.staff@example.org", "/matters/ice-enforcement-priorities/edit"],
  [
    "new document",
    "council.drafter@example.org",
    "/matters/ice-enforcement-priorities/documents/new",
  ],
  ["desk of a drafter", "council.drafter@example.org", "/documents/demo-request-weekly-reports"],
  ["desk of a reader", "mijente.observer@example.org", "/documents/demo-complaint-weekly-reports"],
  ["organizations", "council.admin@example.org", "/organizations"],
  ["new organization", "council.admin@example.org", "/organizations/new"],
  ["people", "council.admin@example.org", "/organizations/demo-council"],
  ["invitation", "council.admin@example.org", "/organizations/demo-council/invite"],
  ["roles", "council.admin@example.org", "/organizations/demo-council/people/demo-council-drafter"],
  ["home of a reviewer", "ilrc.reviewer@example.org", "/"],
  ["home of staff", "council.staff@example.org", "/"],
  [
    "what goes along to Word",
    "council.drafter@example.org",
    "/documents/demo-request-weekly-reports/word",
  ],
  ["desk in review", "mijente.drafter@example.org", "/documents/demo-letter-preservation"],
  [
    "desk of what is approved",
    "council.drafter@example.org",
    "/documents/demo-complaint-outside-priorities",
  ],
  [
    "desk of what is filed",
    "ilrc.observer@example.org",
    "/documents/demo-request-weekly-reports-filed",
  ],
  [
    "review with a redline",
    "ilrc.reviewer@example.org",
    "/documents/demo-letter-preservation/review",
  ],
  [
    "review of the whole text",
    "ilrc.reviewer@example.org",
    "/documents/demo-letter-preservation/review?show=text",
  ],
  [
    "review of the details",
    "ilrc.reviewer@example.org",
    "/documents/demo-letter-preservation/review?show=facts",
  ],
  [
    "review that its drafter may recall",
    "mijente.drafter@example.org",
    "/documents/demo-letter-preservation/review",
  ],
  [
    "approval that its drafter may reopen",
    "council.drafter@example.org",
    "/documents/demo-complaint-outside-priorities/review",
  ],
  [
    "recording a filing",
    "council.staff@example.org",
    "/documents/demo-complaint-outside-priorities/file",
  ],
  [
    "filing, with a correction",
    "council.staff@example.org",
    "/documents/demo-request-weekly-reports-filed/filed",
  ],
  [
    "filing that supersedes",
    "mijente.observer@example.org",
    "/documents/demo-letter-contact-corrected/filed",
  ],
  ["superseded filing", "council.staff@example.org", "/documents/demo-letter-contact/filed"],
  ["withdrawn filing", "council.staff@example.org", "/documents/demo-letter-call/filed"],
  [
    "versions and decisions",
    "mijente.drafter@example.org",
    "/documents/demo-letter-preservation/versions",
  ],
  [
    "history of a draft",
    "mijente.observer@example.org",
    "/documents/demo-letter-preservation/history",
  ],
  [
    "version of a complaint",
    "ilrc.observer@example.org",
    "/documents/demo-complaint-outside-priorities/versions/1",
  ],
  [
    "redline of two versions",
    "mijente.observer@example.org",
    "/documents/demo-letter-preservation/redline?from=1&to=2",
  ],
  [
    "caption and signers",
    "ilrc.drafter@example.org",
    "/documents/demo-complaint-weekly-reports/facts",
  ],
  [
    "letterhead and signers",
    "council.drafter@example.org",
    "/documents/demo-request-weekly-reports/facts",
  ],
  [
    "docket",
    "mijente.observer@example.org",
    "/matters/ice-enforcement-priorities/dockets/demo-docket-weekly-reports",
  ],
  [
    "editing a docket",
    "council.staff@example.org",
    "/matters/ice-enforcement-priorities/dockets/demo-docket-outside-priorities/edit",
  ],
  ["new docket", "ilrc.drafter@example.org", "/matters/ice-enforcement-priorities/dockets/new"],
  [
    "signers and addresses",
    "ilrc.drafter@example.org",
    "/matters/ice-enforcement-priorities/facts",
  ],
  ["submitting", "council.drafter@example.org", "/documents/demo-request-weekly-reports/submit"],
  ["verifying", null, "/verify"],
  ["account", "ilrc.drafter@example.org", "/account"],
  ["not found", "ilrc.drafter@example.org", "/matters/no-such-matter"],
];

let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
});
test.afterAll(() => server.remove());

/** One browser context for each person: what it has loaded and compiled serves all their screens. */
const contexts = new Map<string | null, BrowserContext>();

async function visitorOf(browser: Browser, email: string | null): Promise<Page> {
  const known = contexts.get(email);
  if (known) return known.newPage();
  const page = email
    ? (await Person.signIn(browser, server.url, email)).page
    : await (await browser.newContext()).newPage();
  contexts.set(email, page.context());
  return page;
}

for (const [name, email, path] of SCREENS) {
  test(`${name}: nothing for axe to find in either theme or on a phone, and nothing wider than the screen`, async ({
    browser,
  }) => {
    const page = await visitorOf(browser, email);
    const isDesk = /^\/documents\/[\w-]+$/.test(path);
    const show = async () => {
      await page.goto(`${server.url}${path}`);
      await page.locator("main").first().waitFor();
      if (isDesk) await page.locator(".ProseMirror[contenteditable]").waitFor();
    };
    await show();
    // A desk may open differently on a phone; every other screen only takes on another width.
    await expectClean(page, isDesk ? show : undefined);
    await page.close();
  });
}

for (const [what, css] of [
  [
    "only there",
    "main p { display: none } @media (width < 600px) { main p { display: block; color: #bbb } }",
  ],
  ["in another color there", "@media (width < 600px) { main p { color: #bbb } }"],
] as const) {
  test(`words too pale for a phone are found where they stand ${what}`, async ({ page }) => {
    const head = `<title>Pale</title><meta name="viewport" content="width=device-width"><style>${css}</style>`;
    await page.setContent(
      `<!doctype html><html lang="en">${head}<main><h1>A page</h1><p>Pale words</p></main></html>`,
    );
    await expect(expectClean(page)).rejects.toThrow(/phone: color-contrast: <p>Pale words/u);
  });
}

test("an administrator invites somebody, who accepts with the link and finds the matter; the link works once", async ({
  browser,
}) => {
  const ada = await Person.signIn(browser, server.url, "ilrc.admin@example.org");
  await ada.page.goto(`${server.url}/organizations/demo-ilrc/invite`);
  await ada.page.getByLabel(/^Name/).fill("Nova Invented");
  await ada.page.getByLabel("E-mail").fill("nova@example.org");
  await ada.page.getByLabel(/drafter/i).check();
  await ada.page.getByRole("button", { name: /invit/i }).click();
  const link = ada.page.getByRole("textbox", { name: /link/i });
  await expect(link).toHaveValue(/^http:.*\/invitations\//);
  const address = await link.inputValue();

  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await page
    .getByLabel(/password/i)
    .first()
    .fill("a long invented phrase 7");
  await page.getByRole("button", { name: /accept|join|create/i }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/invitations"));
  await page.goto(`${server.url}/documents/demo-request-weekly-reports`);
  await expect(page.locator(".ProseMirror")).toHaveAttribute("contenteditable", "true");

  const again = await (await browser.newContext()).newPage();
  await again.goto(address);
  await expect(again.locator("main")).toContainText(/no longer|expired|used/i);

  // Removing the person takes effect in their open desk.
  await ada.page.goto(`${server.url}/organizations/demo-ilrc`);
  await ada.page
    .getByRole("link", { name: /Nova Invented/ })
    .first()
    .click();
  await ada.page
    .getByRole("button", { name: /remove/i })
    .first()
    .click();
  await ada.page
    .getByRole("alertdialog")
    .getByRole("button", { name: /remove/i })
    .click();
  await expect(page.locator("header h1 + p > :first-child")).toContainText("No longer available");
  await context.close();
  await again.context().close();
  await ada.close();
});

test("a matter and its first document are made with the screens alone", async ({ browser }) => {
  const admin = await Person.signIn(browser, server.url, "mijente.admin@example.org");
  await admin.page.goto(`${server.url}/matters/new`);
  await admin.page.getByRole("button", { name: /create/i }).click();
  await expect(admin.page.locator("main")).toContainText(/title/i);
  await admin.page.getByLabel(/title/i).fill("Records of an invented program");
  await admin.page.getByRole("button", { name: /create/i }).click();
  await expect(admin.page).toHaveURL(/matters\/records-of-an-invented-program/);
  await admin.close();

  const dani = await Person.signIn(browser, server.url, "mijente.drafter@example.org");
  await dani.page.goto(`${server.url}/matters/records-of-an-invented-program/documents/new`);
  await dani.page.getByLabel(/title/i).fill("FOIA request: the invented program");
  // Nothing typed is lost where something is still missing.
  await dani.page.getByRole("button", { name: "Create draft" }).click();
  await expect(dani.page.getByRole("alert")).toContainText("Choose the kind of document.");
  await expect(dani.page.getByLabel(/title/i)).toHaveValue("FOIA request: the invented program");
  await dani.page.getByRole("radio", { name: /FOIA request/ }).check();
  await dani.page.getByRole("button", { name: "Create draft" }).click();
  await expect(dani.text).toHaveAttribute("contenteditable", "true");
  await expect(dani.text).toContainText("Records requested", { ignoreCase: true });
  await dani.close();
});
