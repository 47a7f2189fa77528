import { describe, expect, it } from "vitest";
import { remindersOf } from "#tests/services/reminders.ts";
import { cookieHeader, openCoalition, PASSWORD } from "#tests/services/workspace.ts";
import { alerts, control, openSite, siteOf } from "./site.ts";

const EMAIL = "drafter@example.org";
const NEW_PASSWORD = "an open window in the morning";

/** The pages of a coalition whose server sends mail. */
async function openDesk() {
  const desk = await remindersOf(await openCoalition({ posted: "sent" }));
  const mailed = async () => {
    await desk.work();
    return desk.taken().map(({ to = [], text = "" }) => ({
      to: to[0]?.address ?? "",
      path: /https:\/\/desk\.example\.org(?<path>\/\S+)/u.exec(text)?.groups?.["path"] ?? "",
    }));
  };
  return { ...siteOf(desk), mailed };
}

describe("[P4] the page for a forgotten password", () => {
  it("leads from signing in to a new password, without a script", async () => {
    const { nobody, mailed, as } = await openDesk();
    const drafter = await as("drafter");
    const login = await nobody.get("/login");
    expect(login.document.querySelector('a[href="/password/forgotten"]')).not.toBeNull();
    const asked = await nobody.post("/password/forgotten", { email: EMAIL });
    expect(asked.status).toBe(200);
    const [letter] = await mailed();
    const path = letter?.path ?? "";
    expect(letter?.to).toBe(EMAIL);

    const page = await nobody.get(path);
    expect(page.status).toBe(200);
    expect(page.document.querySelector('meta[name="referrer"]')?.getAttribute("content")).toBe(
      // With less, a browser without scripts would say nothing of where a form comes from.
      "strict-origin",
    );
    expect(control(page, "E-mail address").value).toBe(EMAIL);
    const weak = await nobody.post(path, { intent: "choose", newPassword: "tiny-word" });
    expect([weak.status, weak.body.includes("tiny-word")]).toEqual([400, false]);
    expect(alerts(weak)).toContain("at least 12 characters");

    const chosen = await nobody.post(path, { intent: "choose", newPassword: NEW_PASSWORD });
    expect([chosen.status, chosen.location]).toEqual([302, "/login?password=changed"]);
    // Nobody was signed in, and whoever was is not any more.
    expect(chosen.headers.get("Set-Cookie")).toBeNull();
    expect((await drafter.get("/account")).status).toBe(302);
    expect((await nobody.get("/login?password=changed")).words).toContain("Sign in with it");
    const signedIn = await nobody.post("/login", { email: EMAIL, password: NEW_PASSWORD });
    expect(signedIn.location).toBe("/");
    expect((await nobody.get(path)).status).toBe(410);
  });

  it("answers alike for an address that nobody has", async () => {
    const { nobody, mailed } = await openDesk();
    const known = await nobody.post("/password/forgotten", { email: EMAIL });
    const unknown = await nobody.post("/password/forgotten", { email: "nobody1@example.org" });
    expect(unknown.status).toBe(known.status);
    expect([...unknown.headers]).toEqual([...known.headers]);
    expect(unknown.body.replaceAll("nobody1", "drafter")).toBe(known.body);
    expect(await mailed()).toHaveLength(1);
  });

  it("says what stands in its place where no mail is sent", async () => {
    const { nobody } = await openSite();
    const page = await nobody.get("/password/forgotten");
    expect(page.words).toContain("sends no e-mails");
    expect(page.words).toContain("administrator");
    expect(page.document.querySelector("form")).toBeNull();
    const sent = await nobody.post("/password/forgotten", { email: EMAIL });
    expect(sent.status).toBe(503);
  });
});

