import { baseOf } from "#app/document/details/form-base.ts";
import { formOfPage, type PageForm } from "#app/document/public-page/page-form.ts";
import type { OfferForm, SummaryForm } from "#app/document/public-page/record-forms.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { z } from "zod";
import type { publishForm } from "#app/domain/forms/public-page.ts";
import { asSent, makeWhole, openReview, submit, writeText, type Review } from "./papers.ts";
import { signAndFile } from "./sign-and-file.ts";
import { stage, value, type Knobs } from "./workspace.ts";

type PublishForm = z.output<typeof publishForm>;

export const ITEMS = ["Weekly reports of enforcement actions", "Weekly reports of removals"];

/** A matter whose request was filed: the two items of its template, and these. */
export const openFiledRequest = stage(openReview, async (review) => {
  const { documentId } = review;
  await makeWhole(review, documentId);
  for (const item of ITEMS) await writeText(review, documentId, item, { kind: "requestItem" });
  const { versionId, hash } = await submit(review);
  await signAndFile(review, { versionId, hash }, { filedOn: "2021-09-09" });
  return {};
});

type Filed = Awaited<ReturnType<typeof openFiledRequest>>;

export const shown = async ({ services, people, slug }: Review, actor: Actor = people.staff) =>
  value(await services.publicPage.show(actor, slug));

/** The form of the page's words as staff's browser would send it. */
export async function pageForm(review: Review, change: Partial<PageForm> = {}): Promise<PageForm> {
  const { content, slug } = await shown(review);
  const filled = formOfPage(content, slug);
  return asSent({ ...filled, base: baseOf(filled), narrativeEn: "What it is about.", ...change });
}

export async function tellOfRequest({ services, people, slug, documentId, ...rest }: Filed) {
  const review = { services, people, slug, documentId, ...rest };
  const view = await shown(review);
  const form: SummaryForm = {
    headingEn: "Reports on enforcement actions and removals",
    headingEs: "Informes sobre detenciones y deportaciones",
    leadInEn: "The request seeks:",
    leadInEs: undefined,
    items: (view.filings[0]?.items ?? []).map(({ id, words }) => ({
      id: undefined,
      wordsEn: words,
      wordsEs: undefined,
      itemIds: [id],
    })),
  };
  value(await services.publicPage.editSummary(people.staff, slug, documentId, form));
}

export async function offerPaper({ services, people, slug, documentId }: Filed) {
  const files = [
    { id: `filed:${documentId}`, isOffered: true, labelEn: "The request", labelEs: undefined },
  ];
  value(await services.publicPage.editOffer(people.staff, slug, { files } satisfies OfferForm));
}

export async function publish(review: Review, form: Partial<PublishForm> = {}, actor?: Actor) {
  const { candidate } = await shown(review);
  const sent: PublishForm = {
    seen: candidate.hash,
    kind: "update",
    noteEn: undefined,
    noteEs: undefined,
    reason: undefined,
    ...form,
  };
  const { services, people, slug } = review;
  return services.publicPage.publish(actor ?? people.staff, slug, sent);
}

/** A page with the request and its PDF, published. */
export async function openPublished(knobs: Knobs = {}) {
  const filed = await openFiledRequest(knobs);
  value(
    await filed.services.publicPage.editPage(filed.people.staff, filed.slug, await pageForm(filed)),
  );
  await tellOfRequest(filed);
  await offerPaper(filed);
  value(await publish(filed, { reason: "A demonstration." }));
  const pageSlug = (await shown(filed)).slug;
  const read = async () => {
    const reading = value(await filed.services.publicPage.read(pageSlug));
    if (reading.state !== "published") throw new Error(`it is ${reading.state}`);
    return reading;
  };
  return { ...filed, pageSlug, read };
}
