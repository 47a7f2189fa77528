import canonicalize from "canonicalize";
import { publishForm, withdrawPageForm } from "#app/domain/forms/public-page.ts";
import type { PrivateDatum } from "#app/domain/private-data.ts";
import { PRIVATE_DATA } from "#app/domain/private-data/kinds.ts";
import type { PageProblem } from "#app/domain/public-page/checks.ts";
import { changedParts, publishedPage } from "#app/domain/public-page/published.ts";
import type { FiledPaper } from "#app/domain/public-page/record.ts";
import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { lookedThrough } from "#server/services/filings/looked-through.ts";
import { watchedNamesOf } from "#server/services/private-data/watch-list.ts";
import { scanOf } from "#server/services/private-data/scan.ts";
import type { Resources } from "#server/services/resources.ts";
import { storedVersion } from "#server/services/versions/stored.ts";
import { candidatePage, privateDataProblems, type PageCandidate } from "./candidate.ts";
import { pageToEdit, pageToWithdraw, type MatterPage } from "./load.ts";
import { wasPublicHere } from "./read.ts";
import type { UpdateText } from "./updates.ts";
import { watchedInFiles } from "./watched-files.ts";

/**
 * Publishes the page, for the first time or again (L40 to L44). What is published is the candidate
 * that the sender saw: refused as `stale` if its content or the record has changed since.
 * Differences from the record require a reason, or are refused; a later publication requires a
 * dated note. The snapshot is stored as canonical JSON, and its hash in the audit line.
 */
export const publishPage = command({
  on: pageToEdit,
  form: publishForm,
  async prepare({ resources, actor, found, form }): Promise<Outcome<Looked>> {
    const watched = await watchedNamesOf(resources, found.row.id);
    if (!watched.ok) return watched;
    const names = watched.value;
    const { client } = resources.database;
    const candidate = await candidatePage(client, found, resources.clock());
    if (candidate.hash !== form.seen) return refuse("stale", CHANGED);
    const inPapers = await problemsInPapers(resources, actor, candidate);
    if (!inPapers.ok) return inPapers;
    const inFiles = await watchedInFiles(resources, actor, candidate, names);
    if (!inFiles.ok) return inFiles;
    const inNote = await firstPrivate([form.noteEn, form.noteEs], names);
    const inTexts = await privateDataProblems(candidate.page, names);
    return done({ problems: [...inTexts, ...inPapers.value, ...inFiles.value], inNote });
  },
  async run({ tx, at, ids, actor, found, form, prepared, record }) {
    const candidate = await candidatePage(tx, found, at);
    if (candidate.hash !== form.seen) return refuse("stale", CHANGED);
    const problems = [...candidate.problems, ...prepared.problems];
    const allowed = checkProblems(problems, form.reason);
    if (!allowed.ok) return allowed;
    const { text, hash } = candidate;
    const { page } = found;
    // Nobody here has read a publication that an archive tells of: no change of it is told.
    const before =
      page.published === null || !(await wasPublicHere(tx, found.row.id))
        ? null
        : publishedPage.parse(JSON.parse(page.published));
    const parts = before === null ? [] : changedParts(before, candidate.page);
    if (page.state === "published" && parts.length === 0) {
      return refuse(
        "bad-input",
        "Nothing of the page has changed since it was published, so there is nothing to publish.",
      );
    }
    if (before !== null && form.noteEn === undefined) {
      return refuse("reason-missing", undefined, {
        noteEn:
          "Say what has changed. It stands on the page with today’s date, so that nothing changes silently.",
      });
    }
    if (prepared.inNote) return refuseNote(prepared.inNote);
    const words: UpdateText = {
      kind: before === null ? "first" : form.kind,
      en: form.noteEn ?? null,
      es: form.noteEs ?? null,
      parts,
    };
    const differs = problems.map(({ sentence }) => sentence);
    const reason = differs.length > 0 ? (form.reason ?? null) : null;
    await tx.publicPage.upsert({
      where: { matterId: found.row.id },
      create: { ...columnsOf(found, at), matterId: found.row.id, published: text },
      update: { ...columnsOf(found, at), published: text },
    });
    const id = ids();
    const noteText = canonicalize(words) ?? "{}";
    const update = { id, matterId: found.row.id, at, published: text, reason, byId: actor.userId };
    await tx.publicUpdate.create({ data: { ...update, words: noteText } });
    await record({
      type: "matter.published",
      details: {
        slug: page.slug,
        revision: page.revision,
        sha256: hash,
        update: id,
        note: { ...words, parts: [...parts] },
        ...(reason === null ? {} : { reason, differs }),
      },
    });
    return done({ slug: page.slug });
  },
});

/** The private data of a page that is published as it was seen, with its papers, files and note. */
interface Looked {
  readonly problems: readonly PageProblem[];
  readonly inNote: PrivateDatum | null;
}

const CHANGED =
  "What would be published has changed since you looked: somebody edited the page, or something new is on record. Nothing was published; load the page again, look, and publish then.";

