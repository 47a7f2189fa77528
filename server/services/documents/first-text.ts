import type { Actor } from "#app/domain/actor.ts";
import type { CreateDocumentForm } from "#app/domain/forms/document.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import {
  appealableLetters,
  sourcedValues,
  type AppealableLetter,
} from "#app/document/details/sourced-values.ts";
import { eventField, type SourcedValue } from "#app/document/details/sourced-fields.ts";
import type { ExhibitDetails, LetterDetails } from "#app/document/details/document-details.ts";
import { readSharedDetails } from "#app/document/details/shared-details.ts";
import { writtenDay } from "#app/domain/dates.ts";
import type { FiledRequest, TemplateDetails } from "#app/document/templates/index.ts";
import { answered } from "#server/blobs/problem.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { newBlockId } from "#server/new-block-id.ts";
import { piecesOfPdf } from "#server/services/filings/filed-pdf.ts";
import type { Resources } from "#server/services/resources.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import type { ChosenTemplate } from "#server/services/organization-texts/for-new-document.ts";
import { otherSuitsOf } from "#server/services/dockets/other-suits.ts";
import { calendarOf } from "#server/services/settings/calendar.ts";
import { unlimitedRoomIn } from "#server/services/files/room.ts";
import { queueKeyOf } from "#server/workers/queue-key.ts";
import type { FirstText } from "#server/workers/texts/first-text.ts";
import { filedComplaint } from "./filed-complaint.ts";
import { filedRequests } from "./filed-requests.ts";
import { suitOf, valuesFor } from "./sourced.ts";
import { OF_HERE } from "#server/services/organizations/stand-in.ts";

/** They are read when the first document is begun, and not at each start. */
const templates = () => import("#app/document/templates/index.ts");

/** The content of a new document, besides the details from its matter and its lawsuit. */
interface Beginning {
  readonly text: FirstText;
  readonly exhibits: readonly ExhibitDetails[];
  readonly sourced: readonly SourcedValue[];
  /** The filed requests that it is about, the oldest first. */
  readonly requestIds: readonly string[];
  readonly trackingNumbers: readonly string[];
  /** The Re: line of a letter about a request; null where unknown. */
  readonly re: string | null;
  /** The title of its caption where that follows from its lawsuit; null where it is its kind's. */
  readonly captionTitle: string | null;
}

interface NewDocumentMatter {
  readonly id: string;
  readonly agencyDepartment: string | null;
  readonly agencyComponent: string | null;
  readonly sharedFacts: string;
}

/**
 * Prepares the first text of a new document from what the workspace knows (L34): parties and
 * cities, the recorded facts of the filed requests that it is about, those requests as exhibits.
 * @param letter the opening of a letter; null for other documents.
 * @param template the text of an organization's own that it begins with; null for its kind's.
 */
