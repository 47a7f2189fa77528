/** A version's id and the SHA-256 (hex) of its canonical form. A signature binds both. */
export interface PinnedVersion {
  readonly versionId: string;
  readonly hash: string;
}

/** An organization that must sign, with the short name that sentences use. */
export interface RequiredOrganization {
  readonly organizationId: string;
  readonly name: string;
}

/** Why the signatures of a review no longer count. */
export type VoidCause =
  | "changes-requested"
  | "recalled"
  | "reopened"
  | "party-removed"
  /** It came with an archive (A3), where nobody here had signed it. */
  | "brought-in";

/** One reviewer's decision for their organization on one version's hash. Never deleted. */
export interface SignOff extends PinnedVersion {
  readonly organizationId: string;
  readonly userId: string;
  readonly at: Date;
  readonly decision: "approved" | "changes-requested";
  /** Why changes were requested; null for an approval. */
  readonly reason: string | null;
  /** When and why the approval was voided; null while it stands. */
  readonly voided: { readonly at: Date; readonly because: VoidCause } | null;
}

/** The valid approvals of that version: not void, and for exactly this id and hash. */
export function standingApprovals(
  signOffs: readonly SignOff[],
  version: PinnedVersion,
): readonly SignOff[] {
  return signOffs.filter(
    (signOff) =>
      signOff.decision === "approved" &&
      signOff.voided === null &&
      signOff.versionId === version.versionId &&
      signOff.hash === version.hash,
  );
}

/** Whether that organization's approval of that version stands. */
export function hasApproved(
  signOffs: readonly SignOff[],
  version: PinnedVersion,
  organizationId: string,
): boolean {
  return standingApprovals(signOffs, version).some(
    (signOff) => signOff.organizationId === organizationId,
  );
}

/** The required organizations that have not approved that version, in their order. */
export function missingApprovals(
  required: readonly RequiredOrganization[],
  signOffs: readonly SignOff[],
  version: PinnedVersion,
): readonly RequiredOrganization[] {
  return required.filter(({ organizationId }) => !hasApproved(signOffs, version, organizationId));
}

/** The history with every standing approval marked as void; nothing is removed. */
export function voidApprovals(
  signOffs: readonly SignOff[],
  at: Date,
  because: VoidCause,
): readonly SignOff[] {
  return signOffs.map((signOff) =>
    signOff.decision === "approved" && signOff.voided === null
      ? { ...signOff, voided: { at, because } }
      : signOff,
  );
}

/** Whether both are the same version with the same text. */
export function isSameVersion(one: PinnedVersion, other: PinnedVersion): boolean {
  return one.versionId === other.versionId && one.hash === other.hash;
}
