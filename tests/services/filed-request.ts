import { agencyEventForm } from "#app/domain/agency-record/form.ts";
import { fileInSteps } from "./file-in-steps.ts";
import { makeWhole, openReview, submit, writeWords } from "./papers.ts";
import { DAY, FROM, PASSWORD, stage, value } from "./workspace.ts";

export const ITEMS = ["Weekly reports of arrests", "The data dictionary", "E-mails about both"];

/** A request with three items, filed on September 9, 2021; today is October 20, 2021. */
export const openFiled = stage(openReview, async (review) => {
  const { services, people, reviewers, organizations, documentId } = review;
  await makeWhole(review, documentId);
  for (const item of ITEMS) await writeWords(review, documentId, item, { kind: "requestItem" });
  const { versionId, hash } = await submit(review);
  for (const party of ["council", "ilrc"] as const) {
    const form = { versionId, hash, organizationId: organizations[party], password: PASSWORD };
    value(await services.reviews.signOff(reviewers[party], documentId, form, FROM));
  }
  value(
    await fileInSteps(services, people.staff, documentId, {
      versionId,
      hash,
      filedOn: "2021-09-09",
      method: "portal",
      addressee: "ICE FOIA Office",
      confirmation: "PORTAL-1",
      caseNumber: undefined,
      certified: false,
      signatures: [],
    }),
  );
  review.pass(13 * DAY);
  return {};
});
/** An event as its form sends it. */
export const form = (fields: object) => agencyEventForm.parse(fields);
export const RECEIVED = {
  kind: "received",
  received: "2021-09-09",
  office: "ICE FOIA",
  isProper: true,
};
