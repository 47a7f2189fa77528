import { describe, expect, it } from "vitest";
import { sessionByPassword, setUpApp } from "#tests/services/with-code-app.ts";
import { freshBrowser } from "#tests/services/with-passkey.ts";
import { cookieHeader, MINUTE, openCoalition, PASSWORD, value } from "#tests/services/workspace.ts";
import { CodeApp } from "#tests/support/code-app.ts";
import { alerts, openSite, siteOf, type Answer, type Site } from "./site.ts";

/** Signing in with a second factor, by forms alone: nothing of it needs a script. */

const DRAFTER = "drafter@example.org";
const STAFF = "staff@example.org";

/** The Cookie header of a browser after those answers. */
function cookiesOf(...answers: readonly Answer[]): string {
  return answers
    .map(({ headers }) => cookieHeader(headers.get("Set-Cookie") ?? ""))
    .filter((cookie) => cookie !== "")
    .join("; ");
}

/** The app of the secret on that page. */
function appOn({ document }: Answer): CodeApp {
  const secret = document.querySelector("[data-secret]")?.textContent;
  if (!secret) throw new Error("no secret on the page");
  return new CodeApp(secret);
}

/** The recovery codes on that page. */
function codesOn({ document }: Answer): string[] {
  return [...document.querySelectorAll("[aria-label='Recovery codes'] li")].map(
    ({ textContent }) => textContent ?? "",
  );
}

async function openWithApp() {
  const site = await openSite();
  const { app, codes } = await setUpApp(site, await sessionByPassword(site, DRAFTER));
  site.pass(MINUTE);
  return { ...site, app, codes };
}

const giveFirst = (site: Pick<Site, "nobody">, next = "") =>
  site.nobody.post(`/login${next}`, { email: DRAFTER, password: PASSWORD });

describe("[P3] the page of the code", () => {
  it("follows the password, and leads to the page that was asked for", async () => {
    const site = await openWithApp();
    const next = `?next=${encodeURIComponent(`/matters/${site.slug}`)}`;
    const first = await giveFirst(site, next);
    expect(first.location).toBe(`/sign-in/code${next}`);
    const browser = site.withCookie(cookiesOf(first));
    const page = await browser.get(first.location ?? "");
    expect(page.words).toContain("Your password was right.");
    const field = page.document.querySelector("input[name=code]");
    expect(field?.getAttribute("autocomplete")).toBe("one-time-code");

    const code = site.app.at(site.clock());
    const last = await browser.post(first.location ?? "", { intent: "code", code });
    expect(last.location).toBe(`/matters/${site.slug}`);
    expect((await site.withCookie(cookiesOf(last)).get("/account")).status).toBe(200);
  });

  it("says what is wrong with a code, and stays", async () => {
    const site = await openWithApp();
    const browser = site.withCookie(cookiesOf(await giveFirst(site)));
    const code = site.app.wrongAt(site.clock());
    const wrong = await browser.post("/sign-in/code", { intent: "code", code });
    expect(wrong.status).toBe(400);
    expect(alerts(wrong)).toContain("That code is not right");
    expect(wrong.headers.has("Set-Cookie")).toBe(false);
    expect((await browser.get("/account")).location).toBe("/login?next=%2Faccount");
    const empty = await browser.post("/sign-in/code", { intent: "code", code: "" });
    expect(alerts(empty)).toContain("Enter the code.");
  });

  it("leads to the beginning where no code is asked", async () => {
    const { nobody } = await openSite();
    const page = await nobody.get("/sign-in/code?next=%2Faccount");
    expect(page.words).toContain("No code is asked for");
    expect(page.document.querySelector("main a[href^='/login']")?.getAttribute("href")).toBe(
      "/login?next=%2Faccount",
    );
    const late = await nobody.post("/sign-in/code", { intent: "code", code: "123456" });
    expect(late.status).toBe(410);
    expect(alerts(late)).toContain("sign in again");
  });

  it("goes on without a code for nobody who was not let in again", async () => {
    const site = await openWithApp();
    const browser = site.withCookie(cookiesOf(await giveFirst(site)));
    expect((await browser.get("/sign-in/code")).words).not.toContain("Continue without a code");
    const answer = await browser.post("/sign-in/code", { intent: "without" });
    expect(answer.status).toBe(403);
  });

  it("never leads to another site, nor in circles", async () => {
    const site = await openWithApp();
    for (const next of ["//evil.example", "/sign-in/code", "/sign-in/factor"]) {
      const first = await giveFirst(site, `?next=${encodeURIComponent(next)}`);
      expect(first.location).toBe("/sign-in/code");
    }
  });
});

