import type { DocumentKind } from "#app/domain/document.ts";
import type { Actor } from "#app/domain/actor.ts";
import { transition } from "#app/domain/lifecycle.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { submitForm } from "#app/domain/forms/review.ts";
import { MOST_LISTED, readinessOf, refuseUnready, type Finding } from "#app/domain/readiness.ts";
import { command } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { AGAIN } from "#server/services/transaction.ts";
import { candidateOf, type Candidate } from "#server/services/versions/content.ts";
import { pinning, writeVersion } from "#server/services/versions/pin.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { setFiledPages } from "#server/services/filings/pages.ts";
import { findingsIn } from "./readiness.ts";
import { placedFinding, seenOf } from "./record-findings.ts";
import { closeThreads, hasOpenThreads } from "./open-threads.ts";
import { organizationsWithReviewer } from "./reviewers.ts";
import { loadState } from "./state.ts";

/** The candidate version, with its findings. */
interface Checked extends Candidate {
  readonly findings: readonly Finding[];
}

/**
 * Pins a version of exactly what is committed (R16) and freezes the draft for review. Refused while
 * a required organization has no reviewer, and `text-incomplete` for a text that could not be
 * filed: nobody must sign what can't be printed, or what was left open. Findings that may stand
 * need a reason, which is recorded.
 */
export const submitForReview = command({
  on: documentTo("document.submit"),
  form: submitForm,
  async prepare({ resources, actor, key: [documentId], found, form }): Promise<Outcome<Checked>> {
    const { client } = resources.database;
    const state = await loadState(client, documentId);
    if (!state) return refuse("not-found");
    // Checked before typesetting, which takes long; and again inside.
    const possible = transition(state, {
      type: "submit",
      by: actor.userId,
      at: resources.clock(),
      version: NOT_MADE_YET,
      organizationsWithReviewer: await organizationsWithReviewer(
        client,
        found.subject.requiredOrganizationIds,
      ),
      findings: [],
      reason: null,
    });
    if (!possible.ok) return possible;
    if (!form.threads && (await hasOpenThreads(client, documentId))) {
      return refuse("conflict", THREADS_OPEN);
    }
    const candidate = await candidateOf(resources, documentId);
    if (!candidate.ok) return candidate;
    const { content } = candidate.value;
    const { kind } = found.subject;
    const findings = await findingsIn(resources, actor, { documentId, kind, content });
    if (!findings.ok) return findings;
    const unready = refuseUnready(findings.value, form.reason ?? null);
    if (unready) return unready;
    // The reason covers what the page showed, and nothing that came since.
    const needsReason = readinessOf(findings.value).needsReason;
    if (needsReason && form.seen !== seenOf(findings.value)) return refuse("stale");
    const set = await setAsFiled(resources, actor, kind, candidate.value);
    return set.ok ? done({ ...candidate.value, findings: findings.value }) : set;
  },
  repeat: pinning,
  async run(unit) {
    const { tx, at: now, ids, actor, found, form, prepared: candidate, record, afterCommit } = unit;
    const { row, subject } = found;
    const { documentId, at, hash, findings } = candidate;
    const reason = form.reason ?? null;
    const before = await loadState(tx, documentId);
    if (!before) return refuse("not-found");
    const versionId = ids();
    const after = transition(before, {
      type: "submit",
      by: actor.userId,
      at: now,
      version: { versionId, hash },
      organizationsWithReviewer: await organizationsWithReviewer(
        tx,
        subject.requiredOrganizationIds,
      ),
      findings,
      reason,
    });
    if (!after.ok) return after;
    const { sequence, generation, factsRevision, title } = at;
    const { count } = await tx.document.updateMany({
      where: { id: row.id, status: "draft", sequence, generation, factsRevision, title },
      data: { status: after.value.status, statusAt: now, pinnedVersionId: versionId },
    });
    if (count === 0) return AGAIN;
    const number = await writeVersion(tx, candidate, {
      id: versionId,
      name: null,
      createdById: actor.userId,
      createdAt: now,
    });
    await record({
      type: "document.submitted",
      details: {
        versionId,
        number,
        hash,
        sequence,
        generation,
        ...(form.answer ? { answer: form.answer } : {}),
        ...(findings.length > 0
          ? {
              letStand: findings.slice(0, MOST_LISTED).map(placedFinding),
              found: findings.length,
              reason,
            }
          : {}),
      },
    });
    if (form.threads === "close") {
      const closed = await closeThreads(tx, {
        documentId,
        by: actor.userId,
        at: now,
        upTo: form.listedAt ? new Date(form.listedAt) : now,
      });
      for (const { id, suggestedById } of closed.suggestions) {
        await record({ type: "suggestion.rejected", details: { threadId: id, suggestedById } });
      }
      afterCommit(({ jobs }) => jobs.wake());
      afterCommit(({ rooms }) => rooms.threadsChanged(documentId, closed.ids, null));
    }
    return done({ versionId, number, hash });
  },
});

const THREADS_OPEN =
  "Comments or suggestions are still open beside the text. Nothing was submitted; choose below what becomes of them.";

/** A placeholder for the version while checking whether one could be submitted at all. */
const NOT_MADE_YET = { versionId: "", hash: "" };

/** Typesets the pages as they would be filed, so that what can't be printed is reported now. */
async function setAsFiled(
  resources: Resources,
  { userId: by }: Actor,
  kind: DocumentKind,
  { content }: Candidate,
): Promise<Outcome<void>> {
  // Filled in at filing, so its absence is no gap now.
  const caseNumber = "[case number]";
  const at = resources.clock();
  const date = dateOfFilings(at);
  const set = await setFiledPages(resources, content, {
    by,
    at,
    kind,
    // Any method would do: a letter prints the one that is chosen at filing.
    filing: { date, caseNumber, signatures: [], method: "mail" },
  });
  return set.ok ? done() : set;
}
