import { later } from "#server/services/later.ts";
import { mailed } from "./mails-links.ts";

/** The verbs of links to accounts. Their code is read once one is asked for. */
export const ACCOUNT_LINK_VERBS = {
  mailed,
  ask: later(async () => (await import("./forgotten.ts")).askForLink),
  show: later(async () => (await import("./choose-password.ts")).showPasswordLink),
  choosePassword: later(async () => (await import("./choose-password.ts")).choosePassword),
  letIn: later(async () => (await import("./let-in.ts")).letInAgain),
  revoke: later(async () => (await import("./let-in.ts")).revokeLetIn),
  refuse: later(async () => (await import("./let-in.ts")).refuseLetIn),
  mine: later(async () => (await import("./let-in.ts")).openLetIns),
  ofMember: later(async () => (await import("./let-in.ts")).openLetInsOf),
};
