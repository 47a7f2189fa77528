import { docketSheet } from "#app/domain/docket-event/event.ts";
import { endInCourt } from "#app/domain/docket-event/due.ts";
import type { OtherSuit } from "#app/document/details/other-suit.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { docketEventsOf } from "./events.ts";
import { detailsOfDocket, partiesOf } from "./load.ts";

/**
 * The other lawsuits of a matter that were filed, oldest first, and what each has in common with that
 * one; made-up ones only beside another. The caller has checked that the reader may see the matter.
 */
export async function otherSuitsOf(
  client: PrismaClient | Transaction,
  matterId: string,
  docketId: string | null,
): Promise<OtherSuit[]> {
  const rows = await client.docket.findMany({
    where: { matterId },
    include: { enforces: { select: { documentId: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const own = rows.find(({ id }) => id === docketId);
  const details = own ? detailsOfDocket(own) : null;
  const enforced = new Set(own?.enforces.map(({ documentId }) => documentId));
  const sued = new Set(details?.defendants.map(({ name }) => name.toLowerCase()));
  const events = await docketEventsOf(
    client,
    rows.map(({ id }) => id),
  );
  const isInvented = (id: string | null) => {
    const entries = events.get(id ?? "") ?? [];
    return entries.length > 0 && entries.every((entry) => entry.isInvented);
  };
  return rows
    .filter(
      ({ id, filedOn, caseNumber }) =>
        id !== docketId &&
        (filedOn !== null || caseNumber !== null) &&
        (!isInvented(id) || isInvented(docketId)),
    )
    .map((row) => {
      const { court, district, judge, caseNumber, filedOn, plaintiffs, defendants } =
        detailsOfDocket(row);
      const sheet = events.get(row.id) ?? [];
      return {
        name: partiesOf({ plaintiffs, defendants }),
        court,
        district,
        caseNumber,
        judge,
        filedOn,
        isInSameCourt: court === details?.court && district === details.district,
        sharesRequest: row.enforces.some(({ documentId }) => enforced.has(documentId)),
        sharesDefendant: defendants.some(({ name }) => sued.has(name.toLowerCase())),
        hasEnded: endInCourt(sheet) !== null,
        isWithdrawn: docketSheet(sheet).some(
          (line) =>
            line.kind === "dismissal" &&
            line.details.how === "notice" &&
            line.details.extent !== "part",
        ),
      };
    });
}
