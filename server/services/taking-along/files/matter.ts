import { matterFolder, READ_ME_PATH } from "#app/domain/archive/format.ts";
import { archiveFileName, archiveName, ArchiveNames } from "#app/domain/archive/path.ts";
import { verifiedPieces } from "#server/blobs/verified.ts";
import { readParties } from "#app/document/details/docket.ts";
import { nameOfDocket } from "#server/services/dockets/load.ts";
import type { Resources } from "#server/services/resources.ts";
import type { WrittenData } from "#server/services/taking-along/matter-data.ts";
import type { MatterScope } from "#server/services/taking-along/scope.ts";
import type { ArchiveZip } from "#server/services/taking-along/zip.ts";
import { docketPage } from "./docket.ts";
import { writeDocument, type FileWriter, type WrittenDocument } from "./document.ts";
import {
  fileLink,
  markup,
  standalonePage,
  timeText,
  toMatter,
  typedParagraphs,
  type Markup,
} from "./page.ts";

/** Writes a matter's folder for people, with a page that leads to all of it. */
export async function writeMatterFiles(
  resources: Resources,
  zip: ArchiveZip,
  {
    scope,
    data,
    documentDone,
  }: {
    readonly scope: MatterScope;
    readonly data: WrittenData;
    /** Called after each document; throws where the archive is not to be made any more. */
    readonly documentDone: () => Promise<void>;
  },
): Promise<void> {
  const writer: FileWriter = { resources, zip, scope, data };
  const { client } = resources.database;
  const folder = matterFolder(scope.folder);
  const names = new ArchiveNames();
  const documents: WrittenDocument[] = [];
  for (const id of scope.documentIds) {
    const row = await client.document.findUniqueOrThrow({
      where: { id },
      select: { id: true, title: true, kind: true, status: true, pinnedVersionId: true },
    });
    const name = names.unique(archiveName(row.title, "Document"));
    documents.push(await writeDocument(writer, row, `${folder}/documents/${name}`));
    await documentDone();
  }
  const lawsuits = await writeLawsuits(writer, folder);
  const attachments = await writeAttachments(writer, folder);
  const isPublic = await writePublicPage(writer, folder);
  const matter = await client.matter.findUniqueOrThrow({
    where: { id: scope.id },
    include: { parties: { include: { organization: true }, orderBy: { position: "asc" } } },
  });
  const relative = (path: string) => path.slice(folder.length + 1);
  const links = (files: WrittenDocument["files"]) =>
    markup`<ul>${files.map(({ path, words }) => markup`<li>${fileLink(relative(path), words)}</li>`)}</ul>`;
  const body = markup`<h1>${matter.title}</h1>${typedParagraphs(matter.narrative)}
<p>Parties: ${matter.parties.map(({ organization }) => organization.name).join(", ")}.</p>
${documents.map(
  ({ title, status, files }) =>
    markup`<h2>${title} <span class="soft">(${status.replaceAll("_", " ")})</span></h2>${links(files)}`,
)}
${section("Lawsuits", lawsuits, links)}${section("Attached files", attachments, links)}
${isPublic ? markup`<p>${fileLink("public-page.json", "The public page, as data")}</p>` : null}`;
  await zip.add(
    `${folder}/index.html`,
    standalonePage(
      matter.title,
      body,
      fileLink(`../../${READ_ME_PATH}`, "What this is, and how to check it"),
    ),
  );
}

type Files = WrittenDocument["files"];

function section(title: string, files: Files, links: (files: Files) => Markup): Markup | null {
  return files.length === 0 ? null : markup`<h2>${title}</h2>${links(files)}`;
}

async function writeLawsuits({ resources, zip, scope }: FileWriter, folder: string) {
  const names = new ArchiveNames();
  const files: { path: string; words: string }[] = [];
  for (const id of scope.docketIds) {
    const docket = await resources.database.client.docket.findUnique({
      where: { id },
      include: { events: { orderBy: [{ dated: "asc" }, { recordedAs: "asc" }, { id: "asc" }] } },
    });
    // Deleted meanwhile: its rows were read before, or are not there either.
    if (!docket) continue;
    const title = nameOfDocket({ ...readParties(docket.parties), caseNumber: docket.caseNumber });
    const path = `${folder}/lawsuits/${names.unique(archiveName(title, "Lawsuit"), ".html")}`;
    await zip.add(path, standalonePage(title, docketPage(docket, title), toMatter(scope, 1)));
    files.push({ path, words: title });
  }
  return files;
}

async function writeAttachments({ resources, zip, scope, data }: FileWriter, folder: string) {
  const names = new ArchiveNames();
  const files: { path: string; words: string }[] = [];
  const written = new Map<string, string>();
  for (const { name, sha256 } of data.attachments) {
    const known = written.get(sha256);
    if (known !== undefined) {
      files.push({ path: known, words: name });
      continue;
    }
    const stored = await resources.blobs.stream(sha256);
    if (!stored) {
      scope.leftOut.add(`The attached file “${name}” is missing from the server.`);
      continue;
    }
    const { stem, ending } = archiveFileName(name, "File");
    const path = `${folder}/attachments/${names.unique(stem, ending)}`;
    await zip.add(path, verifiedPieces(sha256, stored.pieces), true);
    written.set(sha256, path);
    files.push({ path, words: name });
  }
  return files;
}

/** As it was published, or as it is edited; as data, since its page is made by the program. */
async function writePublicPage({ resources, zip, scope }: FileWriter, folder: string) {
  const page = await resources.database.client.publicPage.findUnique({
    where: { matterId: scope.id },
    select: { published: true, content: true, status: true },
  });
  if (!page) return false;
  await zip.add(`${folder}/public-page.json`, page.published ?? page.content);
  return true;
}

/** All that an archive is, as a page for whoever opens it. */
export function readMePage({
  title,
  matters,
  leftOut,
  madeAt,
  workspace,
}: {
  readonly title: string;
  readonly matters: readonly Pick<MatterScope, "title" | "folder">[];
  readonly leftOut: readonly { readonly what: string; readonly count: number | null }[];
  readonly madeAt: string;
  readonly workspace: string | null;
}): string {
  const from = workspace === null ? "" : ` from ${workspace}`;
  const body = markup`<h1>${title}</h1>
<p>Taken along${from} on ${timeText(madeAt)}. Everything in it is as it was, including what looks private: it is not for the court, the agency or the public. Anything that is not in it is listed below.</p>
<ul>${matters.map((one) => markup`<li>${fileLink(`${matterFolder(one.folder)}/index.html`, one.title)}</li>`)}</ul>
<h2>Check it</h2>
<p>Unpack it, and run <code>node verify.mjs</code> in its folder (Node 20 or later, nothing else). It compares every file with its hash, filed PDFs and the texts of versions with the record, lines of the record with each other as far as nothing stands between them, and the signatures of passkeys. Pages, Word files and certificates are for reading. Keep the SHA-256 of the manifest that it prints: it shows later that nothing was changed.</p>
<h2>Not in it</h2>
<ul>${leftOut.map(({ what, count }) => markup`<li>${what}${count === null || count < 2 ? "" : ` (${count})`}</li>`)}</ul>
<h2>For programs</h2>
<p><code>manifest.json</code> says what it is; <code>files.jsonl</code> has the SHA-256 of every file; the data of each matter stand in its folder under <code>data</code>, one row a line; <code>record/lines.jsonl</code> is the record, in which lines that are not here are told by their numbers, the hash before them and that of the last one alone.</p>`;
  return standalonePage(title, body);
}
