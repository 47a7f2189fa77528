import { expect, test } from "@playwright/test";
import { Person } from "./support/people";
import { TestServer } from "./support/server";

const REQUEST = "demo-request-weekly-reports";

test("“Show authors” names who wrote a sentence, and hides the names again", async ({
  browser,
}) => {
  const server = new TestServer();
  await server.start();
  try {
    const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
    await ines.open(REQUEST);
    await ines.goToEndOf("Dear FOIA Officer:");
    await ines.type(" Written by Ines.");
    await expect(ines.saveState).toHaveText("Saved");
    await ines.close();

    const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
    await ana.open(REQUEST);
    const sentence = ana.text.locator("[title]", { hasText: "Written by Ines." });
    await expect(sentence).toHaveCount(0);
    const button = ana.page.getByRole("button", { name: "Show authors" });
    await button.click();
    await expect(sentence).toHaveAttribute("title", /Ines .* · ILRC, /);
    // The words before it are of whoever wrote the draft, and say so.
    const before = ana.text.locator("[title]", { hasText: "Dear FOIA Officer:" });
    await expect(before.first()).not.toHaveAttribute("title", /Ines/);
    await button.click();
    await expect(sentence).toHaveCount(0);
  } finally {
    await server.remove();
  }
});
