import { describe, expect, it } from "vitest";
import { PASSWORD } from "#tests/services/workspace.ts";
import { alerts, control, openSite } from "./site.ts";

describe("the account", () => {
  it("changes how one's name is written", async () => {
    const { as } = await openSite();
    const drafter = await as("drafter");
    const answer = await drafter.post("/account", { intent: "name", name: "Ana Other" });
    expect(answer.words).toContain("Your name was changed.");
    expect(control(await drafter.get("/account"), "Your name").value).toBe("Ana Other");
    const empty = await drafter.post("/account", { intent: "name", name: " " });
    expect(empty.status).toBe(400);
    expect(alerts(empty)).toContain("Enter a name.");
  });

  it("changes the password, for who knows the old one, and signs other devices out", async () => {
    const { as, endedSessions } = await openSite();
    const drafter = await as("drafter");
    const elsewhere = await as("drafter");
    const newPassword = "the lamp over the drafting desk";
    const wrong = await drafter.post("/account", {
      intent: "password",
      currentPassword: "not the password at all",
      newPassword,
    });
    expect(wrong.status).toBe(400);
    expect(alerts(wrong)).not.toBe("");
    expect(wrong.body).not.toContain(newPassword);
    expect(endedSessions).toHaveLength(0);

    const changed = await drafter.post("/account", {
      intent: "password",
      currentPassword: PASSWORD,
      newPassword,
    });
    expect(changed.words).toContain("Your password was changed.");
    expect((await drafter.get("/account")).status).toBe(200);
    expect((await elsewhere.get("/account")).status).toBe(302);
  });

  it("lists the devices, signs one out, and all of them", async () => {
    const { as, auth, people, cookieOf, withCookie } = await openSite();
    const drafter = await as("drafter");
    const cookie = await cookieOf("drafter@example.org");
    const elsewhere = withCookie(cookie);
    expect((await drafter.get("/account")).words).toContain("Sign out on all 2 devices");

    const sessionId = (await auth.actorFromCookies(cookie))?.sessionId ?? "";
    const ended = await drafter.post("/account", { intent: "end-session", sessionId });
    expect(ended.words).toContain("That device was signed out.");
    expect((await elsewhere.get("/account")).status).toBe(302);
    expect((await drafter.get("/account")).status).toBe(200);

    const answer = await drafter.post("/account", { intent: "everywhere" });
    expect(answer.location).toBe("/login");
    expect(answer.headers.get("Set-Cookie")).toMatch(/Max-Age=0/u);
    expect(await auth.sessions(people.drafter.userId)).toHaveLength(0);
  });

  it("does not end anyone else's session", async () => {
    const { as, auth, people } = await openSite();
    const drafter = await as("drafter");
    await as("staff");
    const [theirs] = await auth.sessions(people.staff.userId);
    const answer = await drafter.post("/account", {
      intent: "end-session",
      sessionId: theirs?.id ?? "",
    });
    expect(answer.status).toBe(404);
    expect(await auth.sessions(people.staff.userId)).toHaveLength(1);
  });

  it("answers the ids of the drafts that a device may keep, to their reader alone", async () => {
    const { as, nobody, services, people, slug } = await openSite();
    await services.documents.create(people.drafter, slug, {
      kind: "letter",
      title: "A letter",
      layoutProfile: "letter",
    });
    const mine = await (await as("ilrc-drafter")).get("/account/drafts");
    expect(JSON.parse(mine.body)).toHaveLength(1);
    expect(JSON.parse((await (await as("stranger")).get("/account/drafts")).body)).toEqual([]);
    expect((await nobody.get("/account/drafts")).status).toBe(302);
  });
});
