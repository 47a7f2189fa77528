import { archiveName, ArchiveNames } from "#app/domain/archive/path.ts";
import type { ArchivedRow } from "#app/domain/archive/matter-tables.ts";
import { shownName } from "#app/domain/shown-name.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import { exhibitsNamed } from "#app/document/numbering/exhibits.ts";
import type { DocumentKind } from "#app/domain/document.ts";
import { paperTitle } from "#app/document/details/paper-title.ts";
import { verifiedPieces } from "#server/blobs/verified.ts";
import { makeCertificate } from "#server/services/filings/certificate.ts";
import { piecesOfPdf } from "#server/services/filings/filed-pdf.ts";
import type { Resources } from "#server/services/resources.ts";
import { makeSignOffFile } from "#server/services/reviews/sign-off-file.ts";
import { readableDraft, type StoredContent } from "#server/services/versions/content.ts";
import { storedVersion } from "#server/services/versions/stored.ts";
import { newCode } from "#server/services/word/leaving/code.ts";
import { queueKeyOf } from "#server/workers/queue-key.ts";
import type { WrittenData } from "#server/services/taking-along/matter-data.ts";
import type { MatterScope } from "#server/services/taking-along/scope.ts";
import type { ArchiveZip } from "#server/services/taking-along/zip.ts";
import { agencyRecordPage } from "./agency-record.ts";
import { letterheadMarkup } from "./letterhead.ts";
import { Markup, markup, standalonePage, timeText, toMatter } from "./page.ts";
import { threadsPage } from "./threads.ts";

/** A document as its matter's page names it, with the files that were written of it. */
export interface WrittenDocument {
  readonly title: string;
  readonly status: string;
  readonly files: readonly { readonly path: string; readonly words: string }[];
}

interface ArchivedDocument {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly status: string;
  readonly pinnedVersionId: string | null;
}

/** Writes files of an archive, and says what could not be made. */
export interface FileWriter {
  readonly resources: Resources;
  readonly zip: ArchiveZip;
  readonly scope: MatterScope;
  readonly data: WrittenData;
}

/**
 * Writes one document for people: its draft, its versions, what was filed, who signed it, what was said
 * beside it, and what the agency answered. What can't be made is named in the manifest, and the rest goes on.
 */
export async function writeDocument(
  writer: FileWriter,
  document: ArchivedDocument,
  folder: string,
): Promise<WrittenDocument> {
  const files: { path: string; words: string }[] = [];
  const wrote = (path: string, words: string) => files.push({ path, words });
  const { resources, zip, scope, data } = writer;
  const filing = data.filings.find(({ documentId }) => documentId === document.id);
  if (filing) await writeFiling(writer, document, { folder, filing, wrote });
  if (document.pinnedVersionId === null && !filing) {
    await writeDraft(writer, document, { folder, wrote });
  }
  const exhibits = new Map<string, string>();
  for (const version of versionsOf(data, document.id)) {
    await writeVersion(writer, document, { folder, version, wrote, exhibits });
  }
  await writeExhibits(writer, document, { folder, exhibits, wrote });
  await writeSignOffs(writer, document, { folder, wrote });
  const said = await threadsPage(resources, scope, document);
  if (said) {
    const path = `${folder}/threads.html`;
    await zip.add(path, standalonePage(`Threads: ${document.title}`, said, toMatter(scope)));
    wrote(path, "What was said beside it");
  }
  const answers = await agencyRecordPage(resources, document);
  if (answers) {
    const path = `${folder}/agency-record.html`;
    await zip.add(
      path,
      standalonePage(`Agency record: ${document.title}`, answers, toMatter(scope)),
    );
    wrote(path, "What the agency answered");
  }
  return { title: document.title, status: document.status, files };
}

interface DocumentFolder {
  readonly folder: string;
  readonly wrote: (path: string, words: string) => void;
}

function versionsOf(data: WrittenData, documentId: string) {
  return data.versions
    .filter((version) => version.documentId === documentId)
    .toSorted((one, other) => one.number - other.number);
}

/** Says that something could not be made, and why, by the refusal's own words. */
export function missing(
  { resources: { log }, scope }: Pick<FileWriter, "resources" | "scope">,
  what: string,
  outcome: Extract<Outcome<unknown>, { ok: false }>,
): void {
  const { code } = outcome.refusal;
  log.warn({ matterId: scope.id, code }, "a part of an archive could not be made");
  scope.leftOut.add(`${what} could not be made.`);
}

