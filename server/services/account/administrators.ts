import * as z from "zod";
import { writtenInstant } from "#app/domain/dates.ts";
import { JobFailed, writeJob, type TakenJob } from "#server/jobs/index.ts";
import type { Transaction } from "#server/database/index.ts";
import { mailsLinks } from "#server/services/account-links/mails-links.ts";
import { lineOf } from "#server/services/audit/lines.ts";
import type { Resources } from "#server/services/resources.ts";
import { toldWebhookChange } from "#server/services/webhooks/told.ts";
import { accountLetter } from "./letter.ts";

const changePayload = z.object({ organizationId: z.string(), sequence: z.number() });
const administratorPayload = changePayload.extend({ userId: z.string() });

/**
 * A letter for each administrator of the organization, of a change of how its people come in, or what
 * may leave it. Whoever did it is told, too: it may have been done in their name.
 */
export async function tellEachAdministrator(
  { database: { client } }: Resources,
  job: TakenJob,
): Promise<(tx: Transaction, at: Date) => Promise<void>> {
  const { organizationId, sequence } = changePayload.parse(job.payload);
  const places = await client.membership.findMany({
    where: { organizationId, roles: { some: { role: "admin" } } },
    select: { userId: true },
    orderBy: { userId: "asc" },
  });
  return async (tx, at) => {
    for (const { userId } of places) {
      await writeJob(tx, at, {
        kind: "account.administrator",
        key: `account.administrator:${sequence}:${userId}`,
        payload: { organizationId, sequence, userId },
      });
    }
  };
}

/** Tells one of them, while they are one and their address is known to be theirs. */
export async function mailAdministrator(resources: Resources, job: TakenJob): Promise<void> {
  const { organizationId, sequence, userId } = administratorPayload.parse(job.payload);
  const { database, mail, appUrl } = resources;
  const { client } = database;
  if (!mailsLinks(resources)) return;
  const [place, row] = await Promise.all([
    client.membership.findFirst({
      where: { userId, organizationId, roles: { some: { role: "admin" } } },
      include: { user: true, organization: true },
    }),
    client.auditEvent.findUnique({ where: { sequence } }),
  ]);
  if (!place || !row || place.user.unconfirmed) return;
  const line = lineOf(row);
  const change = toldChange(line.type, line.details);
  if (!change) return;
  const actor = await client.user.findUnique({
    where: { id: line.actorId ?? "" },
    select: { name: true },
  });
  const { name, email } = place.user;
  const organization = place.organization.name;
  const who = line.actorId === userId ? "Somebody who is signed in as you" : actor?.name;
  const at = writtenInstant(line.at, "UTC");
  const posted = await mail.send({
    to: { name, address: email },
    ...accountLetter(name, `${change.about} ${organization}: ${change.subject}`, [
      `${line.actorId === null ? "" : `${who ?? "Somebody"} `}${change.deed} That was at ${at}. You are told as an administrator of ${organization}.`,
      {
        label:
          change.call ??
          "If none of you meant that, set it back at once, and tell whoever runs this server",
        link: new URL(`/organizations/${organizationId}/${change.page}`, appUrl ?? undefined).href,
      },
    ]),
    key: job.key,
  });
  if (posted === "failed") throw new JobFailed("The mail server did not take the e-mail.");
}

interface ToldChange {
  readonly about: "Signing in at" | "Own conversations of" | "Webhooks of";
  /** The page of the organization where it is set back. */
  readonly page: "sign-in" | "archives" | "webhooks";
  readonly subject: string;
  /** Somebody's deed, as the rest of a sentence that begins with their name; the server's as a whole one. */
  readonly deed: string;
  /** Says what its page is for, where nobody did it. */
  readonly call?: string;
}

const providerShape = z.object({ issuer: z.string(), clientId: z.string() });
const providerSet = providerShape.extend({
  before: providerShape.extend({ required: z.boolean().optional() }).nullable(),
  required: z.boolean(),
});
const policyShape = z.object({ requiresFactor: z.boolean(), requiresPasskey: z.boolean() });
const policySet = z.object({ after: policyShape });

const OF_SIGN_IN = { about: "Signing in at", page: "sign-in" } as const;
const OF_ARCHIVES = { about: "Own conversations of", page: "archives" } as const;

/** The change that a line of the record holds; null for a line of something else. */
function toldChange(type: string, details: unknown): ToldChange | null {
  switch (type) {
    case "organization.archive-consent-given":
      return {
        ...OF_ARCHIVES,
        subject: "archives may hold them",
        deed: "consented that archives of the workspace hold the conversations that the organization keeps to itself.",
      };
    case "organization.archive-consent-withdrawn":
      return {
        ...OF_ARCHIVES,
        subject: "archives hold them no more",
        deed: "took back the consent that archives of the workspace hold the conversations that the organization keeps to itself. Archives that were made before stay as they are.",
      };
    case "organization.provider-set":
      return { ...OF_SIGN_IN, ...ofProvider(providerSet.parse(details)) };
    case "organization.provider-removed": {
      const { issuer } = providerShape.parse(details);
      return {
        ...OF_SIGN_IN,
        subject: "its own sign-in was removed",
        deed: `removed the organization’s own sign-in, ${issuer}, with the links of its people’s accounts. They come in by a factor of their own from now on.`,
      };
    }
    case "organization.factor-policy-set":
      return {
        ...OF_SIGN_IN,
        subject: "other factors are asked for",
        deed: `set what signing in takes. ${policySentence(policySet.parse(details).after)}`,
      };
    default: {
      const told = toldWebhookChange(type, details);
      return told && { about: "Webhooks of", page: "webhooks", ...told };
    }
  }
}

function ofProvider({ before, issuer, clientId, required }: z.output<typeof providerSet>) {
  // A line of the requirement alone holds what was required before.
  if (before?.required !== undefined) {
    if (before.required === required) {
      return {
        subject: "another administrator may come in without it",
        deed: `chose another administrator who may come in without the organization’s own sign-in, ${issuer}.`,
      };
    }
    return required
      ? {
          subject: "its own sign-in is required",
          deed: `requires the organization’s own sign-in, ${issuer}, of its people. But for one chosen administrator, their roles there rest in any other sign-in.`,
        }
      : {
          subject: "its own sign-in is not required any more",
          deed: `no longer requires the organization’s own sign-in, ${issuer}, of its people.`,
        };
  }
  if (before?.issuer === issuer && before.clientId === clientId) {
    return {
      subject: "its own sign-in was saved anew",
      deed: `saved the organization’s own sign-in, ${issuer}, anew. Issuer and client id are as they were.`,
    };
  }
  return {
    subject: before ? "its own sign-in is another one" : "it has a sign-in of its own",
    deed: `named ${issuer} as the organization’s own sign-in${before ? `, in place of ${before.issuer === issuer ? "another client there" : before.issuer}` : ""}. Who it says one of its people is comes in as them, once their account is linked; it is required of nobody until it is required anew.`,
  };
}

function policySentence({ requiresFactor, requiresPasskey }: z.output<typeof policyShape>): string {
  return [
    requiresFactor
      ? "A passkey or a second factor is required of its reviewers and staff."
      : "No second factor is required of its people.",
    requiresPasskey
      ? "Its reviewers sign off by passkey alone."
      : "Its reviewers may sign off by their password.",
  ].join(" ");
}
