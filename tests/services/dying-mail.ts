// A process that takes the job of a letter, has it sent, and then stands still: its test kills it there,
// between the mail server's answer and the end of the job.
import pino from "pino";
import { createMail, type Mail } from "#server/mail/index.ts";
import { openDatabase } from "#server/database/index.ts";
import { startJobs } from "#server/jobs/index.ts";
import { processScheduler } from "#server/scheduler.ts";
import type { Resources } from "#server/services/index.ts";
import { sendReminder } from "#server/services/reminders/send.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";

const [url = "", smtpUrl = "", now = ""] = process.argv.slice(2);
const log = pino({ level: "silent" });
const clock = () => new Date(now);
const database = await openDatabase({ url, migrationsFolder });
const mail = createMail({ smtpUrl, from: "Desk <desk@example.org>", log });
const standsStill: Mail = {
  ...mail,
  async send(letter) {
    await mail.send(letter);
    process.stdout.write("answered\n");
    return new Promise(() => setInterval(() => undefined, 1000));
  },
};
const appUrl = "https://desk.example.org";
// Letters are written from these; the rest of the server is not there.
const resources = { database, mail: standsStill, clock, log, appUrl } as Resources;

startJobs({
  database,
  clock,
  log,
  scheduler: processScheduler,
  handlers: { "mail.reminder": (job) => sendReminder(resources, job) },
});
