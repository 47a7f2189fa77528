import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { SCOPES } from "#app/domain/api-token.ts";
import { WORD_TYPE } from "#server/api/handle-body.ts";
import { API_LIMITS } from "#server/services/api-tokens/door.ts";
import { endProviderSessions } from "#server/services/identity-providers/provider.ts";
import { markRestored } from "#server/services/system/restored.ts";
import { hashSecret } from "#server/auth/index.ts";
import { openWithProvider } from "#tests/services/provider-story.ts";
import { NO_PLAN, paperWordBytes } from "#tests/services/paper-word.ts";
import { openReview } from "#tests/services/papers.ts";
import { paragraph } from "#tests/services/talk.ts";
import { DAY, MINUTE, PASSWORD, openCoalition, refused, value } from "#tests/services/workspace.ts";
import { openPrograms, type Programs } from "./programs.ts";
import { alerts } from "./site.ts";

const LETTER = { kind: "letter", title: "A letter", layoutProfile: "letter" } as const;

type Sending = Omit<RequestInit, "headers"> & {
  readonly headers?: Readonly<Record<string, string>>;
  readonly duplex?: "half";
};

/** A bare request, as no client of the description would send it. */
async function send(
  { server }: Pick<Programs, "server">,
  address: string,
  { headers, ...rest }: Sending = {},
) {
  const answer = await fetch(`${server.url}${address}`, { redirect: "manual", headers, ...rest });
  const text = await answer.text();
  const isJson = answer.headers.get("Content-Type")?.includes("json") === true;
  const body = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: answer.status, headers: answer.headers, text, body };
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const me = (programs: Programs, token: string) =>
  send(programs, "/api/v1/me", { headers: bearer(token) });

/** A request to create a letter. */
function creating(programs: Programs, token: string, key: string, title = "A letter") {
  return send(programs, `/api/v1/matters/${programs.slug}/documents`, {
    method: "POST",
    headers: { ...bearer(token), "Idempotency-Key": key, "Content-Type": "application/json" },
    body: JSON.stringify({ ...LETTER, title }),
  });
}

const isWrite = (operationId: string) => !/^(?:get|list)/u.test(operationId);
const open = async () => openPrograms(await openReview());

