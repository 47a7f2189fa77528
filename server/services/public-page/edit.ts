import { baseOf } from "#app/document/details/form-base.ts";
import type * as z from "zod";
import { formOfPage, pageForm, pageOfForm } from "#app/document/public-page/page-form.ts";
import {
  formOfMilestones,
  formOfResources,
  milestonesForm,
  milestonesOfForm,
  resourcesForm,
  resourcesOfForm,
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
import type { Actor } from "#app/domain/actor.ts";
import { takeOffForm } from "#app/domain/forms/public-page.ts";
import { pageContent, type PageContent } from "#app/domain/public-page/content.ts";
import { toldFilings, topItems } from "#app/domain/public-page/record.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { command, type Recording } from "#server/services/command.ts";
import { mergeSent } from "#server/services/merge-form.ts";
import type { UnitOfWork } from "#server/services/transaction.ts";
import { offerCandidates } from "./candidates.ts";
import { lastSaver } from "./last-saver.ts";
import { pageToEdit, partToEdit, writeContent, type LoadedPage, type MatterPage } from "./load.ts";
import { publicRecord } from "./record.ts";

/** The additional fields of a form whose concurrent edits are merged. */
interface MergedFields {
  readonly base?: string | undefined;
  readonly seen?: string | undefined;
}

interface EditedPart<Form> {
  /** The part's name in the audit record. */
  readonly part: string;
  readonly sent: Form;
  /** The current initial values of the form. */
  readonly filled: object;
  readonly apply: (form: Form) => PageContent;
  /** Present if the part includes the page's slug. */
  readonly slugOf?: (form: Form) => string;
}

type Editing = Pick<UnitOfWork, "tx" | "ids"> &
  Recording & { readonly actor: Actor; readonly found: MatterPage };

/**
 * Stores one part of the page's draft content. Concurrent edits are merged by field (decision
 * 0034): refuses `conflict` if both changed the same one. Nothing becomes public before the page is
 * published.
 */
async function saved<Form extends MergedFields>(
  unit: Editing,
  { part, sent, filled, apply, slugOf }: EditedPart<Form>,
): Promise<Outcome<void>> {
  const { tx, actor, found } = unit;
  // A script that fills in a form by itself sends no base: what it sends is what it wants to stand.
  const based = { ...sent, base: sent.base ?? baseOf(filled) };
  const outcome = await mergeSent(based, filled, (fields) =>
    lastSaver(tx, { actor, found, part }, fields),
  );
  if (!outcome.ok) return outcome;
  const { form } = outcome.value;
  // Two valid forms can merge to a list that is too long.
  const read = pageContent.safeParse(apply(form));
  if (!read.success) return refuse("bad-input", sentenceOf(read.error));
  const slug = slugOf?.(form) ?? found.page.slug;
  const free = await addressIsFree(tx, found.page, { slug, own: found.row.id });
  return free.ok ? writeContent(unit, found, { content: read.data, slug, part }) : free;
}

function sentenceOf({ issues }: z.ZodError): string {
  const [first] = issues;
  return `Nothing was saved: ${first?.message ?? "something in the form is not as it should be"}`;
}

async function addressIsFree(
  tx: Transaction,
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

/** Changes the title, slug, narrative and other single fields. Refuses a slug in use. */
export const editPage = command({
  on: pageToEdit,
  form: pageForm,
  run: (unit) => {
    const { content, slug } = unit.found.page;
    return saved(unit, {
      part: "page",
      sent: unit.form,
      filled: formOfPage(content, slug),
      apply: (form) => pageOfForm(form, content),
      slugOf: (form) => form.slug,
    });
  },
});

export const editResources = command({
  on: pageToEdit,
  form: resourcesForm,
  run: (unit) => {
    const { content } = unit.found.page;
    return saved(unit, {
      part: "resources",
      sent: unit.form,
      filled: formOfResources(content),
      apply: (form) => resourcesOfForm(form, content, unit.ids),
    });
  },
});

export const editMilestones = command({
  on: pageToEdit,
  form: milestonesForm,
  run: (unit) => {
    const { content } = unit.found.page;
    return saved(unit, {
      part: "milestones",
      sent: unit.form,
      filled: formOfMilestones(content),
      apply: (form) => milestonesOfForm(form, content, unit.ids),
    });
  },
});

/** Changes the filed documents and attachments that the page offers. */
export const editOffer = command({
  on: pageToEdit,
  form: offerForm,
  async run(unit) {
    const { content } = unit.found.page;
    const candidates = offerCandidates(await publicRecord(unit.tx, unit.found));
    const known = new Set(candidates.map(({ kind, id }) => `${kind}:${id}`));
    return saved(unit, {
      part: "documents",
      sent: unit.form,
      filled: formOfOffer(content, candidates),
      apply: (form) =>
        offerOfForm({ ...form, files: form.files.filter(({ id }) => known.has(id)) }, content),
    });
  },
});

/** Changes the page's text about one filed request. */
export const editSummary = command({
  on: partToEdit,
  form: summaryForm,
  async run(unit) {
    const [, documentId] = unit.key;
    const record = await publicRecord(unit.tx, unit.found);
    const paper = toldFilings(record).find((filed) => filed.documentId === documentId);
    if (!paper) return refuse("not-found");
    const { content } = unit.found.page;
    const standing = content.summaries.find((one) => one.documentId === documentId);
    return saved(unit, {
      part: `filing ${documentId}`,
      sent: unit.form,
      filled: formOfSummary(standing, { items: topItems(paper) }),
      apply: (form) => summaryOfForm(form, content, documentId, unit.ids),
    });
  },
});

export const takeSummaryOff = command({
  on: partToEdit,
  form: takeOffForm,
  run: (unit) => {
    const [, documentId] = unit.key;
    const { content } = unit.found.page;
    const summaries = content.summaries.filter((one) => one.documentId !== documentId);
    const part = `filing ${documentId}`;
    return writeContent(unit, unit.found, { content: { ...content, summaries }, part });
  },
});

/** Changes the page's text about one lawsuit; the caption comes from the docket. */
export const editCard = command({
  on: partToEdit,
  form: cardForm,
  async run(unit) {
    const [, docketId] = unit.key;
    const docket = await unit.tx.docket.findUnique({
      where: { id: docketId },
      select: { matterId: true },
    });
    if (docket?.matterId !== unit.found.row.id) return refuse("not-found");
    const { content } = unit.found.page;
    const standing = content.litigation.find((one) => one.docketId === docketId);
    return saved(unit, {
      part: `lawsuit ${docketId}`,
      sent: unit.form,
      filled: formOfCard(standing),
      apply: (form) => cardOfForm(form, content, docketId),
    });
  },
});

export const takeCardOff = command({
  on: partToEdit,
  form: takeOffForm,
  run: (unit) => {
    const [, docketId] = unit.key;
    const { content } = unit.found.page;
    const litigation = content.litigation.filter((one) => one.docketId !== docketId);
    const part = `lawsuit ${docketId}`;
    return writeContent(unit, unit.found, { content: { ...content, litigation }, part });
  },
});
