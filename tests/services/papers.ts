import * as Y from "yjs";
import { proseFromUpdate } from "#tests/support/prose-from-update.ts";
import { updateFromProse } from "#app/document/draft-prose.ts";
import type { ProseNode } from "#app/document/prose.ts";
import {
  readDetails,
  writeDetails,
  type SignerDetails,
} from "#app/document/details/document-details.ts";
import { flowRoot } from "#app/document/flow/index.ts";
import { checksumOf } from "#server/database/draft-checksum.ts";
import { formOfShared, type SharedForm } from "#app/document/details/shared-form.ts";
import { NO_TEXT, openCoalition, stage, value, type Coalition } from "./workspace.ts";

/** A coalition whose organizations each have a reviewer, with a request that can be submitted. */
export const openReview = stage(
  openCoalition,
  async (coalition) => {
    const { organizations } = coalition;
    const reviewer = (name: string, organizationId: string) =>
      coalition.person(`${name}@example.org`, [{ organizationId, roles: ["reviewer"] }], { name });
    const reviewers = {
      council: await reviewer("council-reviewer", organizations.council),
      ilrc: await reviewer("ilrc-reviewer", organizations.ilrc),
      ilrcSecond: await reviewer("ilrc-second", organizations.ilrc),
    };
    const { documentId } = value(
      await coalition.services.documents.create(coalition.people.drafter, coalition.slug, {
        kind: "request",
        title: "Weekly reports",
        layoutProfile: "letter",
      }),
    );
    await makeWhole(coalition, documentId);
    return { reviewers, documentId };
  },
  NO_TEXT,
);

/** Has somebody recorded who may sign in the matter; answers their id. */
export async function recordSigner(
  { services, people, slug }: Pick<Coalition, "services" | "people" | "slug">,
  signer: { readonly organizationId: string; readonly name: string; readonly address?: string },
): Promise<string> {
  const shared = async () => value(await services.matters.sharedDetails(people.drafter, slug));
  const { facts, base } = await shared();
  const form = formOfShared(facts);
  const after = { ...form, signers: [...form.signers, signer], base };
  value(await services.matters.editSharedDetails(people.drafter, slug, asSent<SharedForm>(after)));
  const recorded = (await shared()).facts.signers.find(({ name }) => name === signer.name);
  return recorded?.id ?? "";
}

/** The form of a draft's own facts as a drafter's page has it who opens it now. */
export async function openedDetails(
  { services, people }: Pick<Coalition, "services" | "people">,
  documentId: string,
) {
  const { form, base } = value(await services.documents.showDetails(people.drafter, documentId));
  return { ...form, base };
}

/** As a form sends it: what is empty is left out. */
export function asSent<Form>(form: object): Form {
  const text = JSON.stringify(form, (_key, sent: unknown) => (sent === "" ? undefined : sent));
  return JSON.parse(text) as Form;
}

/** Nodes that may wait for a fact, or for a paragraph that is taken out. */
const OPEN: ReadonlySet<string> = new Set(["field", "crossReference"]);

/** The words of a prompt without its brackets: as if somebody had written them. */
function written(node: ProseNode): ProseNode {
  if (node.text !== undefined) return { ...node, text: node.text.replaceAll(/[[\]]/gu, "") };
  return node.content ? { ...node, content: node.content.map(written) } : node;
}

/**
 * Takes out of a new document's text what waits for facts that nobody has recorded (who signs, who
 * certifies), and the brackets of its prompts, so that it can be submitted as it stands.
 */
export async function makeWhole(
  { database }: Pick<Awaited<ReturnType<typeof openCoalition>>, "database">,
  documentId: string,
): Promise<void> {
  const { client } = database;
  const base = await client.draftBase.findUniqueOrThrow({ where: { documentId } });
  const { clientId } = await client.draftBinding.findFirstOrThrow({ where: { documentId } });
  const text = proseFromUpdate(base.bytes);
  const content = text.content
    .filter((node) => {
      const waits = node.content?.some(({ type }) => OPEN.has(type)) ?? false;
      return node.type !== "signatureBlock" && !waits;
    })
    .map(written);
  const bytes = new Uint8Array(updateFromProse({ ...text, content }, Number(clientId)));
  await client.draftBase.update({
    where: { documentId },
    data: { bytes, checksum: checksumOf(bytes) },
  });
}

