import { lazyVerb } from "#server/services/lazy-verb.ts";
import { mailed } from "./mails-links.ts";

/** The verbs of links to accounts. Their code is read once one is asked for. */
export const ACCOUNT_LINK_VERBS = {
  mailed,
  ask: lazyVerb(async () => (await import("./forgotten.ts")).askForLink),
  show: lazyVerb(async () => (await import("./choose-password.ts")).showPasswordLink),
  choosePassword: lazyVerb(async () => (await import("./choose-password.ts")).choosePassword),
  letIn: lazyVerb(async () => (await import("./let-in.ts")).letInAgain),
  revoke: lazyVerb(async () => (await import("./let-in.ts")).revokeLetIn),
  refuse: lazyVerb(async () => (await import("./let-in.ts")).refuseLetIn),
  mine: lazyVerb(async () => (await import("./let-in.ts")).openLetIns),
  ofMember: lazyVerb(async () => (await import("./let-in.ts")).openLetInsOf),
};
