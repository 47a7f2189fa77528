import { expect, type Page } from "@playwright/test";
import { Cable } from "./support/cable.ts";
import { copyDraft } from "./support/copied-draft.ts";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";
import { KEEPING_THE_DESK } from "./support/keeping-the-desk.ts";

test.use(KEEPING_THE_DESK);

/** A device keeps drafts, and lets go of them (R5). */

const REQUEST = "demo-request-weekly-reports";

/** The names of all that this device keeps of drafts. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const lines = Object.keys(localStorage);
    const databases = (await indexedDB.databases()).map(({ name }) => name ?? "");
    return [...lines, ...databases].filter((name) => /^desk-(draft|unsaved|words)\//u.test(name));
  });
}

test("[R5] signing out asks first where words are unsaved, and then leaves nothing of a draft", async ({
  browser,
  sharedServer: server,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const cable = await Cable.to(server);
  const ana = await Person.signIn(browser, cable.url, "council.drafter@example.org");
  await ana.open(draft);
  await expect(ana.saveState).toHaveText("Saved");
  cable.pull();
  await expect(ana.saveState).toContainText("Offline");
  await ana.goToEndOf("Dear FOIA Officer:");
  await ana.type(" Only here.");
  await ana.wordsKeptOnDevice();
  const page = await ana.page.context().newPage();
  await ana.page.close();
  // Pages come, but no room: what waits would be sent.
  await page.routeWebSocket(/\/rooms\//u, (socket) => socket.close());
  cable.plugIn();
  await page.goto(cable.url);
  expect(await kept(page)).not.toEqual([]);

  const signOut = async () => {
    await page.getByRole("button", { name: "your menu" }).click();
    await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
  };
  await signOut();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("Only this device has your last words in");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toHaveCount(0);
  expect(await kept(page)).not.toEqual([]);

  await signOut();
  await question.getByRole("button", { name: "Delete these words and sign out" }).click();
  await expect(page).toHaveURL(/login/);
  expect(await kept(page)).toEqual([]);
  await cable.remove();
});

test("[R5] any page lets go of the copy of a draft that is no longer on the person's list", async ({
  browser,
  sharedServer: server,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  await ines.open(draft);
  await expect(ines.saveState).toHaveText("Saved");
  await ines.page.goto(server.url);
  expect((await kept(ines.page)).join(" ")).toContain(`/${draft}/1`);
  const database = server.openDatabase();
  const theirs = `FROM MatterParty WHERE organizationId IN (SELECT organizationId FROM Membership
    WHERE userId = (SELECT id FROM User WHERE email = ?))`;
  await database.execute({ sql: `CREATE TABLE "Left" AS SELECT * ${theirs}`, args: [ines.email] });
  await database.execute({ sql: `DELETE ${theirs}`, args: [ines.email] });
  await ines.page.goto(`${server.url}/account`);
  // The rest is the empty store for words beside drafts, which is the person's and no draft's.
  await expect.poll(() => kept(ines.page)).toEqual(["desk-words/demo-ilrc-drafter"]);
  // The server is that of other tests, too.
  await database.execute(`INSERT INTO MatterParty SELECT * FROM "Left"`);
  await database.execute(`DROP TABLE "Left"`);
  database.close();
});