export async function beginningOf(
  resources: Pick<
    Resources,
    "database" | "clock" | "exhibits" | "blobs" | "ids" | "attachmentQuota" | "texts"
  >,
  actor: Actor,
  matter: NewDocumentMatter,
  form: CreateDocumentForm,
  letter: Pick<LetterDetails, "addressee"> | null,
  template: ChosenTemplate | null,
): Promise<Outcome<Beginning>> {
  const { client } = resources.database;
  const store: StoreExhibit = (name, bytes) =>
    resources.exhibits.add(
      { userId: actor.userId, queueKey: queueKeyOf(actor) },
      name,
      bytes,
      unlimitedRoomIn(resources, matter.id),
    );
  const { kind, title, layoutProfile, companion, docketId } = form;
  const all = kind === "request" ? [] : await filedRequests(client, matter.id, resources.clock());
  const attaches = companion === undefined ? KINDS[kind].exhibits : null;
  const isAppeal = attaches === "requests-and-responses";
  const found = isAppeal ? appealedFrom(all, form) : await chosenFrom(client, all, form);
  if (!found.ok) return found;
  const { requests: chosen, letters } = found.value;
  const amends = kind === "amended-complaint" ? await filedComplaint(client, docketId) : null;
  const attached =
    attaches === null || amends !== null
      ? { requests: chosen, exhibits: amends?.exhibits ?? [] }
      : await withExhibits(resources, store, chosen);
  const { requests } = attached;
  const exhibits = [
    ...attached.exhibits,
    ...(isAppeal ? await responsesOf(resources, store, letters) : []),
  ];
  const parties = await client.matterParty.findMany({
    where: { matterId: matter.id, ...OF_HERE },
    select: { organizationId: true, organization: { select: { name: true, city: true } } },
    orderBy: { position: "asc" },
  });
  const docket =
    docketId === undefined
      ? null
      : await client.docket.findUnique({ where: { id: docketId }, select: { division: true } });
  const suit = docketId === undefined ? null : await suitOf(client, docketId, resources.clock());
  // The component answers and is sued, not its parent department.
  const agency = matter.agencyComponent ?? matter.agencyDepartment;
  const now = sourcedValues(requests, suit, await calendarOf(client));
  const today = dateOfFilings(resources.clock());
  const isLate = ({ event }: AppealableLetter) =>
    (now.get(eventField("eventAppealUntil", event.id)) ?? today) < today;
  const { captionTitle, firstTemplate } = await templates();
  const told: TemplateDetails = {
    title,
    parties: parties.map(({ organization }) => organization.name),
    cities: parties.map(({ organization }) => organization.city),
    partyIds: parties.map(({ organizationId }) => organizationId),
    requests,
    letterIds: letters.map(({ event }) => event.id),
    lateLetterIds: letters.filter(isLate).map(({ event }) => event.id),
    layoutProfile,
    division: docket?.division ?? null,
    contact: contactOf(matter, parties[0]?.organizationId ?? null),
    addressee: letter?.addressee[0] ?? null,
    companion,
    suit,
    // No letter names a lawsuit, and dockets have thousands of entries.
    otherSuits:
      KINDS[kind].suit === null ? [] : await otherSuitsOf(client, matter.id, docketId ?? null),
    amends,
    ...(agency ? { agency } : {}),
    ...(matter.agencyComponent && matter.agencyDepartment
      ? { department: matter.agencyDepartment }
      : {}),
  };
  const begun =
    template === null
      ? await resources.texts.first(firstTemplate(kind, newBlockId, told))
      : await resources.texts.begun(template.content, template.schemaVersion, {
          partyIds: told.partyIds ?? [],
          exhibitIds: exhibits.map(({ id }) => id),
        });
  if (!begun.ok) return begun;
  return done({
    text: begun.value.text,
    exhibits,
    sourced: valuesFor(begun.value.sourced, now),
    requestIds: requests.map(({ documentId }) => documentId),
    trackingNumbers: requests.flatMap(({ trackingNumbers }) => trackingNumbers),
    re: reOf(kind, requests, letters),
    captionTitle: companion === undefined ? captionTitle(kind, told) : null,
  });
}

/** The Re: line of a letter: the requests that it is about, each with its number. */
function reOf(
  kind: CreateDocumentForm["kind"],
  requests: readonly FiledRequest[],
  letters: readonly AppealableLetter[],
): string | null {
  if (requests.length === 0 || KINDS[kind].letter === null) return null;
  const named = requests.map(({ filedOn, trackingNumbers }) => {
    const number = trackingNumbers.length > 0 ? `, No. ${trackingNumbers.join(", ")}` : "";
    return `${writtenDay(filedOn)}${number}`;
  });
  const [one, and] = !KINDS[kind].letter.isAppeal
    ? ["FOIA request of ", "; FOIA request of "]
    : letters.length === 0
      ? ["Appeal about the request of ", "; and the request of "]
      : [
          `Appeal from the response${letters.length > 1 ? "s" : ""} to the request of `,
          "; and to the request of ",
        ];
  return `${one}${named.join(and)}`.slice(0, 500);
}

/** The filed requests that a document is about, and the letters that an appeal is from. */
interface AboutRequests {
  readonly requests: readonly FiledRequest[];
  readonly letters: readonly AppealableLetter[];
}

/**
 * An appeal is from the letters that are chosen, or from silence about the one request that is
 * (L50, L62). Without a choice it is from the only letter on record, else about the only request;
 * of several, somebody chooses.
 */
function appealedFrom(
  all: readonly FiledRequest[],
  { requestIds = [], letterIds = [] }: CreateDocumentForm,
): Outcome<AboutRequests> {
  const lettersOf = (requests: readonly FiledRequest[]) =>
    requests.flatMap(({ history }) => appealableLetters(history));
  const isOf = (letters: readonly AppealableLetter[]) => (request: FiledRequest) =>
    appealableLetters(request.history).some(({ event }) =>
      letters.some((letter) => letter.event.id === event.id),
    );
  const known = lettersOf(all);
  if (letterIds.length > 0) {
    const letters = known.filter(({ event }) => letterIds.includes(event.id));
    return letters.length === new Set(letterIds).size
      ? done({ requests: all.filter(isOf(letters)), letters })
      : refuse("bad-input", undefined, { letterIds: "Choose from the letters shown." });
  }
  if (requestIds.length > 0) {
    const requests = all.filter(({ documentId }) => requestIds.includes(documentId));
    return requests.length === new Set(requestIds).size
      ? done({ requests, letters: [] })
      : refuse("bad-input", undefined, { requestIds: "Choose from the requests shown." });
  }
  if (known.length === 1) return done({ requests: all.filter(isOf(known)), letters: known });
  if (known.length > 1) {
    return refuse("bad-input", undefined, {
      letterIds:
        "Choose the letters that it is from: its dates come from them alone. For an appeal from silence, choose the request instead.",
    });
  }
  return all.length > 1
    ? refuse("bad-input", undefined, { requestIds: "Choose the request that was not answered." })
    : done({ requests: all, letters: [] });
}

