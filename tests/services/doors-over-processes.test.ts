import { describe, expect, inject, it, onTestFinished } from "vitest";
import type { Outcome } from "#app/domain/refusal.ts";
import { createAuth } from "#server/auth/index.ts";
import { openDatabase } from "#server/database/index.ts";
import { createServices } from "#server/services/index.ts";
import { mailForgotten } from "#server/services/account-links/forgotten.ts";
import { CLIENT_ID, CLIENT_SECRET, openFakeProvider } from "#tests/support/fake-provider.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { addedPasskey, freshBrowser, signedIn, STRANGE, withCookie } from "./with-passkey.ts";
import { nameProvider, realProviders, storiesOf } from "./provider-story.ts";
import { cookiesOfCodeStep, sessionByPassword, setUpApp } from "./with-code-app.ts";
import {
  cookieHeader,
  FROM,
  openCoalition,
  PASSWORD,
  refusal,
  value,
  type Knobs,
  type Workspace,
} from "./workspace.ts";

const EMAIL = "drafter@example.org";
const MINUTE = 60_000;
const { provider } = inject("databaseTemplate");

/** The workspace, as two processes of a server have it: of SQLite there is one. */
async function openProcesses(knobs: Knobs = { posted: "sent" }) {
  const coalition = await openCoalition(knobs);
  if (provider === "sqlite") return { ...coalition, processes: [coalition, coalition] as const };
  const { clock, resources } = coalition;
  const database = await openDatabase({ url: coalition.database.url, migrationsFolder });
  onTestFinished(() => database.close());
  const auth = createAuth({ database, clock, log: resources.log, secureCookies: false });
  const { identityProviders } = knobs;
  const other = {
    ...resources,
    database,
    auth,
    // A process's knowledge of a provider is its own.
    ...(identityProviders ? { identityProviders: realProviders() } : {}),
  };
  const second = { auth, services: createServices(other), resources: other };
  return { ...coalition, processes: [coalition, second] as const };
}
type Process = Pick<Workspace, "auth" | "services" | "resources">;

/** How many of so many tries at the same moment, over both processes, were looked at. */
async function checkedOf(
  processes: readonly Process[],
  tries: number,
  attempt: (process: Process, index: number) => Promise<Outcome<unknown>>,
) {
  const outcomes = await Promise.all(
    Array.from({ length: tries }, (_, index) => {
      const process = processes[index % processes.length];
      if (!process) throw new Error("no process");
      return attempt(process, index);
    }),
  );
  const codes = outcomes.map((outcome) => (outcome.ok ? "done" : outcome.refusal.code));
  expect(new Set(codes)).toEqual(new Set(["wrong-credentials", "too-many-tries"]));
  return codes.filter((code) => code === "wrong-credentials").length;
}

async function codeOf(outcome: Promise<Outcome<unknown>>): Promise<string> {
  const ended = await outcome;
  return ended.ok ? "done" : ended.refusal.code;
}

describe("guessing at the doors, at several processes at once", () => {
  it("[R27] tries as many passwords as at one, and then not the right one either", async () => {
    const { processes } = await openProcesses();
    const checked = await checkedOf(processes, 30, ({ auth }, at) =>
      auth.signIn(EMAIL, `certainly not number ${at}`, FROM),
    );
    expect(checked).toBe(10);
    for (const { auth } of processes) {
      expect(await codeOf(auth.signIn(EMAIL, PASSWORD, FROM))).toBe("too-many-tries");
      // Its owner elsewhere comes in.
      value(await auth.signIn(EMAIL, PASSWORD, { address: "198.51.100.7" }));
    }
  });

  it("[P3] tries ten codes of an app in an hour, from wherever, and recovery codes among them", async () => {
    const { processes, clock, pass, ...coalition } = await openProcesses();
    const { app, codes } = await setUpApp(
      { ...coalition, clock },
      await sessionByPassword(coalition, EMAIL),
    );
    pass(5 * MINUTE);
    const steps: string[] = [];
    while (steps.length < 30) steps.push(await cookiesOfCodeStep(coalition, EMAIL));
    const wrong = app.wrongAt(clock());
    const checked = await checkedOf(processes, 30, ({ services }, at) =>
      services.secondFactor.signIn(
        steps[at] ?? "",
        { code: at % 3 === 0 ? "0000-0000-0000-0000" : wrong },
        { address: `198.51.100.${at}` },
      ),
    );
    expect(checked).toBe(10);
    const [recovery = ""] = codes;
    for (const { services } of processes) {
      for (const code of [app.at(clock()), recovery]) {
        const step = await cookiesOfCodeStep(coalition, EMAIL);
        const outcome = services.secondFactor.signIn(step, { code }, FROM);
        expect(await codeOf(outcome)).toBe("too-many-tries");
      }
    }
  });

  it("[P4] mails three links at most, however many are asked for, wherever the jobs are worked on", async () => {
    const { processes, letters, people, clock, database } = await openProcesses();
    const payload = { userId: people.drafter.userId, at: clock().toISOString() };
    await Promise.all(
      Array.from({ length: 8 }, (_, at) => {
        const { resources } = processes[at % 2 === 0 ? 0 : 1];
        const id = `job-${at}`;
        return mailForgotten(resources, {
          id,
          key: id,
          kind: "account.forgotten",
          payload,
          attempt: 1,
        });
      }),
    );
    expect(letters).toHaveLength(3);
    expect(await database.client.accountLink.count({ where: { kind: "forgotten" } })).toBe(3);
  });
});

