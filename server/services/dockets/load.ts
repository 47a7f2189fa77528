import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readParties, type DocketDetails } from "#app/document/details/docket.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { matterFor } from "#server/services/matters/load.ts";

const WITH_FILINGS = {
  enforces: { select: { documentId: true }, orderBy: { documentId: "asc" } },
} satisfies Prisma.DocketInclude;
type Row = Prisma.DocketGetPayload<{ include: typeof WITH_FILINGS }>;

/** A docket of that matter, if the actor may do that to it. */
export async function docketFor(
  client: PrismaClient | Transaction,
  actor: Actor,
  permission: "matter.view" | "docket.edit",
  slug: string,
  docketId: string,
) {
  const matter = await matterFor(client, actor, permission, slug);
  if (!matter.ok) return matter;
  const row = await client.docket.findUnique({ where: { id: docketId }, include: WITH_FILINGS });
  if (!row || row.matterId !== matter.value.row.id) return refuse("not-found");
  return done({ ...matter.value, docket: row });
}

/** What a docket's row says. */
export function factsOfDocket(row: Omit<Row, "enforces">): DocketDetails {
  const { court, district, division, judge, caseNumber, filedOn, servedOn, answerDueOn } = row;
  return {
    court,
    district,
    division,
    judge,
    caseNumber,
    ...readParties(row.parties),
    filedOn,
    servedOn,
    answerDueOn,
  };
}

/** How a docket is named: by its parties and the number that the court has given it. */
export function nameOfDocket({
  plaintiffs,
  defendants,
  caseNumber,
}: Pick<DocketDetails, "plaintiffs" | "defendants" | "caseNumber">): string {
  const side = (parties: DocketDetails["plaintiffs"], blank: string) => {
    const [first, ...others] = parties;
    if (!first) return blank;
    return others.length > 0 ? `${first.name} et al.` : first.name;
  };
  const parties = `${side(plaintiffs, "[plaintiffs]")} v. ${side(defendants, "[defendants]")}`;
  return `${parties}, ${caseNumber === null ? "no case number yet" : `No. ${caseNumber}`}`;
}

/** The filings of a matter that a docket may enforce: what asked the agency for records. */
export async function filingsOf(client: PrismaClient | Transaction, matterId: string) {
  const rows = await client.document.findMany({
    where: { matterId, kind: { in: ["request", "appeal"] }, filing: { isNot: null } },
    select: { id: true, title: true, filing: { select: { filedOn: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, title, filing }) => ({ id, title, filedOn: filing?.filedOn ?? "" }));
}

/** Refuses a filing that the matter does not have. */
export async function checkFilings(
  tx: Transaction,
  matterId: string,
  chosen: readonly string[],
): Promise<Outcome<string[]>> {
  const known = new Set((await filingsOf(tx, matterId)).map(({ id }) => id));
  const enforces = [...new Set(chosen)];
  if (enforces.every((id) => known.has(id))) return done(enforces);
  return refuse("bad-input", undefined, { enforces: "Choose from the filings shown." });
}
