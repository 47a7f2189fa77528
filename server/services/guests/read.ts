import { summarySentence } from "#app/document/margin/suggestion-summary.ts";
import type { ThreadPerson, ThreadView } from "#app/document/margin/thread-view.ts";
import { quoteText } from "#app/document/margin/quoted-text.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";
import { SCHEMA_VERSION } from "#app/document/schema-version.ts";
import type { DocumentStatus, LayoutProfile } from "#app/domain/document.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { claimLabel, commentClaimLabel } from "#app/domain/word-return.ts";
import type { Resources } from "#server/services/resources.ts";
import { readThreads } from "#server/services/threads/show.ts";
import { letterheadOf } from "#server/services/versions/letterhead.ts";
import type { StoredContent } from "#server/services/versions/content.ts";
import { storedVersion } from "#server/services/versions/stored.ts";
import { lastDayBefore } from "./days.ts";
import type { OpenGuestLink } from "./open.ts";
import { paragraphsOf, plainParagraph, textForGuest } from "./paragraphs.ts";
import { guestSitting, recordOpening, type GuestRequest } from "./sitting.ts";
import type {
  GuestPageView,
  GuestSuggestView,
  GuestThreadView,
  GuestVersionView,
} from "./views.ts";

/** Draws the committed draft; the pages' load context has it. */
type PaintDraft = (
  documentId: string,
  page: PageDetails,
) => Promise<Outcome<{ readonly html: string }>>;

/** The document as a guest reads it: its current text, and what the parties say beside it. */
export async function readAsGuest(
  resources: Resources,
  request: GuestRequest,
  paint: PaintDraft,
): Promise<Outcome<GuestPageView>> {
  const sitting = await guestSitting(resources, request);
  if (!sitting.ok) return sitting;
  const { link, guest, actor, document } = sitting.value;
  const { row, subject } = document;
  const { client } = resources.database;
  const html = await currentHtml(resources, sitting.value, paint);
  if (!html.ok) return html;
  const recorded = await recordOpening(resources, sitting.value);
  if (!recorded.ok) return recorded;
  const [organization, use, versions, { threads, rest }] = await Promise.all([
    client.organization.findUniqueOrThrow({ where: { id: guest.organizationId } }),
    client.guestUse.findUnique({ where: { linkId: link.id } }),
    guest.mayReadVersions
      ? client.version.findMany({
          where: { documentId: row.id },
          select: { number: true, name: true, createdAt: true },
          orderBy: { number: "desc" },
        })
      : [],
    readThreads(client, actor, document),
  ]);
  const comment = may(actor, "document.comment", { document: subject }).ok;
  const text = comment ? await textForGuest(resources, sitting.value) : null;
  return done({
    linkId: link.id,
    guest: { name: link.name, organization: organization.name },
    lastDay: lastDayBefore(link.expiresAt),
    title: row.title,
    matter: row.matter.title,
    // Only services write both columns, from the domain's closed sets.
    status: row.status as DocumentStatus,
    layoutProfile: row.layoutProfile as LayoutProfile,
    html: html.value.html,
    letterhead: html.value.letterhead,
    threads: threads.map((thread) => threadForGuest(thread, actor.userId)),
    more: rest.length,
    // Without them a comment is on the document as a whole.
    paragraphs: text?.ok ? paragraphsOf(text.value) : [],
    versions: versions.map((one) => ({ ...one, createdAt: one.createdAt.toISOString() })),
    may: { comment, suggest: comment && subject.status === "draft" },
    hearsAnswers: use?.hearsAnswers ?? true,
    key: resources.ids(),
  });
}

type DrawnText = Pick<GuestPageView, "html" | "letterhead">;

/** The pinned version's text where there is one, as signed or filed; else the draft's. */
async function currentHtml(
  resources: Resources,
  { document: { row } }: OpenGuestLink,
  paint: PaintDraft,
): Promise<Outcome<DrawnText>> {
  if (row.schemaVersion !== SCHEMA_VERSION) return refuse("draft-unreadable");
  if (row.pinnedVersionId === null) {
    const page = {
      facts: readDetails(row.facts),
      layoutProfile: row.layoutProfile as LayoutProfile,
    };
    const drawn = await paint(row.id, page);
    if (!drawn.ok) return drawn;
    // An empty page would say that there is no text.
    return drawn.value.html === ""
      ? refuse("unavailable")
      : done({ html: drawn.value.html, letterhead: letterheadOf(page) });
  }
  const version = await storedVersion(resources, row.id, { id: row.pinnedVersionId });
  if (!version.ok) return version;
  return textOf(resources, version.value.content);
}

