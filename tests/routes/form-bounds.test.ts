import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ORIGIN, ROUTES, openSite, type Site, type Visitor } from "./site.ts";

/** Every route that takes a form, and that none of them can forget to bound what it is sent. */

const root = path.resolve(import.meta.dirname, "../..");

const HOSTILE: readonly (readonly [body: string, said: RegExp])[] = [
  ["zzz[20000000]=x", /a list|nested more than|page has changed/u],
  ["roles[1500000]=admin", /a list|nested more than|page has changed/u],
  ["a=&".repeat(25_000), /more than [\d,]+ (?:bytes|fields)|page has changed/u],
  [`${"a.".repeat(40)}b=x`, /nested more than|page has changed/u],
];

/** The address of a route, its parameters filled in with what there is or could be. */
function addressOf(id: string, { organizations, slug, people }: Site): string {
  const parts: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = ROUTES[at]?.parentId) {
    const own: string | undefined = ROUTES[at]?.path;
    if (own) parts.unshift(own);
  }
  return (
    `/${parts.join("/")}`
      .replace(":organizationId", organizations.council)
      .replace(":slug", slug)
      .replace(":kind", "filing")
      .replace(":as", "clauses")
      .replace(":userId", people.drafter.userId)
      // One that no guest has: what is sent there is bounded before a link is looked for.
      .replace(":linkId", "3f1c6a52-7f0e-4b60-9a39-0d6b1f5f2a11")
      .replace(/:\w+/gu, "something")
  );
}

/** In milliseconds: each route is asked several times, and a page drawn for each. */
const WALK_MS = 180_000;

/** These take no form: whatever is sent along is thrown away unread. */
const UNREAD = [
  "routes/documents.$documentId_.looked",
  "routes/mail.unsubscribe.$token",
  "routes/passkeys.$purpose",
];
/** These take JSON from scripts, within bounds of their own (tests/routes/threads.test.ts, passkey-decision.test.ts). */
const OF_SCRIPTS = [
  "routes/documents.$documentId_.changes._index",
  "routes/documents.$documentId_.clauses",
  "routes/documents.$documentId_.passkey",
  "routes/documents.$documentId_.threads",
];

const taking = Object.values(ROUTES).filter(
  ({ id, module }) => "action" in module && ![...UNREAD, ...OF_SCRIPTS].includes(id),
);

/** Sends a form as it is written, with the person's cookie or without. */
const send = (visitor: Visitor, address: string, body: string, cookie: string | null) =>
  visitor.send(
    new Request(`${ORIGIN}${address}`, {
      method: "POST",
      body,
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        ...(cookie === null ? {} : { Cookie: cookie }),
      },
    }),
  );

describe("every route that takes a form", () => {
  it(
    "refuses a form beyond its bounds, and says which one it crossed",
    { timeout: WALK_MS },
    async () => {
      const site = await openSite();
      const admin = await site.cookieOf("admin@example.org");
      // No administrator's by that role: what an organization keeps (people who write change it).
      const drafter = await site.cookieOf("drafter@example.org");
      expect(taking.length).toBeGreaterThanOrEqual(25);
      for (const { id } of taking) {
        const address = `${addressOf(id, site)}.data`;
        for (const [body, said] of HOSTILE) {
          const cookie = id.includes(".texts.") ? drafter : admin;
          const answer = await send(site.nobody, address, body, cookie);
          const told = [id, body.slice(0, 20), answer.status, said.test(answer.body)];
          expect(told).toEqual([id, body.slice(0, 20), expect.toBeOneOf([400, 413]), true]);
        }
      }
    },
  );

  it(
    "takes no more than what is for everybody from who may not send it",
    { timeout: WALK_MS },
    async () => {
      const site = await openSite();
      const fields = Array.from({ length: 51 }, (_, index) => `f${index}=x`).join("&");
      for (const { id } of taking) {
        const answer = await send(site.nobody, `${addressOf(id, site)}.data`, fields, null);
        // A sentence, and nothing of what was sent: it was not taken apart.
        const said = /signed out|more than [\d,]+ fields|page has changed/u.test(answer.body);
        const told = [id, answer.status, said, answer.body.includes("f50")];
        expect(told).toEqual([id, expect.toBeOneOf([400, 401, 404]), true, false]);
      }
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
    expect(parsing.sort()).toEqual(["framework/form-body.ts", "ui/SentForm.tsx"]);
  });

  it("reads no route's query without a schema that bounds it", () => {
    const reading = readdirSync(path.join(root, "app/routes"))
      .map((file) => [file, readFileSync(path.join(root, "app/routes", file), "utf8")] as const)
      .filter(([, text]) => text.includes("Object.fromEntries(url.searchParams)"));
    expect(reading.map(([file]) => file)).toEqual([]);
  });
});
