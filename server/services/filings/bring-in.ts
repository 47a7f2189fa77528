import canonicalize from "canonicalize";
import type { Actor } from "#app/domain/actor.ts";
import { SCAN_RULES, type AttachmentScan } from "#app/domain/attachment.ts";
import { writtenDay } from "#app/domain/dates.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { checkFilingDetails, type FilingDetails } from "#app/domain/filing.ts";
import { broughtIn } from "#app/domain/filing-steps.ts";
import {
  BROUGHT_IN_BYTES,
  bringInForm,
  numbersIn,
  type BringInForm,
} from "#app/domain/forms/bring-in.ts";
import { profileOfDistrict } from "#app/domain/layout.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { typedItems } from "#app/domain/typed-items.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import { newBlockId } from "#server/new-block-id.ts";
import { filedPdfName } from "#server/typesetting/file-name.ts";
import { command, permit, taking } from "#server/services/command.ts";
import { detailsOfDocket } from "#server/services/dockets/load.ts";
import {
  refuseOtherNumber,
  syncDocketFromFiling,
} from "#server/services/dockets/sync-from-filing.ts";
import { firstDetails, goesToAgency } from "#server/services/documents/first-details.ts";
import { writeDocument } from "#server/services/documents/write.ts";
import { TEMPLATE_SEQUENCE } from "#server/services/documents/summary.ts";
import type { Upload } from "#server/services/exhibits/add.ts";
import { roomIn, unlimitedRoomIn } from "#server/services/files/room.ts";
import { matterTo, type LoadedMatter } from "#server/services/matters/load.ts";
import { organizationsHereEver } from "#server/services/matters/parties-ever.ts";
import { watchedNamesOf } from "#server/services/private-data/watch-list.ts";
import type { Resources } from "#server/services/resources.ts";
import { leftMatterFound } from "#server/services/reviews/who-left.ts";
import { readContent } from "#server/services/versions/content.ts";
import { writeVersion } from "#server/services/versions/pin.ts";
import { queueKeyOf } from "#server/workers/queue-key.ts";
import { toBringIn } from "./bring-in-choices.ts";
import { keepPdf } from "./filed-pdf.ts";
import { foundIn, foundInTyped } from "./looked-through.ts";

/**
 * Brings in a paper that was filed before it came here (L59), as the PDF that was filed. It is a
 * filing as any other from then on; its version holds what was typed of it, and nobody approved
 * it. What looks private in the PDF, or can't be read by a program, is named first, and brought in
 * once somebody has said why it may stand.
 */
export const bringIn = command({
  on: matterTo("matter.view"),
  form: bringInForm,
  takes: taking<[upload: Upload]>(),
  permission: ({ found: { subject } }) => permit("document.file", toBringIn(subject)),
  prepare: ({ resources, actor, found, form, extra: [upload] }) =>
    readPaper(resources, actor, found, form, upload),
  undo: ({ pdfHash }, { resources, found }) =>
    unlimitedRoomIn(resources, found.row.id).giveBack(pdfHash),
  async run({ tx, at, actor, found: { row }, form, prepared, record }) {
    const { documentId, versionId, details, candidate, pdf, pdfHash, scan } = prepared;
    const { kind, title } = form;
    const { layoutProfile } = candidate.content;
    const docketId = docketIdOf(form);
    const docket = docketId
      ? await tx.docket.findFirst({ where: { id: docketId, matterId: row.id } })
      : null;
    if (docketId && !docket) return refuse("bad-input", undefined, NO_SUCH_DOCKET);
    const there = await refuseThere(tx, actor, row.id, { pdfHash, filedOn: details.filedOn });
    if (!there.ok) return there;
    const version = { versionId, hash: candidate.hash };
    const filed = broughtIn(
      { documentId, matterId: row.id },
      { facts: details, version, pdfHash, by: actor.userId, at },
    );
    if (!filed.ok) return filed;
    const { status, filing } = filed.value;
    await writeDocument(tx, at, {
      documentId,
      matterId: row.id,
      kind,
      title,
      layoutProfile,
      required: [],
      facts: prepared.facts,
      docketId: docket?.id ?? null,
      toAgency: goesToAgency(kind),
      text: prepared.text,
      actorId: actor.userId,
    });
    const caseNumber = KINDS[kind].caption ? (numbersIn(form.numbers)[0] ?? null) : null;
    const agrees = await refuseOtherNumber(tx, documentId, caseNumber);
    if (!agrees.ok) {
      const { caseNumber: sentence } = agrees.refusal.fields ?? {};
      return refuse("bad-input", undefined, { numbers: sentence ?? "" });
    }
    const number = await writeVersion(
      tx,
      { ...candidate, documentId },
      { id: versionId, name: null, createdById: actor.userId, createdAt: at },
    );
    await tx.document.update({
      where: { id: documentId },
      data: { status, statusAt: at, pinnedVersionId: versionId },
    });
    await keepPdf(tx, { pdf, sha256: pdfHash });
    const { version: _version, by, at: _at, ...columns } = filing;
    const pdfName = filedPdfName(filing.filedOn, kind, title);
    const written = { ...columns, pdfName, caseNumber };
    await tx.filing.create({
      data: {
        ...written,
        documentId,
        versionId,
        versionHash: candidate.hash,
        filedById: by,
        at,
        scan,
      },
    });
    const { sequence, generation } = candidate.at;
    await record({
      type: "document.brought-in",
      documentId,
      details: {
        ...written,
        ...version,
        number,
        sequence,
        generation,
        scanHash: sha256(scan),
        organizationIds: [...form.organizationIds],
      },
    });
    await syncDocketFromFiling(tx, at, documentId, { filedOn: filing.filedOn, caseNumber, by });
    return done({ documentId });
  },
});