async function writeDraft(
  writer: FileWriter,
  document: ArchivedDocument,
  { folder, wrote }: DocumentFolder,
): Promise<void> {
  const { resources, zip } = writer;
  const draft = await readableDraft(resources, document.id);
  if (!draft.ok)
    return missing(writer, `A readable copy of the draft of “${document.title}”`, draft);
  const { text, content } = draft.value;
  await zip.add(`${folder}/draft.json`, text);
  await writeText(writer, document, {
    stem: `${folder}/draft`,
    title: `Draft: ${document.title}`,
    note: "A draft, as it was when the archive was made. It was not filed.",
    content,
    words: "The draft",
    wrote,
  });
}

async function writeVersion(
  writer: FileWriter,
  document: ArchivedDocument,
  {
    folder,
    version,
    wrote,
    exhibits,
  }: DocumentFolder & {
    readonly version: ArchivedRow<"versions">;
    readonly exhibits: Map<string, string>;
  },
): Promise<void> {
  const { resources, zip } = writer;
  const { number, id } = version;
  const stored = await storedVersion(resources, document.id, { id }, "handed out");
  if (!stored.ok) return missing(writer, `Version ${number} of “${document.title}”`, stored);
  const { text, content, hash } = stored.value;
  await zip.add(`${folder}/version-${number}.json`, text);
  const letters = new Map(exhibitsNamed(content.prose).map(({ id: of, letter }) => [of, letter]));
  // One that the text does not name is hashed with the version all the same.
  for (const { id: of, title, file } of content.facts.exhibits) {
    const letter = letters.get(of);
    if (file)
      exhibits.set(file.sha256, `Exhibit ${letter === undefined ? "" : `${letter} `}${title}`);
  }
  const named = version.name === null ? "" : `, “${version.name}”`;
  await writeText(writer, document, {
    stem: `${folder}/version-${number}`,
    title: `Version ${number}: ${document.title}`,
    note: `Version ${number}${named}. SHA-256 of its canonical form: ${hash}`,
    content,
    words: `Version ${number}${named}`,
    wrote,
  });
}

/** A text as a page and as a Word file, made by the workers that make them for everybody. */
async function writeText(
  writer: FileWriter,
  document: ArchivedDocument,
  {
    stem,
    title,
    note,
    content,
    words,
    wrote,
  }: {
    readonly stem: string;
    readonly title: string;
    readonly note: string;
    readonly content: StoredContent;
    readonly words: string;
    readonly wrote: DocumentFolder["wrote"];
  },
): Promise<void> {
  const { resources, zip, scope } = writer;
  const { prose, facts, layoutProfile } = content;
  const html = await resources.texts.html(prose, { facts, layoutProfile });
  if (html.ok) {
    const body = markup`<h1>${document.title}</h1><p class="soft hash">${note}</p>`;
    const path = `${stem}.html`;
    const text = markup`<div class="text">${letterheadMarkup(content)}${new Markup(html.value)}</div>`;
    await zip.add(path, standalonePage(title, markup`${body}${text}`, toMatter(scope)));
    wrote(path, words);
  } else missing(writer, `${words} of “${document.title}” as a page`, html);
  const word = await resources.word.write(
    {
      title: paperTitle(document.kind as DocumentKind, facts),
      language: "en-US",
      layoutProfile,
      facts,
      after: prose,
      redline: null,
      suggestions: [],
      threads: [],
      // Nothing is kept of it: it comes back as a file of nobody's.
      key: { code: newCode(), isVisible: false },
    },
    queueKeyOf(scope.reader),
  );
  if (word.ok && word.value.is !== "unproven") {
    const path = `${stem}.docx`;
    await zip.add(path, word.value.word.bytes, true);
    wrote(path, `${words} as a Word file`);
  } else if (!word.ok) missing(writer, `${words} of “${document.title}” as a Word file`, word);
  else scope.leftOut.add(`${words} of “${document.title}” as a Word file could not be made.`);
}

