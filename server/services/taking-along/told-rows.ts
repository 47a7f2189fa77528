import type { MatterTableName } from "#app/domain/archive/matter-tables.ts";
import type { Database, Transaction } from "#server/database/index.ts";
import { headOf } from "#server/services/audit/append.ts";
import { ArchiveRefused } from "./rights.ts";
import { keepNone, rowsIn } from "./rows.ts";
import type { MatterScope } from "./scope.ts";

/** Tables whose rows lines of the record tell of; the documents stand with their drafts. */
const TOLD = [
  "matter",
  "requirements",
  "versions",
  "sign-offs",
  "sign-off-proofs",
  "returns-to-draft",
  "filings",
  "filing-copies",
  "filing-signatures",
  "filing-corrections",
  "docket-events",
  "agency-events",
  "item-outcomes",
  "productions",
  "attachments",
  "settled-deadlines",
  "public-updates",
] as const satisfies readonly MatterTableName[];

/** The rows that lines tell of one matter, as it stood at one moment of the record. */
interface ToldRows<Drafts> {
  readonly scope: MatterScope;
  /** The last line then: what later ones tell is not in the archive. */
  readonly until: number;
  readonly rows: ReadonlyMap<MatterTableName, readonly object[]>;
  readonly drafts: Drafts;
}

/** How often drafts are read anew where somebody acts in their matter meanwhile. */
const TRIES = 5;

/**
 * Reads what lines tell of a matter together with the head of the record, while nobody appends to it: a
 * version that is signed while an archive is made would else have a line and no row, or the other way
 * round. Drafts are longer and are read before; again, where somebody acted in the matter since.
 */
export async function toldRows<Drafts>(
  database: Pick<Database, "client" | "write">,
  given: MatterScope,
  {
    whereOf,
    readDrafts,
  }: {
    readonly whereOf: (
      name: MatterTableName,
      scope: MatterScope,
    ) => Readonly<Record<string, unknown>>;
    readonly readDrafts: (scope: MatterScope) => Promise<Drafts>;
  },
): Promise<ToldRows<Drafts>> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { sequence: before } = await headOf(database.client);
    const scope = await asItStands(database.client, given);
    const drafts = await readDrafts(scope);
    const told = await database.write(async (tx) => {
      const { sequence: until } = await headOf(tx);
      const since = { matterId: scope.id, sequence: { gt: before, lte: until } };
      if ((await tx.auditEvent.count({ where: since })) > 0) return null;
      const rows = new Map<MatterTableName, readonly object[]>();
      for (const name of TOLD) {
        const found: object[] = [];
        for await (const row of rowsIn(tx, name, whereOf(name, scope), keepNone)) found.push(row);
        rows.set(name, found);
      }
      return { scope, until, rows };
    });
    if (told) return { ...told, drafts };
  }
  throw new ArchiveRefused(
    `So much was done in “${given.title}” that nothing of it stood still. Nothing was made; try again later.`,
  );
}

async function asItStands(
  client: Database["client"] | Transaction,
  scope: MatterScope,
): Promise<MatterScope> {
  const of = {
    where: { matterId: scope.id },
    select: { id: true },
    orderBy: [{ createdAt: "asc" as const }, { id: "asc" as const }],
  };
  const [documents, dockets] = [
    await client.document.findMany(of),
    await client.docket.findMany(of),
  ];
  return {
    ...scope,
    documentIds: documents.map(({ id }) => id),
    docketIds: dockets.map(({ id }) => id),
  };
}
