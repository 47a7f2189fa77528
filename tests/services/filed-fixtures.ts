import { fileInSteps, makeCopy, type FilingInput } from "./file-in-steps.ts";
import {
  recordSigner,
  openReview,
  openedDetails,
  submit,
  writeText,
  type Review,
} from "./papers.ts";
import { FROM, PASSWORD, stage, value } from "./workspace.ts";
import type { DetailsForm } from "#app/document/details/details-form.ts";
import type { Actor } from "#app/domain/actor.ts";

type Version = Awaited<ReturnType<typeof submit>>;

/** Signs for that party, as the reviewer's page would. */
export function signAs(review: Review, actor: Actor, party: "council" | "ilrc", version: Version) {
  const { versionId, hash } = version;
  const organizationId = review.organizations[party];
  const form = { versionId, hash, organizationId, password: PASSWORD };
  return review.services.reviews.signOff(actor, review.documentId, form, FROM);
}

/** Input for filing that version, with the signature of one signer. */
export function filingOf({ versionId, hash }: Version, signerId: string): FilingInput {
  return {
    versionId,
    hash,
    filedOn: "2021-10-07",
    method: "portal",
    addressee: "ICE FOIA Office",
    confirmation: "2021-ICFO-00042",
    caseNumber: undefined,
    certified: false,
    signatures: [{ signerId, consent: "By e-mail, October 6, 2021." }],
  };
}

/** Files that version in the three steps, with the signature of one signer. */
export function fileAs({ services, people, documentId }: Review, version: Version, signer: string) {
  return fileInSteps(services, people.staff, documentId, filingOf(version, signer));
}

/** A request that was sent back, recalled, named and approved: with a row of every kind before filing. */
export const openApproved = stage(openReview, async (review) => {
  const { services, people, reviewers, organizations, documentId } = review;
  const { council } = organizations;
  const signerId = await recordSigner(review, { organizationId: council, name: "Sam Signer" });
  const form = {
    base: (await openedDetails(review, documentId)).base,
    organizations: [{ id: council, speaks: true }],
    signers: [{ id: signerId }],
    letter: { printed: true, addressee: "FOIA Office" },
    certifier: {},
  };
  const { editDetails } = services.documents;
  value(await editDetails(people.drafter, documentId, form as unknown as DetailsForm));
  const first = await submit(review);
  value(await signAs(review, reviewers.council, "council", first));
  const asked = { ...first, organizationId: organizations.ilrc, reason: "Item 2 is too wide." };
  value(await services.reviews.requestChanges(reviewers.ilrc, documentId, asked));
  await writeText(review, documentId, "Narrower words.");
  value(
    await services.versions.name(people.drafter, documentId, { name: "Before the second round" }),
  );
  await submit(review);
  value(await services.reviews.recall(people.drafter, documentId, { reason: "A slip." }));
  const approve = async () => {
    const version = await submit(review);
    value(await signAs(review, reviewers.ilrc, "ilrc", version));
    value(await signAs(review, reviewers.council, "council", version));
    return version;
  };
  // A filing copy that was discarded, and one that reopening made void.
  const early = filingOf(await approve(), signerId);
  const { filings, reviews } = services;
  const { copyId } = value(await makeCopy(services, people.staff, documentId, early));
  const reason = "The portal refused it.";
  value(await filings.discardCopy(people.staff, documentId, { copyId, reason }));
  const second = value(await makeCopy(services, people.staff, documentId, early));
  value(await filings.takeCopy(people.staff, documentId, second.copyId));
  value(await reviews.reopen(people.drafter, documentId, { reason: "A date." }));
  return { version: await approve(), signerId };
});

/** The same, filed, with a fact corrected, and withdrawn. */
export const openWithdrawn = stage(openApproved, async (approved) => {
  const { services, people, documentId, version, signerId } = approved;
  value(await fileAs(approved, version, signerId));
  value(
    await services.filings.correct(people.staff, documentId, {
      filedOn: "2021-10-06",
      zone: "America/Chicago",
      method: "mail",
      addressee: "ICE FOIA Office",
      confirmation: "2021-ICFO-00042",
    }),
  );
  value(await services.filings.withdraw(people.staff, documentId, { reason: "Filed twice." }));
  return {};
});
