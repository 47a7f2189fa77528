import { describe, expect, it } from "vitest";
import { cookieHeader, PASSWORD, value } from "#tests/services/workspace.ts";
import { alerts, control, openSite, ORIGIN, type Answer, type Site } from "./site.ts";

const invited = { email: "new@example.org", name: "New Example", roles: ["drafter", "reviewer"] };

function linkIn({ document }: Answer): string {
  const input = document.querySelector<HTMLInputElement>("input[aria-label^='Invitation link']");
  if (!input) throw new Error("no link is shown");
  return input.value;
}

async function invitation(site: Site, form: typeof invited = invited) {
  const admin = await site.as("admin");
  const answer = await admin.post(`/organizations/${site.organizations.council}/invite`, form);
  return { admin, answer, address: new URL(linkIn(answer)).pathname };
}

describe("inviting someone", () => {
  it("shows a whole link once, for the address that the page was opened at", async () => {
    const site = await openSite();
    const { admin, answer } = await invitation(site);
    expect(answer.status).toBe(200);
    expect(linkIn(answer)).toMatch(new RegExp(`^${ORIGIN}/invitations/[\\w-]{20,}$`, "u"));
    const people = await admin.get(`/organizations/${site.organizations.council}`);
    expect(people.words).toContain("New Example");
    expect(people.body).not.toContain(linkIn(answer).split("/").at(-1));
  });

  it("asks for at least one role, and keeps the rest", async () => {
    const site = await openSite();
    const admin = await site.as("admin");
    const address = `/organizations/${site.organizations.council}/invite`;
    const answer = await admin.post(address, { email: invited.email, name: invited.name });
    expect(answer.status).toBe(400);
    expect(alerts(answer)).toContain("Choose at least one role.");
    expect(control(answer, "E-mail address").value).toBe(invited.email);
    expect(control(answer, "Name").value).toBe(invited.name);
  });

  it("lets the invited person in with a name and a password, once", async () => {
    const site = await openSite();
    const { address } = await invitation(site);
    const page = await site.nobody.get(address);
    expect(page.words).toContain("Join Council Example Organization");
    expect(page.words).toContain("Drafter");
    expect(control(page, "Your name").value).toBe("New Example");
    // People with an account and no password are told how to go on, as all are.
    expect(page.words).toContain("open this invitation’s link again");
    expect(page.document.querySelector("a[href='/login']")?.textContent).toBe("Sign in");

    const weak = await site.nobody.post(address, {
      intent: "accept",
      name: "Nora Example",
      password: "short",
    });
    expect(weak.status).toBe(400);
    expect(alerts(weak)).toContain("Use at least 12 characters.");
    expect(control(weak, "Your name").value).toBe("Nora Example");

    const form = { intent: "accept", name: "Nora Example", password: PASSWORD };
    const accepted = await site.nobody.post(address, form);
    expect([accepted.status, accepted.location]).toEqual([302, "/"]);
    const cookie = cookieHeader(accepted.headers.get("Set-Cookie") ?? "");
    expect((await site.withCookie(cookie).get("/")).words).toContain(
      "Records about the priorities",
    );

    const used = await site.nobody.get(address);
    expect(used.status).toBe(410);
    const invented = await site.nobody.get("/invitations/never-was");
    expect([invented.status, invented.words]).toEqual([used.status, used.words]);
  });

  it("takes someone who is signed in at a press, and nobody else", async () => {
    const site = await openSite();
    const { address } = await invitation(site, { ...invited, email: "stranger@example.org" });
    const other = await site.as("drafter");
    expect((await other.get(address)).words).toContain("signed in with another address");
    expect((await other.post(address, { intent: "join" })).status).toBe(403);
    expect((await site.nobody.post(address, { intent: "join" })).status).toBe(401);
    const stranger = await site.as("stranger");
    expect((await stranger.post(address, { intent: "join" })).location).toBe("/");
    expect((await stranger.get(`/matters/${site.slug}`)).status).toBe(200);
  });

  it("can be taken back, and made anew", async () => {
    const site = await openSite();
    const { admin, address } = await invitation(site);
    const people = `/organizations/${site.organizations.council}`;
    const open = async () => {
      const { admin: actor } = site.people;
      const shown = await site.services.organizations.people(actor, site.organizations.council);
      return value(shown).invitations[0]?.id ?? "";
    };
    const renewed = await admin.post(people, { intent: "reinvite", invitationId: await open() });
    expect((await site.nobody.get(address)).status).toBe(410);
    const anew = new URL(linkIn(renewed)).pathname;
    expect((await site.nobody.get(anew)).status).toBe(200);
    const revoked = await admin.post(people, { intent: "revoke", invitationId: await open() });
    expect(revoked.words).toContain("The invitation was revoked");
    expect((await site.nobody.get(anew)).status).toBe(410);
  });
});

describe("a member's page", () => {
  it("sets roles and removes, and leads back to the people", async () => {
    const site = await openSite();
    const admin = await site.as("admin");
    const people = `/organizations/${site.organizations.council}`;
    const address = `${people}/people/${site.people.observer.userId}`;
    const page = await admin.get(address);
    const ticked = [...page.document.querySelectorAll<HTMLInputElement>("[name=roles]")]
      .filter(({ checked }) => checked)
      .map((input) => input.value);
    expect(ticked).toEqual(["observer"]);

    const none = await admin.post(address, { intent: "roles" });
    expect(alerts(none)).toContain("Choose at least one role.");
    const saved = await admin.post(address, { intent: "roles", roles: ["drafter", "staff"] });
    expect([saved.status, saved.location]).toEqual([302, people]);
    expect((await admin.get(people)).words).toMatch(/observer@example\.org\s*Drafter, Staff/u);

    expect((await admin.post(address, { intent: "remove" })).location).toBe(people);
    expect((await admin.get(people)).words).not.toContain("observer@example.org");
  });

  it("does not let the last administrator go", async () => {
    const site = await openSite();
    const admin = await site.as("admin");
    const address = `/organizations/${site.organizations.council}/people/${site.people.admin.userId}`;
    const answer = await admin.post(address, { intent: "remove" });
    expect(answer.status).toBe(409);
    expect(alerts(answer)).toContain("this is its last one");
    const demoted = await admin.post(address, { intent: "roles", roles: "observer" });
    expect(demoted.status).toBe(409);
    expect(alerts(demoted)).toContain("this is its last one");
  });
});

describe("a new organization", () => {
  it("is created by the workspace's administrator, with a link for its own", async () => {
    const site = await openSite();
    const admin = await site.as("admin");
    const answer = await admin.post("/organizations/new", {
      name: "Fourth Example Organization",
      shortName: "Fourth",
      city: "",
      administratorName: "Fay Example",
      administratorEmail: "fay@example.org",
    });
    expect(answer.words).toContain("Fourth Example Organization was created");
    const page = await site.nobody.get(new URL(linkIn(answer)).pathname);
    expect(page.words).toContain("Join Fourth Example Organization");
    expect((await admin.get("/organizations")).words).toContain("Fourth Example Organization");
  });
});
