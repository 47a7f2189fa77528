import { expect, test } from "@playwright/test";
import { pdfOf } from "#tests/support/pdf.ts";
import { hold } from "./support/held.ts";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

const RECORD = "/documents/demo-request-weekly-reports-filed/record";

let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
});
test.afterAll(() => server.remove());

test("staff record the agency's letter with what follows from it, attach its files, and the others read it at a glance", async ({
  browser,
}) => {
  const simon = await Person.signIn(browser, server.url, "council.staff@example.org");
  const ravi = await Person.signIn(browser, server.url, "ilrc.reviewer@example.org");
  const { page } = simon;

  await test.step("the record shows the clock, marked as made up, and unfolds day by day", async () => {
    await page.goto(`${server.url}${RECORD}`);
    await expect(page.getByText("Constructively exhausted", { exact: true })).toBeVisible();
    await expect(page.getByText("Made up for this demonstration").first()).toBeVisible();
    await page.getByText("Show the days", { exact: true }).click();
    await expect(page.getByRole("cell", { name: "Columbus Day" })).toBeVisible();
    await expectClean(page);
  });

  await test.step("a day that can't be is refused in words, and nothing typed is lost", async () => {
    await page.getByRole("link", { name: "Record a letter or event" }).click();
    await page.getByRole("link", { name: "They withhold everything" }).click();
    await page.getByLabel("Date on the letter").fill("2021-09-01");
    await page.getByLabel("Exemptions").fill("(b)(7)");
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(page.getByText(/\(b\)\(7\) has a letter/u).first()).toBeVisible();
    await page.getByLabel("Exemptions").fill("(b)(6); (b)(5) deliberative process");
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(page.getByText(/nothing on its record comes before that/u).first()).toBeVisible();
    await expect(page.getByLabel("Date on the letter")).toHaveValue("2021-09-01");
    await expectClean(page);
  });

  await test.step("what it does to the clock is shown before it is recorded", async () => {
    await page.getByLabel("Date on the letter").fill("2022-02-11");
    await page.getByLabel("Arrived here").fill("2022-02-14");
    await page.getByLabel(/^Or within how many days/u).fill("90");
    await expect(page.getByText("must appeal.", { exact: false })).toBeVisible();
    await expect(page.getByText(/is late, but it came before suit/u)).toBeVisible();
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(page.getByText(/It is on record\. Next: Decide whether to appeal/u)).toBeVisible();
  });

  await test.step("several files go up at once; one that lies is refused by name", async () => {
    const letArrive = await hold(page, "**/attach-file/**");
    await page.getByLabel("Files").setInputFiles([
      {
        name: "answer.pdf",
        mimeType: "application/pdf",
        buffer: pdfOf(["Your request is denied.", { text: "", picture: true }]),
      },
      { name: "program.pdf", mimeType: "application/pdf", buffer: Buffer.from("just words") },
      { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("Called the officer.") },
    ]);
    await page.getByRole("button", { name: "Attach" }).click();
    // The next one may be chosen while these are on their way.
    await page.getByLabel("Files").setInputFiles({
      name: "next.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("Called once more."),
    });
    await expect(page.getByRole("progressbar", { name: "answer.pdf is on its way" })).toBeVisible();
    await expect(page.getByText("Waiting")).toHaveCount(2);
    letArrive();
    await expect(page.getByText("is called .pdf, but its content is a text")).toBeVisible();
    await expect(page.getByRole("link", { name: "answer.pdf" }).first()).toBeVisible();
    await expect(page.getByRole("link", { name: "note.txt" }).first()).toBeVisible();
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    await expect(page.getByLabel("Files")).toHaveValue(/next\.txt$/u);
    await expectClean(page);
    await page.getByRole("link", { name: /Parts were not read/u }).click();
    await expect(page.getByText("Page 2: not read, a picture.")).toBeVisible();
    await page.getByLabel(/I have read these parts/u).check();
    await page.getByRole("button", { name: "Record that" }).click();
    await expect(page.getByText(/has read them/u)).toBeVisible();
    await expectClean(page);
  });

  await test.step("[L63] one acknowledgment with five things to say is one entry, its days typed once", async () => {
    await page.goto(`${server.url}${RECORD}/new`);
    await page
      .getByRole("link", { name: "They have the request, with a number or a track" })
      .click();
    await page.getByLabel("Date on the letter").fill("2022-02-11");
    await page.getByLabel("Arrived here").fill("2022-02-14");
    await page.getByLabel("How it came").selectOption("by e-mail");
    await page.getByLabel("Tracking numbers").fill("2022-ICFO-00042");
    await page.getByLabel("Track (optional)", { exact: true }).selectOption("complex");
    await page.getByText("It also says …").click();
    for (const says of [
      "They take more time for unusual circumstances",
      "It decides the fee category",
      "Expedited processing is denied",
      "The fee waiver is granted",
    ]) {
      await page.getByRole("button", { name: says }).click();
    }
    await expect(page.getByRole("group", { name: "Fee waiver granted" })).toBeFocused();
    await page.getByRole("button", { name: "Record it" }).click();
    await page.getByRole("link", { name: "Choose the category that the letter names." }).click();
    await page.getByLabel("Educational institution or news media").check();
    await expect(page.getByLabel("Track (optional)", { exact: true })).toHaveValue("complex");
    await expect(page.getByRole("heading", { name: "Fee waiver granted" })).toBeVisible();
    await expectClean(page);
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(page.getByText(/It is on record/u)).toBeVisible();
    await expect(page.getByRole("link", { name: "Fee waiver granted" })).toBeVisible();
    await expectClean(page);
    await page.getByRole("link", { name: "Back to the record" }).click();
    const letter = page.getByRole("listitem").filter({ hasText: "5 things that it says" });
    await expect(letter.getByText(/^dated Feb 11, 2022.*by e-mail$/u)).toHaveCount(1);
    await expect(letter.getByRole("heading", { level: 4 })).toHaveCount(5);
    await expectClean(page);
  });

  await test.step("a reviewer of another party reads it, and has nothing to record with", async () => {
    await ravi.page.goto(`${server.url}${RECORD}`);
    await expect(ravi.page.getByText("Not exhausted: the time to appeal is over")).toBeVisible();
    await expect(
      ravi.page.getByText(/Withheld in full: \(b\)\(6\), \(b\)\(5\)/u).first(),
    ).toBeVisible();
    await expect(ravi.page.getByText("May 12, 2022").first()).toBeVisible();
    await expect(ravi.page.getByRole("link", { name: "Record a letter or event" })).toHaveCount(0);
    await expect(ravi.page.getByText("Exemption 6", { exact: false })).toHaveCount(0);
    await ravi.page.setViewportSize({ width: 390, height: 800 });
    await expectClean(ravi.page);
  });
});