describe("steps that are ended at several processes at once", () => {
  it("[P3] open one session by a code, and by a recovery code", async () => {
    const { processes, clock, pass, database, ...coalition } = await openProcesses();
    const session = await sessionByPassword(coalition, EMAIL);
    const { app, codes } = await setUpApp({ ...coalition, clock }, session);
    const { userId } = session.actor;
    pass(5 * MINUTE);
    const [recovery = ""] = codes;
    for (const code of [app.at(clock()), recovery]) {
      const before = await database.client.session.count({ where: { userId } });
      const step = await cookiesOfCodeStep(coalition, EMAIL);
      const others = await Promise.all([1, 2].map(() => cookiesOfCodeStep(coalition, EMAIL)));
      const outcomes = await Promise.all(
        [step, step, ...others].flatMap((cookies) =>
          processes.map(({ services }) => services.secondFactor.signIn(cookies, { code }, FROM)),
        ),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await database.client.session.count({ where: { userId } })).toBe(before + 1);
    }
  });

  it("[P1] open one session by an answer of a key, begun at either", async () => {
    const { processes, database, people, ...coalition } = await openProcesses();
    const { userId } = people.drafter;
    const key = await addedPasskey(coalition, await signedIn(coalition, userId));
    for (const begunAt of processes) {
      const before = await database.client.session.count({ where: { userId } });
      const { options, cookie } = value(await begunAt.services.passkeys.beginSignIn(STRANGE));
      const response = JSON.stringify(key.sign(options.challenge));
      const asking = withCookie(STRANGE, cookie);
      const outcomes = await Promise.all(
        [...processes, ...processes].map(({ services }) =>
          services.passkeys.signIn(response, asking),
        ),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await database.client.session.count({ where: { userId } })).toBe(before + 1);
    }
  });
});

describe("[P6] a way through an organization's provider, over several processes", () => {
  const SUBJECT = "drafter at the Council";

  /** Each process with what browsers do at it; the drafter's account is linked. */
  async function openLinked() {
    const coalition = await openProcesses({
      posted: "sent",
      identityProviders: realProviders(),
    });
    const fake = await openFakeProvider();
    await nameProvider(coalition, fake);
    const [one, two] = coalition.processes.map((process) =>
      storiesOf({ ...coalition, ...process }, fake),
    );
    if (!one || !two) throw new Error("no process");
    // Begun at one, ended at the other.
    const by = await one.signedIn(await coalition.cookieOf(EMAIL));
    const { departure, cookie } = value(
      await coalition.processes[0].services.identityProviders.beginLink(
        FROM,
        by.actor,
        { organizationId: coalition.organizations.council },
        { origin: "https://desk.example.org", sessionId: by.sessionId, cookies: null },
      ),
    );
    value(await two.finish(fake.signIn(departure.address, SUBJECT), cookieHeader(cookie), by));
    return { ...coalition, fake, stories: [one, two] as const };
  }

  it("begins at either and ends at either, and opens one session however many ask", async () => {
    const { stories, fake, database, people, processes } = await openLinked();
    const { userId } = people.drafter;
    for (const begunAt of stories) {
      for (const endedAt of stories) {
        const { address, cookie } = await begunAt.begin();
        const { cookie: opened } = value(
          await endedAt.finish(fake.signIn(address, SUBJECT), cookie),
        );
        // Known at once wherever the browser asks next.
        for (const { auth } of processes) {
          const found = await auth.actorFromCookies(cookieHeader(opened ?? ""));
          expect(found?.actor.reach).toMatchObject({ own: false, byProvider: true });
        }
      }
      const before = await database.client.session.count({ where: { userId } });
      const { address, cookie } = await begunAt.begin();
      const back = fake.signIn(address, SUBJECT);
      const outcomes = await Promise.all(
        [...stories, ...stories].map((story) => story.finish(back, cookie)),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await database.client.session.count({ where: { userId } })).toBe(before + 1);
    }
  });

  it("ends nowhere once another process has set another provider, or removed it", async () => {
    const { stories, fake, processes, people, organizations, ...rest } = await openLinked();
    const [first, second] = processes;
    const { council } = organizations;
    const inside = await stories[1].comeIn(SUBJECT);
    const begun = await stories[1].begin();
    const browser = await freshBrowser(rest, people.admin);
    const moved = await openFakeProvider();
    const form = { issuer: moved.issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
    value(await first.services.identityProviders.set(people.admin, council, form, browser));
    expect(
      await stories[1].finish(fake.signIn(begun.address, SUBJECT), begun.cookie),
    ).toMatchObject(refusal("stale"));
    for (const { auth } of processes) expect(await auth.actorFromCookies(inside)).toBeNull();
    // The other process leads to the new one at once.
    const next = await stories[1].begin();
    expect(new URL(next.address).origin).toBe(moved.issuer);
    value(await first.services.identityProviders.remove(people.admin, council, browser));
    const left = await stories[1].finish(moved.signIn(next.address, SUBJECT), next.cookie);
    expect(left).toMatchObject(refusal("stale"));
    const asked = { origin: "https://desk.example.org", next: "/" };
    const again = second.services.identityProviders.begin(FROM, { organization: "council" }, asked);
    expect(await again).toMatchObject(refusal("bad-input"));
  });

  it("is changed by who has shown again who they are at the other process", async () => {
    const { processes, people, organizations, pass, ...rest } = await openLinked();
    const [first, second] = processes;
    const { council } = organizations;
    const browser = await freshBrowser(rest, people.admin);
    pass(11 * MINUTE);
    const remove = (of: typeof browser) =>
      second.services.identityProviders.remove(people.admin, council, of);
    expect(await remove(browser)).toMatchObject(refusal("forbidden"));
    const { cookie } = value(
      await first.services.passkeys.proveByPassword(people.admin, { password: PASSWORD }, browser),
    );
    expect(await remove(withCookie(browser, cookie))).toMatchObject({ ok: true });
  });
});
