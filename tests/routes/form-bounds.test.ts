import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { ORIGIN, ROUTES, openSite, type Site, type Visitor } from "./site";

/** Every route that takes a form, and that none of them can forget to bound what it is sent. */

const root = path.resolve(import.meta.dirname, "../..");

const HOSTILE: readonly (readonly [body: string, said: RegExp])[] = [
  ["zzz[20000000]=x", /a list|nested more than|page has changed/u],
  ["roles[1500000]=admin", /a list|nested more than|page has changed/u],
  ["a=&".repeat(25_000), /more than [\d,]+ (?:bytes|fields)/u],
  [`${"a.".repeat(40)}b=x`, /nested more than|page has changed/u],
];

/** The address of a route, its parameters filled in with what there is or could be. */
function addressOf(id: string, { organizations, slug, people }: Site): string {
  const parts: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = ROUTES[at]?.parentId) {
    const own: string | undefined = ROUTES[at]?.path;
    if (own) parts.unshift(own);
  }
  return `/${parts.join("/")}`
    .replace(":organizationId", organizations.council)
    .replace(":slug", slug)
    .replace(":userId", people.drafter.userId)
    .replace(/:\w+/gu, "something");
}

const taking = Object.values(ROUTES).filter(({ module }) => "action" in module);

describe("every route that takes a form", () => {
  let site: Site;
  let admin: Visitor;
  let cookie: string;
  beforeAll(async () => {
    site = await openSite();
    cookie = await site.cookieOf("admin@example.org");
    admin = site.withCookie(cookie);
  });

  it("is among those that are looked at here", () => {
    expect(taking.length).toBeGreaterThanOrEqual(25);
  });

  const send = (visitor: Visitor, address: string, body: string, mine: boolean) =>
    visitor.send(
      new Request(`${ORIGIN}${address}`, {
        method: "POST",
        body,
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          ...(mine ? { Cookie: cookie } : {}),
        },
      }),
    );

  it.each(taking.map(({ id }) => [id]))(
    "%s refuses a form beyond its bounds unread",
    async (id) => {
      const address = `${addressOf(id, site)}.data`.replace("/.data", "/_root.data");
      for (const [body, said] of HOSTILE) {
        const answer = await send(admin, address, body, true);
        expect([id, body.slice(0, 20), answer.status >= 400 && answer.status < 500]).toEqual([
          id,
          body.slice(0, 20),
          true,
        ]);
        expect(answer.body).toMatch(said);
      }
    },
  );

  it.each(taking.map(({ id }) => [id]))(
    "%s takes no more than what is for everybody from who may not send it",
    async (id) => {
      const address = `${addressOf(id, site)}.data`.replace("/.data", "/_root.data");
      const fields = Array.from({ length: 51 }, (_, index) => `f${index}=x`).join("&");
      const answer = await send(site.nobody, address, fields, false);
      expect([400, 401, 403, 413]).toContain(answer.status);
      // A sentence, and nothing of what was sent: it was not taken apart.
      expect(answer.body).toMatch(/signed out|more than [\d,]+ fields|page has changed|no such/u);
      expect(answer.body).not.toContain("f50");
    },
  );
});

describe("a form that crossed a bound", () => {
  it("says which, and the page keeps what was typed where it has scripts, or one step back", async () => {
    const site = await openSite();
    const admin = await site.as("admin");
    const answer = await admin.post("/matters/new", {
      title: "A matter",
      ...Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`extra${at}`, "x"])),
    });
    expect(answer.status).toBe(400);
    const alert = answer.document.querySelector("form [role=alert]")?.textContent ?? "";
    expect(alert).toMatch(/more than \d+ fields, which is more than this form can hold/u);
    expect(alert).toContain("Nothing of it was saved.");
    expect(alert).toContain("go one step back in your browser");
  });
});

describe("the server", () => {
  it("takes a form apart in one place, behind its bounds", () => {
    const parsing = readdirSync(path.join(root, "app"), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/u.test(file))
      .filter((file) =>
        /parseWithZod\(|\.formData\(\)|request\.(?:text|json|arrayBuffer|blob)\(\)/u.test(
          readFileSync(path.join(root, "app", file), "utf8"),
        ),
      );
    // SentForm checks in the browser, what the person typed themselves.
    expect(parsing.sort()).toEqual(["components/SentForm.tsx", "http/form-body.ts"]);
  });

  it("reads no route's query without a schema that bounds it", () => {
    const reading = readdirSync(path.join(root, "app/routes"))
      .map((file) => [file, readFileSync(path.join(root, "app/routes", file), "utf8")] as const)
      .filter(([, text]) => text.includes("Object.fromEntries(url.searchParams)"));
    expect(reading.map(([file]) => file)).toEqual([]);
  });
});
