import type { Actor } from "#app/domain/actor.ts";
import {
  ATTACHMENT_LIMITS,
  ATTACHMENT_TARGETS,
  SCAN_RULES,
  type AttachmentRole,
  type AttachmentTargetKind,
} from "#app/domain/attachment.ts";
import { canonicalDetails } from "#app/domain/audit-event.ts";
import { sizeInWords } from "#app/domain/exhibit.ts";
import { attachForm } from "#app/domain/forms/attachment.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { sha256 as hashOf } from "#server/digest.ts";
import { command, taking } from "#server/services/command.ts";
import type { Upload } from "#server/services/exhibits/add.ts";
import type { Resources } from "#server/services/resources.ts";
import { attachmentPlace, placeOf, TARGET_COLUMN, type AttachmentPlace } from "./target.ts";

/** Whether the actor may attach a file there; checked before anything is read. */
export async function mayAttach(
  { database }: Pick<Resources, "database">,
  actor: Actor,
  kind: AttachmentTargetKind,
  id: string,
): Promise<Outcome<void>> {
  const place = await placeOf(database.client, kind, id);
  return place.ok ? place.value.mayChange(actor) : place;
}

/**
 * Attaches an uploaded file. Refuses files over the limits or the quota, and files whose content
 * doesn't match their name, without storing anything. The same file again at the same place changes
 * nothing.
 */
export const addAttachment = command({
  on: attachmentPlace,
  form: attachForm,
  takes: taking<[upload: Upload]>(),
  async prepare({ resources, actor, found, form, extra: [{ fileName, bytes }] }) {
    const role = roleAt(found.kind, form.role);
    if (!role.ok) return role;
    const quota = resources.attachmentQuota;
    const room = await roomFor(resources.database.client, found, quota);
    if (!room.ok) return room;
    const stored = await resources.attachments.add(actor.userId, fileName, bytes, room.value);
    return stored.ok ? done({ ...stored.value, role: role.value, quota }) : stored;
  },
  async run({ tx, at, ids, actor, found, prepared, record }) {
    const { role, quota, sha256, bytes, name, mediaType, scan } = prepared;
    const column = TARGET_COLUMN[found.kind];
    const same = await tx.attachment.findFirst({
      where: { [column]: found.id, sha256, name, role, removedAt: null },
      select: { id: true },
    });
    if (same) return done({ attachmentId: same.id });
    // Checked again inside: others attach files too.
    const room = await roomFor(tx, found, quota);
    if (!room.ok) return room;
    if (bytes > room.value) return refuse("too-large", full(room.value));
    const attachmentId = ids();
    const stored = canonicalDetails({
      data: scan.data.map((datum) => ({ ...datum })),
      unread: scan.unread.map(({ file, pages, why }) => ({
        file,
        pages: pages && [...pages],
        why,
      })),
      rules: SCAN_RULES,
    });
    await tx.attachment.create({
      data: {
        id: attachmentId,
        matterId: found.matter.matterId,
        role,
        [column]: found.id,
        name,
        mediaType,
        bytes,
        sha256,
        uploadedById: actor.userId,
        uploadedAt: at,
        scan: stored,
      },
    });
    const to = { at: found.kind, id: found.id };
    await record({
      type: "attachment.added",
      details: {
        attachmentId,
        to,
        role,
        name,
        mediaType,
        bytes,
        sha256,
        scanHash: hashOf(stored),
      },
    });
    return done({ attachmentId });
  },
});

function roleAt(
  kind: AttachmentTargetKind,
  asked: AttachmentRole | undefined,
): Outcome<AttachmentRole> {
  const roles: readonly AttachmentRole[] = ATTACHMENT_TARGETS[kind];
  const role = asked ?? roles[0];
  if (role !== undefined && roles.includes(role)) return done(role);
  return refuse("bad-input", undefined, { role: "Choose what it is from the list." });
}

/** The number of bytes that may still be added there. */
async function roomFor(
  client: PrismaClient | Transaction,
  { kind, id, matter }: Pick<AttachmentPlace, "kind" | "id" | "matter">,
  quota: Resources["attachmentQuota"],
): Promise<Outcome<number>> {
  const there = await client.attachment.count({
    where: { [TARGET_COLUMN[kind]]: id, removedAt: null },
  });
  if (there >= ATTACHMENT_LIMITS.ofTarget) {
    return refuse(
      "too-large",
      `There are ${ATTACHMENT_LIMITS.ofTarget} files here already, the most there may be. Nothing was stored; put several into one archive.`,
    );
  }
  const sumOf = async (where: { matterId?: string }) => {
    const { _sum } = await client.attachment.aggregate({
      where: { ...where, removedAt: null },
      _sum: { bytes: true },
    });
    return _sum.bytes ?? 0;
  };
  const left = Math.min(
    quota.bytesOfMatter - (await sumOf({ matterId: matter.matterId })),
    quota.bytesOfWorkspace - (await sumOf({})),
  );
  return left > 0 ? done(left) : refuse("too-large", full(0));
}

function full(left: number): string {
  return `Only ${sizeInWords(Math.max(0, left))} are left for files here, so nothing was stored. Remove files that are no longer needed, or ask whoever runs this workspace for more room.`;
}