/** Letters have none; the form may hold one that was chosen before the kind. */
function docketIdOf({ kind, docketId }: BringInForm): string | undefined {
  return KINDS[kind].caption ? docketId : undefined;
}

/** It is read when the first paper is brought in, and not at each start. */
const template = () => import("#app/document/templates/brought-in.ts");

const NO_SUCH_DOCKET = { docketId: "Choose from the dockets shown." };

/** The PDF with what was found in it, and the version that holds what was typed of the paper. */
async function readPaper(
  resources: Resources,
  actor: Actor,
  { row }: LoadedMatter,
  form: BringInForm,
  { fileName, bytes }: Upload,
) {
  const { filedOn, zone, method, addressee, confirmation = null } = form;
  const details = checkFilingDetails(
    { filedOn, zone, method, addressee, confirmation },
    resources.clock(),
  );
  if (!details.ok) return details;
  const items = form.kind === "request" ? typedItems(form.items ?? "") : done([]);
  if (!items.ok) return items;
  const facts = await typedDetails(resources.database.client, row.id, form);
  if (!facts.ok) return facts;
  const { broughtInText } = await template();
  const prose = broughtInText(items.value, newBlockId);
  const rest = { ...facts.value, schemaVersion: SCHEMA_VERSION };
  const canonical = await resources.texts.canonical(prose, {
    ...rest,
    facts: { ...rest.facts, title: form.title },
  });
  if (!canonical.ok) return canonical;
  const first = await resources.texts.first(prose);
  if (!first.ok) return first;
  const watched = await watchedNamesOf(resources, row.id);
  if (!watched.ok) return watched;
  const room = await roomIn(resources, row.id);
  if (!room.ok) return room;
  const by = { userId: actor.userId, queueKey: queueKeyOf(actor) };
  const looked = await resources.attachments.look(by, fileName, bytes, room.value, {
    most: BROUGHT_IN_BYTES,
    watched: watched.value,
  });
  if (!looked.ok) return looked;
  const { pdf, sha256: pdfHash } = looked.value;
  const typed = await foundInTyped(form, watched.value);
  const scan = { ...looked.value.scan, data: [...looked.value.scan.data, ...typed] };
  const named = refuseUnseen(scan, form, pdfHash);
  if (named) {
    await room.value.giveBack(pdfHash);
    return named;
  }
  const found = foundIn(scan);
  return done({
    documentId: resources.ids(),
    versionId: resources.ids(),
    details: details.value,
    pdf,
    pdfHash,
    scan:
      canonicalize({
        ...scan,
        rules: SCAN_RULES,
        reason: found.length > 0 ? (form.reason ?? null) : null,
      }) ?? "{}",
    facts: facts.value.facts,
    text: first.value.text,
    candidate: {
      at: { sequence: TEMPLATE_SEQUENCE, generation: 1, factsRevision: 1, title: form.title },
      content: readContent(canonical.value.text),
      ...canonical.value,
    },
  });
}

/** For a file in which much is found the first places are enough. */
const MOST_NAMED = 20;

