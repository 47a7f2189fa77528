import { spawnSync } from "node:child_process";
import path from "node:path";
import type { Client } from "@libsql/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { count } from "./figures.ts";
import { ILRC_ID, MATTER_ID, openAttacked, visitorOf, type Visitor } from "./people.ts";
import { APPROVED, IN_REVIEW } from "./reads.ts";
import type { AttackedServer } from "./server.ts";

const root = path.resolve(import.meta.dirname, "../..");

let server: AttackedServer;
let visitors: Visitor[];
let database: Client;
beforeAll(async () => {
  ({ server, visitors } = await openAttacked());
  database = server.openDatabase();
});
afterAll(async () => {
  database.close();
  await server.remove();
});

const cookieOf = (
  ...[place, role]: [Parameters<typeof visitorOf>[1], Parameters<typeof visitorOf>[2]]
) => visitorOf(visitors, place, role).cookie;

async function post(
  address: string,
  cookie: string | null,
  fields: Readonly<Record<string, string>>,
): Promise<number> {
  count("races");
  const body = new URLSearchParams(fields);
  return (await server.send(address, { method: "POST", cookie, body })).status;
}

async function only(statement: string, ...values: string[]): Promise<Record<string, unknown>> {
  const { rows } = await database.execute({ sql: statement, args: values });
  return { ...rows[0] };
}

const versionOf = (documentId: string) =>
  only(
    `SELECT "id", "hash" FROM "Version" WHERE "documentId" = ? ORDER BY "number" DESC LIMIT 1`,
    documentId,
  );
const statusOf = async (documentId: string) =>
  (await only(`SELECT "status" FROM "Document" WHERE "id" = ?`, documentId))["status"];
const linesOf = async (documentId: string, type: string) =>
  Number(
    (
      await only(
        `SELECT count(*) AS n FROM "AuditEvent" WHERE "documentId" = ? AND "type" = ?`,
        documentId,
        type,
      )
    )["n"],
  );

/** How many of them did what they say. */
const done = (statuses: readonly number[]) => statuses.filter((status) => status < 400).length;
const notDone = (statuses: readonly number[]) => statuses.filter((status) => status >= 400);

