import type { Resources } from "#server/services/resources.ts";

interface Reader {
  readonly name: string;
  readonly email: string;
}

/** Tells a person that their account was linked with an organization's sign-in, or no longer is. */
export async function sendIdentityLetter(
  { mail, appUrl, log }: Pick<Resources, "mail" | "appUrl" | "log">,
  { name, email }: Reader,
  organizationName: string,
  done: "linked" | "unlinked",
): Promise<void> {
  const place = appUrl === null ? "your account page" : new URL("/account", appUrl).href;
  const posted = await mail.send({
    to: { name, address: email },
    subject: SUBJECTS[done](organizationName),
    text: `Dear ${name},

${SENTENCES[done](organizationName)}

If that was not you, sign in, look at ${place} and sign out everywhere; then tell an administrator of your organization.
`,
  });
  if (posted === "failed") log.warn({ done }, "a person was not told of a linked sign-in");
}

const SUBJECTS = {
  linked: (organization: string) => `Your account is linked with the sign-in of ${organization}`,
  unlinked: (organization: string) =>
    `Your account is no longer linked with the sign-in of ${organization}`,
};

const SENTENCES = {
  linked: (organization: string) =>
    `Your account in the coalition's workspace was linked with the sign-in of ${organization}. Whoever comes in through it as you works for ${organization} alone, until they prove a factor of your own.`,
  unlinked: (organization: string) =>
    `The link between your account in the coalition's workspace and the sign-in of ${organization} was ended. Nobody comes in through it as you any more.`,
};
