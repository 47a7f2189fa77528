import { describe, expect, it } from "vitest";
import { createAuth, hashSecret } from "#server/auth/index.ts";
import { recordSignIns } from "#server/services/audit/record-sign-ins.ts";
import { createServices } from "#server/services/index.ts";
import { CodeApp } from "#tests/support/code-app.ts";
import { sendLetters } from "./account-letters.ts";
import { cookiesOfCodeStep, sessionByPassword, setUpApp, withCookie } from "./with-code-app.ts";
import {
  cookieHeader,
  FROM,
  MINUTE,
  openCoalition,
  PASSWORD,
  refusal,
  refused,
  tokenOf,
  value,
  type Coalition,
  type Knobs,
} from "./workspace.ts";

const EMAIL = "drafter@example.org";
const HOUR = 60 * MINUTE;
/** The next code of an app. */
const WINDOW = 30_000;

/** A person with a code app, half an hour after it was set up. */
async function openWithApp(knobs: Knobs = { posted: "sent" }) {
  const coalition = await openCoalition(knobs);
  const session = await sessionByPassword(coalition, EMAIL);
  const made = await setUpApp(coalition, session);
  coalition.pass(30 * MINUTE);
  const { services, database, app } = { ...coalition, ...made };
  const signIn = (cookies: string, code: string, from = FROM) =>
    services.secondFactor.signIn(cookies, { code }, from);
  const lines = async (type: string) => {
    const rows = await database.client.auditEvent.findMany({
      where: { type },
      orderBy: { sequence: "asc" },
    });
    return rows.map(({ actorId, details }) => ({
      actorId,
      details: JSON.parse(details) as Record<string, unknown>,
    }));
  };
  return { ...coalition, ...made, app, session, signIn, lines };
}

/** Facts that the record lacks, or tells otherwise. */
async function differences({
  system,
  database,
  clock,
}: Pick<Coalition, "system" | "database" | "clock">) {
  await recordSignIns(database, clock());
  const { chain, rowDifferences, sessionDifferences } = await system.verifyAll([], true);
  return [...(chain.intact ? [] : [chain]), ...rowDifferences, ...sessionDifferences];
}

