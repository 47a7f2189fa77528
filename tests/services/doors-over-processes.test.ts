import { describe, expect, inject, it, onTestFinished } from "vitest";
import type { Outcome } from "#app/domain/refusal.ts";
import { createAuth } from "#server/auth/index.ts";
import { openDatabase } from "#server/database/index.ts";
import { createServices } from "#server/services/index.ts";
import { mailForgotten } from "#server/services/account-links/forgotten.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { addedPasskey, signedIn, STRANGE, withCookie } from "./with-passkey.ts";
import { cookiesOfCodeStep, sessionByPassword, setUpApp } from "./with-code-app.ts";
import { FROM, openCoalition, PASSWORD, value, type Knobs, type Workspace } from "./workspace.ts";

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
  const other = { ...resources, database, auth };
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
