import { expect, test, type Page } from "@playwright/test";
import { pdfOf } from "#tests/support/pdf.ts";
import { settingsFor, startS3, type S3Server } from "#tests/support/s3-server.ts";
import { placesOf } from "#tests/typesetting/reading.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

/** A draft whose text names two exhibits that have no PDF yet. */
const REQUEST = "demo-request-outside-priorities";

let s3: S3Server;
let servers: TestServer[] = [];
let settings: Record<string, string>;
test.beforeAll(async () => {
  s3 = await startS3({ comparesKeys: true });
  settings = settingsFor(await s3.bucket("desk"));
  servers = [new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000", ...settings })];
  await servers[0]?.start();
});
test.afterAll(async () => {
  for (const server of servers) await server.remove();
  await s3.stop();
});

async function replacePdf(page: Page, words: string): Promise<void> {
  const item = page.locator("li", { hasText: "The January 20 Memorandum" }).last();
  await item.locator("summary", { hasText: /a PDF|the PDF/u }).click();
  await item
    .getByLabel("The PDF")
    .setInputFiles({ name: "memo.pdf", mimeType: "application/pdf", buffer: pdfOf([words]) });
  await item.getByRole("button", { name: /^(Add|Replace) it$/u }).click();
}

test("[R29] an exhibit in a bucket is part of the document's PDF, and while the store is gone people are told so and nothing else stops", async ({
  browser,
}) => {
  const [server] = servers;
  const person = await Person.signIn(browser, server!.url, "ilrc.drafter@example.org");
  const { page } = person;
  const request = page.context().request;
  const address = (part: string) => `${server!.url}/documents/${REQUEST}${part}`;
  const wordsOfPdf = async () => {
    const answer = await request.get(address(".pdf"));
    expect(answer.status()).toBe(200);
    return (await placesOf(new Uint8Array(await answer.body())))
      .flat()
      .map(({ text }) => text)
      .join(" ");
  };

  await page.goto(address("/exhibits"));
  await replacePdf(page, "The memorandum in the bucket");
  await expect(page.getByText("The PDF was replaced.")).toBeVisible();
  expect(await wordsOfPdf()).toContain("The memorandum in the bucket");

  // As a server that has just started does.
  await server!.stop();
  await server!.start();
  expect(await wordsOfPdf()).toContain("The memorandum in the bucket");

  await server!.stop();
  await s3.stop();
  await server!.start();
  expect((await request.get(`${server!.url}/readyz`)).status()).toBe(200);
  await expect
    .poll(() => server!.startOutput + server!.output)
    .toContain("The store of files can't be reached");
  const refused = await request.get(address(".pdf"));
  expect(refused.status()).toBe(503);
  expect(await refused.text()).toContain("no exhibit is lost");
  await page.goto(address("/exhibits"));
  await replacePdf(page, "Another memorandum");
  await expect(page.getByText("so nothing of “memo.pdf” was stored")).toBeVisible();
  await person.open(REQUEST);
  await person.goToEndOf("Exhibits");
  await person.type(" Words go on.");
  await expect(person.saveState).toHaveText("Saved");

  for (const secret of [settings["AWS_ACCESS_KEY_ID"]!, settings["AWS_SECRET_ACCESS_KEY"]!]) {
    expect(server!.output).not.toContain(secret);
  }
  await person.close();
  expect(await server!.stop()).toBe(0);
});
