import { expect } from "@playwright/test";
import { copyDraft } from "./support/copied-draft.ts";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";

const START = "Under the Freedom of Information Act";

test("End and Shift-End lead to the end of a line at whose start another's caret stands, which moves no line", async ({
  browser,
  sharedServer,
}) => {
  const draft = await copyDraft(sharedServer, "demo-request-weekly-reports");
  const [ana, ines] = [
    await Person.signIn(browser, sharedServer.url, "council.drafter@example.org"),
    await Person.signIn(browser, sharedServer.url, "ilrc.drafter@example.org"),
  ];
  await Promise.all([ana.open(draft), ines.open(draft)]);
  const paragraph = ines.text.locator("p", { hasText: START });
  const height = async () => (await paragraph.boundingBox())?.height;
  const before = await height();
  const goToStart = async (person: Person) => {
    await person.text.locator("p", { hasText: START }).click({ position: { x: 40, y: 8 } });
    await person.page.keyboard.press("Home");
  };
  await goToStart(ana);
  await expect(paragraph.locator("[data-label]")).toHaveCount(1);
  await expect(paragraph.locator(".caret-first")).toHaveCount(1);
  expect(await height()).toBe(before);
  await goToStart(ines);
  await ines.page.keyboard.press("Shift+End");
  const selected = () => ines.page.evaluate(() => getSelection()?.toString() ?? "");
  await expect.poll(selected).toContain(`${START} (FOIA)`);
  await goToStart(ines);
  await ines.page.keyboard.press("End");
  await Promise.all([ana.type("First. ", 20), ines.type("Behind.", 20)]);
  for (const person of [ana, ines]) {
    const element = person.text.locator("p", { hasText: "First. Under the Freedom" });
    await expect(element).toContainText(/^First\. Under .+Behind\./u);
  }
});