describe("[I2] a token", () => {
  it("is shown once, is stored as a hash, and tells its last use to the hour", async () => {
    const programs = await open();
    const { database, site } = programs;
    const token = await programs.tokenOf("drafter", ["read"]);
    expect(token).toMatch(/^cdesk_[\w-]{43}$/u);
    const row = await database.client.apiToken.findFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(token.slice(6));
    expect(row.tokenHash).toBe(hashSecret(token));
    const drafter = await site.as("drafter");
    const before = await drafter.get("/account/tokens");
    expect(before.body).not.toContain(token);
    expect(before.words).toContain("not used yet");
    expect((await me(programs, token)).status).toBe(200);
    const used = await database.client.apiToken.findFirstOrThrow();
    programs.pass(10 * MINUTE);
    expect((await me(programs, token)).status).toBe(200);
    expect((await database.client.apiToken.findFirstOrThrow()).usedAt).toEqual(used.usedAt);
    expect((await drafter.get("/account/tokens")).words).toContain("last used");
    const lines = await database.client.auditEvent.findMany({
      where: { type: { contains: "api" } },
      orderBy: { sequence: "asc" },
    });
    expect(lines.map(({ type }) => type)).toEqual(["api-token.created"]);
    expect(JSON.stringify(lines)).not.toContain(token.slice(6));
    expect(programs.logged()).not.toContain(token.slice(6));
  });

  it("ends when it is revoked, by its day, and with everything that signs its person out elsewhere", async () => {
    const programs = await open();
    const { database, site } = programs;
    const drafter = await site.as("drafter");
    const ends: Readonly<Record<string, () => Promise<unknown>>> = {
      revoked: async () => {
        const { id } = await database.client.apiToken.findFirstOrThrow();
        await drafter.post("/account/tokens", { intent: "revoke", tokenId: id });
      },
      "signed out elsewhere": () => drafter.post("/account", { intent: "elsewhere" }),
      "signed out everywhere": () => drafter.post("/account", { intent: "everywhere" }),
      "its day": async () => programs.pass(31 * DAY),
      // The backup doesn't know what was revoked since.
      "a restore": () =>
        markRestored(programs, {
          takenAt: programs.clock().toISOString(),
          record: { sequence: 1, hash: "0".repeat(64) },
        }),
      "its person leaves": async () => {
        const { services, people, organizations } = programs;
        const { userId } = people.drafter;
        value(
          await services.organizations.removePerson(people.admin, organizations.council, userId),
        );
      },
    };
    for (const [what, end] of Object.entries(ends)) {
      const token = await programs.tokenOf("drafter");
      expect((await me(programs, token)).status, what).toBe(200);
      await end();
      const answer = await me(programs, token);
      expect([answer.status, answer.body["code"]], what).toEqual([401, "no-token"]);
      expect(answer.headers.get("WWW-Authenticate")).toContain("Bearer");
    }
  });

  it("is made by whoever has shown a moment ago that it is them, and is told by mail", async () => {
    const programs = await openPrograms(await openCoalition({ posted: "sent" }));
    const drafter = await programs.site.as("drafter");
    const fields = { intent: "create", name: "A program", scopes: ["read"], days: "7" };
    expect((await drafter.post("/account/tokens", fields)).status).toBe(200);
    const { client } = programs.database;
    const job = await client.job.findFirstOrThrow({ where: { kind: "account.told" } });
    expect(job.payload).toContain("api-token.created");
    programs.pass(11 * MINUTE);
    const late = await drafter.post("/account/tokens", fields);
    expect([late.status, alerts(late)]).toEqual([403, expect.stringContaining("a while ago")]);
    expect(await client.apiToken.count()).toBe(1);
  });

  it("opens no page, and a cookie opens nothing of the API", async () => {
    const programs = await open();
    const token = await programs.tokenOf("admin");
    for (const page of ["/", "/account", "/account/tokens", `/matters/${programs.slug}`]) {
      const answer = await send(programs, page, { headers: bearer(token) });
      expect([answer.status, answer.headers.get("Location")], page).toEqual([
        302,
        expect.stringMatching(/^\/login/u),
      ]);
    }
    const sent = await send(programs, `/matters/${programs.slug}/documents/new`, {
      method: "POST",
      headers: bearer(token),
      body: new URLSearchParams(LETTER),
    });
    // Whoever sends a form without a session is told so, or is led to sign in.
    expect([sent.status, sent.headers.get("Location")]).not.toEqual([
      302,
      expect.stringMatching(/^\/documents/u),
    ]);
    expect(await programs.database.client.document.count()).toBe(1);
    const Cookie = await programs.cookieOf("drafter@example.org");
    expect(await programs.auth.actorFromCookies(`auth_session=${token}`)).toBeNull();
    for (const address of ["/api/v1/me", "/api/v1/matters", "/api/v1/nothing"]) {
      const answer = await send(programs, address, { headers: { Cookie } });
      expect([answer.status, answer.body["code"]], address).toEqual([401, "no-token"]);
      expect(answer.headers.get("Set-Cookie")).toBeNull();
    }
  });

  it("does what its scopes say and nothing else", async () => {
    const programs = await open();
    const params = { matter: programs.slug, document: programs.documentId, docket: "x", number: 1 };
    for (const missing of SCOPES) {
      const others = SCOPES.filter((scope) => scope !== missing);
      const client = await programs.programOf("drafter", others);
      const needing = Object.values(client.api.paths)
        .flatMap((methods) => Object.values(methods))
        .filter(({ description }) => description.startsWith(`Scope ${missing}: `));
      expect(needing.length, missing).toBeGreaterThan(0);
      for (const { operationId } of needing) {
        const answer = await client.call(operationId, {
          params,
          ...(isWrite(operationId) ? { json: {} } : {}),
        });
        expect([answer.status, answer.body["code"]], operationId).toEqual([403, "scope-missing"]);
      }
    }
  });

  it("of somebody else tells of nothing: what is there reads like what never was", async () => {
    const programs = await open();
    const client = await programs.programOf("stranger");
    const there = { matter: programs.slug, document: programs.documentId, docket: "x", number: 1 };
    const imaginary = { matter: "nothing", document: "nothing", docket: "x", number: 1 };
    const json = { ...LETTER, parts: [{ kind: "acknowledged" }], dated: "2021-10-07" };
    const before = await programs.database.client.auditEvent.count();
    for (const [path, methods] of Object.entries(client.api.paths)) {
      for (const [method, { operationId }] of Object.entries(methods)) {
        if (!path.includes("{")) continue;
        const bodies = { recordLetter: { parts: json.parts, dated: json.dated } } as const;
        const sent =
          method === "get"
            ? {}
            : operationId === "recordLetter"
              ? { json: bodies.recordLetter }
              : operationId === "createDocumentFromWord"
                ? { file: new Uint8Array(9), query: { ...LETTER, changes: "with" } }
                : {
                    json: operationId === "createDocument" ? LETTER : { kind: "other", text: "x" },
                  };
        const real = await client.call(operationId, { ...sent, params: there });
        const none = await client.call(operationId, { ...sent, params: imaginary });
        expect(real.status, operationId).toBe(404);
        expect(real.body, operationId).toEqual(none.body);
      }
    }
    expect(await client.all("listMatters")).toEqual([]);
    expect(await client.all("listDeadlines")).toEqual([]);
    expect(await programs.database.client.auditEvent.count()).toBe(before);
  });

  it("that is guessed costs a guess: after sixty the network waits, and programs that were in go on", async () => {
    const programs = await open();
    const token = await programs.tokenOf("drafter");
    expect((await me(programs, token)).status).toBe(200);
    const statuses = new Set<number>();
    for (let tries = 0; tries < 62; tries += 1) {
      const guess = `cdesk_${String(tries).padStart(43, "a")}`;
      const answer = await me(programs, guess);
      statuses.add(answer.status);
      if (answer.status === 429)
        expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    }
    expect([...statuses]).toEqual([401, 429]);
    expect((await me(programs, token)).status).toBe(200);
  });

  it("that is revoked while its program writes leaves nothing written", async () => {
    const programs = await open();
    const token = await programs.tokenOf("drafter");
    const { client } = programs.database;
    const before = await client.document.count();
    // The first write keeps the key; the second is the act.
    programs.beforeNextWrite(async () =>
      programs.beforeNextWrite(() =>
        client.apiToken.updateMany({ data: { revokedAt: new Date() } }),
      ),
    );
    const answer = await creating(programs, token, crypto.randomUUID());
    expect([answer.status, answer.body["code"]]).toEqual([401, "not-signed-in"]);
    expect(await client.document.count()).toBe(before);
  });

  it("[P8] carries the roles of the organization alone through which its person came in", async () => {
    const story = await openWithProvider();
    const { council, ilrc } = story.organizations;
    const roles = ["drafter", "staff"] as const;
    await story.person("both@example.org", [
      { organizationId: council, roles },
      { organizationId: ilrc, roles },
    ]);
    value(await story.link("both@example.org", "both at A"));
    const cookie = await story.comeIn("both at A");
    const { actor, sessionId } = await story.signedIn(cookie);
    const browser = {
      origin: "https://desk.example.org",
      cookies: cookie,
      address: "::1",
      sessionId,
    };
    const form = { name: "A program", scopes: [...SCOPES], days: "7" as const };
    const { secret } = value(await story.services.apiTokens.create(actor, form, browser));
    const door = await story.services.apiTokens.door();
    const reached = async () => {
      const admitted = await door.admit(secret, "192.0.2.7");
      if (!admitted || "waitMs" in admitted) return [];
      return admitted.actor.memberships.map(({ organizationId }) => organizationId);
    };
    expect(await reached()).toEqual([council]);
    // No longer linked there: it carries nothing.
    await story.database.client.identityLink.deleteMany();
    expect(await reached()).toEqual([]);
    // Where such sign-ins are ended, it is, too.
    const { client } = story.database;
    await client.$transaction((tx) => endProviderSessions(tx, { organizationId: ilrc }));
    expect(await client.apiToken.count()).toBe(1);
    await client.$transaction((tx) => endProviderSessions(tx, { organizationId: council }));
    expect(await client.apiToken.count()).toBe(0);
    const nowhere = { ...actor, reach: { own: false, via: null } };
    refused(await story.services.apiTokens.create(nowhere, form, browser), "forbidden");
  });

  it("is one of twenty at most, and none is made with a session that has ended", async () => {
    const programs = await open();
    const { services, people, database } = programs;
    const sessionId = await programs.sessionOf("drafter@example.org");
    const browser = {
      origin: "https://desk.example.org",
      cookies: null,
      address: "::1",
      sessionId,
    };
    const make = () =>
      services.apiTokens.create(
        people.drafter,
        { name: "One", scopes: ["read"], days: "7" },
        browser,
      );
    for (let count = 0; count < 20; count += 1) value(await make());
    refused(await make(), "conflict");
    await database.client.apiToken.deleteMany();
    programs.beforeNextWrite(() => database.client.session.deleteMany());
    refused(await make(), "not-signed-in");
    expect(await database.client.apiToken.count()).toBe(0);
  });
});

