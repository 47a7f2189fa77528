import type { z } from "zod";
import { formOfPage, pageForm, pageOfForm } from "#app/document/public-page/page-form.ts";
import {
  formOfMilestones,
  formOfResources,
  milestonesForm,
  milestonesOfForm,
  resourcesForm,
  resourcesOfForm,
  type NewId,
} from "#app/document/public-page/list-forms.ts";
import {
  cardForm,
  cardOfForm,
  formOfCard,
  formOfOffer,
  formOfSummary,
  offerForm,
  offerOfForm,
  summaryForm,
  summaryOfForm,
} from "#app/document/public-page/record-forms.ts";
import { takeOffForm } from "#app/domain/forms/public-page.ts";
import { pageContent, type PageContent } from "#app/domain/public-page/content.ts";
import { toldFilings, topItems } from "#app/domain/public-page/record.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { mergeSent } from "#server/services/merge-form.ts";
import { offerCandidates } from "./candidates.ts";
import { pageToEdit, partToEdit, writeContent, type LoadedPage } from "./load.ts";
import { publicRecord } from "./record.ts";

/**
 * What staff of the lead write for the page, part by part. Two people's forms are merged by field
 * (decision 0034): refuses `conflict` where both changed the same one. Nothing of it is public before
 * somebody publishes.
 */
type MergedFields = { readonly base?: string | undefined; readonly seen?: string | undefined };

/** The content with what was sent, after the merge with what stands there now. */
function merged<Form extends MergedFields>(
  sent: Form,
  filled: object,
  apply: (form: Form) => PageContent,
): Outcome<{ readonly form: Form; readonly content: PageContent }> {
  const outcome = mergeSent(sent, filled);
  if (!outcome.ok) return outcome;
  const { form } = outcome.value;
  // Two forms that are right can come to a list that is too long.
  const read = pageContent.safeParse(apply(form));
  return read.success
    ? done({ form, content: read.data })
    : refuse("bad-input", sentenceOf(read.error));
}

function sentenceOf({ issues }: z.ZodError): string {
  const [first] = issues;
  return `Nothing was saved: ${first?.message ?? "something in the form is not as it should be"}`;
}

/** Title, address, narrative and what else stands once on the page. Refuses an address in use. */
export const editPage = command({
  on: pageToEdit,
  form: pageForm,
  async run({ found, form: sent, ...unit }) {
    const { content, slug } = found.page;
    const outcome = merged(sent, formOfPage(content, slug), (form) => pageOfForm(form, content));
    if (!outcome.ok) return outcome;
    const { form, content: after } = outcome.value;
    const free = await addressIsFree(unit.tx, found.page, { slug: form.slug, own: found.row.id });
    if (!free.ok) return free;
    return writeContent(unit, found, { content: after, slug: form.slug, part: "page" });
  },
});

async function addressIsFree(
  tx: Parameters<typeof publicRecord>[0],
  page: LoadedPage,
  { slug, own }: { readonly slug: string; readonly own: string },
): Promise<Outcome<void>> {
  if (slug === page.slug && page.revision > 0) return done();
  if (page.publishedAt !== null && slug !== page.slug) {
    return refuse("bad-input", undefined, {
      slug: "The page was published at its address, and links that people have must go on leading there. It stays.",
    });
  }
  const other = await tx.publicPage.findUnique({ where: { slug }, select: { matterId: true } });
  if (!other || other.matterId === own) return done();
  return refuse("bad-input", undefined, {
    slug: "Another page has this address already: choose another one.",
  });
}

export const editResources = command({
  on: pageToEdit,
  form: resourcesForm,
  async run({ found, form: sent, ...unit }) {
    const { content } = found.page;
    const outcome = merged(sent, formOfResources(content), (form) =>
      resourcesOfForm(form, content, shortId(unit.ids)),
    );
    if (!outcome.ok) return outcome;
    return writeContent(unit, found, { content: outcome.value.content, part: "resources" });
  },
});

export const editMilestones = command({
  on: pageToEdit,
  form: milestonesForm,
  async run({ found, form: sent, ...unit }) {
    const { content } = found.page;
    const outcome = merged(sent, formOfMilestones(content), (form) =>
      milestonesOfForm(form, content, shortId(unit.ids)),
    );
    if (!outcome.ok) return outcome;
    return writeContent(unit, found, { content: outcome.value.content, part: "milestones" });
  },
});

/** Which filed papers and files the page offers. */
export const editOffer = command({
  on: pageToEdit,
  form: offerForm,
  async run({ found, form: sent, ...unit }) {
    const { content } = found.page;
    const candidates = offerCandidates(await publicRecord(unit.tx, found));
    const known = new Set(candidates.map(({ kind, id }) => `${kind}:${id}`));
    const outcome = merged(sent, formOfOffer(content, candidates), (form) =>
      offerOfForm({ ...form, files: form.files.filter(({ id }) => known.has(id)) }, content),
    );
    if (!outcome.ok) return outcome;
    return writeContent(unit, found, { content: outcome.value.content, part: "documents" });
  },
});

/** What the page says of one filed request. */
export const editSummary = command({
  on: partToEdit,
  form: summaryForm,
  async run({ key: [, documentId], found, form: sent, ...unit }) {
    const record = await publicRecord(unit.tx, found);
    const paper = toldFilings(record).find((filed) => filed.documentId === documentId);
    if (!paper) return refuse("not-found");
    const { content } = found.page;
    const standing = content.summaries.find((one) => one.documentId === documentId);
    const filled = formOfSummary(standing, { items: topItems(paper) });
    const outcome = merged(sent, filled, (form) =>
      summaryOfForm(form, content, documentId, shortId(unit.ids)),
    );
    if (!outcome.ok) return outcome;
    return writeContent(unit, found, {
      content: outcome.value.content,
      part: `filing ${documentId}`,
    });
  },
});

export const takeSummaryOff = command({
  on: partToEdit,
  form: takeOffForm,
  async run({ key: [, documentId], found, form: _none, ...unit }) {
    const { content } = found.page;
    const summaries = content.summaries.filter((one) => one.documentId !== documentId);
    const part = `filing ${documentId}`;
    return writeContent(unit, found, { content: { ...content, summaries }, part });
  },
});

/** What the page says of one lawsuit; its caption is the docket's. */
export const editCard = command({
  on: partToEdit,
  form: cardForm,
  async run({ key: [, docketId], found, form: sent, ...unit }) {
    const docket = await unit.tx.docket.findUnique({
      where: { id: docketId },
      select: { matterId: true },
    });
    if (docket?.matterId !== found.row.id) return refuse("not-found");
    const { content } = found.page;
    const standing = content.litigation.find((one) => one.docketId === docketId);
    const outcome = merged(sent, formOfCard(standing), (form) =>
      cardOfForm(form, content, docketId),
    );
    if (!outcome.ok) return outcome;
    return writeContent(unit, found, {
      content: outcome.value.content,
      part: `lawsuit ${docketId}`,
    });
  },
});

export const takeCardOff = command({
  on: partToEdit,
  form: takeOffForm,
  async run({ key: [, docketId], found, form: _none, ...unit }) {
    const { content } = found.page;
    const litigation = content.litigation.filter((one) => one.docketId !== docketId);
    const part = `lawsuit ${docketId}`;
    return writeContent(unit, found, { content: { ...content, litigation }, part });
  },
});

/** Ids within one page need no more letters than these. */
function shortId(ids: () => string): NewId {
  return () => ids().slice(0, 64);
}
