import type { Role } from "#app/domain/actor.ts";
import type { Instant } from "#server/services/instant.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";

/** A person's code app, for the page that changes it. */
export interface SecondFactorView {
  readonly hasPassword: boolean;
  readonly app: {
    readonly createdAt: Instant;
    /** The organization through which they were signed in when it was set up, where it is not their own. */
    readonly via: OrganizationTag | null;
    readonly recoveryCodesLeft: number;
  } | null;
  /** Why this session may not change it, as a sentence; null where it may. */
  readonly locked: string | null;
  /** Whether it may all the same set up another in its place, since they were let in again. */
  readonly replacesLost: boolean;
  /** Whether the server can keep a secret. */
  readonly canSeal: boolean;
  /** Whether they have to show first that it is them. */
  readonly asksProof: boolean;
  /** Whether a passkey shows that, too. */
  readonly hasPasskey: boolean;
  /** The organizations that require a passkey or a code of this person. */
  readonly requiredBy: readonly OrganizationTag[];
}

/** A code app that is being set up. */
export interface FactorSetUpView {
  /** In base 32, in groups of four. */
  readonly secret: string;
  /** Opens the app on the same device. */
  readonly address: string;
  readonly qr: { readonly size: number; readonly path: string };
}

/** Recovery codes, shown once. */
export interface RecoveryCodesView {
  readonly codes: readonly string[];
}

/** The question for a code at the sign-in. */
export interface AwaitedCodeView {
  /** The organization with whose roles alone they may go on without a code; null where they may not. */
  readonly without: OrganizationTag | null;
}

/** The page of somebody who has to set up a factor before they come in. */
export interface EnrollmentView {
  readonly email: string;
  readonly requiredBy: readonly OrganizationTag[];
  /** Whether they have a factor already, and have to sign in with that. */
  readonly hasFactorAtHand: boolean;
  readonly mayUseApp: boolean;
  readonly canSeal: boolean;
}

/** Requirements for an organization's reviewers and staff, and what each has. */
export interface SignInPolicyView {
  readonly organization: OrganizationTag;
  readonly requiresFactor: boolean;
  readonly requiresPasskey: boolean;
  readonly people: readonly {
    readonly userId: string;
    readonly name: string;
    readonly roles: readonly Role[];
    readonly passkeys: number;
    readonly hasApp: boolean;
    readonly byProvider: boolean;
  }[];
}
