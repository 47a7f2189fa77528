import canonicalize from "canonicalize";
import type { PrivateDatum } from "#app/domain/private-data.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { PrivateDataPurpose } from "#app/domain/forms/private-data.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import {
  privateDataInExhibits,
  type UnreadExhibit,
} from "#server/services/exhibits/private-data.ts";
import type { Resources } from "#server/services/resources.ts";
import type { StoredContent } from "#server/services/versions/content.ts";
import { watchedNamesForDocument } from "./watch-list.ts";
import { NOT_BROUGHT } from "#server/services/audit/brought.ts";

export interface Scan {
  readonly data: readonly Pick<PrivateDatum, "kind" | "place" | "shown">[];
  /** Exhibits with pages that a person has to read, because they can't be searched. */
  readonly unread: readonly UnreadExhibit[];
  /**
   * SHA-256 over the findings and their exact places, in hexadecimal. It covers only the last
   * characters of each, so that nobody can search for a whole number with it; a decision holds
   * while the key stays the same.
   */
  readonly key: string;
}

/**
 * The private data in a document's text, its details, and the exhibits that follow it, with the
 * names that its matter watches for (L68).
 */
export async function scanOf(
  resources: Pick<Resources, "database" | "encryption" | "exhibits" | "texts">,
  { userId: by }: Actor,
  documentId: string,
  content: Pick<StoredContent, "prose" | "facts">,
): Promise<Outcome<Scan>> {
  const { prose, facts } = content;
  // Only an exhibit's title: its hash is no private number.
  const typed = { ...facts, exhibits: facts.exhibits.map(({ title }) => title) };
  const watched = await watchedNamesForDocument(resources, documentId);
  if (!watched.ok) return watched;
  const attached = await privateDataInExhibits(resources, by, content, watched.value);
  if (!attached.ok) return attached;
  const read = await resources.texts.privateData(prose, typed, watched.value);
  if (!read.ok) return read;
  const inText = read.value;
  const found = [
    ...inText.map(({ kind, place, shown, start, end }) => [kind, place, shown, start, end]),
    ...attached.value.data.map(({ kind, place, shown }) => [kind, place, shown]),
    // A decision is about this very file.
    ...attached.value.unread.map(({ id, sha256: file }) => ["unread", id, file]),
  ];
  return done({
    data: [...inText, ...attached.value.data],
    unread: attached.value.unread,
    key: sha256(canonicalize(found) ?? ""),
  });
}

/** The overrides with person and purpose, the latest first. */
export async function decisionsOn(
  client: PrismaClient | Transaction,
  documentId: string,
  key: string,
) {
  const lines = await client.auditEvent.findMany({
    where: {
      documentId,
      type: "document.scan-overridden",
      AND: [{ details: { contains: key } }, NOT_BROUGHT],
    },
    orderBy: { sequence: "desc" },
  });
  return lines.flatMap(({ actorId, at, details }) => {
    const decision = JSON.parse(details) as Details;
    // A reason may quote the key of another decision.
    if (decision.key !== key) return [];
    const { purpose, reason } = decision;
    return [{ actorId, at, purpose, reason }];
  });
}

interface Details {
  readonly key: string;
  readonly purpose: PrivateDataPurpose;
  readonly reason: string;
}

/**
 * Refuses `private-data` while a finding, or a page of an exhibit that can't be searched, has no
 * override for that purpose. An override for filing includes downloads.
 */
export async function refuseUndecided(
  resources: Pick<Resources, "database" | "encryption" | "exhibits" | "texts">,
  actor: Actor,
  documentId: string,
  content: Pick<StoredContent, "prose" | "facts">,
  purpose: PrivateDataPurpose,
): Promise<Outcome<void>> {
  const scan = await scanOf(resources, actor, documentId, content);
  if (!scan.ok) return scan;
  const decisions = await decisionsOn(resources.database.client, documentId, scan.value.key);
  return isDecided(scan.value, decisions, purpose) ? done() : refuse("private-data");
}

/** Whether nothing was found, or somebody has let it stand for that purpose. */
export function isDecided(
  { data, unread }: Scan,
  decisions: readonly { readonly purpose: PrivateDataPurpose }[],
  purpose: PrivateDataPurpose,
): boolean {
  if (data.length === 0 && unread.length === 0) return true;
  return decisions.some(({ purpose: held }) => held === purpose || held === "filing");
}
