import path from "node:path";
import { ROLES, type Role } from "#app/domain/actor.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { SCHEMA_VERSION } from "#app/document/schema-version.ts";
import { DEMO_MATTER_ID } from "#prisma/seed/index.ts";
import { demoPerson, DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { COUNCIL, ILRC, MIJENTE, organizationIdOf, OUTSIDE } from "#prisma/seed/demo-matter.ts";
import { createAuth } from "#server/auth/index.ts";
import { openDatabase } from "#server/database/index.ts";
import { createLog } from "#server/log.ts";
import { createSystem } from "#server/services/system/index.ts";
import { cookieOf } from "#tests/e2e/support/socket.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { AttackedServer } from "./server.ts";

/** Where somebody stands towards the attacked matter. */
export type Place = "lead" | "party" | "invited" | "outside";

export interface Visitor {
  readonly name: string;
  /** Null for nobody. */
  readonly place: Place | null;
  readonly role: Role | null;
  readonly workspaceAdmin: boolean;
  readonly email: string | null;
  readonly cookie: string | null;
}

export const COUNCIL_ID = organizationIdOf(COUNCIL);
export const ILRC_ID = organizationIdOf(ILRC);
export const MIJENTE_ID = organizationIdOf(MIJENTE);
export const MATTER_ID = DEMO_MATTER_ID;
export const OUTSIDE_ID = organizationIdOf(OUTSIDE);
/** Asked to be a party; it has not answered. */
export const INVITED_ID = "attack-invited";
/** Somebody of the lead who can be removed without anybody being missed. */
export const SPARE = { id: "attack-spare", email: "spare@example.org" };

const WORKSPACE_ADMIN = "workspace-admin@example.org";
const emailOf = (place: Place, role: Role) => {
  if (place === "lead") return demoPerson(COUNCIL, role).email;
  if (place === "party") return demoPerson(ILRC, role).email;
  return `${place}.${role}@example.org`;
};

/** Adds, before the server starts, who is not in the demonstration. */
async function addPeople(dataDir: string): Promise<void> {
  const database = await openDatabase({
    url: `file:${path.join(dataDir, "coalition-desk.db")}`,
    migrationsFolder,
  });
  const clock = () => new Date();
  const log = createLog("error");
  const auth = createAuth({ database, clock, log, secureCookies: false });
  const passwordHash = await auth.hashPassword(DEMO_PASSWORD);
  let id: string | null = INVITED_ID;
  const { seed } = createSystem({
    database,
    // They have one password: its hash is made once.
    auth: { ...auth, hashPassword: () => Promise.resolve(passwordHash) },
    clock,
    ids: () => {
      const next = id ?? crypto.randomUUID();
      id = null;
      return next;
    },
    mail: { configured: false, send: () => Promise.resolve("not-configured") },
    appUrl: null,
  });
  try {
    const invited = await seed.organization({
      slug: "invited",
      name: "Invited Example Organization",
      shortName: "Invited",
      city: null,
    });
    if (!invited.ok) throw new Error(invited.refusal.sentence);
    const person = async (email: string, organizationId: string, role: Role, admin = false) => {
      const memberships = [{ organizationId, roles: [role] }];
      const form = { email, name: `Person ${role}`, password: DEMO_PASSWORD, memberships };
      const id = email === SPARE.email ? SPARE.id : undefined;
      const added = await seed.person({ ...form, id, workspaceAdmin: admin });
      if (!added.ok) throw new Error(added.refusal.sentence);
    };
    for (const role of ROLES) {
      await person(emailOf("invited", role), INVITED_ID, role);
      await person(emailOf("outside", role), OUTSIDE_ID, role);
    }
    await person(WORKSPACE_ADMIN, OUTSIDE_ID, "observer", true);
    await person(SPARE.email, COUNCIL_ID, "observer");
  } finally {
    await database.close();
  }
}

/** A server with everybody signed in at it, and an organization that was asked to the matter. */
export async function openAttacked(environment?: Record<string, string>) {
  const server = await AttackedServer.open(environment);
  await server.start();
  const visitors = JSON.parse(process.env["ATTACK_VISITORS"] ?? "") as Visitor[];
  return { server, visitors };
}

/** A data folder from which attacked servers begin, and who is signed in there; the caller removes it. */
export async function makeAttackedFolder() {
  const server = await AttackedServer.open();
  await addPeople(server.dataDir);
  await server.start();
  const visitors = await everybody(server);
  const { cookie } = visitorOf(visitors, "lead", "admin");
  const asked = await server.send("/matters/ice-enforcement-priorities/parties", {
    method: "POST",
    cookie,
    body: new URLSearchParams({ intent: "add", organizationId: INVITED_ID }),
  });
  if (asked.status !== 200) throw new Error(`nobody was asked: ${asked.status}`);
  const texts = await keepTexts(server, visitorOf(visitors, "lead", "drafter").cookie);
  const webhookId = await addWebhook(server, cookie);
  // Stopped in order, the database is one file that can be copied.
  const code = await server.stop();
  if (code !== 0) throw new Error(`the server did not stop in order: ${code}`);
  return { dataDir: server.dataDir, visitors, texts, webhookId, remove: () => server.remove() };
}

/** A clause and a template of the lead, kept by its drafter. */
async function keepTexts(server: AttackedServer, cookie: string | null) {
  const draft = "/documents/demo-request-weekly-reports";
  const block: ProseNode = {
    type: "block",
    attrs: { id: "a", kind: "body", level: 1 },
    content: [{ type: "text", text: "The council asks for a waiver of all fees." }],
  };
  const kept = await server.send(`${draft}/clauses?of=${COUNCIL_ID}`, {
    method: "POST",
    cookie,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      name: "A waiver",
      schemaVersion: SCHEMA_VERSION,
      content: JSON.stringify([block]),
      keepNames: false,
    }),
  });
  const template = await server.send(`${draft}/template`, {
    method: "POST",
    cookie,
    body: new URLSearchParams({ name: "A beginning", organizationId: COUNCIL_ID }),
  });
  const clauseId = /"clauseId":"([^"]+)"/u.exec(kept.text)?.[1];
  const templateId = template.headers.get("location")?.split("/").at(-1);
  if (clauseId === undefined || templateId === undefined) {
    throw new Error(`nothing was kept: ${kept.status}, ${template.status}`);
  }
  return { clauseId, templateId };
}

