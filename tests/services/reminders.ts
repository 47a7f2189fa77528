import type { Email } from "postal-mime";
import { expect } from "vitest";
import type { MailTimes } from "#app/domain/mail-preference.ts";
import { createMail } from "#server/mail/index.ts";
import { startJobs } from "#server/jobs/index.ts";
import type { Resources } from "#server/services/index.ts";
import { jobHandlers } from "#server/services/job-handlers.ts";
import { writeSweep } from "#server/services/reminders/jobs.ts";
import { processScheduler } from "#server/scheduler.ts";
import { openMailServer } from "#tests/support/mail-server.ts";
import { PATIENCE_MS } from "#tests/support/patience.ts";
import type { Workspace } from "./workspace.ts";

/** The address that letters come from. */
export const FROM = "Desk <desk@example.org>";

/** A world's reminders through a real mail server, with a runner that works when the test says so. */
export async function remindersOf<World extends Workspace>(world: World) {
  const server = await openMailServer();
  const mail = createMail({ smtpUrl: server.url, from: FROM, log: world.resources.log });
  const resources: Resources = { ...world.resources, mail };
  const { client } = world.database;
  // Drops news of how the world itself was made.
  await client.job.deleteMany({ where: { kind: "reminders.turn" } });
  const start = () =>
    startJobs({
      database: world.database,
      handlers: jobHandlers(resources),
      clock: world.clock,
      // Real servers answer in real time: a minute of a scheduler's own would be over before they do.
      scheduler: processScheduler,
      log: resources.log,
      random: () => 0,
    });
  return {
    ...world,
    server,
    resources,
    start,
    sweep: () => writeSweep(resources),
    /** Does all that is due now. */
    async work() {
      const runner = start();
      const due = { doneAt: null, failedAt: null, runAt: { lte: world.clock() } };
      await expect
        .poll(() => client.job.count({ where: due }), { interval: 2, timeout: PATIENCE_MS })
        .toBe(0);
      await runner.stop();
    },
    /** To whom letters went since this was asked last. */
    taken: () => server.letters.splice(0),
    choose: async (userId: string, times: Partial<MailTimes>) => {
      for (const [kind, how] of Object.entries(times)) {
        await client.mailPreference.upsert({
          where: { userId_kind: { userId, kind } },
          create: { userId, kind, how },
          update: { how },
        });
      }
    },
  };
}

/** To whom letters went, in order. */
export const addresses = (letters: readonly Pick<Email, "to">[]) =>
  letters
    .flatMap(({ to = [] }) => to.map(({ name, address = "" }) => `"${name}" <${address}>`))
    .sort();

/** A header's value; empty where the letter has none. */
export const headerOf = (letter: Email | undefined, key: string) =>
  letter?.headers.find((header) => header.key === key)?.value ?? "";

/** The end of the address that stops such letters. */
export const stopTokenOf = (letter: Email | undefined) =>
  /\/(?<token>[^/]+)>$/u.exec(headerOf(letter, "list-unsubscribe"))?.groups?.["token"] ?? "";
