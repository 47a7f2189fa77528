import type { BroughtChoices } from "#app/domain/archive/bringing.ts";
import { MATTER_TABLE_NAMES, type MatterTableName } from "#app/domain/archive/matter-tables.ts";
import type { Transaction } from "#server/database/index.ts";
import { mappedRow, type Mapping, type NewRow } from "./map.ts";
import { inPieces } from "./named.ts";
import type { OwnActs } from "./own-lines.ts";
import { withdrawn } from "./own-lines.ts";
import { yieldingToOthers } from "./yield-to-others.ts";

/** Where rows are written, in the order in which what they name is there before. */
const MODELS: Readonly<Record<MatterTableName, string>> = {
  matter: "matter",
  parties: "matterParty",
  dockets: "docket",
  documents: "document",
  requirements: "documentRequirement",
  "draft-bases": "draftBase",
  "draft-updates": "draftUpdate",
  "draft-bindings": "draftBinding",
  "draft-authorship": "draftAuthorship",
  "draft-baselines": "draftBaseline",
  versions: "version",
  "sign-offs": "signOff",
  "sign-off-proofs": "signOffProof",
  "returns-to-draft": "returnToDraft",
  filings: "filing",
  "filing-copies": "filingCopy",
  "filing-signatures": "filingSignature",
  "filing-corrections": "filingCorrection",
  "docket-filings": "docketFiling",
  "docket-events": "docketEvent",
  "agency-events": "agencyEvent",
  "item-outcomes": "itemOutcome",
  productions: "production",
  attachments: "attachment",
  "settled-deadlines": "settledDeadline",
  "public-page": "publicPage",
  "public-updates": "publicUpdate",
  threads: "thread",
  suggestions: "suggestion",
  acceptances: "acceptance",
  comments: "comment",
  agreements: "agreement",
  mentions: "mention",
  assignments: "assignment",
};

/** One model of Prisma's client, as far as rows of an archive are written with it. */
interface WritingDelegate {
  createMany(of: { readonly data: readonly NewRow[] }): Promise<unknown>;
}

interface WritingRows {
  readonly at: Date;
  readonly slug: string;
  readonly pageSlug: string | null;
  readonly partyIds: readonly string[];
  readonly acts: OwnActs;
  /** The number here of a line of the archive. */
  readonly placeOf: (sequence: number) => number;
  /** The number of the line of that return to draft. */
  readonly placeOfReturn: (documentId: string) => number;
}

/** Writes all rows of a matter, a few at a time. */
export async function writeRows(
  tx: Transaction,
  mapping: Mapping,
  writing: WritingRows,
): Promise<void> {
  const turn = yieldingToOthers();
  for (const table of MATTER_TABLE_NAMES) {
    // Every model has it; their types have nothing in common.
    const delegate = Reflect.get(tx, MODELS[table]) as WritingDelegate;
    for (const data of inPieces(await rowsOf(mapping, table, writing))) {
      await delegate.createMany({ data });
      // SQLite answers at once, and nothing else would come to its turn.
      await turn();
    }
  }
}

async function rowsOf(
  mapping: Mapping,
  table: MatterTableName,
  writing: WritingRows,
): Promise<NewRow[]> {
  const turn = yieldingToOthers();
  const { matter, choices, proofs } = mapping;
  const { at, acts, partyIds, placeOf } = writing;
  if (table === "parties") return parties(mapping, choices, writing);
  const rows: readonly object[] =
    table === "sign-off-proofs"
      ? matter.rows[table].filter(({ signOffId }) => proofs.signOffs.has(signOffId))
      : matter.rows[table];
  const mapped: NewRow[] = [];
  for (const row of rows) {
    await turn();
    const here = mappedRow(mapping, table, row as never);
    if (typeof here["recordedAs"] === "number") here["recordedAs"] = placeOf(here["recordedAs"]);
    mapped.push(here);
  }
  switch (table) {
    case "matter":
      return mapped.map((row) => ({ ...row, slug: writing.slug }));
    case "documents":
      return mapped.map((row) => {
        if (!acts.returned.has(String(row["id"]))) return row;
        // No copy of an earlier text is merged (R17).
        const generation = Number(row["generation"]) + 1;
        return { ...row, status: "draft", statusAt: at, pinnedVersionId: null, generation };
      });
    case "requirements":
      return [
        ...mapped.filter((row) => !acts.drafts.has(String(row["documentId"]))),
        ...[...acts.drafts].flatMap((documentId) =>
          partyIds.map((organizationId) => ({ documentId, organizationId })),
        ),
      ];
    case "sign-offs":
      return mapped.map((row) =>
        row["voidedAt"] === null &&
        row["decision"] === "approved" &&
        acts.returned.has(String(row["documentId"]))
          ? { ...row, voidedAt: at, voidedBecause: "brought-in" }
          : row,
      );
    case "returns-to-draft":
      return [
        ...mapped,
        ...[...acts.returned].map(([documentId, row]) => ({
          ...row,
          recordedAs: writing.placeOfReturn(documentId),
        })),
      ];
    case "public-page":
      return mapped.map((row) => ({
        ...row,
        slug: writing.pageSlug,
        ...(row["status"] === "draft" ? {} : withdrawn(at)),
      }));
    case "draft-baselines":
      return mapped.toSorted((a, b) => Number(a["sequence"]) - Number(b["sequence"]));
    default:
      return mapped;
  }
}

/** The parties there, each as a stand-in or as the organization that it is; and who leads here. */
function parties(
  { ids, matter }: Mapping,
  { own, leadOrganizationId }: BroughtChoices,
  { at, partyIds }: WritingRows,
): NewRow[] {
  const matterId = ids.of("matter", matter.id);
  const there = matter.rows.parties
    .toSorted((one, other) => one.position - other.position)
    .map(({ organizationId, addedAt }) => ({
      organizationId: own[organizationId] ?? ids.of("organization", organizationId),
      addedAt: own[organizationId] === undefined ? new Date(addedAt) : at,
    }));
  const here = partyIds.map((organizationId) => ({ organizationId, addedAt: at }));
  const isLed = there.some(({ organizationId }) => organizationId === leadOrganizationId);
  const all = isLed
    ? there
    : [...here.filter((one) => one.organizationId === leadOrganizationId), ...there];
  const seen = new Set<string>();
  return all
    .filter(({ organizationId }) => !seen.has(organizationId) && seen.add(organizationId))
    .map((one, position) => ({ matterId, position, ...one }));
}

/** The organizations here that are parties: who leads, and those that have an archive's place. */
export function partiesHere({ matter, choices }: Pick<Mapping, "matter" | "choices">): string[] {
  const own = matter.rows.parties.flatMap(
    ({ organizationId }) => choices.own[organizationId] ?? [],
  );
  return [...new Set([choices.leadOrganizationId, ...own])];
}
