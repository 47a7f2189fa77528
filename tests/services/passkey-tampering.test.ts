import { createHash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { lineOf } from "#server/services/audit/lines.ts";
import { chainedText } from "#app/domain/audit-event.ts";
import { statementText } from "#app/domain/sign-off-statement.ts";
import { sha256 } from "#server/digest.ts";
import { appendEvent, HEAD_ID } from "#server/services/audit/append.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { SoftAuthenticator } from "#tests/support/soft-authenticator.ts";
import { openReview, submit, writeText } from "./papers.ts";
import { givePasskey, ORIGIN, signByPasskey, takePasskey } from "./passkeys.ts";
import { FILING } from "./sign-and-file.ts";
import { fileInSteps } from "./file-in-steps.ts";
import { another, dropForeignKeys } from "./tampered.ts";
import { FROM, PASSWORD, refused, stage, value } from "./workspace.ts";

// Each test verifies a whole record several times, on a machine that may be busy.
vi.setConfig({ testTimeout: 240_000 });

const COLUMNS = [
  "credentialId",
  "publicKey",
  "fingerprint",
  "host",
  "origin",
  "nonce",
  "authenticatorData",
  "clientData",
  "signature",
] as const;

/** A version that both organizations signed, each by a key. */
const openSigned = stage(openReview, async (review) => {
  const version = await submit(review);
  for (const party of ["council", "ilrc"] as const) {
    const key = await givePasskey(review, review.reviewers[party]);
    value(await signByPasskey(review, review.reviewers[party], { key, party, version }));
  }
  const { versionId, hash } = version;
  return { version: { versionId, hash } };
});
type Signed = Awaited<ReturnType<typeof openSigned>>;

const proofsIn = ({ database }: Signed) =>
  database.client.signOffProof.findMany({
    orderBy: { signOff: { recordedAs: "asc" } },
    include: { signOff: true },
  });

/** Findings on the document's sign-offs, without the tables that lines hold hashes of. */
const differencesIn = async ({ database }: Signed) =>
  (await verifyAll(database)).differences.map(({ why }) => why);

/** A key with its proof of a statement, as somebody makes it who can write the database. */
function forge(statement: Parameters<typeof statementText>[0]) {
  const key = new SoftAuthenticator(ORIGIN);
  const challenge = createHash("sha256").update(statementText(statement)).digest("base64url");
  const { response } = key.sign(challenge);
  return {
    credentialId: key.id,
    publicKey: Buffer.from(key.publicKey).toString("base64url"),
    fingerprint: sha256(key.publicKey),
    nonce: statement.nonce,
    authenticatorData: response.authenticatorData,
    clientData: response.clientDataJSON,
    signature: response.signature,
  };
}

/** Writes a line's details anew, and every later line's hash, as somebody can who writes the database. */
async function rewrite(
  { database: { client } }: Signed,
  sequence: number,
  change: (details: Record<string, unknown>) => Record<string, unknown>,
): Promise<void> {
  const rows = await client.auditEvent.findMany({
    where: { sequence: { gte: sequence } },
    orderBy: { sequence: "asc" },
  });
  let previousHash = rows[0]?.previousHash ?? "";
  for (const row of rows) {
    const details =
      row.sequence === sequence
        ? JSON.stringify(change(JSON.parse(row.details) as Record<string, unknown>))
        : row.details;
    const line = lineOf({ ...row, details, previousHash });
    const hash = sha256(chainedText(line));
    await client.auditEvent.update({
      where: { sequence: row.sequence },
      data: { details, previousHash, hash },
    });
    previousHash = hash;
  }
  await client.auditHead.update({ where: { id: HEAD_ID }, data: { hash: previousHash } });
}

describe("[P2] audit:verify, where somebody wrote the proof of a sign-off past the program", () => {
  it("finds each changed column of each proof, a proof that is gone, and one that was added", async () => {
    const signed = await openSigned();
    const { database } = signed;
    await dropForeignKeys(database);
    expect(await verifyAll(database)).toMatchObject({ differences: [], rowDifferences: [] });
    const { client } = database;
    for (const { signOff, ...proof } of await proofsIn(signed)) {
      const where = { signOffId: proof.signOffId };
      for (const column of COLUMNS) {
        const data = { [column]: another(column, proof[column]) };
        await client.signOffProof.update({ where, data });
        const verified = await verifyAll(database);
        expect(verified.rowDifferences, column).toMatchObject([{ table: "SignOffProof" }]);
        // Of the credential's id the signature says nothing.
        const isSeen = verified.differences.length > 0;
        expect(isSeen, column).toBe(column !== "credentialId");
        await client.signOffProof.update({ where, data: { [column]: proof[column] } });
      }
      await client.signOffProof.delete({ where });
      expect(await differencesIn(signed)).toEqual(["a passkey’s proof of a sign-off is gone"]);
      await client.signOffProof.create({ data: proof });
      expect(signOff.decision).toBe("approved");
    }
    expect(await differencesIn(signed)).toEqual([]);
  });

  it("finds a proof that was put beside a sign-off by password", async () => {
    const signed = await openSigned();
    const { database, documentId, reviewers, organizations, services, people } = signed;
    value(await services.reviews.reopen(people.drafter, documentId, { reason: "Another look." }));
    await writeText(signed, documentId, "More words.");
    const { versionId, hash } = await submit(signed);
    const form = { versionId, hash, organizationId: organizations.ilrc };
    const plain = { ...form, password: PASSWORD };
    value(await services.reviews.signOff(reviewers.ilrc, documentId, plain, FROM));
    const { client } = database;
    const last = await client.signOff.findFirstOrThrow({ orderBy: { recordedAs: "desc" } });
    const nonce = Buffer.alloc(32, 1).toString("base64url");
    const { userId } = reviewers.ilrc;
    const proof = forge({ ...form, userId, decision: "approved", nonce });
    await client.signOffProof.create({
      data: { ...proof, signOffId: last.id, host: "desk.example.org", origin: ORIGIN },
    });
    expect(await differencesIn(signed)).toEqual([
      "a passkey’s proof of a sign-off is in no line of the record",
      "no line says that this person had added the passkey of its sign-off",
    ]);
  });

  it("finds a key that was put in the place of another, with its own fitting signature", async () => {
    const signed = await openSigned();
    const { client } = signed.database;
    const [proof] = await proofsIn(signed);
    const { signOff, ...kept } = proof!;
    const { versionId, hash, userId, organizationId } = signOff;
    const statement = { versionId, hash, userId, organizationId, nonce: kept.nonce };
    const forged = forge({ ...statement, decision: "approved" });
    const where = { signOffId: kept.signOffId };
    await client.signOffProof.update({ where, data: forged });
    const changed = 'of the passkey’s proof of a sign-off the column "fingerprint" was changed';
    const unknown = "no line says that this person had added the passkey of its sign-off";
    expect(await differencesIn(signed)).toEqual([changed, unknown]);
    // And its registration written behind all others: the line of the decision names the other key.
    const { fingerprint } = forged;
    await signed.database.write((tx) =>
      appendEvent(tx, signed.clock(), {
        type: "person.passkey-added",
        actorId: userId,
        details: { fingerprint },
      }),
    );
    expect(await differencesIn(signed)).toEqual([
      changed,
      "the passkey of its sign-off was added after it",
    ]);
    // And the line of the decision, with the whole chain behind it: it was registered too late.
    await rewrite(signed, signOff.recordedAs, (details) => ({ ...details, passkey: fingerprint }));
    expect(await differencesIn(signed)).toEqual(["the passkey of its sign-off was added after it"]);
    refused(
      await signed.services.reviews.signOffFile(
        signed.people.observer,
        signed.documentId,
        signOff.id,
      ),
      "record-differs",
    );
  });

  it("finds a registration of the same key by somebody else", async () => {
    const signed = await openSigned();
    const { client } = signed.database;
    const [proof] = await proofsIn(signed);
    const added = await client.auditEvent.findMany({
      where: { type: "person.passkey-added" },
      orderBy: { sequence: "asc" },
    });
    const line = added.find(({ details }) => details.includes(proof!.fingerprint));
    await client.auditEvent.update({
      where: { sequence: line!.sequence },
      data: { actorId: signed.reviewers.ilrcSecond.userId },
    });
    await rewrite(signed, line!.sequence, (details) => details);
    expect(await differencesIn(signed)).toEqual([
      "no line says that this person had added the passkey of its sign-off",
    ]);
  });

  it("finds nothing in a sign-off whose key was removed since, and still gives out its file", async () => {
    const signed = await openSigned();
    const { database, reviewers, version, documentId, services, people } = signed;
    const [proof] = await proofsIn(signed);
    const { userId } = proof!.signOff;
    const actor = userId === reviewers.council.userId ? reviewers.council : reviewers.ilrc;
    const removed = { id: proof!.credentialId, publicKey: keyBytes(proof!.publicKey) };
    await takePasskey(signed, actor, removed as SoftAuthenticator);
    expect(await verifyAll(database)).toMatchObject({ differences: [], rowDifferences: [] });
    value(await services.reviews.signOffFile(people.observer, documentId, proof!.signOffId));
    expect(version.hash).toBe(proof!.signOff.hash);
  });

  it("finds a sign-off by a key that a line says was removed before", async () => {
    const review = await openReview();
    const version = await submit(review);
    const actor = review.reviewers.ilrc;
    const key = await givePasskey(review, actor);
    const { database } = review;
    const told = { fingerprint: sha256(key.publicKey) };
    const at = { type: "person.passkey-removed", actorId: actor.userId, details: told } as const;
    const by = { key, party: "ilrc", version } as const;
    value(await signByPasskey(review, actor, by));
    const [signOff] = await database.client.signOff.findMany();
    await database.write((tx) => appendEvent(tx, review.clock(), at));
    expect(await differencesIn({ ...review, version })).toEqual([]);
    // As if the decision had been recorded behind it.
    const last = await database.client.auditHead.findFirstOrThrow();
    await database.client.signOff.update({
      where: { id: signOff!.id },
      data: { recordedAs: last.sequence + 1 },
    });
    expect(await differencesIn({ ...review, version })).toContain(
      "the passkey of its sign-off had been removed before",
    );
  });

  it("finds a sign-off by a key that was made through another organization, though its row says otherwise", async () => {
    const review = await openReview();
    const version = await submit(review);
    const actor = review.reviewers.ilrc;
    const { database, organizations } = review;
    const key = await givePasskey(review, actor);
    const by = { key, party: "ilrc", version } as const;
    value(await signByPasskey(review, actor, by));
    const signed = { ...review, version };
    const { client } = database;
    const added = { type: "person.passkey-added" };
    const line = await client.auditEvent.findFirstOrThrow({ where: added });
    const through = (via: string) =>
      rewrite(signed, line.sequence, (details) => ({ ...details, via }));
    await through(organizations.ilrc);
    expect(await differencesIn(signed)).toEqual([]);
    await through(organizations.council);
    expect(await differencesIn(signed)).toEqual([
      "the passkey of its sign-off was made through another organization",
    ]);
    const { id } = await client.signOff.findFirstOrThrow();
    const file = review.services.reviews.signOffFile(actor, review.documentId, id);
    refused(await file, "record-differs");
  });

  it("signs by no key that was made through another organization, though its row says otherwise", async () => {
    const review = await openReview();
    const version = await submit(review);
    const actor = review.reviewers.ilrc;
    const { database, organizations } = review;
    const key = await givePasskey(review, actor, { via: organizations.council });
    await database.client.passkey.update({ where: { id: key.id }, data: { via: null } });
    const by = { key, party: "ilrc", version } as const;
    refused(await signByPasskey(review, actor, by), "record-differs");
    expect(await database.client.signOff.count()).toBe(0);
  });

  it("keeps a key whose public key somebody else added and removed under an id of their own", async () => {
    const review = await openReview();
    const version = await submit(review);
    const { database, clock, reviewers } = review;
    const actor = reviewers.ilrc;
    const key = await givePasskey(review, actor);
    const told = { passkeyId: "made up", fingerprint: sha256(key.publicKey) };
    // Another person, and somebody of another organization in a sign-in as this one.
    for (const actorId of [reviewers.council.userId, actor.userId]) {
      await database.write(async (tx) => {
        const lines = ["person.passkey-added", "person.passkey-removed"] as const;
        for (const type of lines) await appendEvent(tx, clock(), { type, actorId, details: told });
      });
    }
    value(await signByPasskey(review, actor, { key, party: "ilrc", version }));
    expect(await differencesIn({ ...review, version })).toEqual([]);
    const { id } = await database.client.signOff.findFirstOrThrow();
    value(await review.services.reviews.signOffFile(actor, review.documentId, id));
  });

  it("signs by no key of which the record knows nothing, or says that it was removed", async () => {
    const review = await openReview();
    const version = await submit(review);
    const actor = review.reviewers.ilrc;
    const { database, clock } = review;
    const key = await givePasskey(review, actor);
    const [row] = await database.client.passkey.findMany();
    const other = new SoftAuthenticator(ORIGIN);
    const publicKey = Buffer.from(other.publicKey).toString("base64url");
    const fingerprint = sha256(other.publicKey);
    const forged = { ...row!, id: other.id, publicKey, fingerprint };
    await database.client.passkey.create({ data: forged });
    const by = { party: "ilrc", version } as const;
    refused(await signByPasskey(review, actor, { ...by, key: other }), "record-differs");
    await database.write((tx) =>
      appendEvent(tx, clock(), {
        type: "person.passkey-removed",
        actorId: actor.userId,
        details: { fingerprint: sha256(key.publicKey) },
      }),
    );
    refused(await signByPasskey(review, actor, { ...by, key }), "record-differs");
    expect(await database.client.signOff.count()).toBe(0);
  });

  it.each([
    ["another version", { versionId: "another", hash: "0".repeat(64) }],
    ["another organization", { organizationId: "another" }],
    ["another person", { userId: "another" }],
    ["another decision", { decision: "changes-requested" as const }],
    ["another nonce", { nonce: Buffer.alloc(32, 2).toString("base64url") }],
  ])("finds a signature of %s by the right key", async (_, other) => {
    const review = await openReview();
    const version = await submit(review);
    const actor = review.reviewers.ilrc;
    const key = await givePasskey(review, actor);
    value(await signByPasskey(review, actor, { key, party: "ilrc", version }));
    const signed = { ...review, version };
    const [proof] = await proofsIn(signed);
    const { signOff, nonce, signOffId } = proof!;
    const { versionId, hash, userId, organizationId } = signOff;
    const statement = { versionId, hash, userId, organizationId, nonce, ...other };
    const text = statementText({ decision: "approved", ...statement });
    const challenge = createHash("sha256").update(text).digest("base64url");
    const { clientDataJSON: clientData, ...answer } = key.sign(challenge).response;
    const { authenticatorData, signature } = answer;
    await review.database.client.signOffProof.update({
      where: { signOffId },
      data: { authenticatorData, signature, clientData },
    });
    expect(await differencesIn(signed)).toEqual([
      "of its sign-off the key signed another statement",
    ]);
  });

  it("keeps such a document from being signed, filed, certified and given out", async () => {
    const signed = await openSigned();
    const { database, services, people, documentId, version } = signed;
    const { client } = database;
    const filing = { ...version, ...FILING };
    value(await fileInSteps(services, people.staff, documentId, filing));
    value(await services.filings.certificate(people.observer, documentId));
    const [proof] = await proofsIn(signed);
    const { signOffId, signature } = proof!;
    value(await services.reviews.signOffFile(people.observer, documentId, signOffId));
    const other = another("signature", signature) as string;
    await client.signOffProof.update({ where: { signOffId }, data: { signature: other } });
    refused(await services.filings.certificate(people.observer, documentId), "record-differs");
    const file = services.reviews.signOffFile(people.observer, documentId, signOffId);
    refused(await file, "record-differs");
    expect(await differencesIn(signed)).toHaveLength(1);
  });

  it("keeps an approved one from being filed", async () => {
    const signed = await openSigned();
    const { services, people, documentId, version, database } = signed;
    const [proof] = await proofsIn(signed);
    await database.client.signOffProof.delete({ where: { signOffId: proof!.signOffId } });
    const filing = { ...version, ...FILING };
    const filed = fileInSteps(services, people.staff, documentId, filing);
    refused(await filed, "record-differs");
    expect(await database.client.filing.count()).toBe(0);
  });
});

const keyBytes = (text: string) => Uint8Array.from(Buffer.from(text, "base64url"));
