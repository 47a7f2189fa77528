import { expect, test } from "@playwright/test";
import { DEMO_DOCUMENTS, type DemoDocument } from "#prisma/seed/documents.ts";
import { jhove, VALID } from "#tests/typesetting/standards/jhove.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

/** The short run looks at the first of each kind and layout, filed and not. */
const isShort = process.env["SLOW"] === "short";
const isFiled = ({ life }: DemoDocument) => life.some(({ step }) => step === "file");
const likeIt = (one: DemoDocument) => [one.kind, one.layoutProfile, isFiled(one)].join();
const documents = DEMO_DOCUMENTS.filter(
  (one, at) =>
    !isShort || DEMO_DOCUMENTS.findIndex((other) => likeIt(other) === likeIt(one)) === at,
);

let server: TestServer;
test.beforeEach(async () => {
  server = new TestServer();
  await server.start();
});
test.afterEach(() => server.remove());

test("JHOVE calls every PDF of the demo well-formed and valid: drafts, versions, filed papers, certificates", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { request } = ana.page.context();
  const names: string[] = [];
  const pdfs: Buffer[] = [];
  for (const one of documents) {
    const { id } = one;
    for (const path of [`${id}.pdf`, ...(isFiled(one) ? [`${id}/certificate.pdf`] : [])]) {
      const answer = await request.get(`${server.url}/documents/${path}`, {
        timeout: 60_000,
      });
      expect(answer.headers()["content-type"], path).toBe("application/pdf");
      names.push(path);
      pdfs.push(await answer.body());
    }
  }
  expect(pdfs.length).toBeGreaterThan(documents.length);
  const answers = await jhove(pdfs);
  expect(Object.fromEntries(names.map((name, at) => [name, answers[at]]))).toEqual(
    Object.fromEntries(names.map((name) => [name, VALID])),
  );
});