/** Has counsel of the first party sign a complaint for all plaintiffs, with all that courts ask for. */
export async function signByCounsel(
  { database: { client }, organizations }: Pick<Coalition, "database" | "organizations">,
  documentId: string,
): Promise<void> {
  const { council: organizationId } = organizations;
  const row = await client.document.findUniqueOrThrow({ where: { id: documentId } });
  const details = readDetails(row.facts);
  const counsel: SignerDetails = {
    id: "counsel",
    organizationId,
    name: "Cora Counsel",
    title: null,
    barNumber: "State Bar No. 000000",
    address: ["1 Example Street", "Example City"],
    email: "counsel@example.org",
    telephone: "(000) 000-0000",
    partyRepresented: "Plaintiffs",
    admission: null,
  };
  const { caption } = details;
  const facts = writeDetails({
    ...details,
    signers: [counsel],
    caption: caption && { ...caption, counsel: [counsel.id] },
  });
  const base = await client.draftBase.findUniqueOrThrow({ where: { documentId } });
  const { clientId } = await client.draftBinding.findFirstOrThrow({ where: { documentId } });
  const text = proseFromUpdate(base.bytes);
  const block: ProseNode = {
    type: "signatureBlock",
    attrs: { id: "signature", organization: organizationId },
  };
  const content = [...text.content, block];
  const bytes = new Uint8Array(updateFromProse({ ...text, content }, Number(clientId)));
  await client.draftBase.update({
    where: { documentId },
    data: { bytes, checksum: checksumOf(bytes) },
  });
  await client.document.update({ where: { id: documentId }, data: { facts } });
}

export type Review = Awaited<ReturnType<typeof openReview>>;

/**
 * Submits the document, with a reason where the checks ask for one, and answers the version as a
 * reviewer's page would send it back.
 */
export async function submit(
  { services, people, documentId }: Review,
  more: { readonly threads?: "leave" | "close" } = {},
) {
  const { needsReason, seen } = value(await services.reviews.readiness(people.drafter, documentId));
  const form = { ...(needsReason ? { seen, reason: "It belongs there." } : {}), ...more };
  const { versionId, hash, number } = value(
    await services.reviews.submit(people.drafter, documentId, form),
  );
  return { versionId, hash, number };
}

/** Writes another batch into the draft, as the rooms commit it: words in a block of their own. */
export async function writeText(
  review: Pick<Review, "database" | "clock">,
  documentId: string,
  words: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<void> {
  await changeFlow(review, documentId, (root) => {
    const block = new Y.XmlElement("block");
    block.setAttribute("id", crypto.randomUUID());
    for (const [name, set] of Object.entries(attributes)) block.setAttribute(name, set);
    root.insertEmbed(root.length, block);
    root.insert(root.length, words);
  });
}

/** Writes another batch into the draft, whatever it is, as the rooms commit it. */
export async function changeFlow(
  { database, clock }: Pick<Review, "database" | "clock">,
  documentId: string,
  change: (root: Y.XmlText, document: Y.Doc) => void,
): Promise<void> {
  const { client } = database;
  const row = await client.document.findUniqueOrThrow({
    where: { id: documentId },
    include: { base: true, updates: { orderBy: { sequence: "asc" } } },
  });
  const document = new Y.Doc();
  const root = flowRoot(document);
  for (const { bytes } of [row.base!, ...row.updates]) Y.applyUpdate(document, bytes);
  const before = Y.encodeStateVector(document);
  document.transact(() => change(root, document));
  const bytes = new Uint8Array(Y.encodeStateAsUpdate(document, before));
  const sequence = row.sequence + 1;
  await client.$transaction([
    client.document.update({ where: { id: documentId }, data: { sequence } }),
    client.draftUpdate.create({ data: { documentId, sequence, bytes, committedAt: clock() } }),
  ]);
}