describe("[P3] the page of a required factor", () => {
  async function openRequiring() {
    const site = await openSite();
    const { services, people, organizations } = site;
    const policy = { policy: ["factor" as const] };
    value(
      await services.organizations.setSignInPolicy(
        people.admin,
        organizations.council,
        policy,
        await freshBrowser(site, people.admin),
      ),
    );
    return site;
  }

  it("stands before every other, leads through, and then to where one was going", async () => {
    const site = await openRequiring();
    const password = PASSWORD;
    const first = await site.nobody.post("/login?next=%2Faccount", { email: STAFF, password });
    expect(first.location).toBe("/sign-in/factor?next=%2Faccount");
    const browser = site.withCookie(cookiesOf(first));
    for (const page of ["/", "/account", `/matters/${site.slug}`]) {
      const led = await browser.get(page);
      expect(led.location).toMatch(/^\/sign-in\/factor/u);
    }
    const page = await browser.get(first.location ?? "");
    expect(page.words).toContain("requires a passkey or a code of its reviewers and staff");

    const begun = await browser.post(first.location ?? "", { intent: "begin" });
    expect(begun.location).toBe(first.location);
    const setting = site.withCookie(cookiesOf(first, begun));
    const setUp = await setting.get(begun.location ?? "");
    expect(setUp.document.querySelector("svg[role=img] path")?.getAttribute("d")).toContain("h1v1");
    const code = appOn(setUp).at(site.clock());
    const done = await setting.post(begun.location ?? "", { intent: "finish", code });
    expect(done.status).toBe(200);
    expect(codesOn(done)).toHaveLength(10);
    const on = [...done.document.querySelectorAll("main a")].find(
      ({ textContent }) => textContent === "Continue",
    );
    expect(on?.getAttribute("href")).toBe("/account");
    expect((await browser.get("/account")).status).toBe(200);
    // Shown once.
    expect(codesOn(await setting.get("/sign-in/factor"))).toEqual([]);
  });

  it("can be left by signing out", async () => {
    const site = await openRequiring();
    const first = await site.nobody.post("/login", { email: STAFF, password: PASSWORD });
    const browser = site.withCookie(cookiesOf(first));
    const out = await browser.post("/logout", {});
    expect(out.location).toBe("/login");
    expect(await site.auth.enrolleeFromCookies(cookiesOf(first))).toBeNull();
  });

  it("leads whoever is not at it elsewhere", async () => {
    const site = await openRequiring();
    expect((await site.nobody.get("/sign-in/factor")).location).toBe("/login");
    const drafter = await site.as("drafter");
    expect((await drafter.get("/sign-in/factor")).words).toContain("You are in");
    const refused = await drafter.post("/sign-in/factor", { intent: "begin" });
    expect(refused.status).toBe(401);
  });

  it("is shown to the organization's administrators to set, and who lacks it", async () => {
    // Passkeys need an address: only what can be fulfilled can be required.
    const site = siteOf(await openCoalition());
    const admin = await site.as("admin");
    const address = `/organizations/${site.organizations.council}/sign-in`;
    expect((await admin.get(address)).words).toContain("Password alone");
    const saved = await admin.post(address, { policy: ["factor", "passkey"] });
    expect(saved.words).toContain("The requirements are saved.");
    const boxes = [...saved.document.querySelectorAll<HTMLInputElement>("input[name=policy]")];
    expect(boxes.map(({ checked }) => checked)).toEqual([true, true]);
    await admin.post(address, {});
    const organization = await site.database.client.organization.findUnique({
      where: { id: site.organizations.council },
    });
    expect(organization).toMatchObject({ requiresFactor: false, requiresPasskey: false });
    expect((await (await site.as("staff")).get(address)).status).toBe(403);
    expect((await (await site.as("stranger")).get(address)).status).toBe(404);
  });
});

describe("[P3] the account's page of the code app", () => {
  it("sets one up, shows the recovery codes once, and removes it", async () => {
    const site = await openSite();
    const cookie = await site.cookieOf(DRAFTER);
    const drafter = site.withCookie(cookie);
    expect((await drafter.get("/account")).body).toContain("/account/second-factor");
    expect((await drafter.get("/account/second-factor")).words).toContain("You have none.");
    const begun = await drafter.post("/account/second-factor", { intent: "begin" });
    const setting = site.withCookie(`${cookie}; ${cookiesOf(begun)}`);
    const setUp = await setting.get("/account/second-factor");
    const app = appOn(setUp);
    expect(setUp.words).not.toContain("You have none.");
    const wrong = await setting.post("/account/second-factor", {
      intent: "finish",
      code: app.wrongAt(site.clock()),
    });
    expect(alerts(wrong)).toContain("not the code that the app shows");
    expect(appOn(wrong).at(site.clock())).toBe(app.at(site.clock()));
    const code = app.at(site.clock());
    const done = await setting.post("/account/second-factor", { intent: "finish", code });
    const codes = codesOn(done);
    expect(codes).toHaveLength(10);
    const download = done.document.querySelector("a[download]")?.getAttribute("href") ?? "";
    for (const each of codes) expect(decodeURIComponent(download)).toContain(each);
    const again = await setting.get("/account/second-factor");
    expect(again.words).toContain("10 recovery codes are left.");
    expect(again.body).not.toContain(codes[0]);

    site.pass(20 * MINUTE);
    const bare = await drafter.post("/account/second-factor", { intent: "remove" });
    expect(bare.status).toBe(400);
    expect(alerts(bare)).toContain("Enter your password or a code.");
    const typed = "certainly-not-the-password";
    const refused = await drafter.post("/account/second-factor", {
      intent: "remove",
      proofPassword: typed,
    });
    expect(refused.status).toBe(400);
    expect(refused.body).not.toContain(typed);
    const removed = await drafter.post("/account/second-factor", {
      intent: "remove",
      proofPassword: PASSWORD,
    });
    expect(removed.words).toContain("The code app and its recovery codes were removed.");
  });
});
