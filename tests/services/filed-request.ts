import { agencyEventForm } from "#app/domain/agency-record/form.ts";
import { makeWhole, openReview, submit, writeText } from "./papers.ts";
import { signAndFile } from "./sign-and-file.ts";
import { DAY, stage } from "./workspace.ts";

export const ITEMS = ["Weekly reports of arrests", "The data dictionary", "E-mails about both"];

/** A request with three items, filed on September 9, 2021; today is October 20, 2021. */
export const openFiled = stage(openReview, async (review) => {
  const { documentId } = review;
  await makeWhole(review, documentId);
  for (const item of ITEMS) await writeText(review, documentId, item, { kind: "requestItem" });
  const { versionId, hash } = await submit(review);
  await signAndFile(
    review,
    { versionId, hash },
    { filedOn: "2021-09-09", confirmation: "PORTAL-1" },
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