describe("[P4] an administrator's page of a person", () => {
  it("shows the link once, which lets them in for that organization alone", async () => {
    const { as, nobody, withCookie, people, organizations, database, clock } = await openDesk();
    await database.client.membership.create({
      data: {
        id: "elsewhere",
        userId: people.drafter.userId,
        organizationId: organizations.ilrc,
        createdAt: clock(),
        roles: { create: [{ role: "reviewer" }] },
      },
    });
    const admin = await as("admin");
    const address = `/organizations/${organizations.council}/people/${people.drafter.userId}`;
    const made = await admin.post(address, { intent: "let-in" });
    expect(made.status).toBe(200);
    const link = made.document.querySelector<HTMLInputElement>("input[readonly]")?.value ?? "";
    const path = new URL(link).pathname;
    expect(path).toMatch(/^\/password\/[\w-]{43}$/u);
    const again = await admin.get(address);
    expect(again.body).not.toContain(path);
    expect(again.words).toContain("made a link that has not been used");

    expect((await nobody.get(path)).words).toContain("Council Example Organization alone");
    await nobody.post(path, { intent: "choose", newPassword: NEW_PASSWORD });
    const signedIn = await nobody.post("/login", { email: EMAIL, password: NEW_PASSWORD });
    const drafter = withCookie(cookieHeader(signedIn.headers.get("Set-Cookie") ?? ""));
    const home = await drafter.get("/");
    expect(home.document.body.textContent).toContain("You are here for Council alone");
    expect(home.document.querySelector('a[href="/account/own-factor"]')).not.toBeNull();
    const proving = await drafter.get("/account/own-factor");
    expect(proving.words).toContain("To act for ILRC, prove here");
    expect(proving.words).toContain("A link in your mailbox");
    expect(proving.words).not.toContain("Your password here");
    expect((await drafter.get("/account")).words).toContain("For Council alone");
    const own = await drafter.get("/account/address");
    expect(own.words).toContain("Prove one first. Prove a factor of your own");
  });

  it("offers it to nobody for themselves, and is theirs alone", async () => {
    const { as, people, organizations } = await openDesk();
    const of = (userId: string) => `/organizations/${organizations.council}/people/${userId}`;
    const admin = await as("admin");
    expect((await admin.get(of(people.admin.userId))).words).not.toContain("in again");
    const staff = await as("staff");
    const sent = await staff.post(of(people.drafter.userId), { intent: "let-in" });
    expect(sent.status).toBe(403);
    expect(sent.body).not.toContain("/password/");
  });

  it("tells the person on their account page, who can withdraw the link", async () => {
    const { as, people, organizations, nobody } = await openDesk();
    const admin = await as("admin");
    const address = `/organizations/${organizations.council}/people/${people.drafter.userId}`;
    const made = await admin.post(address, { intent: "let-in" });
    const link = made.document.querySelector<HTMLInputElement>("input[readonly]")?.value ?? "";
    const drafter = await as("drafter");
    const account = await drafter.get("/account");
    expect(account.words).toContain("made a link by which a new password can be chosen");
    const linkId =
      account.document.querySelector<HTMLInputElement>('input[name="linkId"]')?.value ?? "";
    const done = await drafter.post("/account", { intent: "refuse-let-in", linkId });
    expect(done.words).toContain("The link was withdrawn");
    expect((await nobody.get(new URL(link).pathname)).status).toBe(410);
  });
});

describe("[P4] the pages for a change of address", () => {
  it("lead from the account over both mailboxes to the new address", async () => {
    const { as, nobody, mailed } = await openDesk();
    const drafter = await as("drafter");
    expect((await drafter.get("/account")).body).toContain('href="/account/address"');
    const asked = await drafter.post("/account/address", {
      intent: "change",
      email: "dora@example.net",
      currentPassword: PASSWORD,
    });
    expect(asked.words).toContain("Nothing changes before both have confirmed it");
    expect(asked.words).toContain("dora@example.net: not confirmed yet");
    expect(asked.body).not.toContain(PASSWORD);
    const letters = await mailed();
    const pathTo = (address: string) => letters.find(({ to }) => to === address)?.path ?? "";
    const before = pathTo(EMAIL);
    const after = pathTo("dora@example.net");
    // Mail scanners open links.
    for (const path of [before, after, before, after]) {
      expect((await nobody.get(path)).status).toBe(200);
    }
    const first = await nobody.post(after, { intent: "confirm" });
    expect(first.location).toBe("/address?done=confirmed");
    expect((await nobody.get("/address?done=confirmed")).words).toContain("Nothing has changed");
    expect((await drafter.get("/account")).words).toContain(EMAIL);
    expect((await nobody.get(after)).words).toContain("Confirmed at dora@example.net");
    const second = await nobody.post(before, { intent: "confirm" });
    expect(second.location).toBe("/address?done=changed");
    expect((await drafter.get("/account")).words).toContain("dora@example.net");
    expect((await nobody.get(before)).status).toBe(410);
  });

  it("stop it at either, and lead to a new password", async () => {
    const { as, nobody, mailed } = await openDesk();
    const drafter = await as("drafter");
    const form = { intent: "change", email: "dora@example.net", currentPassword: PASSWORD };
    await drafter.post("/account/address", form);
    const [letter] = await mailed();
    const stopped = await nobody.post(letter?.path ?? "", { intent: "stop" });
    expect(stopped.location).toBe("/address?done=stopped");
    const over = await nobody.get("/address?done=stopped");
    expect(over.body).toContain('href="/password/forgotten"');
    expect((await drafter.get("/account/address")).words).not.toContain("A change waits");
    expect((await nobody.get("/address")).status).toBe(404);
  });

  it("say what stands in its place where no mail is sent", async () => {
    const { as } = await openSite();
    const page = await (await as("drafter")).get("/account/address");
    expect(page.words).toContain("npm run admin -- change-address");
    expect(page.document.querySelector('main input[name="email"]')).toBeNull();
  });
});

describe("[P5] the list of devices", () => {
  it("says from where and how each was signed in, and ends all but this one", async () => {
    const { as, cookieOf, withCookie } = await openDesk();
    const drafter = await as("drafter");
    const elsewhere = withCookie(await cookieOf(EMAIL));
    const account = await drafter.get("/account");
    expect(account.words).toMatch(/Signed in since .*, with a password, from 192\.0\.2\.1/u);
    expect(account.words).toContain("Last page opened");
    const ended = await drafter.post("/account", { intent: "elsewhere" });
    expect(ended.words).toContain("Your other devices were signed out.");
    expect((await elsewhere.get("/account")).status).toBe(302);
    expect((await drafter.get("/account")).status).toBe(200);
  });
});