/**
 * The requests that the document is about: the chosen ones, else those that its lawsuit enforces,
 * else all. Refuses one that the matter does not have.
 */
async function chosenFrom(
  client: PrismaClient,
  all: readonly FiledRequest[],
  { kind, requestIds, docketId }: CreateDocumentForm,
): Promise<Outcome<AboutRequests>> {
  const about = (requests: readonly FiledRequest[]) => done({ requests, letters: [] });
  if (requestIds !== undefined && requestIds.length > 0) {
    const chosen = all.filter(({ documentId }) => requestIds.includes(documentId));
    if (chosen.length === new Set(requestIds).size) return about(chosen);
    return refuse("bad-input", undefined, { requestIds: "Choose from the requests shown." });
  }
  if (docketId === undefined) return about(all);
  const enforced = await client.docketFiling.findMany({
    where: { docketId },
    select: { documentId: true },
  });
  const own = all.filter((request) =>
    enforced.some(({ documentId }) => documentId === request.documentId),
  );
  // A report on a lawsuit tells of nothing that it does not enforce.
  return about(own.length > 0 || KINDS[kind].suit === "joins" ? own : all);
}

/** Stores a copy of what is kept already, whatever room is left. */
type StoreExhibit = (
  fileName: string,
  bytes: AsyncIterable<Uint8Array>,
) => ReturnType<Resources["exhibits"]["add"]>;

/** Each request with its filed PDF as an exhibit; without a file where it can't be stored. */
async function withExhibits(
  { database, ids }: Pick<Resources, "database" | "ids">,
  store: StoreExhibit,
  requests: readonly FiledRequest[],
): Promise<{ readonly requests: FiledRequest[]; readonly exhibits: ExhibitDetails[] }> {
  const made: ExhibitDetails[] = [];
  const told: FiledRequest[] = [];
  for (const request of requests) {
    const filing = await database.client.filing.findUnique({
      where: { documentId: request.documentId },
      select: { pdfHash: true, pdfName: true },
    });
    const kept = filing ? await store(filing.pdfName, piecesOfPdf(database, filing.pdfHash)) : null;
    const id = ids();
    const title = `The Request of ${writtenDay(request.filedOn)}`;
    made.push({ id, title, file: kept?.ok ? kept.value : null });
    told.push({ ...request, exhibitId: id });
  }
  return { requests: told, exhibits: made };
}

/**
 * The letters that an appeal is from, as its exhibits: each with its file, where exactly one PDF is
 * attached to it as the letter. Otherwise its drafters attach it.
 */
async function responsesOf(
  resources: Pick<Resources, "database" | "blobs">,
  store: StoreExhibit,
  letters: readonly AppealableLetter[],
): Promise<ExhibitDetails[]> {
  const { responseExhibits } = await templates();
  const ids = responseExhibits(letters.length);
  const made: ExhibitDetails[] = [];
  for (const [at, { event }] of letters.entries()) {
    const of = event.dated === null ? "" : ` of ${writtenDay(event.dated)}`;
    const file = await letterFile(resources, store, event.id);
    made.push({ id: ids[at] ?? "response", title: `The Agency’s Response${of}`, file });
  }
  return made;
}

async function letterFile(
  { database: { client }, blobs }: Pick<Resources, "database" | "blobs">,
  store: StoreExhibit,
  agencyEventId: string,
): Promise<ExhibitDetails["file"]> {
  const [attached, ...others] = await client.attachment.findMany({
    where: { agencyEventId, role: "letter", mediaType: PDF, removedAt: null },
    select: { name: true, sha256: true },
    take: 2,
  });
  if (!attached || others.length > 0) return null;
  const opened = await answered(blobs.stream(attached.sha256));
  if (!opened.ok || opened.value === null) return null;
  const kept = await store(attached.name, opened.value.pieces);
  return kept.ok ? kept.value : null;
}

const PDF = "application/pdf";

/** The first recorded signer of the lead. */
function contactOf({ sharedFacts }: NewDocumentMatter, leadId: string | null) {
  const { signers } = readSharedDetails(sharedFacts);
  const signer = signers.find(({ organizationId }) => organizationId === leadId) ?? null;
  return signer && { name: signer.name, email: signer.email, telephone: signer.telephone };
}