function columnsOf({ page }: MatterPage, at: Date) {
  return {
    slug: page.slug,
    content: canonicalize(page.content) ?? "{}",
    revision: Math.max(1, page.revision),
    status: "published",
    publishedAt: page.publishedAt ?? at,
    updatedAt: at,
    withdrawnAt: null,
    withdrawalReason: null,
  };
}

function checkProblems(
  problems: readonly PageProblem[],
  reason: string | undefined,
): Outcome<void> {
  const blocking = problems.filter(({ severity }) => severity === "blocks");
  if (blocking.length > 0) {
    return refuse("bad-input", `Nothing was published. ${sentences(blocking)}`);
  }
  if (problems.length === 0 || reason !== undefined) return done();
  return refuse("reason-missing", `Nothing was published. ${sentences(problems)}`, {
    reason: "Say why the page may go out all the same; it stands in the record.",
  });
}

/** For a page with many problems the first ones are enough. */
const MAX_NAMED = 20;

function sentences(problems: readonly PageProblem[]): string {
  const said = [...new Set(problems.map(({ sentence }) => sentence))];
  const more = said.length > MAX_NAMED ? ` And ${said.length - MAX_NAMED} more.` : "";
  return said.slice(0, MAX_NAMED).join(" ") + more;
}

/** The first private data in words that everybody will read. */
async function firstPrivate(
  texts: readonly (string | undefined)[],
  names: readonly string[],
): Promise<PrivateDatum | null> {
  const { privateDataIn } = await import("#app/domain/private-data.ts");
  const passages = texts.map((text = "") => ({ place: null, text }));
  return privateDataIn(passages, names)[0] ?? null;
}

function refuseNote({ kind, shown }: PrivateDatum): Outcome<never> {
  const { name, instead } = PRIVATE_DATA[kind];
  return refuse("bad-input", undefined, {
    noteEn: `The note holds what looks like ${name}, ${shown}. ${instead}`,
  });
}

/** The private data in the documents that the page would offer, including exhibits (L44). */
async function problemsInPapers(
  resources: Resources,
  actor: Actor,
  { page, record }: PageCandidate,
): Promise<Outcome<readonly PageProblem[]>> {
  const problems: PageProblem[] = [];
  for (const [at, { kind, id }] of page.documents.entries()) {
    const paper = record.filings.find(({ documentId }) => documentId === id);
    if (kind !== "filed" || !paper) continue;
    const found = await problemsIn(resources, actor, paper);
    if (!found.ok) return found;
    problems.push(
      ...found.value.map((sentence) => ({ ...ASKS, sentence, field: `documents.${at}` })),
    );
  }
  return done(problems);
}

const ASKS = { severity: "asks" } as const;

async function problemsIn(
  resources: Resources,
  actor: Actor,
  { documentId, title }: FiledPaper,
): Promise<Outcome<readonly string[]>> {
  const filing = await resources.database.client.filing.findUniqueOrThrow({
    where: { documentId },
    select: { versionId: true, scan: true },
  });
  const { found } = lookedThrough(filing.scan);
  const version = await storedVersion(resources, documentId, { id: filing.versionId });
  if (!version.ok) return version;
  const scan = await scanOf(resources, actor, documentId, version.value.content);
  if (!scan.ok) return scan;
  const { data, unread } = scan.value;
  return done([
    ...found.map((sentence) => `“${title}”, as it was brought in: ${sentence}`),
    ...data.map(
      ({ kind, shown }) => `“${title}” holds what looks like ${PRIVATE_DATA[kind].name}, ${shown}.`,
    ),
    ...unread.map(
      ({ letter }) =>
        `Exhibit ${letter} of “${title}” has pages that only a person can look through.`,
    ),
  ]);
}

/**
 * Withdraws the page. Its address then says so, with the reason (L40); everything stays on record.
 */
export const withdrawPage = command({
  on: pageToWithdraw,
  form: withdrawPageForm,
  async prepare({ resources, found: { row }, form: { reason } }) {
    const watched = await watchedNamesOf(resources, row.id);
    // A lost key must not keep public what has to go.
    return done(await firstPrivate([reason], watched.ok ? watched.value : []));
  },
  async run({ tx, at, found, form: { reason }, prepared: private_, record }) {
    const { page, row } = found;
    if (page.state !== "published") {
      return refuse("wrong-status", "The page is not public, so there is nothing to withdraw.");
    }
    if (private_) {
      const { name } = PRIVATE_DATA[private_.kind];
      return refuse("bad-input", undefined, {
        reason: `Everybody will read this, and it holds what looks like ${name}. Leave it out.`,
      });
    }
    await tx.publicPage.update({
      where: { matterId: row.id },
      data: { status: "withdrawn", withdrawnAt: at, withdrawalReason: reason },
    });
    await record({ type: "matter.unpublished", details: { slug: page.slug, reason } });
    return done();
  },
});
