import * as z from "zod";
import type { AuditEvent, AuditEventType } from "#app/domain/audit-event.ts";
import { writtenInstant } from "#app/domain/dates.ts";
import { JobFailed, type JobHandlers, type NewJob, type TakenJob } from "#server/jobs/index.ts";
import { accountLetter } from "#server/services/account/letter.ts";
import type { Resources } from "#server/services/resources.ts";

/** Acts on a second factor of which its person is told by mail. */
const TOLD = [
  "person.second-factor-set",
  "person.second-factor-removed",
  "person.recovery-codes-made",
  "person.recovery-code-used",
] as const satisfies readonly AuditEventType[];

const payload = z.object({
  about: z.enum([...TOLD, "codes-refused"]),
  userId: z.string(),
  at: z.string(),
  left: z.number().optional(),
});
type FactorNews = z.output<typeof payload>;

/** The letter that follows such an act, in its transaction. */
export function tellOfSecondFactor(
  { type, actorId, details }: Pick<AuditEvent, "type" | "actorId" | "details">,
  at: Date,
): NewJob[] {
  const about = TOLD.find((told) => told === type);
  if (!about || actorId === null) return [];
  const { left } = details;
  return [
    {
      kind: "mail.second-factor",
      // Two codes may be used in one millisecond.
      key: `mail:${about}:${actorId}:${at.getTime()}${typeof left === "number" ? `:${left}` : ""}`,
      payload: {
        about,
        userId: actorId,
        at: at.toISOString(),
        ...(typeof left === "number" ? { left } : {}),
      },
    },
  ];
}

/** The letter about wrong codes after a right password, once an hour. */
export function codesRefusedJob(userId: string, at: Date): NewJob {
  const hour = at.toISOString().slice(0, 13);
  return {
    kind: "mail.second-factor",
    key: `mail:codes-refused:${userId}:${hour}`,
    payload: { about: "codes-refused", userId, at: at.toISOString() },
  };
}

/** Sends these letters; the kind stands in rows, and is never renamed. */
export function secondFactorJobs(resources: Resources): JobHandlers {
  return { "mail.second-factor": (job) => send(resources, job) };
}

async function send({ database, mail, appUrl }: Resources, job: TakenJob): Promise<void> {
  const told = payload.parse(job.payload);
  if (!mail.configured || appUrl === null) return;
  const person = await database.client.user.findUnique({ where: { id: told.userId } });
  if (!person || person.unconfirmed) return;
  const { subject, sentence } = LETTERS[told.about](told);
  const at = writtenInstant(new Date(told.at), "UTC");
  const posted = await mail.send({
    to: { name: person.name, address: person.email },
    ...accountLetter(person.name, subject, [
      `${sentence} That was at ${at}. If it was you, there is nothing to do.`,
      {
        label: "If it was not, change your password at once, and tell whoever runs the workspace",
        link: new URL("/account", appUrl).href,
      },
    ]),
    key: job.key,
  });
  if (posted === "failed") throw new JobFailed("The mail server did not take the e-mail.");
}

const LETTERS: Readonly<
  Record<
    FactorNews["about"],
    (told: FactorNews) => { readonly subject: string; readonly sentence: string }
  >
> = {
  "person.second-factor-set": () => ({
    subject: "A code app was set up for your account",
    sentence:
      "An app was set up for your account in the coalition's workspace: from now on its code is asked after your password. Codes of any app before it, and earlier recovery codes, no longer work.",
  }),
  "person.second-factor-removed": () => ({
    subject: "The code app of your account was removed",
    sentence:
      "The code app of your account in the coalition's workspace was removed, and its recovery codes with it: your password is enough to sign in from now on.",
  }),
  "person.recovery-codes-made": () => ({
    subject: "New recovery codes for your account",
    sentence:
      "New recovery codes were made for your account in the coalition's workspace; those before them no longer work.",
  }),
  "person.recovery-code-used": ({ left = 0 }) => ({
    subject: "A recovery code of your account was used",
    sentence: `A recovery code was used in place of a code of your app, in the coalition's workspace. ${left === 1 ? "One is" : `${left} are`} left.`,
  }),
  "codes-refused": () => ({
    subject: "Somebody knows your password",
    sentence:
      "Somebody gave your right password in the coalition's workspace, and then too many wrong codes of your app. Nobody was let in.",
  }),
};