async function writeFiling(
  writer: FileWriter,
  document: ArchivedDocument,
  { folder, filing, wrote }: DocumentFolder & { readonly filing: ArchivedRow<"filings"> },
): Promise<void> {
  const { resources, zip, scope } = writer;
  const { pdfHash } = filing;
  const path = `${folder}/filed.pdf`;
  // Where it is damaged, the archive fails: without the filed pages it would not be one.
  await zip.add(path, verifiedPieces(pdfHash, piecesOfPdf(resources.database, pdfHash)), true);
  wrote(path, "As it was filed");
  const certificate = await makeCertificate(resources, scope.reader, document.id);
  if (!certificate.ok) {
    return missing(writer, `The certificate of “${document.title}”`, certificate);
  }
  const beside = `${folder}/certificate.pdf`;
  await zip.add(beside, certificate.value.pdf, true);
  wrote(beside, "Its certificate");
}

async function writeExhibits(
  { resources, zip, scope }: FileWriter,
  document: ArchivedDocument,
  { folder, exhibits, wrote }: DocumentFolder & { readonly exhibits: ReadonlyMap<string, string> },
): Promise<void> {
  const draft = await resources.database.client.document.findUnique({
    where: { id: document.id },
    select: { facts: true },
  });
  const all = new Map(exhibits);
  for (const { file, title } of exhibitsIn(draft?.facts ?? "{}")) {
    if (!all.has(file.sha256)) all.set(file.sha256, `Exhibit ${title}`);
  }
  const names = new ArchiveNames();
  for (const [sha256, title] of all) {
    const stored = await resources.blobs.stream(sha256);
    if (!stored) {
      scope.leftOut.add(`“${title}” of “${document.title}” is missing from the server.`);
      continue;
    }
    const path = `${folder}/exhibits/${names.unique(archiveName(title, "Exhibit"), ".pdf")}`;
    await zip.add(path, verifiedPieces(sha256, stored.pieces), true);
    wrote(path, title);
  }
}

interface StoredExhibit {
  readonly title: string;
  readonly file: { readonly sha256: string };
}

function exhibitsIn(facts: string): StoredExhibit[] {
  const { exhibits = [] } = JSON.parse(facts) as {
    readonly exhibits?: readonly { readonly title: string; readonly file: unknown }[];
  };
  return exhibits.filter(
    (one): one is StoredExhibit => typeof one.file === "object" && one.file !== null,
  );
}

async function writeSignOffs(
  writer: FileWriter,
  document: ArchivedDocument,
  { folder, wrote }: DocumentFolder,
): Promise<void> {
  const { resources, zip, data, scope } = writer;
  const { client } = resources.database;
  const signOffs = data.signOffs
    .filter(({ documentId }) => documentId === document.id)
    .toSorted((one, other) => one.recordedAs - other.recordedAs);
  if (signOffs.length === 0) return;
  const [people, organizations] = await Promise.all([
    client.user.findMany({
      where: { id: { in: signOffs.map(({ userId }) => userId) } },
      select: { id: true, name: true, unconfirmed: true },
    }),
    client.organization.findMany({
      where: { id: { in: signOffs.map(({ organizationId }) => organizationId) } },
      select: { id: true, name: true },
    }),
  ]);
  const named = new Map([...people, ...organizations].map((one) => [one.id, shownName(one)]));
  const numbers = new Map(data.versions.map(({ id, number }) => [id, number]));
  const rows = signOffs.map(
    (
      one,
    ) => markup`<tr><td>${named.get(one.userId) ?? "Somebody who is gone"}, ${named.get(one.organizationId) ?? "an organization"}</td>
<td>${one.decision === "approved" ? "approved" : "asked for changes to"} version ${numbers.get(one.versionId) ?? ""}</td>
<td>${timeText(one.at)}${one.voidedAt === null ? "" : `; void since ${timeText(one.voidedAt)}`}${one.reason === "" || one.reason === null ? null : markup`<p>“${one.reason}”</p>`}</td></tr>`,
  );
  const body = markup`<h1>Sign-offs: ${document.title}</h1><table><tr><th>Who</th><th>What</th><th>When</th></tr>${rows}</table>`;
  const path = `${folder}/sign-offs.html`;
  await zip.add(path, standalonePage(`Sign-offs: ${document.title}`, body, toMatter(scope)));
  wrote(path, "Who signed it");
  const names = new ArchiveNames();
  for (const { id } of signOffs.filter((one) => data.provenIds.includes(one.id))) {
    const made = await makeSignOffFile(resources, document, id);
    if (!made.ok) {
      missing({ resources, scope }, `A passkey’s proof of “${document.title}”`, made);
      continue;
    }
    const stem = archiveName(made.value.name.slice(0, -".json".length), "sign-off");
    await zip.add(`${folder}/sign-offs/${names.unique(stem, ".json")}`, made.value.text);
  }
}
