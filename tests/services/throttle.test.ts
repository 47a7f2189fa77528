import { describe, expect, it, vi } from "vitest";
import { countersInMemory } from "#server/auth/counters.ts";
import { Throttle, networkOf, type ThrottleLimits } from "#server/auth/throttle.ts";
import { FROM, MINUTE, PASSWORD, openCoalition, refusal, value } from "./workspace.ts";

const LIMITS: ThrottleLimits = {
  windowSeconds: 900,
  accountAndAddress: 3,
  accountAndAddressUnderAttack: 1,
  address: 6,
  account: 8,
};
const WRONG = "certainly not this one";

describe("guessing passwords", () => {
  it("stops after the limit for one account from one address, right password or not", async () => {
    const { auth } = await openCoalition({ throttle: LIMITS });
    for (let tries = 0; tries < LIMITS.accountAndAddress; tries += 1) {
      expect(await auth.signIn("drafter@example.org", WRONG, FROM)).toMatchObject(
        refusal("wrong-credentials"),
      );
    }
    expect(await auth.signIn("drafter@example.org", PASSWORD, FROM)).toMatchObject(
      refusal("too-many-tries"),
    );
    value(await auth.signIn("staff@example.org", PASSWORD, FROM));
    value(await auth.signIn("drafter@example.org", PASSWORD, { address: "198.51.100.7" }));
  });

  it("is told in the same words for an address that has no account", async () => {
    const { auth } = await openCoalition({ throttle: LIMITS });
    const answers = async (email: string) => {
      const codes: string[] = [];
      for (let tries = 0; tries < 5; tries += 1) {
        const outcome = await auth.signIn(email, WRONG, { address: "198.51.100.8" });
        codes.push(JSON.stringify(outcome));
      }
      return codes;
    };
    const known = await answers("drafter@example.org");
    const { auth: other } = await openCoalition({ throttle: LIMITS });
    const codes: string[] = [];
    for (let tries = 0; tries < 5; tries += 1) {
      const from = { address: "198.51.100.8" };
      codes.push(JSON.stringify(await other.signIn("nobody@example.org", WRONG, from)));
    }
    expect(codes).toEqual(known);
  });

  it("can't slip through in parallel", async () => {
    const { auth } = await openCoalition({ throttle: LIMITS });
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => auth.signIn("drafter@example.org", WRONG, FROM)),
    );
    const codes = outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.refusal.code));
    expect(codes.filter((code) => code === "wrong-credentials")).toHaveLength(3);
    expect(codes.filter((code) => code === "too-many-tries")).toHaveLength(3);
  });

  it("stops for an address as a whole, over accounts", async () => {
    const { auth } = await openCoalition({ throttle: LIMITS });
    for (let tries = 0; tries < LIMITS.address; tries += 1) {
      expect(await auth.signIn(`no${tries}@example.org`, WRONG, FROM)).toMatchObject(
        refusal("wrong-credentials"),
      );
    }
    expect(await auth.signIn("drafter@example.org", PASSWORD, FROM)).toMatchObject(
      refusal("too-many-tries"),
    );
  });

  it("at one address keeps nobody who is signed in there from confirming, and confirming is slowed by itself", async () => {
    const { auth, people } = await openCoalition({ throttle: LIMITS });
    for (let tries = 0; tries < 3 * LIMITS.address; tries += 1) {
      await auth.signIn(`no${tries}@example.org`, WRONG, FROM);
      await auth.signIn(people.drafter.email, WRONG, FROM);
    }
    expect(await auth.signIn(people.staff.email, PASSWORD, FROM)).toMatchObject(
      refusal("too-many-tries"),
    );
    value(await auth.confirmPassword(people.drafter.userId, PASSWORD, FROM));
    value(await auth.confirmPassword(people.staff.userId, PASSWORD, FROM));
    // People who aren't signed in prove a password as if signing in.
    expect(await auth.provePassword(people.staff.userId, PASSWORD, FROM)).toMatchObject(
      refusal("too-many-tries"),
    );
  });

  it("slows confirming a password as well", async () => {
    const { auth, people } = await openCoalition({ throttle: LIMITS });
    for (let tries = 0; tries < 3; tries += 1) {
      await auth.confirmPassword(people.drafter.userId, WRONG, FROM);
    }
    expect(await auth.confirmPassword(people.drafter.userId, PASSWORD, FROM)).toMatchObject(
      refusal("too-many-tries"),
    );
  });
});

describe("the throttle", () => {
  it("forgets when the window is over", async () => {
    vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] });
    try {
      const throttle = new Throttle("test", LIMITS, countersInMemory);
      for (let tries = 0; tries < 3; tries += 1) await throttle.admits("a@b.c", "192.0.2.1");
      expect(await throttle.admits("a@b.c", "192.0.2.1")).toBe(false);
      vi.advanceTimersByTime(15 * MINUTE + 1);
      expect(await throttle.admits("a@b.c", "192.0.2.1")).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it("takes failures back when the owner succeeds", async () => {
    const throttle = new Throttle("test", LIMITS, countersInMemory);
    // Two slips before each success: of the pair none is left, of the address these two are.
    for (let round = 0; round < 2; round += 1) {
      for (let tries = 0; tries < 3; tries += 1) {
        expect(await throttle.admits("a@b.c", "192.0.2.1")).toBe(true);
      }
      await throttle.succeeded("a@b.c", "192.0.2.1");
    }
    const further = [];
    for (let tries = 0; tries < 3; tries += 1) {
      further.push(await throttle.admits("a@b.c", "192.0.2.1"));
    }
    expect(further).toEqual([true, true, false]);
  });

  it("leaves the owner a try however many outsiders fail on purpose", async () => {
    const throttle = new Throttle("test", LIMITS, countersInMemory);
    let admitted = 0;
    for (let outsider = 0; outsider < 100; outsider += 1) {
      for (let tries = 0; tries < 3; tries += 1) {
        if (await throttle.admits("victim@example.org", `198.51.100.${outsider}`)) admitted += 1;
      }
    }
    // Eight before it counts as an attack, then one for each further address.
    expect(admitted).toBeLessThanOrEqual(8 + 98);
    expect(await throttle.admits("victim@example.org", "192.0.2.1")).toBe(true);
  });

  it("does not take one stubborn address for an attack from many", async () => {
    const throttle = new Throttle("test", { ...LIMITS, address: 1000 }, countersInMemory);
    for (let tries = 0; tries < 500; tries += 1) await throttle.admits("a@b.c", "198.51.100.1");
    const mine = [];
    for (let tries = 0; tries < 3; tries += 1)
      mine.push(await throttle.admits("a@b.c", "192.0.2.1"));
    expect(mine).toEqual([true, true, true]);
  });

  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["not an address", "not an address"],
  ])("counts %s as %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
