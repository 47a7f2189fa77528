import { sha256 } from "#server/digest.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { SearchableText } from "#server/workers/texts/tasks.ts";
import {
  PART,
  rowsAsked,
  scopeOfMatter,
  sourceOfRows,
  type AskedThings,
  type EntryOfRow,
  type HitPlace,
  type PlacedHit,
  type SourceResources,
} from "#server/services/search/source.ts";

/** The text that an entry is of. */
interface TextData {
  readonly documentId: string;
  /** Of a version; null for a draft and a filed paper. */
  readonly number: number | null;
  /** Of a version that has one. */
  readonly name?: string | null;
}

type TextBlocks = SearchableText["blocks"];

/** The most blocks that an entry knows the beginnings of: a hit behind them opens the last one. */
const MOST_BLOCKS = 20_000;

/** The text on a line of its own, so that whoever sorts hits reads no list of blocks. */
function dataOfText(text: TextData, blocks: TextBlocks): string {
  return `${JSON.stringify(text)}\n${JSON.stringify(blocks.slice(0, MOST_BLOCKS))}`;
}

export function textIn(data: string): Partial<TextData> {
  return JSON.parse(data.split("\n", 1)[0] ?? "{}") as Partial<TextData>;
}

function blocksIn(data: string): TextBlocks {
  const end = data.indexOf("\n");
  return end === -1 ? [] : (JSON.parse(data.slice(end + 1)) as TextBlocks);
}

const SHORT_STAMP = 16;

/** A short name of what something was made from. */
export const stampOf = (...parts: readonly unknown[]) =>
  sha256(JSON.stringify(parts)).slice(0, SHORT_STAMP);

const OF_DRAFT = {
  id: true,
  matterId: true,
  title: true,
  generation: true,
  sequence: true,
  factsRevision: true,
  facts: true,
  editedAt: true,
  pinnedVersionId: true,
} satisfies Prisma.DocumentSelect;

function draftRows({ database: { client } }: SourceResources, asked: AskedThings) {
  const { where, ...page } = rowsAsked<Prisma.DocumentWhereInput>(asked, {
    document: (id) => ({ id }),
    matter: (matterId) => ({ matterId }),
  });
  // Filed papers are found as filed.
  return client.document.findMany({
    where: { AND: [where, { filing: null }] },
    ...page,
    select: OF_DRAFT,
  });
}

/** Drafts, by their document's id: as they are saved, or as the version that is pinned has them. */
export const drafts = sourceOfRows({
  name: "draft",
  atOnce: 1,
  rows: draftRows,
  standing: (row) => ({ id: row.id, scope: scopeOfMatter(row.matterId), stamp: draftStamp(row) }),
  async entry(resources, row) {
    const { id, title, editedAt: at, pinnedVersionId } = row;
    const { isRead, text, moment } =
      pinnedVersionId === null
        ? await textOfDraft(resources, row)
        : { ...(await textOfVersion(resources, pinnedVersionId, [])), moment: row };
    const stamp = draftStamp({ ...row, ...moment });
    return {
      ...entryOfText(text, { documentId: id, number: null, title }),
      at,
      stamp: isRead ? stamp : `${stamp}${PART}`,
    };
  },
  places: placesOfTexts,
});

/** The text of a draft, and the state of the draft that it was read from. */
async function textOfDraft(
  { drafts, texts }: SourceResources,
  row: Prisma.DocumentGetPayload<{ select: typeof OF_DRAFT }>,
) {
  const read = await drafts.prose(row.id);
  // One whose text can't be read now is found by its title.
  if (!read.ok) return { isRead: read.refusal.code === "not-found", text: NO_TEXT, moment: row };
  const found = await texts.searchable(read.value.prose, parsed(row.facts));
  const { generation, sequence } = read.value;
  const text = found.ok ? found.value : NO_TEXT;
  return { isRead: found.ok, text, moment: { generation, sequence } };
}

function draftStamp(row: {
  readonly generation: number;
  readonly sequence: number;
  readonly factsRevision: number;
  readonly title: string;
}): string {
  const { generation, sequence, factsRevision, title } = row;
  return `${generation}.${sequence}.${factsRevision}.${stampOf(title)}`;
}

const OF_VERSION = {
  id: true,
  documentId: true,
  number: true,
  hash: true,
  name: true,
  createdAt: true,
  document: { select: { title: true, matterId: true } },
} satisfies Prisma.VersionSelect;

/** Named and submitted versions, by their ids. */
export const versions = sourceOfRows({
  name: "version",
  atOnce: 1,
  isKeptForGood: true,
  rows({ database: { client } }, asked) {
    const { where, ...page } = rowsAsked<Prisma.VersionWhereInput>(asked, {
      document: (documentId) => ({ documentId }),
      matter: (matterId) => ({ document: { matterId } }),
    });
    return client.version.findMany({ where, ...page, select: OF_VERSION });
  },
  standing: (row) => ({
    id: row.id,
    scope: scopeOfMatter(row.document.matterId),
    stamp: stampOf(row.hash, row.name, row.document.title),
  }),
  async entry(resources, row) {
    const named = row.name === null ? [] : [row.name];
    const { isRead, text } = await textOfVersion(resources, row.id, named);
    const { documentId, number, document } = row;
    const stamp = stampOf(row.hash, row.name, document.title);
    return {
      ...entryOfText(text, { documentId, number, name: row.name, title: document.title }),
      at: row.createdAt,
      stamp: isRead ? stamp : `${stamp}${PART}`,
    };
  },
  places: placesOfTexts,
});

