import type { Actor } from "#app/domain/actor.ts";
import type { CreateDocumentForm } from "#app/domain/forms/document.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { createBlockId } from "#app/document/nodes/block-ids.ts";
import { appealableLetter, eventsOf, sourcedValues } from "#app/document/details/sourced-values.ts";
import { sourcedFieldsIn, type SourcedValue } from "#app/document/details/sourced-fields.ts";
import type { ExhibitDetails, LetterDetails } from "#app/document/details/document-details.ts";
import { readSharedDetails } from "#app/document/details/shared-details.ts";
import { writtenDay } from "#app/domain/dates.ts";
import {
  firstTemplate,
  RESPONSE_EXHIBIT,
  type FiledRequest,
} from "#app/document/templates/index.ts";
import { answered } from "#server/blobs/problem.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { piecesOfPdf } from "#server/services/filings/filed-pdf.ts";
import type { Resources } from "#server/services/resources.ts";
import { calendarOf } from "#server/services/settings/calendar.ts";
import { unlimitedRoomIn } from "#server/services/files/room.ts";
import { laneOf } from "#server/workers/lane.ts";
import { filedRequests } from "./filed-requests.ts";
import { suitOf, valuesFor } from "./sourced.ts";
import { firstText, type FirstText } from "./write.ts";

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
 */
export async function beginningOf(
  resources: Pick<
    Resources,
    "database" | "clock" | "exhibits" | "blobs" | "ids" | "attachmentQuota"
  >,
  actor: Actor,
  matter: NewDocumentMatter,
  form: CreateDocumentForm,
  letter: Pick<LetterDetails, "addressee"> | null,
): Promise<Outcome<Beginning>> {
  const { client } = resources.database;
  const store: StoreExhibit = (name, bytes) =>
    resources.exhibits.add(
      { userId: actor.userId, lane: laneOf(actor) },
      name,
      bytes,
      unlimitedRoomIn(resources, matter.id),
    );
  const { kind, title, layoutProfile, companion, docketId } = form;
  const all = kind === "request" ? [] : await filedRequests(client, matter.id, resources.clock());
  const chosen = await chosenFrom(client, all, form);
  if (!chosen.ok) return chosen;
  const attaches = companion === undefined ? KINDS[kind].exhibits : null;
  const isAnswered = attaches === "last-request-and-response";
  const attached =
    attaches === null
      ? { requests: chosen.value, exhibits: [] }
      : await withExhibits(resources, store, isAnswered ? chosen.value.slice(-1) : chosen.value);
  const { requests } = attached;
  const exhibits = isAnswered
    ? [...attached.exhibits, ...(await responseOf(resources, store, requests))]
    : attached.exhibits;
  const parties = await client.matterParty.findMany({
    where: { matterId: matter.id },
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
  const newBlockId = () => createBlockId((bytes) => crypto.getRandomValues(bytes));
  const prose = firstTemplate(kind, newBlockId, {
    title,
    parties: parties.map(({ organization }) => organization.name),
    cities: parties.map(({ organization }) => organization.city),
    partyIds: parties.map(({ organizationId }) => organizationId),
    requests,
    layoutProfile,
    division: docket?.division ?? null,
    contact: contactOf(matter, parties[0]?.organizationId ?? null),
    addressee: letter?.addressee[0] ?? null,
    companion,
    suit,
    ...(agency ? { agency } : {}),
    ...(matter.agencyComponent && matter.agencyDepartment
      ? { department: matter.agencyDepartment }
      : {}),
  });
  const now = sourcedValues(requests, suit, await calendarOf(client));
  const about = requests.at(-1);
  return done({
    text: firstText(prose),
    exhibits,
    sourced: valuesFor(
      sourcedFieldsIn(prose).map(({ name }) => name),
      now,
    ),
    requestIds: requests.map(({ documentId }) => documentId),
    trackingNumbers: requests.flatMap(({ trackingNumbers }) => trackingNumbers),
    re: about && isAnswered ? appealRe(about) : null,
  });
}

function appealRe({ filedOn, trackingNumbers }: FiledRequest): string {
  const number = trackingNumbers.length > 0 ? `, No. ${trackingNumbers.join(", ")}` : "";
  return `Appeal from the response to the request of ${writtenDay(filedOn)}${number}`.slice(0, 500);
}

/**
 * The requests that the document is about: the chosen ones, else those that its lawsuit enforces,
 * else all. Refuses one that the matter does not have.
 */
async function chosenFrom(
  client: PrismaClient,
  all: readonly FiledRequest[],
  { kind, requestIds, docketId }: CreateDocumentForm,
): Promise<Outcome<readonly FiledRequest[]>> {
  if (requestIds !== undefined && requestIds.length > 0) {
    const chosen = all.filter(({ documentId }) => requestIds.includes(documentId));
    if (chosen.length === new Set(requestIds).size) return done(chosen);
    return refuse("bad-input", undefined, { requestIds: "Choose from the requests shown." });
  }
  if (docketId === undefined) return done(all);
  const enforced = await client.docketFiling.findMany({
    where: { docketId },
    select: { documentId: true },
  });
  const own = all.filter((request) =>
    enforced.some(({ documentId }) => documentId === request.documentId),
  );
  // A report on a lawsuit tells of nothing that it does not enforce.
  return done(own.length > 0 || KINDS[kind].suit === "joins" ? own : all);
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
 * The agency's response as an exhibit of an appeal, where one is recorded: with its file, where
 * exactly one PDF is attached to it as the letter. Otherwise its drafters attach it.
 */
async function responseOf(
  resources: Pick<Resources, "database" | "blobs">,
  store: StoreExhibit,
  requests: readonly FiledRequest[],
): Promise<ExhibitDetails[]> {
  const [request] = requests;
  const letter = request ? appealableLetter(eventsOf(request)) : null;
  if (!letter) return [];
  const of = letter.dated === null ? "" : ` of ${writtenDay(letter.dated)}`;
  const file = await letterFile(resources, store, letter.id);
  return [{ id: RESPONSE_EXHIBIT, title: `The Agency’s Response${of}`, file }];
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
