import { workspaceSetUpForm } from "#app/domain/forms/set-up.ts";
import { done, refuse, type Outcome, type Refusal } from "#app/domain/refusal.ts";
import { countersOn } from "#server/auth/counters.ts";
import type { Origin } from "#server/auth/index.ts";
import { Throttle, THROTTLE_LIMITS } from "#server/auth/throttle.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { isEmpty } from "#server/services/system/is-empty.ts";
import { groupedToken, newSetUpToken, typedToken } from "./token.ts";

/** A token from the log is good for so long; the next start prints another. */
const TOKEN_MINUTES = 24 * 60;

const NOT_THE_TOKEN =
  "That is not the set-up token, or it has ended: each lasts for a day. Nothing was set up; take the newest from the server’s log, or restart the server for another.";

const DONE_ALREADY =
  "This workspace is set up already, so nothing was changed. Sign in; whoever set it up can invite you.";

/** The set-up of a new workspace in the browser (P7). */
export interface SetUp {
  /** Whether the workspace is still empty. */
  isOpen(): Promise<boolean>;
  /** A new token for the log; null where the workspace is set up. Earlier ones stay good. */
  issueToken(): Promise<string | null>;
  /**
   * Creates the first organization with its administrator, and signs that person in. Refuses
   * `conflict` once the workspace is set up, `wrong-credentials` for a token that is none,
   * `too-many-tries`, and `bad-input`; the token stays good until set-up is done.
   */
  complete(
    sent: unknown,
    from: Origin,
    replacing: string | null,
  ): Promise<Outcome<{ readonly cookie: string }>>;
}

export function createSetUp(
  resources: Pick<Resources, "database" | "auth" | "clock" | "ids" | "log">,
): SetUp {
  const { database, auth, log } = resources;
  const tries = new Throttle("set-up", THROTTLE_LIMITS, countersOn(database));
  // Nothing empties a workspace again, so that whoever signs in costs no query.
  let isSetUp = false;
  const isOpen = async () => {
    isSetUp ||= !(await isEmpty(database.client));
    return !isSetUp;
  };
  return {
    isOpen,

    async issueToken() {
      if (!(await isOpen())) return null;
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
      // Once in the life of a workspace: no start needs it.
      const { setUpWorkspace } = await import("#server/services/system/set-up.ts");
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
