import * as z from "zod";
import { writtenInstant } from "#app/domain/dates.ts";
import { JobFailed, type TakenJob } from "#server/jobs/index.ts";
import { mailsLinks } from "#server/services/account-links/mails-links.ts";
import type { Resources } from "#server/services/resources.ts";
import { accountLetter, type LetterPart } from "./letter.ts";

const of = <About extends string>(...about: readonly [About, ...About[]]) => ({
  about: z.enum(about),
  userId: z.string(),
  at: z.iso.datetime(),
});

/** As tell.ts writes them; `about` names the line of the record, but for refused codes. */
const toldPayload = z.discriminatedUnion("about", [
  z.object({ ...of("person.let-in-again", "person.password-reset"), linkId: z.string() }),
  z.object(
    of(
      "person.password-changed",
      "person.passkey-removed",
      "api-token.created",
      "calendar-address.created",
    ),
  ),
  z.object({ ...of("person.passkey-added"), passkeyId: z.string() }),
  z.object({
    ...of("person.address-changed"),
    changeId: z.string(),
    side: z.enum(["before", "after"]),
  }),
  z.object({
    ...of("person.identity-linked", "person.identity-unlinked"),
    organizationId: z.string(),
  }),
  z.object({
    ...of(
      "person.second-factor-set",
      "person.second-factor-removed",
      "person.recovery-codes-made",
      "codes-refused",
    ),
  }),
  z.object({ ...of("person.recovery-code-used"), left: z.number() }),
]);
type AccountTold = z.output<typeof toldPayload>;
type ToldOf<About> = Extract<AccountTold, { about: About }>;

/** Tells somebody what was done at their account, at an address that is known to be theirs. */
export async function mailAccountNews(resources: Resources, job: TakenJob): Promise<void> {
  const payload = toldPayload.parse(job.payload);
  const { database, mail } = resources;
  if (!mailsLinks(resources)) return;
  const person = await database.client.user.findUnique({ where: { id: payload.userId } });
  if (!person || person.unconfirmed) return;
  const letter = await letterOf(resources, payload);
  if (!letter) return;
  const { address = person.email, subject, parts } = letter;
  const posted = await mail.send({
    to: { name: person.name, address },
    ...accountLetter(person.name, subject, parts),
    key: job.key,
  });
  if (posted === "failed") throw new JobFailed("The mail server did not take the e-mail.");
}

interface AccountNews {
  /** Another than that of the account. */
  readonly address?: string;
  readonly subject: string;
  readonly parts: readonly LetterPart[];
}

function letterOf(
  resources: Resources,
  payload: AccountTold,
): AccountNews | null | Promise<AccountNews | null> {
  switch (payload.about) {
    case "person.address-changed":
      return letterOfAddress(resources, payload);
    case "person.password-changed":
      return {
        subject: "Your password was changed",
        parts: [
          "Somebody who is signed in as you, and knew your former password, chose a new one. Your other devices were signed out, and tokens for your programs and your calendar’s address have ended.",
          ifNotYou(resources),
        ],
      };
    case "person.passkey-added":
      return letterOfPasskey(resources, payload);
    case "person.passkey-removed":
      return {
        subject: "A passkey was removed from your account",
        parts: [
          "Somebody who is signed in as you removed a passkey. It opens and signs nothing any more.",
          toPasskeys(resources, "If that was not you, look at your passkeys and devices at once"),
        ],
      };
    case "api-token.created":
      return {
        subject: "A token for a program was made for your account",
        parts: [
          "Somebody who is signed in as you made a token: whoever has it reads and writes as you, as far as it was allowed to, until it ends or is revoked.",
          {
            label: "If that was not you, revoke it at once, and sign out everywhere",
            link: new URL("/account/tokens", resources.appUrl ?? undefined).href,
          },
        ],
      };
    case "calendar-address.created":
      return {
        subject: "An address for your calendar was made",
        parts: [
          "Somebody who is signed in as you made it: whoever has it reads the dates of your matters, with the names of papers and lawsuits, until it is revoked.",
          {
            label: "If that was not you, revoke it at once, and sign out everywhere",
            link: new URL("/account", resources.appUrl ?? undefined).href,
          },
        ],
      };
    case "person.let-in-again":
    case "person.password-reset":
      return letterOfLink(resources, payload);
    case "person.identity-linked":
    case "person.identity-unlinked":
      return letterOfIdentity(resources, payload);
    case "person.second-factor-set":
    case "person.second-factor-removed":
    case "person.recovery-codes-made":
    case "person.recovery-code-used":
    case "codes-refused":
      return letterOfFactor(resources, payload);
  }
}

function ifNotYou({ appUrl }: Resources): LetterPart {
  return {
    label: "If that was not you, choose a new password at once",
    link: new URL("/password/forgotten", appUrl ?? undefined).href,
  };
}

function toPasskeys({ appUrl }: Resources, label: string): LetterPart {
  return { label, link: new URL("/account/passkeys", appUrl ?? undefined).href };
}

async function letterOfPasskey(
  resources: Resources,
  { passkeyId }: ToldOf<"person.passkey-added">,
): Promise<AccountNews> {
  const { client } = resources.database;
  const passkey = await client.passkey.findUnique({ where: { id: passkeyId } });
  const via = passkey?.via
    ? await client.organization.findUnique({ where: { id: passkey.via }, select: { name: true } })
    : null;
  const named = passkey ? `, named “${passkey.name}”` : "";
  return {
    subject: "A passkey was added to your account",
    parts: [
      `Somebody who is signed in as you added a passkey${named}. Whoever has that device signs in as you${via ? `, for ${via.name} alone` : ""}.`,
      toPasskeys(resources, "If that was not you, remove it at once"),
    ],
  };
}