/** A webhook of the lead, added and switched off by its administrator. */
async function addWebhook(server: AttackedServer, cookie: string | null) {
  const added = await server.send(`/organizations/${COUNCIL_ID}/webhooks`, {
    method: "POST",
    cookie,
    body: new URLSearchParams({
      name: "Case list",
      url: "https://127.0.0.1:1/desk",
      topics: "filing",
    }),
  });
  const id = /\/webhooks\/(?<id>[\w-]{36})/u.exec(added.text)?.groups?.["id"];
  if (id === undefined) throw new Error(`no webhook was added: ${added.status}`);
  // One that is on follows the record, which changes its row by itself.
  const off = await server.send(`/organizations/${COUNCIL_ID}/webhooks/${id}`, {
    method: "POST",
    cookie,
    body: new URLSearchParams({ intent: "off" }),
  });
  if (off.status !== 200) throw new Error(`the webhook is still on: ${off.status}`);
  return id;
}

/** Nobody, every role of every place, and the workspace's administrator, each signed in. */
export async function everybody(server: AttackedServer): Promise<Visitor[]> {
  const nobody: Visitor = {
    name: "nobody",
    place: null,
    role: null,
    workspaceAdmin: false,
    email: null,
    cookie: null,
  };
  const visitors = [nobody];
  for (const place of ["lead", "party", "invited", "outside"] as const) {
    for (const role of ROLES) {
      const email = emailOf(place, role);
      visitors.push({
        name: `${role} of ${place}`,
        place,
        role,
        // As the demonstration has it.
        workspaceAdmin: place === "lead" && role === "admin",
        email,
        cookie: await cookieOf(server.url, email),
      });
    }
  }
  visitors.push({
    name: "the workspace's administrator",
    place: "outside",
    role: "observer",
    workspaceAdmin: true,
    email: WORKSPACE_ADMIN,
    cookie: await cookieOf(server.url, WORKSPACE_ADMIN),
  });
  return visitors;
}

/** The visitor with that role in that place. */
export function visitorOf(visitors: readonly Visitor[], place: Place, role: Role): Visitor {
  const found = visitors.find((one) => one.place === place && one.role === role);
  if (!found) throw new Error(`nobody is ${role} of ${place}`);
  return found;
}