describe("[I1] what a program sends", () => {
  it("is done once, however often it comes, and answered as it was", async () => {
    const programs = await open();
    const token = await programs.tokenOf("drafter");
    const { client } = programs.database;
    const before = await client.document.count();
    const key = crypto.randomUUID();
    const together = await Promise.all(
      Array.from({ length: 6 }, () => creating(programs, token, key)),
    );
    const done = together.filter(({ status }) => status === 201);
    expect(done.length).toBeGreaterThan(0);
    for (const { status, body } of together) {
      expect([status === 201 ? "done" : body["code"]]).toContainEqual(
        expect.stringMatching(/^(?:done|key-under-way)$/u),
      );
    }
    expect(new Set(done.map(({ body }) => body["id"])).size).toBe(1);
    const again = await creating(programs, token, key);
    expect([again.status, again.body["id"]]).toEqual([201, done[0]?.body["id"]]);
    expect(again.headers.get("Idempotent-Replayed")).toBe("true");
    const other = await creating(programs, token, key, "Another letter");
    expect([other.status, other.body["code"]]).toEqual([422, "key-used"]);
    // Another token's key is another one.
    const second = await creating(programs, await programs.tokenOf("drafter"), key);
    expect([second.status, second.body["id"] === again.body["id"]]).toEqual([201, false]);
    expect(await client.document.count()).toBe(before + 2);
  });

  it("is done once also where the process died before it kept its answer, and can be sent again after a refusal", async () => {
    const programs = await open();
    const token = await programs.tokenOf("drafter");
    const { client } = programs.database;
    const key = crypto.randomUUID();
    expect((await creating(programs, token, key)).status).toBe(201);
    const before = await client.document.count();
    await client.apiAnswer.updateMany({ data: { status: null, body: null } });
    const early = await creating(programs, token, key);
    expect([early.status, early.body["code"]]).toEqual([409, "key-under-way"]);
    expect(early.headers.get("Retry-After")).toBe("1");
    programs.pass(6 * MINUTE);
    const late = await creating(programs, token, key);
    expect([late.status, late.body["code"]]).toEqual([409, "answer-lost"]);
    expect(late.body["detail"]).toContain("arrived before and was done then");
    expect(await client.document.count()).toBe(before);

    const free = crypto.randomUUID();
    expect((await creating(programs, token, free, "")).status).toBe(400);
    expect((await creating(programs, token, free)).status).toBe(201);
    programs.pass(DAY + MINUTE);
    // Older answers go, whoever asks next.
    expect((await creating(programs, token, crypto.randomUUID())).status).toBe(201);
    expect(await client.apiAnswer.count()).toBe(1);
  });

  it("is told that a Word file was taken, where the answer to it was lost", async () => {
    const programs = await open();
    const token = await programs.tokenOf("drafter");
    const { client } = programs.database;
    const blocks = [paragraph("one", "The agency may answer.")];
    const file = new Uint8Array(await buffer(paperWordBytes({ blocks, plan: NO_PLAN })));
    const query = new URLSearchParams({ ...LETTER, changes: "without" });
    const key = crypto.randomUUID();
    const sendFile = () =>
      send(programs, `/api/v1/matters/${programs.slug}/documents/from-word?${query.toString()}`, {
        method: "POST",
        headers: { ...bearer(token), "Content-Type": WORD_TYPE, "Idempotency-Key": key },
        body: file,
      });
    const first = await sendFile();
    expect(first.status, first.text).toBe(201);
    const before = await client.document.count();
    await client.apiAnswer.updateMany({ data: { status: null, body: null } });
    programs.pass(6 * MINUTE);
    for (let times = 0; times < 2; times += 1) {
      const late = await sendFile();
      expect([late.status, late.body["code"]]).toEqual([409, "answer-lost"]);
    }
    expect(await client.document.count()).toBe(before);
    expect(await client.wordArrival.count()).toBe(0);
  });

  it("can be sent again at once where the fault was ours", async () => {
    const programs = await open();
    const token = await programs.tokenOf("drafter");
    const key = crypto.randomUUID();
    // The first write keeps the key; the second is the act.
    programs.beforeNextWrite(async () =>
      programs.beforeNextWrite(() => Promise.reject(new Error("The disk is gone."))),
    );
    const failed = await creating(programs, token, key);
    expect([failed.status, failed.body["code"]]).toEqual([500, "our-fault"]);
    expect(failed.body["detail"]).toContain("Idempotency-Key");
    expect((await creating(programs, token, key)).status).toBe(201);
  });

  it("is refused before it is read where it is too large, unmeasured, of another kind or no JSON", async () => {
    const programs = await open();
    const token = await programs.tokenOf("drafter");
    const address = `/api/v1/matters/${programs.slug}/documents`;
    const json = { "Content-Type": "application/json" };
    const post = (more: Sending) =>
      send(programs, address, {
        method: "POST",
        ...more,
        headers: { ...bearer(token), "Idempotency-Key": crypto.randomUUID(), ...more.headers },
      });
    const cases: Readonly<Record<string, readonly [number, () => ReturnType<typeof post>]>> = {
      "too large": [413, () => post({ headers: json, body: " ".repeat(600_000) })],
      unmeasured: [
        411,
        () =>
          post({
            headers: json,
            body: new Blob(["{}"]).stream(),
            duplex: "half",
          }),
      ],
      "a form": [415, () => post({ body: new URLSearchParams(LETTER) })],
      "no JSON": [400, () => post({ headers: json, body: "{" })],
      "no UTF-8": [400, () => post({ headers: json, body: new Uint8Array([0x22, 0xff, 0x22]) })],
      "too deep": [400, () => post({ headers: json, body: "[".repeat(100_000) })],
      "a list": [400, () => post({ headers: json, body: "[]" })],
      "a field too many": [
        400,
        () => post({ headers: json, body: JSON.stringify({ ...LETTER, titel: "x" }) }),
      ],
      "no key": [400, () => post({ headers: { ...json, "Idempotency-Key": "short" }, body: "{}" })],
      zipped: [415, () => post({ headers: { ...json, "Content-Encoding": "gzip" }, body: "{}" })],
    };
    for (const [what, [status, attempt]] of Object.entries(cases)) {
      const answer = await attempt();
      expect(answer.status, what).toBe(status);
      expect(answer.headers.get("Content-Type"), what).toContain("application/problem+json");
      expect(answer.body["detail"], what).toMatch(/\.$/u);
      expect(answer.body["type"], what).toBe(
        `https://desk.example.org/api#${String(answer.body["code"])}`,
      );
      if (what === "a field too many") {
        expect(answer.body["errors"]).toEqual([
          { field: "titel", detail: "There is no such field." },
        ]);
      }
    }
    expect(await programs.database.client.apiAnswer.count()).toBe(0);
  });

  it("is taken by address and method alone as they are described, each refusal a sentence", async () => {
    const programs = await open();
    const headers = bearer(await programs.tokenOf("drafter"));
    const cases = [
      ["GET", "/api/v1/nothing", 404, "no-such-address"],
      ["GET", "/api/v1/", 404, "no-such-address"],
      ["GET", "/api/v2/matters", 404, "no-such-address"],
      ["DELETE", "/api/v1/matters", 405, "method-not-allowed"],
      ["PUT", `/api/v1/matters/${programs.slug}`, 405, "method-not-allowed"],
      ["OPTIONS", "/api/v1/matters", 405, "method-not-allowed"],
      ["POST", "/api/openapi.json", 405, "method-not-allowed"],
      ["GET", "/api/v1/matters?order=title", 400, "bad-input"],
      ["GET", "/api/v1/matters?limit=201", 400, "bad-input"],
      ["GET", "/api/v1/matters?limit=20&limit=30", 400, "bad-input"],
      ["GET", "/api/v1/matters?limit=x", 400, "bad-input"],
      ["GET", `/api/v1/documents/${programs.documentId}/threads?cursor=zz`, 403, "scope-missing"],
      ["GET", `/api/v1/documents/${programs.documentId}/versions/0`, 404, "not-found"],
      ["GET", `/api/v1/documents/${"x".repeat(80)}`, 404, "not-found"],
    ] as const;
    const narrow = bearer(await programs.tokenOf("drafter", ["read"]));
    for (const [method, address, status, code] of cases) {
      const asked = { method, headers: code === "scope-missing" ? narrow : headers };
      const answer = await send(programs, address, asked);
      expect([answer.status, answer.body["code"]], `${method} ${address}`).toEqual([status, code]);
      expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
      expect(answer.headers.get("Access-Control-Allow-Origin")).toBeNull();
    }
    expect(programs.server.lines).toEqual([]);
  });

  it("by another method is told which ones its address takes", async () => {
    const programs = await open();
    const headers = bearer(await programs.tokenOf("drafter"));
    const allowed = async (address: string) =>
      (await send(programs, address, { method: "DELETE", headers })).headers.get("Allow");
    expect(await allowed("/api/v1/matters")).toBe("GET, HEAD");
    expect(await allowed("/api/openapi.json")).toBe("GET, HEAD");
    expect(await allowed(`/api/v1/matters/${programs.slug}/documents`)).toBe("GET, HEAD, POST");
    expect(await allowed(`/api/v1/matters/${programs.slug}/documents/from-word`)).toBe("POST");
  });

  it("more than sixty times a minute has to wait, and is told how long", async () => {
    const programs = await open();
    const token = await programs.tokenOf("observer");
    let answer = await creating(programs, token, crypto.randomUUID());
    expect(answer.status).toBe(403);
    for (let times = 1; times < 61; times += 1) {
      answer = await creating(programs, token, crypto.randomUUID());
    }
    expect([answer.status, answer.body["code"]]).toEqual([429, "too-many-requests"]);
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    // Reading goes on, and so do others.
    expect((await me(programs, token)).status).toBe(200);
    const drafter = await programs.tokenOf("drafter");
    expect((await creating(programs, drafter, crypto.randomUUID())).status).toBe(201);
  });

  it("counts also where it is refused for its address, its method or its scope", async () => {
    const programs = await open();
    const headers = bearer(await programs.tokenOf("observer", ["read"]));
    let answer = await send(programs, "/api/v1/nothing", { headers });
    for (let times = 1; times <= API_LIMITS.read.points; times += 1) {
      answer = await send(programs, "/api/v1/nothing", { headers });
    }
    expect([answer.status, answer.body["code"]]).toEqual([429, "too-many-requests"]);
    const others = [
      await send(programs, "/api/v1/matters", { headers, method: "DELETE" }),
      await send(programs, `/api/v1/documents/${programs.documentId}/threads`, { headers }),
    ];
    expect(others.map(({ status }) => status)).toEqual([429, 429]);
  });

  it("stands in the record as what a program did", async () => {
    const programs = await open();
    const token = await programs.tokenOf("drafter");
    expect((await creating(programs, token, crypto.randomUUID())).status).toBe(201);
    const drafter = await programs.site.as("drafter");
    const page = await drafter.get(`/matters/${programs.slug}/record`);
    expect(page.words).toContain("A program did it, with their token.");
    const lines = await programs.database.client.auditEvent.findMany({
      where: { details: { contains: "apiToken" } },
      orderBy: { sequence: "asc" },
    });
    expect(lines.map(({ type }) => type)).toEqual(["document.created"]);
  });
});

describe("[I1] the description", () => {
  it("is read by anybody, as OpenAPI and as a page that names every address and problem", async () => {
    const programs = await open();
    const { body, status } = await send(programs, "/api/openapi.json");
    expect([status, body["openapi"]]).toEqual([200, "3.1.0"]);
    const page = await send(programs, "/api");
    expect(page.status).toBe(200);
    for (const path of Object.keys(body["paths"] as object)) expect(page.text).toContain(path);
    expect(page.text).toContain('id="too-many-requests"');
    expect(page.text).not.toContain(PASSWORD);
  });
});
