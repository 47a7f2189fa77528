import type { Role } from "#app/domain/actor.ts";

/** The labels of the roles. */
export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  observer: "Observer",
  drafter: "Drafter",
  reviewer: "Reviewer",
  staff: "Staff",
  admin: "Administrator",
};

/** Describes what each role permits. Every member of the organization may read and download. */
export const ROLE_HINTS: Readonly<Record<Role, string>> = {
  observer: "Reads and downloads the documents of the organization’s matters.",
  drafter: "Writes drafts, submits them for review and brings them back.",
  reviewer: "Signs off or asks for changes, for this organization alone.",
  staff: "Records the agency’s answers. In the lead organization: files and publishes.",
  admin: "Invites and removes people, sets roles, creates matters.",
};
