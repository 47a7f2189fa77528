import type { Actor } from "#app/domain/actor.ts";
import type { DocumentKind } from "#app/domain/document.ts";
import { done, refuse, type Outcome, type Refusal } from "#app/domain/refusal.ts";
import { paperTitle } from "#app/document/details/paper-title.ts";
import { detailChanges, type DetailChange } from "#app/document/redline/details.ts";
import { sha256 } from "#server/digest.ts";
import { pdfFileName } from "#server/typesetting/file-name.ts";
import type { RedlineSideInput } from "#server/typesetting/input.ts";
import { recordDownload } from "#server/services/audit/record-download.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { madePdf } from "#server/services/filings/filed-pdf.ts";
import { NO_VERSIONS } from "#server/services/filings/pdf.ts";
import type { PdfFile } from "#server/services/filings/views.ts";
import { refuseUndecided } from "#server/services/private-data/scan.ts";
import type { Resources } from "#server/services/resources.ts";
import type { ComparedText } from "./redline.ts";
import { comparedTexts } from "./redline.ts";
import type { RedlineChoice } from "./views.ts";

/** Characters of both texts together that one redline is typeset for: some 600 pages. */
const MOST_CHARACTERS = 6_000_000;

/** The PDF; or, where something in one of the texts looks private, which one it is. */
type RedlinePdf =
  | { readonly is: "pdf"; readonly file: PdfFile }
  | { readonly is: "private"; readonly refusal: Refusal; readonly version: number | null };

/**
 * Prints how two versions differ, or a version and the draft, as a PDF: from the same comparison as on
 * the screen, marked on every page, with both hashes. As with every PDF that is handed out, both texts are
 * searched for private data first, and it is a line in the record.
 */
export async function redlinePdf(
  resources: Resources,
  actor: Actor,
  documentId: string,
  choice: RedlineChoice,
): Promise<Outcome<RedlinePdf>> {
  const { database, redlineTypesetter, clock } = resources;
  const found = await documentFor(database.client, actor, "document.download", documentId);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  if (row.filing?.origin === "elsewhere") return refuse("wrong-status", NO_VERSIONS);
  const compared = await comparedTexts(
    resources,
    actor,
    documentId,
    subject.matter.partyIds,
    choice,
  );
  if (!compared.ok) return compared;
  const { before, after } = compared.value;
  // Prints nothing without a hash in the record as if it had one (M24).
  if (compared.value.from.is !== "version" || compared.value.to.is === "state") {
    return refuse("not-found");
  }
  const from = compared.value.from.version;
  const to = compared.value.to.is === "version" ? compared.value.to.version : null;
  const size = before.text.length + after.text.length;
  if (size > MOST_CHARACTERS) {
    return refuse(
      "too-large",
      "The two texts are too long for a redline as a PDF. Nothing was changed; the redline on the screen shows all of it.",
    );
  }
  for (const [{ content }, version] of [
    [before, from.number],
    [after, to?.number ?? null],
  ] as const) {
    const decided = await refuseUndecided(resources, actor, documentId, content, "export");
    if (decided.ok) continue;
    const { refusal } = decided;
    return refusal.code === "private-data" ? done({ is: "private", refusal, version }) : decided;
  }
  const hashes = { from: sha256(before.text), to: sha256(after.text) };
  const change = to === null ? after.sequence : null;
  const createdAt = to === null ? row.editedAt : new Date(to.createdAt);
  const title = paperTitle(row.kind as DocumentKind, after.content.facts);
  const pages = await redlineTypesetter.redline(
    {
      redline: {
        before: sideOf(`Version ${from.number}`, before, hashes.from),
        after: sideOf(
          to === null ? `The draft as of change ${change}` : `Version ${to.number}`,
          after,
          hashes.to,
        ),
      },
      title: `Redline: ${title}`,
      facts: detailChanges(before.content.facts, after.content.facts).map(changeRow),
      notice: leftOutSentence(after.leftOut),
      language: "en-US",
      createdAt,
    },
    { by: actor.userId },
  );
  if (!pages.ok) return pages;
  await recordDownload(resources, {
    actorId: actor.userId,
    matterId: row.matterId,
    documentId,
    details: {
      what: "redline",
      from: from.number,
      to: to === null ? `draft-${change}` : `version-${to.number}`,
      fromHash: hashes.from,
      toHash: hashes.to,
    },
  });
  const ending = `redline-${from.number}-to-${to === null ? `draft-${change}` : to.number}`;
  const name = pdfFileName(
    dateOfFilings(to === null ? clock() : createdAt),
    row.kind as DocumentKind,
    after.content.facts.title,
  ).replace(/\.pdf$/u, `-${ending}.pdf`);
  return done({ is: "pdf", file: await madePdf(name, pages.value.pdf) });
}

function sideOf(name: string, { content }: ComparedText, hash: string): RedlineSideInput {
  const { prose, facts, layoutProfile } = content;
  return { prose, facts, layoutProfile, name, sha256: hash };
}

function changeRow({ what, before, after }: DetailChange) {
  const side = (says: readonly string[] | null, absent: string) =>
    says === null ? absent : says.length === 0 ? "not recorded" : says.join("; ");
  return { what, before: side(before, "not there"), after: side(after, "not there any more") };
}

function leftOutSentence(leftOut: number): string {
  if (leftOut === 0) return "";
  return leftOut === 1
    ? "Something in the draft can’t be shown and is left out here."
    : `${leftOut} things in the draft can’t be shown and are left out here.`;
}
