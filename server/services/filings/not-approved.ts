import type { DocumentEventType } from "#app/domain/document-state.ts";
import { wrongStatus } from "#app/domain/document-steps.ts";
import type { DocumentStatus } from "#app/domain/document.ts";
import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";

/**
 * Refuses a step of filing of a document that is not approved; where the approval went with an
 * organization that left, and a copy had been taken away before, says how a true filing of that copy
 * is recorded all the same (L59).
 */
export async function refuseNotApproved(
  client: PrismaClient,
  documentId: string,
  step: DocumentEventType,
  status: DocumentStatus,
): Promise<Outcome<never>> {
  if (status === "filed" || status === "superseded" || status === "withdrawn") {
    return wrongStatus(step, status);
  }
  const taken = await client.filingCopy.count({
    where: { documentId, voidedBecause: "party-removed", takenAt: { not: null } },
  });
  return taken > 0 ? refuse("wrong-status", LEFT_WITH_COPY) : wrongStatus(step, status);
}

const LEFT_WITH_COPY =
  "An organization left the matter, and with it the approval became void, and the filing copy that had been taken away. Nothing was changed. If exactly that copy was filed, bring it in from the page of the matter, as a paper that was filed elsewhere; if not, submit the text for review again.";
