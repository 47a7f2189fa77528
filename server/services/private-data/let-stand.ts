import type { Actor } from "../../../app/domain/actor";
import { letStandForm } from "../../../app/domain/forms/private-data";
import { may } from "../../../app/domain/permissions";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import { appendEvent } from "../audit/append";
import { readForm } from "../form";
import type { Resources } from "../resources";
import { stillMay } from "../still-may";
import type { Scan } from "./scan";
import { scannedFor } from "./show";

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
    const still = await stillMay(tx, actor, permission, { document: facts });
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