/** A version's text with what is printed above it. */
async function textOf(
  { texts }: Resources,
  { prose, facts, layoutProfile }: StoredContent,
): Promise<Outcome<DrawnText>> {
  const html = await texts.html(prose, { facts, layoutProfile });
  return html.ok
    ? done({ html: html.value, letterhead: letterheadOf({ facts, layoutProfile }) })
    : html;
}

/** One version, where the link opens them. */
export async function readVersionAsGuest(
  resources: Resources,
  request: GuestRequest,
  number: number,
): Promise<Outcome<GuestVersionView>> {
  const sitting = await guestSitting(resources, request);
  if (!sitting.ok) return sitting;
  const { link, guest, document } = sitting.value;
  if (!guest.mayReadVersions) return refuse("not-found");
  const { client } = resources.database;
  const documentId = document.row.id;
  const row = await client.version.findUnique({
    where: { documentId_number: { documentId, number } },
    select: { name: true },
  });
  const version = row ? await storedVersion(resources, documentId, { number }) : null;
  if (!row || !version) return refuse("not-found");
  if (!version.ok) return version;
  const { facts, layoutProfile } = version.value.content;
  const text = await textOf(resources, version.value.content);
  if (!text.ok) return text;
  const recorded = await recordOpening(resources, sitting.value);
  if (!recorded.ok) return recorded;
  return done({
    linkId: link.id,
    title: facts.title,
    number,
    name: row.name,
    createdAt: version.value.createdAt.toISOString(),
    ...text.value,
    layoutProfile,
  });
}

/** A paragraph for which other words are to be proposed. */
export async function beginGuestSuggestion(
  resources: Resources,
  request: GuestRequest,
  blockId: string,
): Promise<Outcome<GuestSuggestView>> {
  const sitting = await guestSitting(resources, request);
  if (!sitting.ok) return sitting;
  const { link, actor, document } = sitting.value;
  const allowed = may(actor, "document.comment", { document: document.subject });
  if (!allowed.ok) return allowed;
  if (document.subject.status !== "draft") return refuse("frozen", FROZEN);
  const text = await textForGuest(resources, sitting.value);
  if (!text.ok) return text;
  const paragraph = plainParagraph(text.value, blockId);
  if (!paragraph.ok) return paragraph;
  const { words, seen } = paragraph.value;
  return done({
    linkId: link.id,
    title: document.row.title,
    blockId,
    words,
    seen,
    key: resources.ids(),
  });
}

export const FROZEN =
  "The text is under review or agreed, and takes no suggestions. Nothing was sent; write a comment instead.";

/** A thread without what is for the parties' people alone: to whom it is given, and the ids of people. */
function threadForGuest(thread: ThreadView, guestId: string): GuestThreadView {
  const { id, by, place, comments, suggestion, resolved, word } = thread;
  return {
    id,
    by: personForGuest(by),
    claim: word && (suggestion ? claimLabel(word) : commentClaimLabel(word)),
    quote: place.in === "document" ? "" : quoteText(place.quote),
    comments: comments.map((comment) => ({
      id: comment.id,
      author: personForGuest(comment.author),
      claim: comment.word && commentClaimLabel(comment.word),
      text: comment.text,
      at: comment.at,
      isEdited: comment.editedAt !== null,
      isRemoved: comment.removedAt !== null,
      isMine: comment.isMine,
    })),
    suggestion: suggestion && {
      says: summarySentence(suggestion.summary),
      state: suggestion.state,
      isMine: by.userId === guestId,
    },
    isResolved: resolved !== null,
  };
}

function personForGuest({ name, organization }: ThreadPerson): string {
  return organization === "" ? name : `${name}, ${organization}`;
}