const OF_FILING = {
  documentId: true,
  versionId: true,
  versionHash: true,
  filedOn: true,
  method: true,
  addressee: true,
  confirmation: true,
  certifier: true,
  caseNumber: true,
  pdfName: true,
  at: true,
  document: { select: { title: true, matterId: true } },
} satisfies Prisma.FilingSelect;

type FiledTextRow = Prisma.FilingGetPayload<{ select: typeof OF_FILING }>;

/** Filed papers, by their document's id: the text as filed, and how it was. */
export const filings = sourceOfRows({
  name: "filing",
  atOnce: 1,
  async rows({ database: { client } }, asked) {
    const { where, take } = rowsAsked<Prisma.DocumentWhereInput>(asked, {
      document: (id) => ({ id }),
      matter: (matterId) => ({ matterId }),
    }) as { where: Prisma.DocumentWhereInput; take?: number };
    const found = await client.filing.findMany({
      where: { document: where },
      orderBy: { documentId: "asc" },
      ...(take !== undefined && { take }),
      select: OF_FILING,
    });
    return found.map((row) => ({ ...row, id: row.documentId }));
  },
  standing: (row) => ({
    id: row.documentId,
    scope: scopeOfMatter(row.document.matterId),
    stamp: filingStamp(row),
  }),
  async entry(resources, row) {
    const { addressee, confirmation, certifier, caseNumber, pdfName } = row;
    const facts = [addressee, confirmation, certifier, caseNumber, pdfName];
    const { isRead, text } = await textOfVersion(
      resources,
      row.versionId,
      facts.filter((fact) => fact !== null),
    );
    const { documentId, document } = row;
    return {
      ...entryOfText(text, { documentId, number: null, title: document.title }),
      // Its own day, wherever one reads it: a paper may have been brought in years after.
      at: new Date(`${row.filedOn}T12:00:00Z`),
      stamp: isRead ? filingStamp(row) : `${filingStamp(row)}${PART}`,
    };
  },
  places: placesOfTexts,
});

function filingStamp(row: FiledTextRow): string {
  const { versionHash, filedOn, method, addressee, confirmation, certifier, caseNumber } = row;
  const facts = [versionHash, filedOn, method, addressee, confirmation, certifier, caseNumber];
  return stampOf(...facts, row.pdfName, row.document.title);
}

/** Lengths of a stored version, in letters, beyond which it is not read: no text that people write. */
const MOST_STORED = 20_000_000;

/** A text not readable now, because too many are worked through, is found by what stands beside it. */
async function textOfVersion(
  { database: { client }, texts }: SourceResources,
  id: string,
  besides: readonly string[],
): Promise<{ readonly isRead: boolean; readonly text: SearchableText }> {
  const beside = { text: besides.join("\n"), blocks: [] };
  const row = await client.version.findUnique({ where: { id }, select: { content: true } });
  if (!row || row.content.length > MOST_STORED) return { isRead: true, text: beside };
  const found = await texts.searchableVersion(row.content, besides);
  return found.ok ? { isRead: true, text: found.value } : { isRead: false, text: beside };
}

const NO_TEXT: SearchableText = { text: "", blocks: [] };

function entryOfText(
  { text, blocks }: SearchableText,
  { title, ...of }: TextData & { readonly title: string },
): Omit<EntryOfRow, "at"> {
  return { title, text, data: dataOfText(of, blocks) };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // audit:verify names it.
    return null;
  }
}

/** The id of the block at that place of the text; null where the text has none of it. */
function blockAt(blocks: TextBlocks, at: number): string | null {
  let id: string | null = null;
  for (const [begins, block] of blocks) {
    if (begins > at) break;
    id = block;
  }
  return id;
}

const STATUS_LABELS: Readonly<Record<string, string>> = {
  draft: "Draft",
  in_review: "In review",
  approved: "Approved",
  filed: "Filed",
  superseded: "Filed, superseded",
  withdrawn: "Filed, withdrawn",
};

async function placesOfTexts(
  { database: { client } }: SourceResources,
  hits: readonly PlacedHit[],
): Promise<ReadonlyMap<string, HitPlace>> {
  const read = hits.map((hit) => ({ hit, data: textIn(hit.data) }));
  const rows = await client.document.findMany({
    where: { id: { in: read.flatMap(({ data }) => data.documentId ?? []) } },
    select: {
      id: true,
      title: true,
      status: true,
      filing: { select: { documentId: true } },
      matter: { select: { title: true, archivedAt: true } },
    },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    read.flatMap(({ hit, data }): [string, HitPlace][] => {
      const row = byId.get(data.documentId ?? "");
      if (!row) return [];
      const { number = null, name = null } = data;
      const block = hit.at === null ? null : blockAt(blocksIn(hit.data), hit.at);
      const spot = block === null ? "" : `#${block}`;
      const status = STATUS_LABELS[row.status] ?? "Draft";
      const named = name === null ? "" : `, “${name}”`;
      const what = number === null ? status : `Version ${number}${named}`;
      const path =
        number !== null
          ? `/documents/${row.id}/versions/${number}${spot}`
          : row.filing
            ? `/documents/${row.id}/filed${spot}`
            : `/documents/${row.id}${spot}`;
      return [[hit.id, { title: row.title, where: whereIn(row.matter, what), path }]];
    }),
  );
}

/** "Draft · ICE detention contracts", with a word where the matter was put away. */
export function whereIn(
  matter: { readonly title: string; readonly archivedAt: Date | null },
  what: string,
): string {
  const archived = matter.archivedAt === null ? [] : ["Archived"];
  return [what, matter.title, ...archived].filter((part) => part !== "").join(" · ");
}
