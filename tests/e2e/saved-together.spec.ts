import { expect } from "@playwright/test";
import { copyDraft } from "./support/copied-draft.ts";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";

/** Two people who have the same page of parties, signers and addresses open. */

const ANA = "council.drafter@example.org";
const INES = "ilrc.drafter@example.org";
const REQUEST = "demo-request-weekly-reports";

test("two people save different fields, and see both values of the same one", async ({
  browser,
  sharedServer: server,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ana = await Person.signIn(browser, server.url, ANA);
  const ines = await Person.signIn(browser, server.url, INES);
  const open = (person: Person) => person.page.goto(`${server.url}/documents/${draft}/facts`);
  const re = (person: Person) => person.page.getByLabel("Re (optional)", { exact: true });
  const sent = (person: Person) => person.page.getByLabel("How it is sent");
  const save = (person: Person) =>
    person.page.getByRole("button", { name: "Save", exact: true }).first().click();
  await Promise.all([open(ana), open(ines)]);

  await test.step("different fields: both are saved", async () => {
    await sent(ana).fill("By certified mail");
    await re(ines).fill("Weekly reports of ICE");
    await save(ana);
    await expect(ana.page).not.toHaveURL(/facts/);
    await save(ines);
    await expect(ines.page).not.toHaveURL(/facts/);
    await open(ana);
    await expect(sent(ana)).toHaveValue("By certified mail");
    await expect(re(ana)).toHaveValue("Weekly reports of ICE");
  });

  await test.step("the same field: both values stand there, one's own still typed", async () => {
    await Promise.all([open(ana), open(ines)]);
    await re(ana).fill("Ana's subject");
    await sent(ana).fill("By portal");
    await re(ines).fill("Ines's subject");
    await save(ana);
    await expect(ana.page).not.toHaveURL(/facts/);
    await save(ines);
    const both = ines.page.getByText("Saved by Ana Example (Council)", { exact: true });
    await expect(both).toHaveCount(1);
    await expect(ines.page.getByText("Ana's subject")).toBeVisible();
    await expect(ines.page.getByText("Ines's subject")).toBeVisible();
    // Ana's own change is kept, and said where Ines's page shows what stood there before.
    await expect(ines.page.getByText(/kept unless you change it: By portal/u)).toBeVisible();
    await expect(re(ines)).toHaveValue("Ines's subject");
  });

  await test.step("one's own is saved once one has seen the other's, and nothing else of theirs is lost", async () => {
    await save(ines);
    await expect(ines.page).not.toHaveURL(/facts/);
    await open(ines);
    await expect(re(ines)).toHaveValue("Ines's subject");
    await expect(sent(ines)).toHaveValue("By portal");
  });

  await test.step("or theirs is taken", async () => {
    await Promise.all([open(ana), open(ines)]);
    await re(ana).fill("The subject");
    await re(ines).fill("Another subject");
    await save(ana);
    await expect(ana.page).not.toHaveURL(/facts/);
    await save(ines);
    await ines.page.getByRole("button", { name: "Take theirs for “Re”" }).click();
    await expect(re(ines)).toHaveValue("The subject");
    await save(ines);
    await expect(ines.page).not.toHaveURL(/facts/);
  });
  await Promise.all([ana.close(), ines.close()]);
});
