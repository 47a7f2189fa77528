import canonicalize from "canonicalize";
import { broughtReportSchema, type BroughtReport } from "#app/domain/archive/bringing.ts";
import type { ArchiveManifest } from "#app/domain/archive/format.ts";
import { withoutHiddenSigns } from "#app/domain/hidden-signs.ts";
import type { ArchiveInFolder } from "./open.ts";
import { differentHere } from "./different.ts";
import { BRINGING } from "./limits.ts";
import { isLineThatComes } from "./lines-that-come.ts";
import { BringingRefused, NOTHING } from "./refused.ts";

type ReportedMatter = BroughtReport["matters"][number];

/** Organizations and matters that one report names, and people by name. */
const MOST = { organizations: 1_000, documents: 10_000, names: 200 } as const;

/** Reads an archive for whoever brought it, before anything of it is written, as canonical JSON. */
export async function reportOf(opened: ArchiveInFolder, signal: AbortSignal): Promise<string> {
  const { manifest, manifestSha256 } = opened;
  if (manifest.matters.length === 0) throw new BringingRefused(NO_MATTER);
  const { lines, staying } = await linesByMatter(opened, signal);
  const matters: ReportedMatter[] = [];
  const seen = {
    proofs: 0,
    wasPublic: 0,
    archived: 0,
    read: 0,
    documents: 0,
    withOwn: new Set<string>(),
  };
  for (const { id, folder } of manifest.matters) {
    signal.throwIfAborted();
    matters.push(await reportedMatter(opened, { id, folder, lines: lines.get(id) ?? 0 }, seen));
  }
  const organizations = await reportedOrganizations(opened, seen.withOwn);
  const { people, names } = await peopleOf(opened);
  const report: BroughtReport = {
    kind: manifest.kind,
    archiveId: manifest.id,
    madeAt: manifest.madeAt,
    release: plain(manifest.release),
    workspace: manifest.workspace === null ? null : plain(manifest.workspace),
    manifestSha256,
    chain: manifest.chain,
    matters,
    organizations,
    people,
    names,
    leftOut: manifest.leftOut.map(leftOutText),
    different: differentHere({
      statuses: matters.flatMap(({ documents }) => documents.map(({ status }) => status)),
      organizations,
      proofs: seen.proofs,
      wasPublic: seen.wasPublic,
      archived: seen.archived,
      read: seen.read,
      staying,
      matters: matters.length,
    }),
  };
  const text = canonicalize(broughtReportSchema.parse(report)) ?? "";
  if (text.length > BRINGING.reportLength) throw new BringingRefused(TOO_MUCH);
  return text;
}

/** The counts and names of an archive, whichever matter they are of. */
interface SeenInArchive {
  proofs: number;
  wasPublic: number;
  archived: number;
  read: number;
  documents: number;
  readonly withOwn: Set<string>;
}

async function reportedMatter(
  opened: ArchiveInFolder,
  { id, folder, lines }: { readonly id: string; readonly folder: string; readonly lines: number },
  seen: SeenInArchive,
): Promise<ReportedMatter> {
  const matter = await onlyRow(opened, folder);
  if (matter.id !== id) throw new BringingRefused(OTHER_MATTER);
  if (matter.archivedAt !== null) seen.archived += 1;
  const documents: { title: string; kind: string; status: string }[] = [];
  for await (const { title, kind, status } of opened.rows(folder, "documents")) {
    documents.push({ title: plain(title), kind: plain(kind), status: plain(status) });
    seen.documents += 1;
    if (documents.length > MOST.documents || seen.documents > BRINGING.documents) {
      throw new BringingRefused(TOO_MUCH);
    }
  }
  let files = 0;
  let fileBytes = 0;
  for await (const { bytes, readAt } of opened.rows(folder, "attachments")) {
    files += 1;
    if (readAt !== null) seen.read += 1;
    fileBytes += bytes;
  }
  let threads = 0;
  for await (const { organizationId } of opened.rows(folder, "threads")) {
    threads += 1;
    if (organizationId !== null) seen.withOwn.add(organizationId);
  }
  seen.proofs += await countOf(opened.rows(folder, "sign-off-proofs"));
  for await (const { status } of opened.rows(folder, "public-page")) {
    if (status === "published") seen.wasPublic += 1;
  }
  return {
    id,
    folder,
    slug: plain(matter.slug),
    title: plain(matter.title),
    leadOrganizationId: matter.leadOrganizationId,
    documents,
    versions: await countOf(opened.rows(folder, "versions")),
    filings: await countOf(opened.rows(folder, "filings")),
    files,
    fileBytes: Number.isSafeInteger(fileBytes) ? fileBytes : 0,
    threads,
    lines,
  };
}