/** Names what was found, unless it was named before and may stand for a reason. */
function refuseUnseen(
  scan: AttachmentScan,
  { seen, stands, reason }: BringInForm,
  pdfHash: string,
): Outcome<never> | null {
  const found = foundIn(scan);
  if (found.length === 0) return null;
  const key = sha256(canonicalize([pdfHash, found]) ?? "");
  if (seen === key && stands && reason !== undefined) return null;
  const more = found.length > MOST_NAMED ? ` And ${found.length - MOST_NAMED} more.` : "";
  const { refusal } = refuse(
    "private-data",
    `Nothing was brought in yet. Look at this first: ${found.slice(0, MOST_NAMED).join(" ")}${more}`,
    {
      ...(seen === key && stands ? {} : { stands: "Confirm that you have looked at it." }),
      ...(reason === undefined ? { reason: "Say why it may stand." } : {}),
    },
  );
  return { ok: false, refusal: { ...refusal, seen: key } };
}

/** The details of the paper as far as they were typed. */
async function typedDetails(client: PrismaClient, matterId: string, form: BringInForm) {
  const { kind, title, organizationIds, filedOn, asked } = form;
  const docketId = docketIdOf(form);
  const docket = docketId
    ? await client.docket.findFirst({ where: { id: docketId, matterId } })
    : null;
  if (docketId && !docket) return refuse("bad-input", undefined, NO_SUCH_DOCKET);
  const ever = await organizationsHereEver(client, matterId);
  if (organizationIds.some((id) => !ever.some((known) => known.id === id))) {
    return refuse("bad-input", undefined, {
      organizationIds: "Choose from the organizations shown.",
    });
  }
  const { layouts } = KINDS[kind];
  const ofCourt = docket ? profileOfDistrict(docket.district) : null;
  const layoutProfile = layouts.find((layout) => layout === ofCourt) ?? layouts[0] ?? "letter";
  const trackingNumbers = KINDS[kind].caption ? [] : numbersIn(form.numbers);
  const first = await firstDetails(
    client,
    matterId,
    { kind, layoutProfile },
    { docket: docket && detailsOfDocket(docket), trackingNumbers },
  );
  const details: DocumentDetails = {
    ...first,
    organizations: ever
      .filter(({ id }) => organizationIds.includes(id))
      .map(
        ({ id, name, city }) =>
          first.organizations.find((known) => known.id === id) ?? { id, name, city, address: [] },
      ),
    signers: [],
    letter: first.letter && {
      ...first.letter,
      date: filedOn,
      addressee: form.addressee.length <= 300 ? [form.addressee] : [],
      re: title,
      expeditedProcessing: asked.includes("expedition"),
      feeWaiver: asked.includes("fee-waiver"),
    },
    caption: first.caption && { ...first.caption, paperTitle: title, counsel: [] },
    trackingNumbers,
  };
  return done({ facts: details, layoutProfile });
}

/**
 * Refuses a file that is on record as a filing in a matter that the actor can see, and one that was
 * made here and can still be confirmed: that is how it is told to be the approved text.
 */
async function refuseThere(
  tx: Transaction,
  { memberships }: Actor,
  matterId: string,
  { pdfHash, filedOn }: Pick<FilingDetails, "filedOn"> & { readonly pdfHash: string },
): Promise<Outcome<void>> {
  const organizationId = { in: memberships.map((place) => place.organizationId) };
  const filing = await tx.filing.findFirst({
    where: {
      pdfHash,
      document: { status: { not: "withdrawn" }, matter: { parties: { some: { organizationId } } } },
    },
    select: { filedOn: true, document: { select: { title: true, matterId: true, matter: true } } },
    orderBy: { at: "asc" },
  });
  if (filing) {
    const { title, matter } = filing.document;
    const where = filing.document.matterId === matterId ? "in this matter" : `in “${matter.title}”`;
    return refuse(
      "conflict",
      `This very file is here already: it is the PDF of “${title}” ${where}, filed on ${writtenDay(filing.filedOn)}. Nothing was brought in.`,
    );
  }
  const copies = await tx.filingCopy.findMany({
    where: { pdfHash, confirmedAt: null, voidedAt: null, document: { matterId } },
    select: { documentId: true, versionId: true, document: { select: { title: true } } },
  });
  for (const { documentId, versionId, document } of copies) {
    const version = await tx.version.findUnique({
      where: { id: versionId },
      select: { content: true },
    });
    if (!version) continue;
    const left = await leftMatterFound(tx, documentId, readContent(version.content), filedOn);
    if (left.length > 0) continue;
    return refuse(
      "conflict",
      `This very file was made here, as the filing copy of “${document.title}”. Nothing was brought in; confirm there that it was filed.`,
    );
  }
  return done();
}
