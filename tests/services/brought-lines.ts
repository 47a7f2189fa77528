import { BROUGHT_FROM, chainedText, type AuditLine } from "#app/domain/audit-event.ts";
import { fromArchiveName, standInAddress } from "#app/domain/archive/stand-in.ts";
import { sha256 } from "#server/digest.ts";
import { appendEvent, HEAD_ID } from "#server/services/audit/append.ts";
import { lineOf } from "#server/services/audit/lines.ts";
import type { Workspace } from "./workspace.ts";

type Here = Pick<Workspace, "database" | "clock">;

/** Makes those lines lines that came with an archive, and the chain whole again behind them. */
export async function asBrought(
  { database: { client } }: Pick<Here, "database">,
  isBrought: (line: AuditLine) => boolean,
  archive = "archive-1",
): Promise<number> {
  const rows = await client.auditEvent.findMany({ orderBy: { sequence: "asc" } });
  let previousHash = rows[0]?.previousHash ?? "";
  let count = 0;
  for (const row of rows) {
    const before = lineOf(row);
    const brought = isBrought(before);
    if (brought) count += 1;
    const details = Object.fromEntries(
      Object.entries(
        brought ? { ...before.details, [BROUGHT_FROM]: archive } : before.details,
      ).toSorted(([one], [other]) => (one < other ? -1 : 1)),
    );
    const line = { ...before, details, previousHash };
    const hash = sha256(chainedText(line));
    await client.auditEvent.update({
      where: { sequence: row.sequence },
      data: { details: JSON.stringify(details), previousHash, hash },
    });
    previousHash = hash;
  }
  await client.auditHead.update({ where: { id: HEAD_ID }, data: { hash: previousHash } });
  return count;
}

/** The own line of the person who brought that matter in. */
export async function tellBroughtIn(
  { database, clock }: Here,
  { matterId, actorId, organizationId }: Record<"matterId" | "actorId" | "organizationId", string>,
): Promise<void> {
  const details = {
    broughtId: "archive-1",
    archiveId: "there",
    sha256: "0".repeat(64),
    chain: null,
    from: "https://elsewhere.example.org",
  };
  await database.write((tx) =>
    appendEvent(tx, clock(), {
      type: "matter.brought-in",
      actorId,
      matterId,
      organizationId,
      details,
    }),
  );
}

/** An organization and one of its people, as an archive names them, as a party of that matter. */
export async function standInParty({ database, clock }: Here, slug: string) {
  const at = clock();
  const organizationId = "stand-in-organization";
  const userId = "stand-in-person";
  await database.write(async (tx) => {
    await tx.organization.create({
      data: {
        id: organizationId,
        slug: "there",
        name: fromArchiveName("Legal Aid of Elsewhere"),
        shortName: fromArchiveName("LAE"),
        colour: 0,
        broughtFrom: "archive-1",
        createdAt: at,
      },
    });
    await tx.user.create({
      data: {
        id: userId,
        email: standInAddress(userId),
        name: fromArchiveName("Ana Ruiz"),
        passwordHash: null,
        workspaceAdmin: false,
        createdAt: at,
      },
    });
    const matter = await tx.matter.findUniqueOrThrow({ where: { slug } });
    await tx.matterParty.create({
      data: { matterId: matter.id, organizationId, position: 9, addedAt: at },
    });
  });
  return { organizationId, userId };
}
