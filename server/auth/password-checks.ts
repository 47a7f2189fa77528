import type { Logger } from "pino";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Database } from "#server/database/index.ts";
import type { Counters } from "./counters.ts";
import { PasswordCheck } from "./passwords.ts";
import type { RefusedSignIns } from "./refused-sign-ins.ts";
import { Throttle, type ThrottleLimits } from "./throttle.ts";

/** An account, as far as its password needs it. */
interface PasswordHolder {
  readonly id: string;
  readonly passwordHash: string | null;
}

/** Compares passwords, throttled by what they are asked for. */
interface PasswordChecks {
  /** Of somebody who signs in; the account may not exist, with the same words and work. */
  forSignIn(
    user: PasswordHolder | null,
    account: string,
    password: string,
    address: string,
  ): Promise<Outcome<void>>;
  /** Of a known person, before a final act, or of one who is signed out. */
  ofPerson(
    purpose: "confirm" | "sign-in",
    userId: string,
    password: string,
    address: string,
  ): Promise<Outcome<void>>;
}

/** The only place where a password is compared. */
export function passwordChecksOn(parts: {
  readonly database: Pick<Database, "client">;
  readonly counters: Counters;
  readonly limits: ThrottleLimits;
  readonly refusals: RefusedSignIns;
  readonly clock: () => Date;
  readonly log: Logger;
}): PasswordChecks {
  const { database, counters, limits, refusals, clock, log } = parts;
  const signIns = new Throttle("sign-in", limits, counters);
  // Failed sign-ins from the same address keep nobody there from a final act.
  const confirmations = new Throttle("confirm", { ...limits, address: Infinity }, counters);
  const passwords = new PasswordCheck();

  async function check(
    throttle: Throttle,
    user: PasswordHolder | null,
    account: string,
    password: string,
    address: string,
  ): Promise<Outcome<void>> {
    const refused = () => {
      if (user && throttle === signIns) refusals.add(user.id, clock());
    };
    if (!(await throttle.admits(account, address))) {
      refused();
      log.warn({ userId: user?.id, address }, "password not checked: too many tries");
      return refuse("too-many-tries");
    }
    if (!(await passwords.matches(user?.passwordHash ?? null, password))) {
      refused();
      log.info({ userId: user?.id, address }, "password does not match");
      return refuse("wrong-credentials");
    }
    await throttle.succeeded(account, address);
    return done();
  }

  return {
    forSignIn: (user, account, password, address) =>
      check(signIns, user, account, password, address),
    async ofPerson(purpose, userId, password, address) {
      const user = await database.client.user.findUnique({ where: { id: userId } });
      if (!user) return refuse("not-signed-in");
      const throttle = purpose === "confirm" ? confirmations : signIns;
      const checked = await check(throttle, user, user.email, password, address);
      if (checked.ok || checked.refusal.code !== "wrong-credentials") return checked;
      return refuse(
        "wrong-credentials",
        "That is not your password. Nothing was changed; try again.",
      );
    },
  };
}