async function onlyRow(opened: ArchiveInFolder, folder: string) {
  for await (const matter of opened.rows(folder, "matter")) return matter;
  throw new BringingRefused(OTHER_MATTER);
}

/** How many whole lines of the record come in with each matter, and how many with none. */
async function linesByMatter(
  opened: ArchiveInFolder,
  signal: AbortSignal,
): Promise<{ readonly lines: ReadonlyMap<string, number>; readonly staying: number }> {
  const lines = new Map(opened.manifest.matters.map(({ id }) => [id, 0]));
  const attached = new Set<string>();
  const copies = new Set<string>();
  for (const { folder } of opened.manifest.matters) {
    for await (const { id } of opened.rows(folder, "attachments")) attached.add(id);
    for await (const { id } of opened.rows(folder, "filing-copies")) copies.add(id);
    signal.throwIfAborted();
  }
  let staying = 0;
  for await (const entry of opened.record()) {
    signal.throwIfAborted();
    // Of keys, it is said by itself.
    if ("to" in entry || entry.type === "person.passkey-added") continue;
    const before = entry.matterId === null ? undefined : lines.get(entry.matterId);
    const comes = before !== undefined && isLineThatComes(entry, { attached, copies });
    if (comes && entry.matterId !== null) lines.set(entry.matterId, before + 1);
    else staying += 1;
  }
  return { lines, staying };
}

async function reportedOrganizations(
  opened: ArchiveInFolder,
  withOwn: ReadonlySet<string>,
): Promise<BroughtReport["organizations"]> {
  const organizations: BroughtReport["organizations"] = [];
  const ids = new Set<string>();
  for await (const { id, name, shortName } of opened.organizations()) {
    if (ids.has(id)) throw new BringingRefused(TWICE);
    ids.add(id);
    const words = { name: plain(name), shortName: plain(shortName) };
    organizations.push({ id, ...words, hasOwnThreads: withOwn.has(id) });
    if (organizations.length > MOST.organizations) throw new BringingRefused(TOO_MUCH);
  }
  return organizations;
}

async function peopleOf(
  opened: ArchiveInFolder,
): Promise<{ readonly people: number; readonly names: string[] }> {
  let people = 0;
  const names: string[] = [];
  for await (const { name } of opened.people()) {
    people += 1;
    if (names.length < MOST.names) names.push(plain(name));
  }
  return { people, names: names.toSorted() };
}

async function countOf(rows: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _row of rows) count += 1;
  return count;
}

function leftOutText({ what, count }: ArchiveManifest["leftOut"][number]): string {
  const words = plain(what).slice(0, 1_900);
  return count === null ? words : `${words} (${count})`;
}

// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const CONTROLS = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]|\p{Surrogate}/gu;

/** Words of a stranger as they may be shown: on one line, and without signs that turn others around. */
function plain(words: string): string {
  return withoutHiddenSigns(words.replaceAll(CONTROLS, " "));
}

const OTHER_MATTER = `A matter in it is not the one that its manifest names. ${NOTHING}`;
const NO_MATTER = `It holds no matter. ${NOTHING}`;
const TWICE = `It names an organization twice. ${NOTHING}`;
const TOO_MUCH = `It holds more documents or organizations than can be brought in at once. ${NOTHING} Take its matters along one by one.`;
