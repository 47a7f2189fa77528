import { kindsThat } from "#app/domain/document-kinds/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { DocketEvent } from "#app/domain/docket-event/event.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readParties, type DocketDetails } from "#app/document/details/docket.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { permit, type Target } from "#server/services/command.ts";
import { eventOfRow } from "./events.ts";
import { loadMatter, matterFor, type LoadedMatter } from "#server/services/matters/load.ts";

const WITH_FILINGS = {
  enforces: { select: { documentId: true }, orderBy: { documentId: "asc" } },
} satisfies Prisma.DocketInclude;
export type DocketRowWithFilings = Prisma.DocketGetPayload<{ include: typeof WITH_FILINGS }>;

type LoadedDocket = LoadedMatter & { readonly docket: DocketRowWithFilings };

/** The target of commands on a lawsuit of a matter. */
export function docketTo(
  permission: "docket.edit" | "docket.record",
): Target<[slug: string, docketId: string], LoadedDocket> {
  return {
    arity: 2,
    load: loadDocket,
    permission: ({ subject }) => permit(permission, { matter: subject }),
    about: ({ row }) => ({ matterId: row.id }),
  };
}

/** The target of commands on a docket entry. */
export const docketEventToRecord: Target<
  [slug: string, docketId: string, eventId: string],
  LoadedDocket & { readonly event: DocketEvent }
> = {
  arity: 3,
  load: async (client, slug, docketId, eventId) => {
    const found = await loadDocket(client, slug, docketId);
    if (!found.ok) return found;
    const row = await client.docketEvent.findUnique({ where: { id: eventId } });
    if (row?.docketId !== docketId) return refuse("not-found");
    return done({ ...found.value, event: eventOfRow(row) });
  },
  permission: ({ subject }) => permit("docket.record", { matter: subject }),
  about: ({ row }) => ({ matterId: row.id }),
};

async function loadDocket(
  client: PrismaClient | Transaction,
  slug: string,
  docketId: string,
): Promise<Outcome<LoadedDocket>> {
  const matter = await loadMatter(client, slug);
  return matter ? withDocket(client, matter, docketId) : refuse("not-found");
}

async function withDocket(
  client: PrismaClient | Transaction,
  matter: LoadedMatter,
  docketId: string,
): Promise<Outcome<LoadedDocket>> {
  const row = await client.docket.findUnique({ where: { id: docketId }, include: WITH_FILINGS });
  if (!row || row.matterId !== matter.row.id) return refuse("not-found");
  return done({ ...matter, docket: row });
}

/** A docket of that matter, if the actor may see it; for reading only. */
export async function docketFor(
  client: PrismaClient | Transaction,
  actor: Actor,
  slug: string,
  docketId: string,
) {
  const matter = await matterFor(client, actor, "matter.view", slug);
  return matter.ok ? withDocket(client, matter.value, docketId) : matter;
}

/** The facts in a docket's row. */
export function detailsOfDocket(row: Omit<DocketRowWithFilings, "enforces">): DocketDetails {
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

/**
 * The name of a docket: its parties and the court's number. Of a missing number it says only that none is
 * recorded: a suit that was filed has one, and one that has ended gets none any more.
 */
export function nameOfDocket(
  docket: Pick<DocketDetails, "plaintiffs" | "defendants" | "caseNumber">,
): string {
  const { caseNumber } = docket;
  return `${partiesOf(docket)}, ${caseNumber === null ? "no case number recorded" : `No. ${caseNumber}`}`;
}

/** "A et al. v. B". */
export function partiesOf({
  plaintiffs,
  defendants,
}: Pick<DocketDetails, "plaintiffs" | "defendants">): string {
  const side = (parties: DocketDetails["plaintiffs"], blank: string) => {
    const [first, ...others] = parties;
    if (!first) return blank;
    return others.length > 0 ? `${first.name} et al.` : first.name;
  };
  return `${side(plaintiffs, "[plaintiffs]")} v. ${side(defendants, "[defendants]")}`;
}

/** The filings of a matter that a docket may enforce: those that asked the agency for records. */
export async function filingsOf(client: PrismaClient | Transaction, matterId: string) {
  const rows = await client.document.findMany({
    where: {
      matterId,
      kind: { in: kindsThat(({ asksForRecords }) => asksForRecords) },
      filing: { isNot: null },
    },
    select: { id: true, title: true, filing: { select: { filedOn: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, title, filing }) => ({ id, title, filedOn: filing?.filedOn ?? "" }));
}

/** Refuses filings of other matters. */
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
