import { fromArchiveName, nameInArchive, standInAddress } from "#app/domain/archive/stand-in.ts";
import type { MatterTableName } from "#app/domain/archive/matter-tables.ts";
import { isWebAddress } from "#app/domain/links.ts";
import { freeSlug } from "#app/domain/slug.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { readSharedDetails } from "#app/document/details/shared-details.ts";
import { withoutHiddenSigns } from "#app/domain/hidden-signs.ts";
import type { Transaction } from "#server/database/index.ts";
import type { BroughtIds } from "./ids.ts";
import { WRITING } from "./limits.ts";
import type { ReadMatter } from "./read.ts";
import { kindNamedBy } from "./tables.ts";
import { yieldingToOthers } from "./yield-to-others.ts";

/** Notes the people and organizations whom the matter names, of all that its archive tells of. */
export async function noteNamed(
  ids: BroughtIds,
  { rows, lines, people, organizations }: ReadMatter,
): Promise<void> {
  const turn = yieldingToOthers();
  const note = (id: string) => {
    if (people.has(id)) ids.note("person", id);
    else if (organizations.has(id)) ids.note("organization", id);
  };
  const noteAll = (value: unknown): void => {
    if (typeof value === "string") note(value);
    else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        note(name);
        noteAll(inner);
      }
    }
  };
  for (const [table, all] of Object.entries(rows)) {
    for (const row of all) {
      await turn();
      for (const [column, value] of Object.entries(row)) {
        const kind = kindNamedBy(table as MatterTableName, column);
        const isNamed = kind === "person" || kind === "organization";
        if (isNamed && typeof value === "string") ids.note(kind, value);
      }
    }
  }
  for (const { actorId, organizationId, details } of lines) {
    await turn();
    if (actorId !== null) ids.note("person", actorId);
    if (organizationId !== null) ids.note("organization", organizationId);
    noteAll(details);
  }
  for (const { facts } of rows.documents) {
    for (const { id } of readDetails(facts).organizations) note(id);
  }
  for (const { sharedFacts } of rows.matter) {
    const shared = readSharedDetails(sharedFacts);
    for (const { id } of shared.organizations) note(id);
    for (const { organizationId } of shared.signers) note(organizationId);
  }
}

const UNNAMED = "Somebody whom it does not name";
const UNNAMED_ORGANIZATION = "An organization that it does not name";
const marked = (name: string, most: number) => {
  const plain = withoutHiddenSigns(name).replaceAll(/\s+/gu, " ").trim();
  return fromArchiveName([...nameInArchive(plain)].slice(0, most).join(""));
};

/**
 * Makes those whom a matter names and who are not here yet: people who can't sign in, and organizations
 * without people.
 */
export async function writeStandIns(
  tx: Transaction,
  at: Date,
  ids: BroughtIds,
  { people, organizations }: ReadMatter,
): Promise<void> {
  const users = ids.every("person").flatMap((old) => {
    const id = ids.of("person", old);
    if (ids.isMade(id)) return [];
    const name = marked(people.get(old)?.name || UNNAMED, 120);
    const none = { passwordHash: null, workspaceAdmin: false };
    return [{ id, email: standInAddress(id), name, ...none, createdAt: at }];
  });
  const taken = new Set((await tx.organization.findMany({ select: { slug: true } })).map(slugOf));
  const made = ids.every("organization").flatMap((old) => {
    const id = ids.of("organization", old);
    if (ids.isMade(id)) return [];
    const known = organizations.get(old);
    const slug = freeSlug(known?.slug ?? "", "organization", (one) => taken.has(one));
    taken.add(slug);
    return [
      {
        id,
        slug,
        name: marked(known?.name || UNNAMED_ORGANIZATION, 120),
        shortName: marked(known?.shortName || "Unnamed", 24),
        city: known?.city ?? null,
        website: known?.website && isWebAddress(known.website) ? known.website : null,
        pressName: known?.pressName ?? null,
        pressEmail: known?.pressEmail ?? null,
        colour: (known?.colour ?? 0) % 1_000,
        broughtFrom: ids.broughtId,
        createdAt: at,
      },
    ];
  });
  for (const data of inPieces(users)) await tx.user.createMany({ data });
  for (const data of inPieces(made)) await tx.organization.createMany({ data });
}

const slugOf = ({ slug }: { readonly slug: string }) => slug;

/** As many at once as a statement takes. */
export function inPieces<T>(all: readonly T[]): T[][] {
  const pieces: T[][] = [];
  for (let from = 0; from < all.length; from += WRITING.ofStatement) {
    pieces.push(all.slice(from, from + WRITING.ofStatement));
  }
  return pieces;
}