async function letterOfLink(
  resources: Resources,
  { about, linkId }: ToldOf<"person.let-in-again" | "person.password-reset">,
): Promise<AccountNews | null> {
  const { client } = resources.database;
  const link = await client.accountLink.findUnique({ where: { id: linkId } });
  if (!link) return null;
  const notYou = ifNotYou(resources);
  if (link.kind === "forgotten") {
    return {
      subject: "Your password was changed",
      parts: [
        "A new password was chosen for your account, by the link that was mailed to this address. All devices were signed out, and tokens for your programs and your calendar’s address have ended.",
        notYou,
      ],
    };
  }
  const [maker, organization] = await Promise.all([
    client.user.findUnique({ where: { id: link.madeById ?? "" }, select: { name: true } }),
    client.organization.findUnique({
      where: { id: link.organizationId ?? "" },
      select: { name: true },
    }),
  ]);
  const by = `${maker?.name ?? "An administrator"} of ${organization?.name ?? "your organization"}`;
  if (about === "person.let-in-again") {
    return {
      subject: "You can be let in again",
      parts: [
        `${by} made a link by which a new password can be chosen for your account, to hand it over to you. Nothing has changed yet; when it is used, all your devices are signed out.`,
        "If you can read this, you need no such link: a new password that you choose by mail is your own, and makes theirs void.",
        notYou,
      ],
    };
  }
  return {
    subject: "Your password was changed",
    parts: [
      `A new password was chosen for your account, by a link that ${by} made. All devices were signed out, and tokens for your programs and your calendar’s address have ended. Who signs in with that password alone acts for ${organization?.name ?? "that organization"} and for no other.`,
      notYou,
    ],
  };
}

async function letterOfAddress(
  { database: { client }, appUrl }: Resources,
  { changeId, side }: ToldOf<"person.address-changed">,
): Promise<AccountNews | null> {
  const change = await client.addressChange.findUnique({ where: { id: changeId } });
  if (!change) return null;
  const { before, after } = change;
  return {
    address: side === "before" ? before : after,
    subject: "Your e-mail address was changed",
    parts: [
      `You now sign in as ${after}, and no longer as ${before}. Both addresses confirmed it.`,
      side === "before"
        ? "If it was not you who confirmed it here, tell an administrator of your organization, or whoever runs this server."
        : { label: "Your account", link: new URL("/account", appUrl ?? undefined).href },
    ],
  };
}

async function letterOfIdentity(
  { database: { client }, appUrl }: Resources,
  { about, organizationId }: ToldOf<"person.identity-linked" | "person.identity-unlinked">,
): Promise<AccountNews | null> {
  const organization = await client.organization.findUnique({ where: { id: organizationId } });
  if (!organization) return null;
  const { name } = organization;
  const isLinked = about === "person.identity-linked";
  return {
    subject: isLinked
      ? `Your account is linked with the sign-in of ${name}`
      : `Your account is no longer linked with the sign-in of ${name}`,
    parts: [
      isLinked
        ? `Your account in the coalition’s workspace was linked with the sign-in of ${name}. Whoever comes in through it as you works for ${name} alone, until they prove a factor of your own.`
        : `The link between your account in the coalition’s workspace and the sign-in of ${name} was ended. Nobody comes in through it as you any more.`,
      {
        label:
          "If that was not you, sign out everywhere there, and tell an administrator of your organization",
        link: new URL("/account", appUrl ?? undefined).href,
      },
    ],
  };
}

type FactorTold = ToldOf<
  | "person.second-factor-set"
  | "person.second-factor-removed"
  | "person.recovery-codes-made"
  | "person.recovery-code-used"
  | "codes-refused"
>;

function letterOfFactor({ appUrl }: Resources, told: FactorTold): AccountNews {
  const { subject, sentence } = FACTOR_NEWS[told.about];
  const left = told.about === "person.recovery-code-used" ? ` ${codesLeft(told.left)}` : "";
  const at = writtenInstant(new Date(told.at), "UTC");
  return {
    subject,
    parts: [
      `${sentence}${left} That was at ${at}. If it was you, there is nothing to do.`,
      {
        label: "If it was not, change your password at once, and tell whoever runs the workspace",
        link: new URL("/account", appUrl ?? undefined).href,
      },
    ],
  };
}

function codesLeft(left: number): string {
  return `${left === 1 ? "One is" : `${left} are`} left.`;
}

const FACTOR_NEWS: Readonly<
  Record<FactorTold["about"], { readonly subject: string; readonly sentence: string }>
> = {
  "person.second-factor-set": {
    subject: "A code app was set up for your account",
    sentence:
      "An app was set up for your account in the coalition’s workspace: from now on its code is asked after your password. Codes of any app before it, and earlier recovery codes, no longer work.",
  },
  "person.second-factor-removed": {
    subject: "The code app of your account was removed",
    sentence:
      "The code app of your account in the coalition’s workspace was removed, and its recovery codes with it: your password is enough to sign in from now on.",
  },
  "person.recovery-codes-made": {
    subject: "New recovery codes for your account",
    sentence:
      "New recovery codes were made for your account in the coalition’s workspace; those before them no longer work.",
  },
  "person.recovery-code-used": {
    subject: "A recovery code of your account was used",
    sentence:
      "A recovery code was used in place of a code of your app, in the coalition’s workspace.",
  },
  "codes-refused": {
    subject: "Somebody knows your password",
    sentence:
      "Somebody gave your right password in the coalition’s workspace, and then too many wrong codes of your app. Nobody was let in.",
  },
};
