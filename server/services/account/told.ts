import * as z from "zod";
import { JobFailed, type TakenJob } from "#server/jobs/index.ts";
import { mailsLinks } from "#server/services/account-links/mails-links.ts";
import type { Resources } from "#server/services/resources.ts";
import { accountLetter, type LetterPart } from "./letter.ts";

const toldPayload = z.discriminatedUnion("of", [
  /** An administrator made a link to let them in. */
  z.object({ of: z.literal("let-in"), userId: z.string(), linkId: z.string() }),
  /** A password was chosen by a link. */
  z.object({ of: z.literal("password"), userId: z.string(), linkId: z.string() }),
  /** They changed their password themselves. */
  z.object({ of: z.literal("password-changed"), userId: z.string() }),
  /** A passkey was added or removed. */
  z.object({ of: z.literal("passkey-added"), userId: z.string(), passkeyId: z.string() }),
  z.object({ of: z.literal("passkey-removed"), userId: z.string() }),
  /** Their address was changed; told at the former and at the new one. */
  z.object({
    of: z.literal("address"),
    userId: z.string(),
    changeId: z.string(),
    at: z.enum(["before", "after"]),
  }),
]);

/** Tells somebody what was done at their account, at an address that is known to be theirs. */
export async function tellOfAccount(resources: Resources, job: TakenJob): Promise<void> {
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
  payload: z.output<typeof toldPayload>,
): AccountNews | null | Promise<AccountNews | null> {
  switch (payload.of) {
    case "address":
      return letterOfAddress(resources, payload);
    case "password-changed":
      return {
        subject: "Your password was changed",
        parts: [
          "Somebody who is signed in as you, and knew your former password, chose a new one. Your other devices were signed out.",
          ifNotYou(resources),
        ],
      };
    case "passkey-added":
      return letterOfPasskey(resources, payload);
    case "passkey-removed":
      return {
        subject: "A passkey was removed from your account",
        parts: [
          "Somebody who is signed in as you removed a passkey. It opens and signs nothing any more.",
          toPasskeys(resources, "If that was not you, look at your passkeys and devices at once"),
        ],
      };
    case "let-in":
    case "password":
      return letterOfLink(resources, payload);
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
  { passkeyId }: ToldOf<"passkey-added">,
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

type ToldOf<Kind> = Extract<z.output<typeof toldPayload>, { of: Kind }>;

async function letterOfLink(
  resources: Resources,
  { of, linkId }: ToldOf<"let-in" | "password">,
): Promise<AccountNews | null> {
  const { client } = resources.database;
  const link = await client.accountLink.findUnique({ where: { id: linkId } });
  if (!link) return null;
  const notYou = ifNotYou(resources);
  if (link.kind === "forgotten") {
    return {
      subject: "Your password was changed",
      parts: [
        "A new password was chosen for your account, by the link that was mailed to this address. All devices were signed out.",
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
  if (of === "let-in") {
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
      `A new password was chosen for your account, by a link that ${by} made. All devices were signed out. Who signs in with that password alone acts for ${organization?.name ?? "that organization"} and for no other.`,
      notYou,
    ],
  };
}

async function letterOfAddress(
  { database: { client }, appUrl }: Resources,
  { changeId, at }: ToldOf<"address">,
): Promise<AccountNews | null> {
  const change = await client.addressChange.findUnique({ where: { id: changeId } });
  if (!change) return null;
  const { before, after } = change;
  return {
    address: at === "before" ? before : after,
    subject: "Your e-mail address was changed",
    parts: [
      `You now sign in as ${after}, and no longer as ${before}. Both addresses confirmed it.`,
      at === "before"
        ? "If it was not you who confirmed it here, tell an administrator of your organization, or whoever runs this server."
        : { label: "Your account", link: new URL("/account", appUrl ?? undefined).href },
    ],
  };
}
