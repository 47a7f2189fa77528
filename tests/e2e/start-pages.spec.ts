// The pages and workers that a server loads with its first person, where its build is changed under it.
import { expect, test, type APIRequestContext } from "@playwright/test";
import { rmSync, truncateSync } from "node:fs";
import { ServerOfCopiedBuild } from "./support/copied-build.ts";
import { Person } from "./support/people.ts";

let server: ServerOfCopiedBuild;
test.beforeEach(() => {
  server = new ServerOfCopiedBuild();
});
test.afterEach(() => server.remove());

const linesOfLevel50 = () =>
  server.output.split("\n").filter((line) => line.includes('"level":50'));

/** A server whose pages can't be loaded lives, isn't ready, and shows no page. */
async function expectNoPages(request: APIRequestContext): Promise<void> {
  for (const address of ["/login", "/", "/login"]) {
    const answer = await request.get(server.url + address);
    expect(answer.status()).toBe(500);
    expect(await answer.text()).toBe(
      "This server can’t show its pages until it is restarted: please tell whoever runs it. What was saved before is safe.\n",
    );
  }
  for (let asked = 0; asked < 3; asked += 1) {
    const ready = await request.get(`${server.url}/readyz`);
    expect(ready.status()).toBe(503);
    expect(await ready.text()).toBe("not ready: pages\n");
  }
  expect((await request.get(`${server.url}/healthz`)).status()).toBe(200);
  // Its output arrives when it does.
  await expect.poll(() => server.output.split('"not ready"').length - 1).toBe(1);
}

test("a server whose folder is built anew before its first person goes on with its own release", async ({
  browser,
}) => {
  await server.start();
  server.buildNextRelease();
  const {
    page: { request },
  } = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const answer = await request.get(`${server.url}/documents/demo-request-outside-priorities`);
  expect(answer.status()).toBe(200);
  // A worker makes it of the stored draft.
  expect(await answer.text()).toMatch(/<h2[^>]*>(?:<[^>]*>)*Definitions/u);
  expect(server.output).not.toContain("next release");
  expect(linesOfLevel50()).toEqual([]);
  expect((await request.get(`${server.url}/readyz`)).status()).toBe(200);
});

test("a server whose pages are gone is not ready, also before the first person", async ({
  request,
}) => {
  await server.start();
  expect((await request.get(`${server.url}/readyz`)).status()).toBe(200);
  rmSync(server.fileOfModule("pages"));
  expect((await request.get(`${server.url}/readyz`)).status()).toBe(503);
  await expectNoPages(request);
  await expect.poll(linesOfLevel50).toHaveLength(1);
  expect(linesOfLevel50()[0]).toContain("it was rebuilt while it ran: restart this server");
});

test("a server whose pages are damaged says so once somebody came, and shows no stack", async ({
  request,
}) => {
  truncateSync(server.fileOfModule("pages"), 20_000);
  await server.start();
  expect((await request.get(`${server.url}/readyz`)).status()).toBe(200);
  await expectNoPages(request);
  await expect.poll(linesOfLevel50).toHaveLength(1);
  expect(linesOfLevel50()[0]).toContain("build them anew (npm run build) and restart this server");
});
