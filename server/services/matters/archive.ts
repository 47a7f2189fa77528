import { archiveMatterForm } from "#app/domain/forms/matter.ts";
import type { WaitingEntry } from "#app/domain/deadlines/waiting.ts";
import { entryOfDeadline } from "#app/domain/deadlines/waiting.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { DocumentKind, DocumentStatus } from "#app/domain/document.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import { countDeadlines } from "#server/services/deadlines/load.ts";
import type { MatterName } from "#server/services/dockets/views.ts";
import type { PaperTag } from "#server/services/documents/tag.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { endGuestsOf } from "#server/services/guests/open.ts";
import { fingerprint } from "#server/services/fingerprint.ts";
import type { Resources } from "#server/services/resources.ts";
import { archivedOf } from "./archived.ts";
import { lastLineOf } from "./last-line.ts";
import { matterFor, matterTo, type LoadedMatter } from "./load.ts";
import type { ArchivedView } from "./views.ts";

/** All that putting a matter away ends or leaves standing, for who decides it. */
export interface ArchiveView {
  readonly matter: MatterName;
  readonly archived: ArchivedView | null;
  /** Deadlines that nobody will be told of any more, the earliest first. */
  readonly deadlines: readonly WaitingEntry[];
  /** Papers that are being written, signed or filed at this moment. */
  readonly open: readonly PaperTag[];
  /** Organizations that were asked to be a party and have not answered. */
  readonly asked: readonly string[];
  readonly isPublic: boolean;
  /** Sent with the form: what the page told of the deadlines. */
  readonly seen: string;
}

const OPEN: readonly DocumentStatus[] = ["draft", "in_review", "approved"];

/** Facts told before a matter is archived, or brought back. */
export async function showArchive(
  { database: { client }, clock }: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<ArchiveView>> {
  const found = await matterFor(client, actor, "matter.archive", slug);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const { deadlines, seen } = await dueIn(client, actor, found.value, clock());
  const [documents, asked, page] = await Promise.all([
    client.document.findMany({
      where: { matterId: row.id, status: { in: [...OPEN] } },
      select: { id: true, title: true, kind: true, status: true },
      orderBy: [{ title: "asc" }, { id: "asc" }],
    }),
    client.partyInvitation.findMany({
      where: { matterId: row.id },
      select: { organization: { select: { name: true } } },
      orderBy: [{ invitedAt: "asc" }, { organizationId: "asc" }],
    }),
    client.publicPage.findUnique({ where: { matterId: row.id }, select: { status: true } }),
  ]);
  return done({
    matter: { slug: row.slug, title: row.title },
    archived: await archivedOf(client, row, subject.partyIds),
    deadlines,
    open: documents.map((document) => ({
      ...document,
      kind: document.kind as DocumentKind,
      status: document.status as DocumentStatus,
    })),
    asked: asked.map(({ organization }) => organization.name),
    isPublic: page?.status === "published",
    seen,
  });
}

/**
 * Puts a matter away: it can be read as before and is written no more (`may` decides that), its drafts
 * are read alone within a second (R44), and nothing of it is told on Home, by mail or in calendars. Its
 * public page stays. Refuses `stale` where a deadline came up that the sender was not shown.
 */
export const archiveMatter = command({
  on: matterTo("matter.archive"),
  form: archiveMatterForm,
  async prepare({ resources, actor, found, form }): Promise<Outcome<{ readonly head: number }>> {
    const { client } = resources.database;
    const head = await lastLineOf(client, found.row.id);
    const { seen } = await dueIn(client, actor, found, resources.clock());
    return seen === form.seen ? done({ head }) : refuse("stale", CHANGED);
  },
  async run({ tx, at, actor, found: { row }, prepared: { head }, record, afterCommit }) {
    if (row.archivedAt !== null) return refuse("conflict", ARCHIVED);
    // Something may have been recorded since the deadlines were counted, outside of this transaction.
    if ((await lastLineOf(tx, row.id)) !== head) return refuse("stale", CHANGED);
    await tx.matter.update({
      where: { id: row.id },
      data: { archivedAt: at, archivedById: actor.userId },
    });
    await endGuestsOf(tx, at, { matterId: row.id });
    await record({
      type: "matter.archived",
      organizationId: row.leadOrganizationId,
      details: {},
    });
    afterCommit(({ rooms }) => rooms.revoke({ matterId: row.id }));
    return done({ title: row.title });
  },
});

/** Brings it back: all is possible again that was before, and what is due is told again. */
export const unarchiveMatter = command({
  on: matterTo("matter.archive"),
  async run({ tx, found: { row }, record, afterCommit }) {
    if (row.archivedAt === null) return refuse("conflict", NOT_ARCHIVED);
    await tx.matter.update({
      where: { id: row.id },
      data: { archivedAt: null, archivedById: null },
    });
    await record({
      type: "matter.unarchived",
      organizationId: row.leadOrganizationId,
      details: { since: row.archivedAt.toISOString() },
    });
    afterCommit(({ rooms }) => rooms.revoke({ matterId: row.id }));
    return done({ title: row.title });
  },
});

const ARCHIVED = "This matter is archived already. Nothing was changed.";
const NOT_ARCHIVED = "This matter is not archived any more. Nothing was changed.";
const CHANGED =
  "Something was recorded in this matter since you looked, so nothing was archived. Load the page again, see what is due, and archive it then.";

/** Deadlines in a matter for this reader, with a fingerprint of the days; settled ones are left out. */
async function dueIn(client: PrismaClient, actor: Actor, { row }: LoadedMatter, now: Date) {
  const today = dateOfFilings(now);
  const { deadlines, aside } = await countDeadlines(client, actor, today, row.id);
  const open = deadlines.filter((deadline) => aside(deadline).settled === null);
  return {
    deadlines: open.map((deadline) => entryOfDeadline(deadline, today)),
    seen: fingerprint(open.map(({ key, due }) => [key, due])),
  };
}
