import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { atOnce } from "./at-once.ts";
import { comparable, dataAddress, fateIn, imaginaryTwin, type Manner } from "./answers.ts";
import { fateOf } from "./expected.ts";
import { count } from "./figures.ts";
import { openAttacked, visitorOf, type Visitor } from "./people.ts";
import { READS, type Reading } from "./reads.ts";
import { builtRoutes } from "./routes.ts";
import { form, type AttackedServer } from "./server.ts";

const MANNERS = ["GET", "HEAD", "data"] as const;

let server: AttackedServer;
let visitors: Visitor[];
beforeAll(async () => {
  ({ server, visitors } = await openAttacked());
  const routes = await builtRoutes();
  hasNoPage = new Set(routes.filter(({ isPage }) => !isPage).map(({ id }) => id));
});
afterAll(() => server.remove());

const all: readonly { readonly route: string; readonly reading: Reading }[] = Object.entries(
  READS,
).flatMap(([route, readings]) => readings.map((reading) => ({ route, reading })));

let hasNoPage: ReadonlySet<string>;
/** A route that answers no page has no data behind one. */
const mannersOf = (route: string) =>
  MANNERS.filter((manner) => manner !== "data" || !hasNoPage.has(route));

/**
 * How a visitor asks, of the manners that there are. In the short form once, as a page and as data by
 * turns, and for every eighth head; in the ordinary one for every fourth.
 */
function sampled(manners: readonly Manner[], number: number): readonly Manner[] {
  if (form === "soak") return manners;
  const whole = manners.filter((manner) => manner !== "HEAD");
  const some = form === "short" ? [whole[number % whole.length] ?? "GET"] : whole;
  return number % (form === "short" ? 8 : 4) === 0 ? [...some, "HEAD"] : some;
}

function ask(address: string, manner: Manner, visitor: Visitor) {
  count("reads");
  const to = manner === "data" ? dataAddress(address) : address;
  return server.send(to, { method: manner === "HEAD" ? "HEAD" : "GET", cookie: visitor.cookie });
}

describe("every address that can be read", () => {
  it("stands in the table of reads, with what it asks", async () => {
    const routes = await builtRoutes();
    const readable = routes.filter(({ isRead }) => isRead).map(({ id }) => id);
    expect(Object.keys(READS).sort()).toEqual(readable.sort());
  });

  it("answers each visitor what the matrix of permissions says, as page, head and data", async () => {
    const wrong: unknown[] = [];
    const cases = all.flatMap(({ route, reading }, index) =>
      visitors.flatMap((visitor, at) =>
        sampled(mannersOf(route), index + at).map((manner) => ({ reading, manner, visitor })),
      ),
    );
    await atOnce(cases, 4, async ({ reading, manner, visitor }) => {
      const { address, asks, lets = [200] } = reading;
      const expected = fateOf(visitor, asks);
      const answer = await ask(address, manner, visitor);
      const fate = fateIn(answer);
      const isRight =
        expected === "let in"
          ? lets.includes(answer.status === 202 ? Number(fate) : answer.status)
          : fate === expected;
      if (!isRight) wrong.push({ address, manner, who: visitor.name, expected, fate });
      if (manner === "HEAD" && answer.text !== "") wrong.push({ address, manner, body: true });
    });
    expect(wrong).toEqual([]);
  });

  it("tells an outsider of what there is just what it tells of what there isn't", async () => {
    const outsiders = visitors
      .filter(({ place }) => place !== "lead" && place !== "party")
      .filter(
        ({ role, workspaceAdmin }) => form === "soak" || workspaceAdmin || role !== "observer",
      )
      .filter(({ role }) => form === "soak" || (role !== "reviewer" && role !== "staff"));
    const wrong: unknown[] = [];
    const cases = all.flatMap(({ route, reading }, index) => {
      const twin = imaginaryTwin(reading.address);
      // A published page is there for everybody: of it there is nothing to hide.
      if (twin === null || reading.asks === "anyone") return [];
      return outsiders.flatMap((visitor, at) =>
        sampled(mannersOf(route), index + at).map((manner) => {
          return { address: reading.address, twin, manner, visitor };
        }),
      );
    });
    expect(cases.length).toBeGreaterThan(100);
    await atOnce(cases, 4, async ({ address, twin, manner, visitor }) => {
      const real = comparable(await ask(address, manner, visitor));
      const imaginary = comparable(await ask(twin, manner, visitor));
      if (real !== imaginary) wrong.push({ address, manner, who: visitor.name, real, imaginary });
    });
    expect(wrong).toEqual([]);
  });

  it("keeps the server's own figures from whoever a proxy may have let through, and from near names", async () => {
    for (const visitor of [visitors[0], visitorOf(visitors, "lead", "admin")]) {
      const asked: [string, Readonly<Record<string, string>>][] = [
        ["/metrics/", {}],
        ["/METRICS", {}],
        ["//metrics", {}],
        ["/metrics", { "X-Forwarded-For": "127.0.0.1" }],
        ["/metrics", { Forwarded: "for=127.0.0.1" }],
        ["/metrics", { "X-Real-IP": "127.0.0.1" }],
        ["/metrics", { Via: "1.1 proxy", "X-Forwarded-Host": "desk.example.org" }],
      ];
      for (const [address, headers] of asked) {
        count("reads");
        const { status, text } = await server.send(address, { cookie: visitor?.cookie, headers });
        expect([address, headers, status, text.includes("event_loop_delay")]).toEqual([
          address,
          headers,
          404,
          false,
        ]);
      }
    }
  });
});
