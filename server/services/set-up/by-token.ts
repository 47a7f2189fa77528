import { workspaceSetUpForm } from "#app/domain/forms/set-up.ts";
import { done, refuse, type Outcome, type Refusal } from "#app/domain/refusal.ts";
import { countersOn } from "#server/auth/counters.ts";
import { Throttle, THROTTLE_LIMITS } from "#server/auth/throttle.ts";
import { readForm } from "#server/services/form.ts";
import { setUpWorkspace } from "#server/services/system/set-up.ts";
import type { SetUp, SetUpResources } from "./port.ts";
import { groupedToken, newSetUpToken, typedToken } from "./token.ts";

/** A token from the log is good for so long; the next start prints another. */
const TOKEN_MINUTES = 24 * 60;

const NOT_THE_TOKEN =
  "That is not the set-up token, or it has ended: each lasts for a day. Nothing was set up; take the newest from the server’s log, or restart the server for another.";

const DONE_ALREADY =
  "This workspace is set up already, so nothing was changed. Sign in; whoever set it up can invite you.";

/** Set-up while the workspace is empty. */
export function setUpByToken(
  resources: SetUpResources,
  isOpen: () => Promise<boolean>,
): Omit<SetUp, "isOpen"> {
  const { database, auth, log } = resources;
  const tries = new Throttle("set-up", THROTTLE_LIMITS, countersOn(database));
  return {
    async issueToken() {
      const secret = newSetUpToken();
      await auth.ceremonies.begin("set-up", {
        userId: null,
        details: {},
        minutes: TOKEN_MINUTES,
        secret,
      });
      return groupedToken(secret);
    },

    async complete(sent, from, replacing) {
      if (!(await isOpen())) return refuse("conflict", DONE_ALREADY);
      const read = readForm(workspaceSetUpForm, sent);
      if (!read.ok) return read;
      const form = read.value;
      if (!(await tries.admits("workspace", from.address))) {
        log.warn({ address: from.address }, "set-up token not checked: too many tries");
        return refuse("too-many-tries");
      }
      const token = typedToken(form.token);
      if (!(await auth.ceremonies.look("set-up", token))) {
        log.warn({ address: from.address }, "not a set-up token");
        return refuse("wrong-credentials", NOT_THE_TOKEN, { token: NOT_THE_TOKEN });
      }
      await tries.succeeded("workspace", from.address);
      const { organization: name, shortName, city, name: person, email, password } = form;
      const made = await setUpWorkspace(
        resources,
        {
          organization: { name, shortName, city },
          administrator: { name: person, email, password, isDrafter: form.writes === "yes" },
        },
        "browser",
      );
      if (!made.ok) return refusedHere(made.refusal);
      await auth.ceremonies.take("set-up", token);
      log.info({ userId: made.value.userId }, "the workspace was set up");
      const proof = { method: "password", own: true, via: null } as const;
      const { cookie } = await auth.openSession(made.value.userId, from, proof, replacing);
      return done({ cookie });
    },
  };
}

/** The command's refusal, in words of the page. */
function refusedHere(refusal: Refusal): Outcome<never> {
  return refusal.code === "conflict" ? refuse("conflict", DONE_ALREADY) : { ok: false, refusal };
}
