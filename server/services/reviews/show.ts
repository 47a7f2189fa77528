import * as z from "zod";
import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { labeledDetails } from "#app/document/details/labeled-details.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { partyOf } from "#server/services/passkeys/browser.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";
import { documentTag } from "#server/services/documents/tag.ts";
import type { ReviewView } from "./views.ts";
import type { Resources } from "#server/services/resources.ts";
import { changesBetween } from "#server/services/versions/redline.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import { versionTags } from "#server/services/versions/tag.ts";
import { overrideIn } from "./readiness.ts";
import { standingOf } from "./standing.ts";
import { letterheadOf } from "#server/services/versions/letterhead.ts";

/**
 * The review desk: the frozen text, its details, who has signed, and the changes since the version
 * that the reader last decided on, or else since the previous submission. Refuses `wrong-status`
 * for a draft, where there is nothing to review.
 * @param origin by which the browser came: keys are made for an address.
 */
export async function showReview(
  resources: Resources,
  actor: Actor,
  documentId: string,
  origin = "",
): Promise<Outcome<ReviewView>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const standing = await standingOf(client, actor, subject);
  const { version } = standing;
  if (!version) {
    return refuse(
      "wrong-status",
      "This document is a draft, so there is no version to review. Nothing was changed; a drafter submits it for review.",
    );
  }
  const stored = await contentOf(resources, documentId, version.id);
  if (!stored.ok) return stored;
  const content = stored.value;
  const last = await lastSeen(client, documentId, { userId: actor.userId, versionId: version.id });
  const tags = await versionTags(client, documentId, subject.matter.partyIds);
  const since = last && tags.get(last.versionId);
  const before = since && (await contentOf(resources, documentId, since.id));
  if (before && !before.ok) return before;
  const changed = before ? await changesBetween(resources, before.value, content) : null;
  if (changed && !changed.ok) return changed;
  const changes = last && since && changed ? { ...changed.value, since, why: last.why } : null;
  const html = await resources.texts.html(content.prose, content);
  if (!html.ok) return html;
  const { kind } = subject;
  const letStand = await overrideIn(resources, {
    documentId,
    versionId: version.id,
    kind,
    content,
  });
  if (!letStand.ok) return letStand;
  return done({
    document: documentTag(actor, row),
    version,
    title: content.facts.title,
    html: html.value,
    facts: labeledDetails(content.facts),
    letterhead: letterheadOf(content),
    layoutProfile: content.layoutProfile,
    standing,
    passkeys: await passkeysFor(resources, actor, standing.askFor, origin),
    answer: await answerOf(client, documentId, version.id),
    letStand: letStand.value,
    changes,
  });
}

/** By which of these organizations the reader can decide by passkey, and by which nobody can without. */
async function passkeysFor(
  { database: { client }, appUrl }: Resources,
  { userId }: Actor,
  organizations: readonly OrganizationTag[],
  origin: string,
): Promise<ReviewView["passkeys"]> {
  const party = partyOf({ appUrl }, { origin });
  const unavailable = party.ok ? null : party.refusal.sentence;
  const ids = organizations.map(({ id }) => id);
  if (ids.length === 0) return { hasPassword: false, usableFor: [], requiredBy: [], unavailable };
  const person = await client.user.findUnique({
    where: { id: userId },
    select: { passwordHash: true },
  });
  const keys = party.ok
    ? await client.passkey.findMany({
        where: { userId, host: party.value.host },
        select: { via: true },
      })
    : [];
  const requiring = await client.organization.findMany({
    where: { id: { in: ids }, requiresPasskey: true },
    select: { id: true },
  });
  return {
    hasPassword: person !== null && person.passwordHash !== null,
    usableFor: ids.filter((id) => keys.some(({ via }) => via === null || via === id)),
    requiredBy: requiring.map(({ id }) => id),
    unavailable,
  };
}

const answered = z.object({ versionId: z.string(), answer: z.string().optional() });

/** Answer given when that version was submitted. */
async function answerOf(
  client: PrismaClient,
  documentId: string,
  versionId: string,
): Promise<string | null> {
  const line = await client.auditEvent.findFirst({
    where: { documentId, type: "document.submitted", details: { contains: versionId } },
    select: { details: true },
  });
  const details = answered.safeParse(line && JSON.parse(line.details));
  return details.success ? (details.data.answer ?? null) : null;
}

/** The version that the reader decided on last, or else the previous submission. */
async function lastSeen(
  client: PrismaClient,
  documentId: string,
  now: { readonly userId: string; readonly versionId: string },
): Promise<{ readonly versionId: string; readonly why: "yours" | "previous" } | null> {
  const other = { documentId, versionId: { not: now.versionId } };
  const mine = await client.signOff.findFirst({
    where: { ...other, userId: now.userId },
    orderBy: { version: { number: "desc" } },
    select: { versionId: true },
  });
  if (mine) return { ...mine, why: "yours" };
  const current = await client.version.findUniqueOrThrow({
    where: { id: now.versionId },
    select: { number: true },
  });
  // Named versions were for drafters only; others last saw the previous submission.
  const previous = await client.version.findFirst({
    where: { documentId, name: null, number: { lt: current.number } },
    orderBy: { number: "desc" },
    select: { id: true },
  });
  return previous && { versionId: previous.id, why: "previous" };
}
