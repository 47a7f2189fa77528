import { storedScan } from "#app/domain/attachment.ts";
import { StorageProblem } from "#server/blobs/problem.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import {
  PART,
  rowsAsked,
  scopeOfMatter,
  sourceOfRows,
  type EntryOfRow,
  type PlacedHit,
} from "#server/services/search/source.ts";
import { whereIn } from "./documents.ts";

const OF_ATTACHMENT = {
  id: true,
  matterId: true,
  name: true,
  sha256: true,
  uploadedAt: true,
  matter: { select: { title: true, archivedAt: true } },
} satisfies Prisma.AttachmentSelect;

type AttachedFileRow = Prisma.AttachmentGetPayload<{ select: typeof OF_ATTACHMENT }>;

/** Of the text of a file where each page begins, with its number, and the parts that look private; in order. */
interface PagesData {
  readonly pages: readonly (readonly [at: number, page: number])[];
  readonly flagged: readonly (readonly [from: number, to: number])[];
}

/** Nothing but the name may change of a file; the row is gone, or marked, when it is removed. */
const stampOfFile = ({ sha256, name }: AttachedFileRow) => `${sha256.slice(0, 16)} ${name}`;

const entryOf = ({ name, uploadedAt }: AttachedFileRow): EntryOfRow => ({
  title: name,
  text: "",
  at: uploadedAt,
});

/** Attached files, by their ids: at once by their names, and by the words of their pages once these are read. */
export const attachments = sourceOfRows<AttachedFileRow>({
  name: "attachment",
  atOnce: 100,
  rows({ database: { client } }, asked) {
    const { where, ...page } = rowsAsked<Prisma.AttachmentWhereInput>(asked, {
      document: (documentId) => ({
        OR: [
          { filedId: documentId },
          { agencyEvent: { documentId } },
          { production: { documentId } },
        ],
      }),
      matter: (matterId) => ({ matterId }),
    });
    return client.attachment.findMany({
      where: { AND: [where, { removedAt: null }] },
      ...page,
      select: OF_ATTACHMENT,
    });
  },
  standing: (row) => ({
    id: row.id,
    scope: scopeOfMatter(row.matterId),
    stamp: stampOfFile(row),
  }),
  entry: async (_resources, row) => ({ ...entryOf(row), stamp: `${stampOfFile(row)}${PART}` }),
  async whole(resources, row) {
    const entry = entryOf(row);
    const read = resources.attachments.texts;
    if (!read) return entry;
    const texts = await read(row).catch((error: unknown) => {
      if (error instanceof StorageProblem) return null;
      throw error;
    });
    if (texts === null) return null;
    let text = "";
    const pages: [number, number][] = [];
    const flagged: (readonly [number, number])[] = [];
    for (const { page, words, flagged: ofPage } of texts) {
      const at = text.length;
      if (page !== null) pages.push([at, page]);
      for (const [from, to] of ofPage) flagged.push([at + from, at + to]);
      text += `${words}\n`;
    }
    return { ...entry, text, data: JSON.stringify({ pages, flagged } satisfies PagesData) };
  },
  async places({ database: { client } }, hits) {
    const rows = await client.attachment.findMany({
      where: { id: { in: hits.map(({ id }) => id) } },
      select: { ...OF_ATTACHMENT, scan: true, mediaType: true },
    });
    return new Map(
      rows.map((row) => {
        const hit = hits.find(({ id }) => id === row.id);
        const data = dataIn(hit?.data);
        const page = pageAt(data, hit?.at ?? null);
        return [
          row.id,
          {
            isPrivate: isPrivate(data, hit?.shown ?? null) || isWatched(row, pagesOf(data, hit)),
            title: row.name,
            where: whereIn(row.matter, page === null ? "File" : `File, page ${page}`),
            path: `/attachments/${row.id}${page === null ? "" : `?page=${page}`}`,
          },
        ];
      }),
    );
  },
});

function dataIn(data = "{}"): Partial<PagesData> {
  return JSON.parse(data) as Partial<PagesData>;
}

function pageAt({ pages = [] }: Partial<PagesData>, at: number | null): number | null {
  if (at === null) return null;
  let found: number | null = null;
  for (const [begins, page] of pages) {
    if (begins > at) break;
    found = page;
  }
  return found;
}

/** The pages of which something is shown, which may run on after that of the first word; none of a text without any. */
function pagesOf(data: Partial<PagesData>, hit: PlacedHit | undefined): readonly number[] {
  const page = pageAt(data, hit?.at ?? null);
  if (page === null) return [];
  const first = pageAt(data, hit?.shown?.from ?? null) ?? page;
  const last = pageAt(data, hit?.shown?.to ?? null) ?? page;
  const shown = (data.pages ?? []).flatMap(([, each]) =>
    each >= first && each <= last ? each : [],
  );
  return [page, ...shown];
}

/** Whether something in that part looks private: a list of results shows less of it than the file's page. */
function isPrivate({ flagged }: Partial<PagesData>, shown: PlacedHit["shown"]): boolean {
  if (shown === null) return false;
  return flagged?.some(([from, to]) => from < shown.to && to > shown.from) ?? true;
}

/** Whether a name that is watched for was found on one of those pages, or anywhere where there are none. */
function isWatched(
  { scan, mediaType }: { readonly scan: string; readonly mediaType: string },
  pages: readonly number[],
): boolean {
  const places = new Set(pages.map((page) => `page ${page}`));
  return storedScan(scan, mediaType).data.some(
    ({ kind, place }) =>
      kind === "watched-name" && (places.size === 0 || places.has(place) || !PAGE.test(place)),
  );
}

const PAGE = /^page \d+$/u;
