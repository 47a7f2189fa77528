import type { AccountView } from "#server/services/index.ts";

/** How a session was opened, after "signed in". */
export const SIGN_IN_METHOD_LABELS: Readonly<
  Record<AccountView["sessions"][number]["method"], string>
> = {
  password: "with a password",
  "password-and-code": "with a password and a code",
  passkey: "with a passkey",
  "identity-provider": "through an organization’s own sign-in",
  invitation: "by accepting an invitation",
  link: "by a link",
};
