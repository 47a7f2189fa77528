import { describe, expect, it } from "vitest";
import type { Outcome } from "#app/domain/refusal.ts";
import { SoftAuthenticator } from "#tests/support/soft-authenticator.ts";
import { cookieHeader, openCoalition } from "#tests/services/workspace.ts";
import { alerts, openSite, ORIGIN, siteOf, type Answer, type Visitor } from "./site.ts";

/** The pages of a server that has an address for which browsers make passkeys. */
const openServed = async () => siteOf(await openCoalition());

interface Asked {
  readonly challenge: string;
  readonly userVerification?: string;
}

/** The answer to a script that asks for a passkey. */
async function ask(visitor: Visitor, purpose: string) {
  const answer = await visitor.post(`/passkeys/${purpose}`, {});
  return { answer, outcome: JSON.parse(answer.body) as Outcome<Asked> };
}

function challengeOf(outcome: Outcome<Asked>): string {
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return outcome.value.challenge;
}

const cookieOf = (answer: Answer) => answer.headers.get("Set-Cookie") ?? "";

describe("passkeys", () => {
  it("[P1] are added on their page, sign in, and lead to the page that was asked for and nowhere else", async () => {
    const { as, nobody, withCookie } = await openServed();
    const drafter = await as("drafter");
    expect((await drafter.get("/account")).words).toContain(
      "You have none. A passkey signs you in",
    );
    const authenticator = new SoftAuthenticator(ORIGIN);
    const made = await ask(drafter, "make");
    const response = JSON.stringify(authenticator.register(challengeOf(made.outcome)));
    const fields = { intent: "add", name: "My laptop", response };
    const added = await drafter.post("/account/passkeys", fields);
    expect(added.words).toContain("“My laptop” was added.");
    expect(added.words).toContain("Kept in several devices.");
    expect((await drafter.get("/account")).words).toContain("You have one passkey.");

    for (const [next, leads] of [
      ["/account/passkeys", "/account/passkeys"],
      ["//evil.example", "/"],
    ] as const) {
      const { answer, outcome } = await ask(nobody, "sign-in");
      const cookie = cookieOf(answer);
      expect(cookie).toMatch(/^passkey-sign-in=[\w-]{43}; .*HttpOnly; SameSite=Lax/u);
      expect(outcome).toMatchObject({ ok: true, value: { userVerification: "required" } });
      const sent = JSON.stringify(authenticator.sign(challengeOf(outcome)));
      const signedIn = await withCookie(cookieHeader(cookie)).post(
        `/login/passkey?next=${encodeURIComponent(next)}`,
        { response: sent },
      );
      expect([signedIn.status, signedIn.location]).toEqual([302, leads]);
      const page = await withCookie(cookieHeader(cookieOf(signedIn))).get("/account/passkeys");
      expect(page.words).toContain("last used");
    }
  });

  it("[P1] are offered on the sign-in page, in the field of the address, where browsers make them alone", async () => {
    const served = await (await openServed()).nobody.get("/login");
    expect(served.words).toContain("Use a passkey");
    expect(served.document.querySelector("input[type=email]")?.getAttribute("autocomplete")).toBe(
      "username webauthn",
    );
    const { nobody, as } = await openSite();
    expect((await nobody.get("/login")).words).not.toContain("passkey");
    const { answer } = await ask(nobody, "sign-in");
    expect(answer.status).toBe(409);
    const page = await (await as("drafter")).get("/account/passkeys");
    expect(page.words).toContain("Passkeys need an address that begins with https://");
    expect(page.words).not.toContain("Add a passkey");
  });

  it("[P1] ask nobody who is not signed in, and say why an answer is not taken, on the page that sent it", async () => {
    const { nobody, as } = await openServed();
    for (const purpose of ["make", "prove"]) {
      const { answer, outcome } = await ask(nobody, purpose);
      expect([answer.status, outcome.ok]).toEqual([401, false]);
    }
    expect((await nobody.post("/passkeys/elsewhere", {})).status).toBe(404);
    const refused = await nobody.post("/login/passkey", { response: "{}" });
    expect(refused.status).toBe(400);
    const drafter = await as("drafter");
    const { outcome } = await ask(drafter, "prove");
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "not-found" } });
    const fields = { intent: "add", name: "Mine", response: "[".repeat(30_000) };
    const unread = await drafter.post("/account/passkeys", fields);
    expect(unread.status).toBe(400);
    expect(alerts(unread)).toContain("could not be read");
    const unnamed = await drafter.post("/account/passkeys", { ...fields, name: " " });
    expect(alerts(unnamed)).toContain("Give the passkey a name.");
  });
});
