// Puts people with open sessions, or empty drafts, into the database of a server that is measured.
//   people N   -> prints N Cookie headers, and the schema that they speak, as JSON
//   drafts N   -> prints the ids of N new drafts, and their schema, as JSON
import { generateIdFromEntropySize } from "lucia";
import { randomUUID } from "node:crypto";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { hashSecret } from "#server/auth/secrets.ts";
import { openDatabase } from "#server/database/index.ts";
import { CAST, COUNCIL, MATTER } from "#tests/support/cast.ts";
import { draftRow, matterRow, organizationRow, personRow } from "#tests/support/cast-rows.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";

const [what, count] = [process.argv[2], Number(process.argv[3])];
const url = process.env.DATABASE_URL;
if (!url || !(count > 0)) throw new Error("DATABASE_URL=… people.ts people|drafts N");
const database = await openDatabase({ url, migrationsFolder });
const { client } = database;
const at = new Date();

async function prepareMatter(): Promise<void> {
  if ((await client.matter.count({ where: { id: MATTER.id } })) > 0) return;
  await client.organization.create({ data: organizationRow(COUNCIL, at) });
  await client.matter.create({
    data: {
      ...matterRow(MATTER, CAST.ana.id, at),
      parties: { create: { organizationId: COUNCIL.id, position: 0, addedAt: at } },
    },
  });
}

async function addPerson(index: number): Promise<string> {
  const id = randomUUID();
  // 25 random bytes in base 32, as the sign-in makes them.
  const secret = generateIdFromEntropySize(25);
  const person = { ...CAST.drafter, id, email: `${id}@example.org`, name: `Person ${index}` };
  await client.user.create({
    data: {
      ...personRow(person, at),
      sessions: {
        create: {
          id: hashSecret(secret),
          createdAt: at,
          expiresAt: new Date(at.getTime() + 14 * 86_400_000),
        },
      },
    },
  });
  return `session=${secret}`;
}

async function addDraft(index: number): Promise<string> {
  const id = randomUUID();
  const title = `Draft ${index}`;
  const data = draftRow({ id, title, matterId: MATTER.id, createdById: CAST.ana.id, at });
  await client.document.create({ data });
  return id;
}

await prepareMatter();
const made: string[] = [];
for (let index = 0; index < count; index += 1) {
  made.push(what === "people" ? await addPerson(index) : await addDraft(index));
}
await database.close();
console.log(JSON.stringify({ schema: SCHEMA_VERSION, made }));
