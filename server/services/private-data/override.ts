import type { Actor } from "#app/domain/actor.ts";
import { letStandForm } from "#app/domain/forms/private-data.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import type { Scan } from "./scan.ts";
import { scannedFor } from "./show.ts";

/**
 * Lets what was found stand, as a line in the record with the reason. It holds for exactly what was
 * found: refused as `stale` where the text holds something else by now.
 */
export async function letPrivateDataStand(
  resources: Resources,
  actor: Actor,
  documentId: string,
  number: number | undefined,
  sent: unknown,
): Promise<Outcome<void>> {
  const form = readForm(letStandForm, sent);
  if (!form.ok) return form;
  const scanned = await scannedFor(resources, actor, documentId, number);
  if (!scanned.ok) return scanned;
  const { row, facts, scan } = scanned.value;
  const { key, purpose, reason } = form.value;
  if (scan.key !== key) return refuse("stale");
  // Whoever may only read does not decide what everybody else is handed.
  const permission = purpose === "filing" ? "document.file" : "document.let-private-data-stand";
  const { database, clock } = resources;
  const permitted = may(actor, permission, { document: facts });
  if (!permitted.ok) return permitted;
  return database.write(async (tx) => {
    const still = await reauthorize(tx, actor, permission, { document: facts });
    if (!still.ok) return still;
    await appendEvent(tx, clock(), {
      type: "document.scan-overridden",
      actorId: actor.userId,
      matterId: row.matterId,
      documentId,
      details: { key, purpose, reason, version: number ?? null, ...countsOf(scan) },
    });
    return done();
  });
}

/** How many of each kind; never what they are. */
function countsOf({ data, unread }: Scan) {
  const found: { [kind: string]: number } = {};
  for (const { kind } of data) found[kind] = (found[kind] ?? 0) + 1;
  // Which exhibits somebody looked through with their own eyes, or answers for.
  return {
    found,
    unread: unread.map(({ letter, pages }) => ({ exhibit: letter, pages: [...pages] })),
  };
}
