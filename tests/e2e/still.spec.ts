import { expect, type Browser, type ViewportSize } from "@playwright/test";
import { controlsOf, movedControls } from "./support/controls.ts";
import { hydrated } from "./support/held.ts";
import { atRest } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";

/** Pages of which a part comes with their scripts, or says when something was. */
const PAGES = [
  ["council.staff", "/verify"],
  ["council.staff", "/matters/ice-enforcement-priorities/bring-in"],
  ["council.drafter", "/matters/ice-enforcement-priorities/documents/new"],
  ["council.drafter", "/documents/demo-complaint-weekly-reports"],
  ["ilrc.reviewer", "/documents/demo-letter-preservation/review"],
  ["ilrc.reviewer", "/documents/demo-letter-preservation/versions"],
  ["ilrc.reviewer", "/documents/demo-letter-preservation/history"],
  ["ilrc.reviewer", "/matters/ice-enforcement-priorities/record"],
] as const;

/** Somebody at two browsers: in one of them no script of a page arrives. */
async function atBoth(browser: Browser, url: string, name: string, viewport: ViewportSize) {
  const arrive = async () => {
    const { page } = await Person.signIn(browser, url, `${name}@example.org`);
    await page.setViewportSize(viewport);
    return page;
  };
  const [asleep, awake] = [await arrive(), await arrive()];
  // The first page of a browser that says when something was tells the workspace its time zone.
  await awake.goto(`${url}/matters/ice-enforcement-priorities/record`);
  await hydrated(awake);
  const zone = (await awake.context().cookies()).filter((cookie) => cookie.name === "zone");
  expect(zone.map(({ value }) => value)).toEqual(["America/New_York"]);
  await asleep.context().addCookies(zone);
  await asleep.context().route("**/assets/*.js", (route) => route.abort());
  return { asleep, awake };
}

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]) {
  test(`nothing that one can press moves when a page wakes up, ${viewport.width} pixels wide`, async ({
    browser,
    sharedServer: { url },
  }) => {
    const moved: string[] = [];
    const people = new Map<string, Awaited<ReturnType<typeof atBoth>>>();
    for (const [name, path] of PAGES) {
      const both = people.get(name) ?? (await atBoth(browser, url, name, viewport));
      people.set(name, both);
      await both.asleep.goto(`${url}${path}`);
      const before = await controlsOf(both.asleep);
      expect(before.size).toBeGreaterThan(3);
      await both.awake.goto(`${url}${path}`);
      await hydrated(both.awake);
      // Some things come a moment after the scripts.
      await atRest(both.awake);
      const now = await controlsOf(both.awake);
      moved.push(...movedControls(before, now).map((one) => `${path} ${one}`));
    }
    expect(moved).toEqual([]);
  });
}