describe("[P3] setting up a code app", () => {
  it("shows its secret as a picture and in text, and ten recovery codes once it has shown a code", async () => {
    const { setUp, codes, database, people } = await openWithApp();
    expect(setUp.address).toContain("otpauth://totp/");
    expect(setUp.address).toContain(`secret=${setUp.secret.replaceAll(" ", "")}`);
    expect(setUp.address).toContain("drafter%40example.org");
    expect(setUp.qr.path).toMatch(/^(?:M\d+ \d+h1v1h-1z)+$/u);
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes)
      expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(?:-[0-9a-hjkmnp-tv-z]{4}){3}$/u);

    // Neither stands in the database as it was shown.
    const row = await database.client.secondFactor.findUniqueOrThrow({
      where: { userId: people.drafter.userId },
    });
    expect(row.secret).toMatch(/^v1\./u);
    expect(row.via).toBeNull();
    const kept = await database.client.recoveryCode.findMany();
    const hashes = codes.map((code) => hashSecret(code.replaceAll("-", "")));
    expect(kept.map(({ hash }) => hash).toSorted()).toEqual(hashes.toSorted());
  });

  it("stores nothing before the app has shown a code", async () => {
    const coalition = await openCoalition();
    const { services, database } = coalition;
    const session = await sessionByPassword(coalition, EMAIL);
    const { cookie } = value(await services.secondFactor.begin(session, {}));
    const beginning = withCookie(session, cookie);
    const setUp = await services.secondFactor.showSetUp(beginning);
    expect(setUp).not.toBeNull();
    const wrong = await services.secondFactor.finish(session.actor, { code: "000 000" }, beginning);
    expect(refused(wrong, "wrong-credentials").fields).toHaveProperty("code");
    expect(await database.client.secondFactor.count()).toBe(0);
    expect(value(await coalition.auth.signIn(EMAIL, PASSWORD, FROM)).awaitsCode).toBe(false);

    // The secret itself waits sealed.
    const [ceremony] = await database.client.ceremony.findMany({
      where: { kind: "second-factor" },
    });
    expect(ceremony?.details).not.toContain(setUp?.secret.replaceAll(" ", ""));
    coalition.pass(16 * MINUTE);
    const late = await services.secondFactor.finish(session.actor, { code: "123456" }, beginning);
    refused(late, "expired-link");
  });

  it("is bound to the session that began it", async () => {
    const coalition = await openCoalition();
    const { services } = coalition;
    const mine = await sessionByPassword(coalition, EMAIL);
    const again = await sessionByPassword(coalition, EMAIL);
    const theirs = await sessionByPassword(coalition, "staff@example.org");
    const { cookie } = value(await services.secondFactor.begin(mine, {}));
    for (const other of [again, theirs]) {
      expect(await services.secondFactor.showSetUp(withCookie(other, cookie))).toBeNull();
      const finished = await services.secondFactor.finish(
        other.actor,
        { code: "123456" },
        withCookie(other, cookie),
      );
      refused(finished, "expired-link");
    }
    expect(await services.secondFactor.showSetUp(withCookie(mine, cookie))).not.toBeNull();
  });

  it("asks for a fresh proof once the sign-in is a while ago", async () => {
    const coalition = await openCoalition();
    const { services, pass } = coalition;
    const session = await sessionByPassword(coalition, EMAIL);
    pass(11 * MINUTE);
    expect(value(await services.secondFactor.show(session.actor, session)).asksProof).toBe(true);
    const none = refused(await services.secondFactor.begin(session, {}), "bad-input");
    expect(none.fields).toHaveProperty("proofPassword");
    const wrong = await services.secondFactor.begin(session, { proofPassword: "not it at all" });
    expect(refused(wrong, "wrong-credentials").fields).toHaveProperty("proofPassword");
    value(await services.secondFactor.begin(session, { proofPassword: PASSWORD }));
  });

  it("[P8] takes no password that an organization had a hand in for a proof of one's own", async () => {
    const coalition = await openCoalition();
    const { services, pass, database, organizations } = coalition;
    const session = await sessionByPassword(coalition, EMAIL);
    const passwordVia = organizations.council;
    await database.client.user.update({ where: { email: EMAIL }, data: { passwordVia } });
    pass(11 * MINUTE);
    const given = await services.secondFactor.begin(session, { proofPassword: PASSWORD });
    expect(refused(given, "forbidden").fields).toHaveProperty("proofPassword");
    const reach = { own: false, via: passwordVia };
    const through = { ...session, actor: { ...session.actor, reach } };
    value(await services.secondFactor.begin(through, { proofPassword: PASSWORD }));
  });

  it("says where the server has no key to keep the secret with, and changes nothing", async () => {
    const coalition = await openCoalition({ encryptionKeys: "none" });
    const { services, database } = coalition;
    const session = await sessionByPassword(coalition, EMAIL);
    expect(value(await services.secondFactor.show(session.actor, session)).canSeal).toBe(false);
    const begun = refused(await services.secondFactor.begin(session, {}), "unavailable");
    expect(begun.sentence).toContain("no key to encrypt secrets with");
    expect(await database.client.ceremony.count()).toBe(0);
  });

  it("is a line of the record, which verifies, and is told by mail", async () => {
    const workspace = await openWithApp();
    const { lines, people, letters } = workspace;
    expect(await lines("person.second-factor-set")).toMatchObject([
      { actorId: people.drafter.userId, details: { replaced: false, via: null } },
    ]);
    expect(await differences(workspace)).toEqual([]);
    await sendLetters(workspace);
    expect(letters.map(({ to, subject }) => [to.address, subject])).toEqual([
      [EMAIL, "A code app was set up for your account"],
    ]);
  });
});

describe("[P3] the record", () => {
  it("tells of a secret, or of whose hand was in it, that was changed beside it", async () => {
    const workspace = await openWithApp();
    const { database, people, organizations } = workspace;
    const where = { userId: people.drafter.userId };
    const before = await database.client.secondFactor.findUniqueOrThrow({ where });
    for (const change of [{ secret: "v1.000000000000.AAAA" }, { via: organizations.ilrc }]) {
      await database.client.secondFactor.update({ where, data: change });
      expect(await differences(workspace)).toMatchObject([{ table: "SecondFactor" }]);
      await database.client.secondFactor.update({ where, data: before });
    }
    expect(await differences(workspace)).toEqual([]);
    await database.client.secondFactor.delete({ where });
    expect(await differences(workspace)).toMatchObject([{ table: "SecondFactor" }]);
  });
});

