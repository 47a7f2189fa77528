import { expect, test } from "@playwright/test";
import { DEMO_DOCUMENTS } from "#prisma/seed/documents.ts";
import { jhove, VALID } from "#tests/typesetting/standards/jhove.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

let server: TestServer;
test.beforeEach(async () => {
  server = new TestServer();
  await server.start();
});
test.afterEach(() => server.remove());

test("JHOVE calls every PDF of the demo well-formed and valid: drafts, versions, filed papers, certificates", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { request } = ana.page.context();
  const names: string[] = [];
  const pdfs: Buffer[] = [];
  for (const { id, life } of DEMO_DOCUMENTS) {
    const filed = life.some(({ step }) => step === "file");
    for (const path of [`${id}.pdf`, ...(filed ? [`${id}/certificate.pdf`] : [])]) {
      const answer = await request.get(`${server.url}/documents/${path}`);
      expect(answer.headers()["content-type"], path).toBe("application/pdf");
      names.push(path);
      pdfs.push(await answer.body());
    }
  }
  expect(pdfs.length).toBeGreaterThan(DEMO_DOCUMENTS.length);
  const answers = await jhove(pdfs);
  expect(Object.fromEntries(names.map((name, at) => [name, answers[at]]))).toEqual(
    Object.fromEntries(names.map((name) => [name, VALID])),
  );
});
