import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { SCOPES } from "#app/domain/api-token.ts";
import { SCHEMA_VERSION } from "#app/document/schema-version.ts";
import { CLOSE } from "#app/protocol/close-codes.ts";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { clientOf } from "#tests/support/openapi-client.ts";
import { openAttacked, visitorOf, type Visitor } from "./people.ts";
import { DRAFT, FILED, IMAGINARY, MATTER, DOCKET, READS } from "./reads.ts";
import { scaled, type AttackedServer } from "./server.ts";

let server: AttackedServer;
let visitors: Visitor[];
let token: string;

beforeAll(async () => {
  ({ server, visitors } = await openAttacked());
  token = await tokenOf(visitorOf(visitors, "lead", "admin"));
});
afterAll(() => server.remove());

/** A token that this person makes on the page; they show first that it is them. */
async function tokenOf({ cookie }: Visitor, scopes: readonly string[] = SCOPES): Promise<string> {
  const post = async (
    address: string,
    fields: readonly (readonly [string, string])[],
    jar = cookie,
  ) =>
    server.send(address, {
      method: "POST",
      cookie: jar,
      body: new URLSearchParams(fields.map(([name, value]) => [name, value])),
    });
  const proved = await post("/account/passkeys", [
    ["intent", "prove-password"],
    ["password", DEMO_PASSWORD],
  ]);
  const proof = proved.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
  const made = await post(
    "/account/tokens",
    [
      ["intent", "create"],
      ["name", "An attacked program"],
      ["days", "7"],
      ...scopes.map((scope) => ["scopes", scope] as const),
    ],
    [cookie ?? "", ...proof].join("; "),
  );
  const secret = /cdesk_[\w-]{43}/u.exec(made.text)?.[0];
  if (secret === undefined) throw new Error(`no token was made: ${made.status}`);
  return secret;
}

const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });

/** How a room's socket is closed to whoever brings that. */
function closeOf(query: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const address = `${server.url.replace("http", "ws")}/rooms/${DRAFT}?schema=${SCHEMA_VERSION}${query}`;
  const socket = new WebSocket(address, { headers: { Origin: server.url, ...headers } });
  return new Promise((resolve) => {
    socket.on("close", resolve);
    socket.on("unexpected-response", (_request, { statusCode = 0 }) => resolve(statusCode));
    socket.on("error", () => undefined);
  });
}

describe("[I2] a token of somebody who may do everything", () => {
  it("opens no page: each answers as to nobody", async () => {
    const all = Object.values(READS).flat();
    const every = scaled(1, 2, 5);
    for (const [index, { address }] of all.entries()) {
      if (index % every > 0) continue;
      const [withToken, withNothing] = [
        await server.send(address, { headers: bearer(token) }),
        await server.send(address),
      ];
      expect([withToken.status, withToken.headers.get("Location")], address).toEqual([
        withNothing.status,
        withNothing.headers.get("Location"),
      ]);
    }
  });

  it("opens no room, in a header, an address or a cookie", async () => {
    const ways: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      ["", bearer(token)],
      [`&token=${token}&access_token=${token}`, {}],
      ["", { Cookie: `session=${token}` }],
    ];
    for (const [query, headers] of ways)
      expect(await closeOf(query, headers)).toBe(CLOSE.signInAgain);
  });

  it("is no cookie's, and cookies open nothing of the API", async () => {
    for (const visitor of visitors) {
      const { status } = await server.send("/api/v1/matters", { cookie: visitor.cookie });
      expect(status, visitor.name).toBe(401);
    }
  });
});

describe("[I1] the API to everybody who has a token", () => {
  it("tells outsiders nothing of what is there", async () => {
    for (const place of ["invited", "outside"] as const) {
      const client = await clientOf(
        server.url,
        await tokenOf(visitorOf(visitors, place, "drafter")),
      );
      for (const [path, methods] of Object.entries(client.api.paths)) {
        const operation = methods["get"];
        if (!operation || !path.includes("{")) continue;
        const real = { matter: MATTER, document: FILED, docket: DOCKET, number: 1 };
        const none = {
          matter: IMAGINARY[MATTER] ?? "",
          document: IMAGINARY[FILED] ?? "",
          docket: "no-such-docket",
          number: 1,
        };
        const there = await client.call(operation.operationId, { params: real });
        const nowhere = await client.call(operation.operationId, { params: none });
        expect([there.status, there.body], operation.operationId).toEqual([404, nowhere.body]);
      }
      expect(await client.all("listMatters")).not.toContainEqual(
        expect.objectContaining({ slug: MATTER }),
      );
    }
  });

  it("does one thing once, however many send its key at the same moment", async () => {
    const client = await clientOf(
      server.url,
      await tokenOf(visitorOf(visitors, "lead", "drafter")),
    );
    const params = { matter: MATTER };
    const before = await client.all("listDocuments", { params }, 200);
    const json = { kind: "letter", title: "Sent at once", layoutProfile: "letter" };
    const key = crypto.randomUUID();
    const answers = await Promise.all(
      Array.from({ length: scaled(40, 20, 10) }, () =>
        client.call("createDocument", { params, json, key }),
      ),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
    expect(statuses.has(201)).toBe(true);
    const after = await client.all("listDocuments", { params }, 200);
    expect(after).toHaveLength(before.length + 1);
  });

  it("stays quick while bodies over the limit and guesses come in", async () => {
    await server.longestDelay();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        server.send(`/api/v1/matters/${MATTER}/documents`, {
          method: "POST",
          headers: {
            ...bearer(index % 2 === 0 ? token : `cdesk_${"x".repeat(43)}`),
            "Content-Type": "application/json",
            "Idempotency-Key": crypto.randomUUID(),
          },
          body: `[${"[".repeat(600_000)}`,
        }),
      ),
    );
    expect(await server.longestDelay()).toBeLessThan(500);
    for (const [index, { status }] of answers.entries()) {
      expect(index % 2 === 0 ? [413, 429] : [401, 429]).toContain(status);
    }
  });
});
