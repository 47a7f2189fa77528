import { type FilingInput, fileInSteps } from "./file-in-steps.ts";
import type { Review } from "./papers.ts";
import { FROM, PASSWORD, value } from "./workspace.ts";

/** A signed version, with the hash of its text. */
type Signed = Pick<FilingInput, "versionId" | "hash">;
type Signing = Pick<Review, "services" | "reviewers" | "organizations" | "documentId">;

/** A filing by the agency's portal, without a number, as the forms send it. */
export const FILING = {
  filedOn: "2021-10-07",
  method: "portal",
  addressee: "ICE FOIA Office",
  confirmation: undefined,
  caseNumber: undefined,
  certified: false,
  signatures: [],
} as const satisfies Omit<FilingInput, keyof Signed>;

/** A reviewer of each organization signs the version. */
export async function signByBoth(
  { services, reviewers, organizations, documentId }: Signing,
  { versionId, hash }: Signed,
): Promise<void> {
  for (const party of ["council", "ilrc"] as const) {
    const form = { versionId, hash, organizationId: organizations[party], password: PASSWORD };
    value(await services.reviews.signOff(reviewers[party], documentId, form, FROM));
  }
}

/** Every organization signs the version, and staff file it and record that. */
export async function signAndFile(
  review: Signing & Pick<Review, "people">,
  { versionId, hash }: Signed,
  more: Partial<FilingInput> = {},
): Promise<void> {
  await signByBoth(review, { versionId, hash });
  const { services, people, documentId } = review;
  const filing = { versionId, hash, ...FILING, ...more };
  value(await fileInSteps(services, people.staff, documentId, filing));
}
