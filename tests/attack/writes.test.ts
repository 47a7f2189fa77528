import type { Client } from "@libsql/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EXHIBIT_FILE_FIELD } from "#app/domain/forms/exhibit.ts";
import { pdfOf } from "#tests/support/pdf.ts";
import { atOnce } from "./at-once.ts";
import { dataAddress, fateIn } from "./answers.ts";
import { fateOf } from "./expected.ts";
import { count } from "./figures.ts";
import { everybody, openAttacked, visitorOf, type Visitor } from "./people.ts";
import { fieldsIn, mainOf } from "./page-forms.ts";
import { builtRoutes } from "./routes.ts";
import { rowsOfAll } from "./rows.ts";
import { form, type AttackedServer, type Sending } from "./server.ts";
import { answersOf, WRITES, type Writing } from "./writes.ts";

let server: AttackedServer;
let visitors: Visitor[];
let database: Client;
beforeAll(async () => {
  ({ server, visitors } = await openAttacked());
  database = server.openDatabase();
  await invite();
});
afterAll(async () => {
  database.close();
  await server.remove();
});

const all: readonly Writing[] = Object.values(WRITES).flat();

/** An invitation to the lead organization, for the forms that are about one. */
async function invite(): Promise<void> {
  const { cookie } = visitorOf(visitors, "lead", "admin");
  const fields = { email: "late@example.org", name: "Late Comer", roles: "observer" };
  const address = "/organizations/demo-council/invite";
  const answer = await server.send(address, {
    method: "POST",
    cookie,
    body: new URLSearchParams(fields),
  });
  expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(400);
}

async function invitationId(): Promise<string> {
  const { rows } = await database.execute(
    `SELECT "id" FROM "Invitation" WHERE "email" = 'late@example.org' ORDER BY "createdAt" DESC`,
  );
  return String(rows[0]?.["id"]);
}

/** The form as its page has it, for who may send it, with what the table says. */
async function bodyOf(writing: Writing): Promise<URLSearchParams> {
  const body = new URLSearchParams();
  const { page, intent, fields = {}, ticks, by } = writing;
  if (page) {
    const { cookie } = visitorOf(visitors, ...by);
    const { text } = await server.send(page, { cookie });
    for (const [name, value] of fieldsIn(text, intent)) body.append(name, value);
    const boxes = mainOf(text).querySelectorAll<HTMLInputElement>("input[type=checkbox]");
    for (const { name, value } of boxes) if (name === ticks) body.append(name, value);
  }
  if (intent !== undefined) body.set("intent", intent);
  for (const [name, values] of Object.entries(fields)) {
    body.delete(name);
    for (const value of [values].flat()) {
      body.append(name, value === "INVITATION" ? await invitationId() : value);
    }
  }
  return body;
}

const bodies = new Map<Writing, Promise<URLSearchParams>>();

/** The same, from the page as it was first: for tests after which all is as before. */
function firstBodyOf(writing: Writing): Promise<URLSearchParams> {
  const body = bodies.get(writing) ?? bodyOf(writing);
  bodies.set(writing, body);
  return body;
}

function sendingOf(
  writing: Writing,
  body: URLSearchParams,
): Pick<Sending, "method" | "body"> & { readonly headers: Readonly<Record<string, string>> } {
  if (writing.json !== undefined) {
    const headers = { "Content-Type": "application/json" };
    return { method: "POST", body: JSON.stringify(writing.json), headers };
  }
  if (!writing.upload) return { method: "POST", body, headers: {} };
  const form = new FormData();
  for (const [name, value] of body) form.append(name, value);
  const file = new Blob([new Uint8Array(pdfOf([`A page for ${writing.address}`]))], {
    type: "application/pdf",
  });
  form.append(EXHIBIT_FILE_FIELD, file, "memo.pdf");
  return { method: "POST", body: form, headers: {} };
}