describe("acts at the same moment", () => {
  it("sign once, and nobody's signature meets a text that was taken back", async () => {
    const { id, hash } = await versionOf(IN_REVIEW);
    const fields = {
      intent: "sign-off",
      versionId: String(id),
      hash: String(hash),
      organizationId: ILRC_ID,
      password: "coalition-demo",
    };
    const address = `/documents/${IN_REVIEW}/review`;
    const signed = await linesOf(IN_REVIEW, "document.signed-off");
    const recalled = await linesOf(IN_REVIEW, "document.recalled");
    const [signatures, recalls] = await Promise.all([
      Promise.all([1, 2, 3, 4].map(() => post(address, cookieOf("party", "reviewer"), fields))),
      Promise.all(
        (["lead", "party"] as const).map((place) =>
          post(address, cookieOf(place, "drafter"), { intent: "recall", reason: "A slip." }),
        ),
      ),
    ]);
    const now = await statusOf(IN_REVIEW);
    expect(new Set(notDone([...signatures, ...recalls]))).toEqual(new Set([409]));
    expect((await linesOf(IN_REVIEW, "document.signed-off")) - signed).toBe(done(signatures));
    expect((await linesOf(IN_REVIEW, "document.recalled")) - recalled).toBe(done(recalls));
    expect(done(signatures)).toBeLessThanOrEqual(1);
    // Approved by the last signature, or taken back: never both, and never neither.
    expect([now, done(signatures), done(recalls)]).toEqual(
      done(recalls) === 1 ? ["draft", done(signatures), 1] : ["approved", 1, 0],
    );
  });

  it("submit once, and every version has a number of its own", async () => {
    const { status } = await only(`SELECT "status" FROM "Document" WHERE "id" = ?`, IN_REVIEW);
    if (status === "approved") {
      await post(`/documents/${IN_REVIEW}/review`, cookieOf("lead", "drafter"), {
        intent: "reopen",
        reason: "Once more.",
      });
    }
    const before = await linesOf(IN_REVIEW, "document.submitted");
    const drafters = (["lead", "party"] as const).map((place) => cookieOf(place, "drafter"));
    // Parts left open in the text are submitted with a reason, for exactly what the page showed.
    const page = await server.send(`/documents/${IN_REVIEW}/submit`, {
      cookie: drafters[0] ?? null,
    });
    const seen = /name="seen"[^>]*value="(?<seen>[0-9a-f]{64})"/u.exec(page.text)?.groups?.["seen"];
    const submission = { reason: "It may stand.", seen: seen ?? "" };
    const acts = await Promise.all([
      ...drafters.flatMap((cookie) =>
        [1, 2, 3].map(() => post(`/documents/${IN_REVIEW}/submit`, cookie, submission)),
      ),
      ...drafters.map((cookie, at) =>
        post(`/documents/${IN_REVIEW}/versions`, cookie, { name: `At once ${at}` }),
      ),
    ]);
    const submits = acts.slice(0, 6);
    expect(done(submits)).toBe(1);
    expect(new Set(notDone(acts))).toEqual(new Set([409]));
    expect((await linesOf(IN_REVIEW, "document.submitted")) - before).toBe(1);
    expect(await statusOf(IN_REVIEW)).toBe("in_review");
  });

  it("make one filing copy and file once, or not at all where it was reopened first", async () => {
    const { id, hash } = await versionOf(APPROVED);
    const staff = cookieOf("lead", "staff");
    const zone = "America/Los_Angeles";
    // Each place that is open in the approved text is let stand again, by name, as the page lists it.
    const shown = await server.send(`/documents/${APPROVED}/file`, { cookie: staff });
    const seen = /name="seen"[^>]*value="(?<seen>[0-9a-f]{64})"/u.exec(shown.text)?.groups?.[
      "seen"
    ];
    const open = shown.text.matchAll(/name="stands"[^>]*value="(?<key>[0-9a-f]{64})"/gu);
    const stands = [...open].map(({ groups }, at) => [`stands[${at}]`, groups?.["key"] ?? ""]);
    const pages = {
      ...Object.fromEntries(stands),
      seen: seen ?? "",
      reason: "It goes out so.",
      intent: "make",
      versionId: String(id),
      hash: String(hash),
      printedOn: "2021-10-01",
      zone,
      method: "mail",
    };
    const made = await Promise.all(
      [1, 2, 3].map(() => post(`/documents/${APPROVED}/file`, staff, pages)),
    );
    expect(done(made)).toBe(1);
    const copy = await only(`SELECT "id" FROM "FilingCopy" WHERE "documentId" = ?`, APPROVED);
    const copyId = String(copy["id"]);
    const address = `/documents/${APPROVED}/filing-copies/${copyId}.pdf`;
    expect((await server.send(address, { cookie: staff })).status).toBe(200);
    const fields = {
      intent: "confirm",
      copyId,
      filedOn: "2021-10-01",
      zone,
      addressee: "The court",
    };
    const [filings, reopened] = await Promise.all([
      Promise.all([1, 2, 3].map(() => post(`/documents/${APPROVED}/file`, staff, fields))),
      post(`/documents/${APPROVED}/review`, cookieOf("party", "drafter"), {
        intent: "reopen",
        reason: "A slip.",
      }),
    ]);
    const rows = await only(`SELECT count(*) AS n FROM "Filing" WHERE "documentId" = ?`, APPROVED);
    expect(done([...filings, reopened])).toBe(1);
    expect(Number(rows["n"])).toBe(done(filings));
    expect(await statusOf(APPROVED)).toBe(reopened < 400 ? "draft" : "filed");
  });

  it("leave once while others sign, submit and hand over, and the rest is as if one came first", async () => {
    const { id, hash } = await versionOf(IN_REVIEW);
    const left = await Promise.all([
      ...[1, 2, 3].map(() =>
        post(`/organizations/${ILRC_ID}/matters`, cookieOf("party", "admin"), {
          intent: "leave",
          matterId: MATTER_ID,
        }),
      ),
      post("/matters/ice-enforcement-priorities/parties", cookieOf("lead", "admin"), {
        intent: "remove",
        organizationId: ILRC_ID,
      }),
      post("/matters/ice-enforcement-priorities/parties", cookieOf("lead", "admin"), {
        intent: "hand-over",
        organizationId: ILRC_ID,
      }),
      post(`/documents/${IN_REVIEW}/review`, cookieOf("party", "reviewer"), {
        intent: "sign-off",
        versionId: String(id),
        hash: String(hash),
        organizationId: ILRC_ID,
        password: "coalition-demo",
      }),
    ]);
    expect(left.every((status) => status < 500)).toBe(true);
    const matter = await only(
      `SELECT "leadOrganizationId" FROM "Matter" WHERE "id" = ?`,
      MATTER_ID,
    );
    const parties = await only(
      `SELECT count(*) AS n FROM "MatterParty" WHERE "matterId" = ? AND "organizationId" = ?`,
      MATTER_ID,
      ILRC_ID,
    );
    // The lead is always a party; whoever is gone took part in nothing after that.
    const leads = matter["leadOrganizationId"] === ILRC_ID;
    expect(Number(parties["n"])).toBe(leads ? 1 : 0);
    expect(done(left.slice(0, 4))).toBe(leads ? 0 : 1);
    if (!leads) expect(await statusOf(IN_REVIEW)).not.toBe("approved");
  });

  it("leave a record that is whole, and that agrees with what is stored", async () => {
    await server.stop();
    const verify = spawnSync(process.execPath, [path.join(root, "build/process/audit-verify.js")], {
      env: { ...process.env, NODE_ENV: "production", DATA_DIR: server.dataDir, DATABASE_URL: "" },
      encoding: "utf8",
    });
    expect([verify.status, verify.stdout, verify.stderr]).toEqual([0, verify.stdout, ""]);
  });
});
