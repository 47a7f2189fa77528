import canonicalize from "canonicalize";
import { discardArchiveForm, takeAlongForm } from "#app/domain/forms/taking-along.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { ArchiveKind } from "#app/domain/archive/format.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import type { ProvingBrowser } from "#server/services/asked-again.ts";
import { command, taking, theActor, unaudited, workspaceTo } from "#server/services/command.ts";
import { matterTo } from "#server/services/matters/load.ts";
import { TAKING_ALONG } from "./limits.ts";

/**
 * Asks for an archive of a matter (A1). It is made by one process of all within the minute; its line of
 * the record is written now, so that nobody takes one unseen.
 */
export const takeMatterAlong = command({
  on: matterTo("matter.take-along"),
  form: takeAlongForm,
  takes: taking<[browser: ProvingBrowser]>(),
  shownAgainIn: ({ extra: [browser] }) => browser,
  async run({ tx, at, ids, actor, found: { row }, record }) {
    const archiveId = ids();
    const begun = await begin(tx, { archiveId, actor, at, kind: "matter", matterId: row.id });
    if (!begun.ok) return begun;
    await record({ type: "matter.taken-along", details: { archiveId } });
    return done({ archiveId });
  },
});

/**
 * Asks for an archive of all matters, by the workspace's administrator. Each matter has a line of its
 * own, once it is written into it.
 */
export const takeWorkspaceAlong = command({
  on: workspaceTo("workspace.take-along"),
  form: takeAlongForm,
  takes: taking<[browser: ProvingBrowser]>(),
  shownAgainIn: ({ extra: [browser] }) => browser,
  async run({ tx, at, ids, actor, record }) {
    const archiveId = ids();
    const begun = await begin(tx, { archiveId, actor, at, kind: "workspace", matterId: null });
    if (!begun.ok) return begun;
    await record({ type: "workspace.taken-along", details: { archiveId } });
    return done({ archiveId });
  },
});

/** Deletes one's own archive before its day, or calls off one that is not made yet. */
export const discardArchive = unaudited({
  on: theActor,
  form: discardArchiveForm,
  async run({ tx, actor, form: { archiveId } }) {
    const { count } = await tx.takenArchive.updateMany({
      where: { id: archiveId, takenById: actor.userId, state: { in: [...STANDING] } },
      data: { state: "discarded" },
    });
    return count === 0 ? refuse("not-found") : done();
  },
});

const UNDER_WAY = ["waiting", "working"] as const;
const STANDING = [...UNDER_WAY, "ready", "failed"] as const;

async function begin(
  tx: Transaction,
  {
    archiveId,
    actor,
    at,
    kind,
    matterId,
  }: {
    readonly archiveId: string;
    readonly actor: Actor;
    readonly at: Date;
    readonly kind: ArchiveKind;
    readonly matterId: string | null;
  },
): Promise<Outcome<void>> {
  const takenById = actor.userId;
  const waiting = await tx.takenArchive.findMany({
    where: { takenById, state: { in: [...UNDER_WAY] } },
    select: { kind: true, matterId: true },
  });
  if (waiting.some((one) => one.kind === kind && one.matterId === matterId)) {
    return refuse("conflict", UNDER_WAY_ALREADY);
  }
  if (waiting.length >= TAKING_ALONG.mostWaiting) return refuse("too-many-tries", TOO_MANY);
  // One of the same is enough: the one before makes room.
  await tx.takenArchive.updateMany({
    where: { takenById, kind, matterId, state: { in: ["ready", "failed"] } },
    data: { state: "discarded" },
  });
  await tx.takenArchive.create({
    data: {
      id: archiveId,
      kind,
      matterId,
      takenById,
      reach: canonicalize(actor.reach ?? null) ?? "null",
      askedAt: at,
      state: "waiting",
    },
  });
  return done();
}

const UNDER_WAY_ALREADY =
  "An archive of this is being made for you already. Nothing was changed; wait for it, or discard it first.";
const TOO_MANY =
  "Three archives are being made for you already. Nothing was changed; wait until one is ready, or discard one.";