describe("every form", () => {
  it("stands in the table of writes, each of a page's forms by its name", async () => {
    const routes = (await builtRoutes()).filter(({ isWritten }) => isWritten);
    expect(Object.keys(WRITES).sort()).toEqual(routes.map(({ id }) => id).sort());
    const named = routes.map(({ id, intents }) => [id, [...intents].sort()]);
    const listed = routes.map(({ id }) => [
      id,
      [...new Set((WRITES[id] ?? []).flatMap(({ intent }) => intent ?? []))].sort(),
    ]);
    expect(listed).toEqual(named);
  });

  it("is refused to everybody who may not send it, whole and valid, and changes nothing", async () => {
    const wrong: unknown[] = [];
    const before = await rowsOfAll(database);
    for (const [index, writing] of all.entries()) {
      const body = await firstBodyOf(writing);
      const refused = visitors.filter(
        (visitor) => fateOf(visitor, writing.asks, writing.of) !== "let in",
      );
      const cases = refused.flatMap((visitor, at) =>
        [false, true]
          // All but the soak send each by one of the two ways, the short form two of three.
          .filter((asData) => {
            if (form === "soak") return true;
            return (index + at) % (form === "short" ? 3 : 2) === Number(asData);
          })
          .map((asData) => ({ visitor, asData })),
      );
      await atOnce(cases, 4, async ({ visitor, asData }) => {
        count("writes");
        const expected = fateOf(visitor, writing.asks, writing.of);
        const sending = sendingOf(writing, body);
        const answer = await server.send(asData ? dataAddress(writing.address) : writing.address, {
          ...sending,
          cookie: visitor.cookie,
          // Programs send none, browsers send their page's.
          headers: { ...sending.headers, ...(asData ? { Origin: server.url } : {}) },
        });
        const fate = fateIn(answer);
        if (fate === expected) return;
        const { address, intent } = writing;
        wrong.push({ address, intent, asData, who: visitor.name, expected, fate });
      });
    }
    expect(wrong).toEqual([]);
    expect(await rowsOfAll(database)).toEqual(before);
  });

  it("is refused to everybody when another site's page sends it, and changes nothing", async () => {
    const before = await rowsOfAll(database);
    const elsewhere: readonly Readonly<Record<string, string>>[] = [
      { Origin: "https://evil.example" },
      { Origin: "null" },
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site" },
    ];
    for (const writing of all) {
      const body = await firstBodyOf(writing);
      const { cookie } = visitorOf(visitors, ...writing.by);
      for (const headers of elsewhere) {
        count("writes");
        const whole = sendingOf(writing, body);
        const sending = { ...whole, cookie, headers: { ...whole.headers, ...headers } };
        const { status } = await server.send(writing.address, sending);
        expect([writing.address, writing.intent, headers, status]).toEqual([
          writing.address,
          writing.intent,
          headers,
          403,
        ]);
      }
    }
    expect(await rowsOfAll(database)).toEqual(before);
  });

  it("does what it says when somebody sends it who may, so that it was the right that was missing", async () => {
    // Some forms ask who it is where that was shown ten minutes ago.
    visitors = await everybody(server);
    for (const writing of all) {
      const answers = answersOf(writing);
      if (answers.length === 0) continue;
      count("writes");
      const { cookie } = visitorOf(visitors, ...writing.by);
      const sending = { ...sendingOf(writing, await bodyOf(writing)), cookie };
      const { status, text } = await server.send(writing.address, sending);
      const said = answers.includes(status) ? "" : alertsIn(text);
      expect([writing.address, writing.intent, said, answers.includes(status), status]).toEqual([
        writing.address,
        writing.intent,
        "",
        true,
        status,
      ]);
    }
  });
});

function alertsIn(html: string): string {
  return [...mainOf(html).querySelectorAll("[role=alert], main")]
    .map((element) => element.textContent)
    .join(" ")
    .slice(0, 600);
}