describe("[P3] the sign-in's second step", () => {
  it("asks for a code after the right password, and opens nothing before", async () => {
    const { auth, database, app, clock, signIn } = await openWithApp();
    const before = await database.client.session.count();
    const first = value(await auth.signIn(EMAIL, PASSWORD, FROM));
    expect(first).toMatchObject({ awaitsCode: true, enrolling: false });
    const cookies = cookieHeader(first.cookie);
    expect(await auth.actorFromCookies(cookies)).toBeNull();
    expect(await auth.enrolleeFromCookies(cookies)).toBeNull();
    expect(await database.client.session.count()).toBe(before);

    const { cookie, enrolling } = value(await signIn(cookies, app.at(clock())));
    expect(enrolling).toBe(false);
    const signedIn = await auth.actorFromCookies(cookieHeader(cookie));
    expect(signedIn?.actor).toMatchObject({ email: EMAIL, reach: { own: true, via: null } });
    const row = await database.client.session.findUniqueOrThrow({
      where: { id: signedIn?.sessionId ?? "" },
    });
    expect(row.method).toBe("password-and-code");
  });

  it("answers a wrong password as for anybody else", async () => {
    const { auth } = await openWithApp();
    const wrong = await auth.signIn(EMAIL, "not the password at all", FROM);
    const unknown = await auth.signIn("nobody@example.org", "not the password at all", FROM);
    expect(wrong).toEqual(unknown);
  });

  it("takes a code once, and none of a window before one that was taken", async () => {
    const workspace = await openWithApp();
    const { app, clock, signIn, pass } = workspace;
    const earlier = app.at(new Date(clock().getTime() - WINDOW));
    const code = app.at(clock());
    value(await signIn(await cookiesOfCodeStep(workspace, EMAIL), code));
    for (const again of [code, earlier]) {
      expect(await signIn(await cookiesOfCodeStep(workspace, EMAIL), again)).toMatchObject(
        refusal("wrong-credentials"),
      );
    }
    pass(WINDOW);
    value(await signIn(await cookiesOfCodeStep(workspace, EMAIL), app.at(clock())));
  });

  it("takes a code a window early or late, and none from further off", async () => {
    const workspace = await openWithApp();
    const { app, clock, signIn, pass } = workspace;
    for (const off of [-2, 2]) {
      const code = app.at(new Date(clock().getTime() + off * WINDOW));
      expect(await signIn(await cookiesOfCodeStep(workspace, EMAIL), code)).toMatchObject(
        refusal("wrong-credentials"),
      );
    }
    for (const off of [-1, 1]) {
      pass(5 * MINUTE);
      const code = app.at(new Date(clock().getTime() + off * WINDOW));
      value(await signIn(await cookiesOfCodeStep(workspace, EMAIL), code));
    }
  });

  it("lets one in of two who send the same code at once", async () => {
    const workspace = await openWithApp();
    const { app, clock, signIn, database } = workspace;
    const steps = [
      await cookiesOfCodeStep(workspace, EMAIL),
      await cookiesOfCodeStep(workspace, EMAIL),
    ];
    const before = await database.client.session.count();
    const code = app.at(clock());
    const answers = await Promise.all(steps.map((cookies) => signIn(cookies, code)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await database.client.session.count()).toBe(before + 1);
  });

  it("opens one session for a step that ends twice", async () => {
    const workspace = await openWithApp();
    const { app, clock, codes, signIn, database } = workspace;
    const cookies = await cookiesOfCodeStep(workspace, EMAIL);
    const before = await database.client.session.count();
    const answers = await Promise.all([
      signIn(cookies, app.at(clock())),
      signIn(cookies, codes[0] ?? ""),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await database.client.session.count()).toBe(before + 1);
  });

  it("is ended by a process that did not begin it", async () => {
    const workspace = await openWithApp();
    const { database, clock, app, resources } = workspace;
    const { log } = resources;
    const auth = createAuth({ database, clock, log, secureCookies: false });
    const elsewhere = createServices({ ...resources, auth });
    const cookies = await cookiesOfCodeStep(workspace, EMAIL);
    const code = app.at(clock());
    const { cookie } = value(await elsewhere.secondFactor.signIn(cookies, { code }, FROM));
    expect(await workspace.auth.actorFromCookies(cookieHeader(cookie))).not.toBeNull();
    // Nor does the code work here, which was used there.
    const again = await workspace.signIn(await cookiesOfCodeStep(workspace, EMAIL), code);
    expect(again).toMatchObject(refusal("wrong-credentials"));
  });

  it("is of the browser that gave the password, once, and for ten minutes", async () => {
    const workspace = await openWithApp();
    const { app, clock, signIn, pass, auth } = workspace;
    const code = app.at(clock());
    for (const cookies of ["", "code=nothing", `code=${"x".repeat(43)}`]) {
      refused(await signIn(cookies, code), "expired-link");
    }
    const cookies = await cookiesOfCodeStep(workspace, EMAIL);
    value(await signIn(cookies, code));
    pass(WINDOW);
    refused(await signIn(cookies, app.at(clock())), "expired-link");

    const late = await cookiesOfCodeStep(workspace, EMAIL);
    pass(10 * MINUTE);
    expect(await auth.codeStep.awaited(late)).toBeNull();
    refused(await signIn(late, app.at(clock())), "expired-link");
  });

  it("ends where the password is changed meanwhile", async () => {
    const workspace = await openWithApp();
    const { app, clock, signIn, database, auth, people } = workspace;
    const cookies = await cookiesOfCodeStep(workspace, EMAIL);
    await database.client.user.update({
      where: { id: people.drafter.userId },
      data: { passwordHash: await auth.hashPassword("another one that is long") },
    });
    expect(await signIn(cookies, app.at(clock()))).toMatchObject(refusal("expired-link"));
  });

  it("ends where the password is changed after the code was checked", async () => {
    const workspace = await openWithApp();
    const { signIn, database, auth, people, codes } = workspace;
    const passwordHash = await auth.hashPassword("another one that is long");
    const cookies = await cookiesOfCodeStep(workspace, EMAIL);
    // The code is spent by the first write, and the password changes before it.
    workspace.beforeNextWrite(() =>
      database.client.user.update({
        where: { id: people.drafter.userId },
        data: { passwordHash },
      }),
    );
    expect(await signIn(cookies, codes[3] ?? "")).toMatchObject(refusal("expired-link"));
  });

  it("ends the browser's earlier session", async () => {
    const workspace = await openWithApp();
    const { services, app, clock, session, endedSessions } = workspace;
    const cookies = await cookiesOfCodeStep(workspace, EMAIL);
    const code = app.at(clock());
    value(await services.secondFactor.signIn(cookies, { code }, FROM, session.sessionId));
    expect(endedSessions).toEqual([session.sessionId]);
  });

  it("takes ten wrong codes an hour, from wherever they come, and tells the person", async () => {
    const workspace = await openWithApp();
    const { app, clock, signIn, pass, letters } = workspace;
    await sendLetters(workspace);
    letters.length = 0;
    const wrong = app.wrongAt(clock());
    for (let tries = 0; tries < 10; tries += 1) {
      const cookies = await cookiesOfCodeStep(workspace, EMAIL);
      const from = { ...FROM, address: `198.51.100.${tries}` };
      refused(await signIn(cookies, wrong, from), "wrong-credentials");
    }
    const cookies = await cookiesOfCodeStep(workspace, EMAIL);
    const held = refused(await signIn(cookies, app.at(clock())), "too-many-tries");
    expect(held.sentence).toContain("an hour");
    refused(await signIn(cookies, app.at(clock())), "too-many-tries");
    await sendLetters(workspace);
    expect(letters.map(({ subject }) => subject)).toEqual(["Somebody knows your password"]);

    await workspace.auth.storeRefusedSignIns();
    pass(2 * HOUR);
    await recordSignIns(workspace.database, clock());
    const [counted] = await workspace.lines("session.sign-in-refused");
    expect(counted?.details["count"]).toBe(12);
  });

  it("forgets wrong codes after a right one", async () => {
    const workspace = await openWithApp();
    const { app, clock, signIn, pass } = workspace;
    for (let round = 0; round < 3; round += 1) {
      for (let tries = 0; tries < 6; tries += 1) {
        const wrong = app.wrongAt(clock());
        expect(await signIn(await cookiesOfCodeStep(workspace, EMAIL), wrong)).toMatchObject(
          refusal("wrong-credentials"),
        );
      }
      pass(WINDOW);
      value(await signIn(await cookiesOfCodeStep(workspace, EMAIL), app.at(clock())));
    }
  });

  it("is asked of who accepts an invitation with the password of their account, too", async () => {
    const workspace = await openWithApp();
    const { services, auth, people, organizations, app, clock, signIn } = workspace;
    const link = value(
      await services.organizations.invite(people.ilrcAdmin, organizations.ilrc, {
        email: EMAIL,
        name: "Ana",
        roles: ["drafter"],
      }),
    );
    const token = tokenOf({
      link: link.link ?? workspace.letters.at(-1)?.text.match(/https:\S+/u)?.[0] ?? "",
    });
    const accepted = value(
      await services.invitations.accept(token, { name: "Ana", password: PASSWORD }, FROM),
    );
    expect(accepted.awaitsCode).toBe(true);
    const cookies = cookieHeader(accepted.cookie);
    expect(await auth.actorFromCookies(cookies)).toBeNull();
    const { cookie } = value(await signIn(cookies, app.at(clock())));
    const signedIn = await auth.actorFromCookies(cookieHeader(cookie));
    expect(signedIn?.actor.memberships).toHaveLength(2);
  });

  it("checks no code of the app without the server's key, but recovery codes", async () => {
    const workspace = await openWithApp();
    const { app, clock, signIn, codes, database, people } = workspace;
    await database.client.secondFactor.update({
      where: { userId: people.drafter.userId },
      data: { secret: "v1.000000000000.AAAA" },
    });
    const answer = await signIn(await cookiesOfCodeStep(workspace, EMAIL), app.at(clock()));
    expect(refused(answer, "unavailable").sentence).toContain("recovery code");
    value(await signIn(await cookiesOfCodeStep(workspace, EMAIL), codes[0] ?? ""));
  });
});

describe("[P3] recovery codes", () => {
  it("stand in once each for a code, however they are typed", async () => {
    const workspace = await openWithApp();
    const { codes, signIn, lines, people, letters } = workspace;
    await sendLetters(workspace);
    letters.length = 0;
    const [first = "", second = ""] = codes;
    value(await signIn(await cookiesOfCodeStep(workspace, EMAIL), first));
    refused(await signIn(await cookiesOfCodeStep(workspace, EMAIL), first), "wrong-credentials");
    const typed = ` ${second.replaceAll("-", " ").replaceAll("1", "l").replaceAll("0", "O").toUpperCase()} `;
    value(await signIn(await cookiesOfCodeStep(workspace, EMAIL), typed));
    expect(await lines("person.recovery-code-used")).toEqual([
      { actorId: people.drafter.userId, details: { left: 9 } },
      { actorId: people.drafter.userId, details: { left: 8 } },
    ]);
    await sendLetters(workspace);
    expect(letters.map(({ text }) => /\d+ are left|One is left/u.exec(text)?.[0])).toEqual([
      "9 are left",
      "8 are left",
    ]);
    expect(letters.every(({ text }) => !text.includes(first))).toBe(true);
  });

  it("let one in of two who send the same one at once", async () => {
    const workspace = await openWithApp();
    const steps = [
      await cookiesOfCodeStep(workspace, EMAIL),
      await cookiesOfCodeStep(workspace, EMAIL),
    ];
    const code = workspace.codes[0] ?? "";
    const answers = await Promise.all(steps.map((cookies) => workspace.signIn(cookies, code)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("of one person open nothing of another's", async () => {
    const workspace = await openWithApp();
    const { codes, signIn } = workspace;
    await setUpApp(workspace, await sessionByPassword(workspace, "staff@example.org"));
    const cookies = await cookiesOfCodeStep(workspace, "staff@example.org");
    expect(await signIn(cookies, codes[0] ?? "")).toMatchObject(refusal("wrong-credentials"));
  });

  it("are made anew after a fresh proof, in the place of all before", async () => {
    const workspace = await openWithApp();
    const { services, codes, session, signIn, lines, app, clock } = workspace;
    const { actor } = session;
    refused(await services.secondFactor.makeRecoveryCodes(actor, {}, session), "bad-input");
    const code = app.at(clock());
    const made = value(
      await services.secondFactor.makeRecoveryCodes(actor, { proofPassword: code }, session),
    );
    expect(made.codes).toHaveLength(10);
    refused(
      await signIn(await cookiesOfCodeStep(workspace, EMAIL), codes[0] ?? ""),
      "wrong-credentials",
    );
    value(await signIn(await cookiesOfCodeStep(workspace, EMAIL), made.codes[0] ?? ""));
    expect(await lines("person.recovery-codes-made")).toHaveLength(1);
  });
});

describe("[P3] a code app is changed", () => {
  it("after a fresh proof alone: the password, a code, or a recovery code", async () => {
    const workspace = await openWithApp();
    const { services, session, codes, app, clock, database } = workspace;
    const { actor } = session;
    const wrong = app.wrongAt(clock());
    for (const proofPassword of ["not the password", wrong, "zzzz-zzzz-zzzz-zzzz"]) {
      const outcome = await services.secondFactor.remove(actor, { proofPassword }, session);
      refused(outcome, "wrong-credentials");
    }
    expect(await database.client.secondFactor.count()).toBe(1);
    const proofs = [PASSWORD, app.at(clock()), codes[5] ?? ""];
    for (const proofPassword of proofs)
      value(await services.secondFactor.begin(session, { proofPassword }));
  });

  it("and proofs are throttled apart from the sign-in", async () => {
    const workspace = await openWithApp();
    const { services, session, app, clock, signIn } = workspace;
    const wrong = { proofPassword: app.wrongAt(clock()) };
    for (let tries = 0; tries < 10; tries += 1) {
      refused(
        await services.secondFactor.remove(session.actor, wrong, session),
        "wrong-credentials",
      );
    }
    const right = { proofPassword: app.at(clock()) };
    expect(await services.secondFactor.remove(session.actor, right, session)).toMatchObject(
      refusal("too-many-tries"),
    );
    value(await signIn(await cookiesOfCodeStep(workspace, EMAIL), app.at(clock())));
  });

  it("to another one, whose codes alone are taken from then on", async () => {
    const workspace = await openWithApp();
    const { app, codes, session, signIn, pass, clock, lines } = workspace;
    const other = await setUpApp(workspace, session);
    pass(WINDOW);
    for (const old of [app.at(clock()), codes[0] ?? ""]) {
      refused(await signIn(await cookiesOfCodeStep(workspace, EMAIL), old), "wrong-credentials");
    }
    value(await signIn(await cookiesOfCodeStep(workspace, EMAIL), other.app.at(clock())));
    expect((await lines("person.second-factor-set")).at(-1)?.details).toMatchObject({
      replaced: true,
    });
  });

  it("or removed, with its recovery codes: the password is enough again, and mail tells of it", async () => {
    const workspace = await openWithApp();
    const { services, session, database, auth, lines, letters } = workspace;
    const proof = { proofPassword: PASSWORD };
    value(await services.secondFactor.remove(session.actor, proof, session));
    expect(await database.client.recoveryCode.count()).toBe(0);
    expect(value(await auth.signIn(EMAIL, PASSWORD, FROM)).awaitsCode).toBe(false);
    expect(await lines("person.second-factor-removed")).toHaveLength(1);
    expect(await differences(workspace)).toEqual([]);
    await sendLetters(workspace);
    expect(letters.at(-1)?.subject).toBe("The code app of your account was removed");
    refused(await services.secondFactor.remove(session.actor, proof, session), "stale");
  });

  it("not where the account has no password", async () => {
    const workspace = await openCoalition();
    const { services, database, people } = workspace;
    const session = await sessionByPassword(workspace, EMAIL);
    await database.client.user.update({
      where: { id: people.drafter.userId },
      data: { passwordHash: null },
    });
    refused(await services.secondFactor.begin(session, {}), "forbidden");
    expect(value(await services.secondFactor.show(session.actor, session)).locked).toContain(
      "beside a password",
    );
  });

  it("not by a session that was ended meanwhile", async () => {
    const workspace = await openCoalition();
    const { services, database, clock } = workspace;
    const session = await sessionByPassword(workspace, EMAIL);
    const { cookie } = value(await services.secondFactor.begin(session, {}));
    const beginning = withCookie(session, cookie);
    const setUp = await services.secondFactor.showSetUp(beginning);
    const code = new CodeApp(setUp?.secret ?? "").at(clock());
    // After all that is checked before the transaction: the ceremony's end is its first write.
    workspace.beforeNextWrite(() => database.client.session.deleteMany());
    refused(
      await services.secondFactor.finish(session.actor, { code }, beginning),
      "not-signed-in",
    );
    expect(await database.client.secondFactor.count()).toBe(0);
  });

  it("and mails nobody whose address is not confirmed, or where no mail is set up", async () => {
    const quiet = await openWithApp({});
    await sendLetters(quiet);
    expect(quiet.letters).toEqual([]);
    const workspace = await openWithApp();
    await workspace.database.client.user.updateMany({ data: { unconfirmed: true } });
    await sendLetters(workspace);
    expect(workspace.letters).toEqual([]);
  });
});
