import { describe, expect, it } from "vitest";
import { PASSKEY_ASK_BYTES } from "#app/domain/forms/review.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import { openReview, submit } from "#tests/services/papers.ts";
import { askOf, givePasskey } from "#tests/services/passkeys.ts";
import { ORIGIN, siteOf } from "./site.ts";

async function openAsked() {
  const site = siteOf(await openReview());
  const version = await submit(site);
  const key = await givePasskey(site, site.reviewers.ilrc);
  const cookie = await site.cookieOf("ilrc-reviewer@example.org");
  const post = (address: string, type: string, body: string, of: string | null = cookie) =>
    site.nobody.send(
      new Request(`${ORIGIN}${address}`, {
        method: "POST",
        body,
        headers: {
          "Content-Type": type,
          "Content-Length": String(Buffer.byteLength(body)),
          ...(of === null ? {} : { Cookie: of }),
        },
      }),
    );
  const ask = async (body: string, of: string | null = cookie, id = site.documentId) => {
    const answer = await post(`/documents/${id}/passkey`, "application/json", body, of);
    const outcome = JSON.parse(answer.body) as Outcome<{ readonly challenge: string }>;
    return { status: answer.status, outcome, code: outcome.ok ? null : outcome.refusal.code };
  };
  const decide = (fields: Readonly<Record<string, string>>, of: string | null = cookie) =>
    post(
      `/documents/${site.documentId}/review`,
      "application/x-www-form-urlencoded",
      new URLSearchParams(fields).toString(),
      of,
    );
  return { ...site, version, key, ask, decide };
}

describe("[P2] the address that asks a passkey to sign a decision", () => {
  it("answers what the browser hands its key, whose signature the form then takes once", async () => {
    const { version, key, ask, decide, organizations, database, as, documentId } =
      await openAsked();
    const asked = askOf({ organizations }, "ilrc", version);
    const { status, outcome } = await ask(JSON.stringify(asked));
    expect(status).toBe(200);
    const challenge = outcome.ok ? outcome.value.challenge : "";
    const { decision: _decision, ...fields } = asked;
    const passkey = JSON.stringify(key.sign(challenge));
    const form = { ...fields, intent: "sign-off", passkey };
    const signed = await decide(form);
    expect([signed.status, signed.body.includes("You signed off")]).toEqual([200, true]);
    expect(await database.client.signOffProof.count()).toBe(1);
    expect((await decide(form)).status).toBe(400);
    const proof = await database.client.signOffProof.findFirstOrThrow();
    const reader = await as("observer");
    const file = await reader.get(`/documents/${documentId}/sign-offs/${proof.signOffId}.json`);
    expect(file.status).toBe(200);
    expect(JSON.parse(file.body)).toMatchObject({
      statement: { ...fields, decision: "approved", nonce: proof.nonce },
      proof: { signature: proof.signature },
    });
    const outside = await as("stranger");
    const address = `/documents/${documentId}/sign-offs/${proof.signOffId}.json`;
    expect((await outside.get(address)).status).toBe(404);
    expect((await reader.get(`/documents/${documentId}/sign-offs/no-such.json`)).status).toBe(404);
  });

  it("takes a signature from the session alone that asked for it", async () => {
    const { version, key, ask, decide, organizations, auth, database } = await openAsked();
    const asked = askOf({ organizations }, "ilrc", version);
    const { outcome } = await ask(JSON.stringify(asked));
    const passkey = JSON.stringify(key.sign(outcome.ok ? outcome.value.challenge : ""));
    const { decision: _decision, ...fields } = asked;
    const { userId } = await database.client.passkey.findFirstOrThrow();
    const from = { address: "192.0.2.9" };
    const proof = { method: "passkey", own: true, via: null } as const;
    const other = await auth.openSession(userId, from, proof);
    const of = other.cookie.split(";")[0] ?? "";
    const answer = await decide({ ...fields, intent: "sign-off", passkey }, of);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain("That is no signature by a passkey of yours");
    expect(await database.client.signOff.count()).toBe(0);
  });

  it("tells in JSON who is signed out, outside or without the role, and refuses what is too large or none", async () => {
    const { version, ask, organizations, cookieOf, database } = await openAsked();
    const asked = JSON.stringify(askOf({ organizations }, "ilrc", version));
    const of = (name: string) => cookieOf(`${name}@example.org`);
    expect(await ask(asked, null)).toMatchObject({ status: 401, code: "not-signed-in" });
    const outside = await ask(asked, await of("stranger"));
    expect(outside).toMatchObject({ status: 404, code: "not-found" });
    expect(await ask(asked, await of("stranger"), "no-such")).toEqual(outside);
    expect(await ask(asked, await of("observer"))).toMatchObject({ status: 403 });
    expect(await ask("no JSON")).toMatchObject({ status: 400, code: "bad-input" });
    expect(await ask("[".repeat(1_000))).toMatchObject({ status: 400, code: "bad-input" });
    const large = JSON.stringify({ more: "x".repeat(PASSKEY_ASK_BYTES) });
    expect(await ask(large)).toMatchObject({ status: 413, code: "too-large" });
    expect(await database.client.ceremony.count()).toBe(0);
  });
});
