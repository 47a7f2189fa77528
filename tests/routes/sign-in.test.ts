import { describe, expect, it } from "vitest";
import { cookieHeader, PASSWORD } from "#tests/services/workspace.ts";
import { alerts, control, openSite } from "./site.ts";

const credentials = { email: "drafter@example.org", password: PASSWORD };

describe("signing in", () => {
  it("opens a session with the fields email and password, and leads home", async () => {
    const { nobody, withCookie } = await openSite();
    const answer = await nobody.post("/login", credentials);
    expect([answer.status, answer.location]).toEqual([302, "/"]);
    const cookie = answer.headers.get("Set-Cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly/u);
    expect(cookie).toMatch(/SameSite=Lax/u);
    const home = await withCookie(cookieHeader(cookie)).get("/");
    expect(home.status).toBe(200);
    expect(home.words).toContain("Records about the priorities");
  });

  it("leads to the page that was asked for", async () => {
    const { nobody, slug } = await openSite();
    const asked = await nobody.get(`/matters/${slug}?from=mail`);
    expect([asked.status, asked.location]).toEqual([
      302,
      `/login?next=${encodeURIComponent(`/matters/${slug}?from=mail`)}`,
    ]);
    const answer = await nobody.post(asked.location ?? "", credentials);
    expect(answer.location).toBe(`/matters/${slug}?from=mail`);
  });

  it("keeps that page on the way through an organization's sign-in and back", async () => {
    const { nobody } = await openSite();
    const page = await nobody.get("/sign-in/organization?next=%2Faccount");
    expect(page.document.querySelector('a[href="/login?next=%2Faccount"]')).not.toBeNull();
  });

  it("never leads to another site", async () => {
    const { nobody } = await openSite();
    for (const next of ["//evil.example", "https://evil.example/", "/\\evil.example", "/\t/evil"]) {
      const answer = await nobody.post(`/login?next=${encodeURIComponent(next)}`, credentials);
      expect([answer.status, answer.location]).toEqual([302, "/"]);
    }
  });

  it("says what is missing, field by field, and keeps the address", async () => {
    const { nobody } = await openSite();
    const empty = await nobody.post("/login", { email: "", password: "" });
    expect(empty.status).toBe(400);
    expect(alerts(empty)).toContain("Enter an e-mail address.");
    expect(alerts(empty)).toContain("Enter your password.");
    const half = await nobody.post("/login", { email: "drafter@example.org", password: "" });
    expect(control(half, "E-mail address").value).toBe("drafter@example.org");
    expect(control(half, "Password").getAttribute("aria-invalid")).toBe("true");
  });

  it("answers a wrong password and an unknown address alike, and never sends the password back", async () => {
    const { nobody } = await openSite();
    const secret = "certainly-not-the-password";
    const wrong = await nobody.post("/login", { ...credentials, password: secret });
    const unknown = await nobody.post("/login", { email: "nobody@example.org", password: secret });
    expect([wrong.status, unknown.status]).toEqual([400, 400]);
    expect(alerts(wrong)).not.toBe("");
    expect(alerts(unknown)).toBe(alerts(wrong));
    expect(control(unknown, "E-mail address").value).toBe("nobody@example.org");
    expect(wrong.body + unknown.body).not.toContain(secret);
    expect(wrong.headers.has("Set-Cookie")).toBe(false);
  });

  it("ends the session that the browser had before", async () => {
    const { withCookie, cookieOf, endedSessions } = await openSite();
    const before = withCookie(await cookieOf("ilrc-admin@example.org"));
    expect((await before.get("/login")).words).toContain("You are signed in as ilrc-admin");
    await before.post("/login", credentials);
    expect(endedSessions).toHaveLength(1);
    expect((await before.get("/")).location).toBe("/login");
  });
});

describe("signing out", () => {
  it("ends the session, and makes the browser forget it", async () => {
    const { as, endedSessions } = await openSite();
    const drafter = await as("drafter");
    const answer = await drafter.post("/logout", {});
    expect([answer.status, answer.location]).toEqual([302, "/login"]);
    expect(answer.headers.get("Set-Cookie")).toMatch(/Max-Age=0/u);
    expect(endedSessions).toHaveLength(1);
    expect((await drafter.get("/account")).location).toBe("/login?next=%2Faccount");
  });

  it("does not happen to whoever follows a link to it", async () => {
    const { as } = await openSite();
    const drafter = await as("drafter");
    expect((await drafter.get("/logout")).location).toBe("/");
    expect((await drafter.get("/")).status).toBe(200);
  });
});
