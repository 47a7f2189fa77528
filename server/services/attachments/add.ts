import type { Actor } from "#app/domain/actor.ts";
import {
  ATTACHMENT_LIMITS,
  ATTACHMENT_TARGETS,
  SCAN_RULES,
  type AttachmentRole,
  type AttachmentTargetKind,
} from "#app/domain/attachment.ts";
import { canonicalDetails } from "#app/domain/audit-event.ts";
import { attachForm } from "#app/domain/forms/attachment.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { sha256 as hashOf } from "#server/digest.ts";
import { command, taking } from "#server/services/command.ts";
import type { Upload } from "#server/services/exhibits/add.ts";
import { giveBack, roomIn } from "#server/services/files/room.ts";
import type { Resources } from "#server/services/resources.ts";
import { watchedNamesOf } from "#server/services/private-data/watch-list.ts";
import { queueKeyOf } from "#server/workers/queue-key.ts";
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
 * doesn't match their name, without storing anything; and `conflict` for a file that is attached there
 * already.
 */
export const addAttachment = command({
  on: attachmentPlace,
  form: attachForm,
  takes: taking<[upload: Upload]>(),
  async prepare({ resources, actor, found, form, extra: [{ fileName, bytes }] }) {
    const role = roleAt(found.kind, form.role);
    if (!role.ok) return role;
    const more = await mayHoldMore(resources.database.client, found);
    if (!more.ok) return more;
    const room = await roomIn(resources, found.matter.matterId);
    if (!room.ok) return room;
    const watched = await watchedNamesOf(resources, found.matter.matterId);
    if (!watched.ok) return watched;
    const by = { userId: actor.userId, queueKey: queueKeyOf(actor) };
    const { attachments } = resources;
    const stored = await attachments.add(by, fileName, bytes, room.value, watched.value);
    return stored.ok ? done({ ...stored.value, role: role.value }) : stored;
  },
  undo: ({ sha256 }, { resources, found }) => giveBack(resources, found.matter.matterId, sha256),
  async run({ tx, at, ids, actor, found, prepared, record }) {
    const { role, sha256, bytes, name, mediaType, scan } = prepared;
    const column = TARGET_COLUMN[found.kind];
    const same = await tx.attachment.findFirst({
      where: { [column]: found.id, sha256, name, role, removedAt: null },
      select: { id: true },
    });
    if (same) return refuse("conflict", `“${name}” ${THERE}`);
    // Checked again inside: others attach files too.
    const more = await mayHoldMore(tx, found);
    if (!more.ok) return more;
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

const THERE = "is attached here already, with exactly these bytes. Nothing was stored twice.";

function roleAt(
  kind: AttachmentTargetKind,
  asked: AttachmentRole | undefined,
): Outcome<AttachmentRole> {
  const roles: readonly AttachmentRole[] = ATTACHMENT_TARGETS[kind];
  const role = asked ?? roles[0];
  if (role !== undefined && roles.includes(role)) return done(role);
  return refuse("bad-input", undefined, { role: "Choose what it is from the list." });
}

/** Whether another file may stand there. */
async function mayHoldMore(
  client: PrismaClient | Transaction,
  { kind, id }: Pick<AttachmentPlace, "kind" | "id">,
): Promise<Outcome<void>> {
  const there = await client.attachment.count({
    where: { [TARGET_COLUMN[kind]]: id, removedAt: null },
  });
  if (there < ATTACHMENT_LIMITS.ofTarget) return done();
  return refuse(
    "too-large",
    `There are ${ATTACHMENT_LIMITS.ofTarget} files here already, the most there may be. Nothing was stored; put several into one archive.`,
  );
}
