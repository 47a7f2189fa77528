import type { Actor } from "#app/domain/actor.ts";
import { archiveName } from "#app/domain/archive/path.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { blobReader, type HandedFile } from "#server/services/handed-file.ts";
import type { Resources } from "#server/services/resources.ts";
import { ownThreadsIn } from "./held.ts";
import { mayHave } from "./rights.ts";

/**
 * An archive for whoever took it along, and nobody else, while their rights and this sign-in reach as far
 * as it does: who left an organization does not keep its threads by having asked in time.
 */
export async function archiveFile(
  { database, blobs, clock, log }: Pick<Resources, "database" | "blobs" | "clock" | "log">,
  actor: Actor,
  archiveId: string,
): Promise<Outcome<HandedFile>> {
  const { client } = database;
  const row = await client.takenArchive.findUnique({ where: { id: archiveId } });
  if (!row || row.takenById !== actor.userId || row.state !== "ready") return refuse("not-found");
  const { sha256, bytes, expiresAt, readyAt } = row;
  if (sha256 === null || bytes === null || expiresAt === null || readyAt === null) {
    return refuse("not-found");
  }
  if (expiresAt <= clock()) return refuse("expired-link", EXPIRED);
  const named = await allowedName(client, actor, row);
  if (!named.ok) return named;
  const name = `${named.value}-${readyAt.toISOString().slice(0, 10)}.zip`;
  const size = Number(bytes);
  const about = { archiveId };
  const read = blobReader({ blobs, log }, { sha256, size, missing: MISSING, about });
  return done({ name, mediaType: "application/zip", size, sha256, isStored: true, read });
}

/** The archive's name, where the actor may have it now. */
async function allowedName(
  client: Resources["database"]["client"],
  actor: Actor,
  row: { readonly kind: string; readonly matterId: string | null; readonly ownThreadsOf: string },
): Promise<Outcome<string>> {
  const allowed = await mayHave(client, actor, row, ownThreadsIn(row));
  if (allowed === null) return refuse("not-found");
  return done(allowed.slug === null ? "workspace" : archiveName(allowed.slug, "matter"));
}

const EXPIRED =
  "This archive was deleted when its days were over. Take the matter along again; nothing else is lost.";
const MISSING =
  "The archive is missing from this server, or damaged. Nothing else is lost; take it along again.";
