import { ROLES, type Role } from "./actor.ts";
import type { GuestAccess } from "./guest.ts";
import type { DocumentSubject } from "./document.ts";
import type { MatterSubject } from "./matter.ts";

/**
 * The permission matrix as data; docs/product.md, "Who may", sums it up. Only permissions.ts reads it.
 */

interface OfMatter {
  readonly matter: MatterSubject;
}
export interface OfDocument {
  readonly document: DocumentSubject;
}
/** A decision on a document on behalf of one organization. */
export interface OfSigning extends OfDocument {
  readonly organizationId: string;
}
interface OfOrganization {
  readonly organizationId: string;
}
/** A matter, for rules that depend on who created it. */
interface OfMadeMatter extends OfMatter {
  readonly madeById: string;
}
/** A party's participation in a matter. */
interface OfParty extends OfMatter {
  readonly organizationId: string;
}
type OfWorkspace = Readonly<Record<string, never>>;

/** The subject that each permission needs for its decision. */
export interface PermissionSubjects {
  "matter.view": OfMatter;
  /** The subject is the organization that will lead the matter. */
  "matter.create": OfOrganization;
  "matter.edit-narrative": OfMatter;
  /** Correct its title and agency. */
  "matter.correct": OfMadeMatter;
  "matter.publish": OfMatter;
  /** Take its public page down. */
  "matter.unpublish": OfMatter;
  /** Be told of what happens in it and of what is due: on Home, by mail, in calendars. */
  "matter.follow": OfMatter;
  /** Put it away, and bring it back. */
  "matter.archive": OfMatter;
  /** Take an archive of it along, with what their own organization alone reads. */
  "matter.take-along": OfMatter;
  "matter.change-parties": OfMatter;
  "matter.hand-over-lead": OfMatter;
  /** Accept or decline for the invited organization, which is the subject. */
  "matter.accept": OfOrganization;
  "matter.leave": OfParty;
  /** Edit what its documents share: signers, addresses. */
  "matter.edit-facts": OfMatter;
  /** Read and edit the names to watch for (L68). */
  "matter.watch-names": OfMatter;
  "docket.create": OfMatter;
  "docket.edit": OfMatter;
  /** Record events of the lawsuit: service, orders, deadlines. */
  "docket.record": OfMatter;
  "document.view": OfDocument;
  "document.download": OfDocument;
  /** Override a finding of private data, so that everybody may download the text. */
  "document.let-private-data-stand": OfDocument;
  "document.create": OfMatter;
  /** Edit the text and its details. */
  "document.edit": OfDocument;
  /** Comment and suggest beside the text. */
  "document.comment": OfDocument;
  /** Comment and suggest where only one organization reads it. */
  "document.comment-within": OfSigning;
  /** Let somebody of no organization read it by a link, for the organization that answers for them. */
  "document.invite-guest": OfSigning;
  /** End such a link, whichever party made it. */
  "document.end-guest": OfDocument;
  /** Accept or reject a suggestion; its author may always withdraw it. */
  "document.decide-suggestion": OfDocument;
  "document.name-version": OfDocument;
  "document.submit": OfDocument;
  "document.recall": OfDocument;
  "document.reopen": OfDocument;
  "document.sign-off": OfSigning;
  "document.request-changes": OfSigning;
  "document.file": OfDocument;
  "document.correct-filing": OfDocument;
  "document.supersede": OfDocument;
  "document.withdraw": OfDocument;
  "document.set-required-organizations": OfDocument;
  "agency-record.record": OfMatter;
  "agency-record.record-production": OfMatter;
  "organization.view": OfOrganization;
  "organization.manage-people": OfOrganization;
  /** Keep templates and clauses for its people, change and remove them. */
  "organization.keep-texts": OfOrganization;
  /** Correct its name and city; set its own site and press contact, which its public pages show. */
  "organization.edit": OfOrganization;
  /** List the names of the workspace's organizations, to choose a party from. */
  "organization.list": OfWorkspace;
  "organization.create": OfWorkspace;
  /** Confirm that an account belongs to the person its address names. */
  "person.confirm": OfWorkspace;
  /** Set the days, besides holidays, on which federal agencies are closed. */
  "workspace.set-calendar": OfWorkspace;
  /** See and restore drafts that exceed the limits, with the authors of the costs (R35). */
  "workspace.mend-drafts": OfWorkspace;
  /** See failed jobs; retry or discard them. */
  "workspace.mend-jobs": OfWorkspace;
  /** Take an archive of all matters along. */
  "workspace.take-along": OfWorkspace;
}
export type Permission = keyof PermissionSubjects;

/**
 * Where the role must be held; `lead-or-maker` asks no role of the person who created the matter.
 * The type ties each reach to the subjects that carry what it needs.
 */
export type Reach<S> = S extends OfSigning
  ? "signing"
  : S extends OfDocument
    ? "party" | "lead" | "open-draft"
    : S extends OfParty
      ? "own-part"
      : S extends OfMadeMatter
        ? "lead-or-maker"
        : S extends OfMatter
          ? "party" | "lead"
          : S extends OfOrganization
            ? "own"
            : "any-organization" | "workspace";

interface Rule<S> {
  readonly roles: readonly Role[];
  readonly reach: Reach<S>;
  /** Completes the sentence "Only … may". */
  readonly what: string;
}

const DRAFTER = ["drafter"] as const;
const DRAFTER_OR_STAFF = ["drafter", "staff"] as const;
const REVIEWER = ["reviewer"] as const;
const COMMENTERS = ["drafter", "reviewer", "staff"] as const;
const STAFF = ["staff"] as const;
const ADMIN = ["admin"] as const;

/** The roles, reach and wording of each permission. */
export const RULES: { readonly [P in Permission]: Rule<PermissionSubjects[P]> } = {
  "matter.view": { roles: ROLES, reach: "party", what: "see this matter" },
  "matter.follow": { roles: ROLES, reach: "party", what: "hear what happens in this matter" },
  "document.view": { roles: ROLES, reach: "party", what: "read this document" },
  "document.download": { roles: ROLES, reach: "party", what: "download this document" },

  "document.let-private-data-stand": {
    roles: ["drafter", "reviewer", "staff"],
    reach: "party",
    what: "decide that what looks private may stand",
  },

  "document.create": { roles: DRAFTER, reach: "party", what: "create a document in this matter" },
  "document.edit": { roles: DRAFTER, reach: "open-draft", what: "edit this draft" },
  "document.name-version": {
    roles: DRAFTER,
    reach: "open-draft",
    what: "name a version of this draft",
  },
  "document.submit": { roles: DRAFTER, reach: "party", what: "submit this draft for review" },
  "document.recall": { roles: DRAFTER, reach: "party", what: "recall this document from review" },
  "document.reopen": { roles: DRAFTER, reach: "party", what: "reopen this document" },

  "document.comment": { roles: COMMENTERS, reach: "party", what: "comment on this document" },
  "document.comment-within": {
    roles: COMMENTERS,
    reach: "signing",
    what: "comment in its own conversations",
  },
  "document.decide-suggestion": {
    roles: DRAFTER,
    reach: "open-draft",
    what: "accept or reject a suggestion",
  },

  "document.invite-guest": { roles: ADMIN, reach: "signing", what: "invite a guest for it" },
  "document.end-guest": { roles: ADMIN, reach: "party", what: "end a guest’s link" },

  "document.sign-off": { roles: REVIEWER, reach: "signing", what: "sign off for it" },
  "document.request-changes": { roles: REVIEWER, reach: "signing", what: "ask for changes for it" },

  "matter.edit-facts": {
    roles: DRAFTER_OR_STAFF,
    reach: "party",
    what: "edit the signers and addresses of this matter",
  },
  "matter.watch-names": {
    roles: DRAFTER_OR_STAFF,
    reach: "party",
    what: "see and edit the names that this matter watches for",
  },
  "docket.create": {
    roles: DRAFTER_OR_STAFF,
    reach: "party",
    what: "record a docket of this matter",
  },
  "docket.edit": { roles: DRAFTER_OR_STAFF, reach: "party", what: "edit this docket" },
  "docket.record": {
    roles: DRAFTER_OR_STAFF,
    reach: "party",
    what: "record what happens on this docket",
  },

  "agency-record.record": {
    roles: STAFF,
    reach: "party",
    what: "record what the agency answers",
  },
  "agency-record.record-production": {
    roles: DRAFTER_OR_STAFF,
    reach: "party",
    what: "record what the agency released",
  },

  "document.file": { roles: STAFF, reach: "lead", what: "file this document" },
  "document.correct-filing": { roles: STAFF, reach: "lead", what: "correct the filing’s details" },
  "document.supersede": { roles: STAFF, reach: "lead", what: "mark this filing as superseded" },
  "document.withdraw": { roles: STAFF, reach: "lead", what: "withdraw this filing" },
  "matter.publish": { roles: STAFF, reach: "lead", what: "publish this matter’s page" },
  "matter.unpublish": { roles: STAFF, reach: "lead", what: "take this matter’s page down" },
  "matter.correct": {
    roles: STAFF,
    reach: "lead-or-maker",
    what: "correct this matter’s title and agency",
  },
  "matter.edit-narrative": { roles: STAFF, reach: "lead", what: "edit this matter’s narrative" },

  "matter.create": { roles: ADMIN, reach: "own", what: "create a matter that it leads" },
  "organization.view": { roles: ROLES, reach: "own", what: "see its people" },
  "organization.manage-people": {
    roles: ADMIN,
    reach: "own",
    what: "invite or remove its people and set their roles",
  },
  "organization.keep-texts": {
    roles: COMMENTERS,
    reach: "own",
    what: "keep its templates and clauses",
  },
  "organization.edit": {
    roles: ADMIN,
    reach: "own",
    what: "correct its name and set its site and its press contact",
  },

  "matter.change-parties": {
    roles: ADMIN,
    reach: "lead",
    what: "add or remove a party of this matter",
  },
  "matter.hand-over-lead": {
    roles: ADMIN,
    reach: "lead",
    what: "hand over the lead of this matter",
  },
  "matter.accept": {
    roles: ADMIN,
    reach: "own",
    what: "accept or decline that it is party to a matter",
  },
  "matter.archive": {
    roles: ADMIN,
    reach: "lead",
    what: "archive this matter and bring it back",
  },
  "matter.take-along": {
    roles: ["staff", "admin"],
    reach: "party",
    what: "take an archive of this matter along",
  },
  "matter.leave": { roles: ADMIN, reach: "own-part", what: "take it out of this matter" },
  "document.set-required-organizations": {
    roles: ADMIN,
    reach: "lead",
    what: "choose which organizations must sign this document",
  },

  "organization.list": {
    roles: ADMIN,
    reach: "any-organization",
    what: "list the organizations of this workspace",
  },
  "organization.create": { roles: [], reach: "workspace", what: "create an organization" },
  "person.confirm": { roles: [], reach: "workspace", what: "confirm an account" },
  "workspace.set-calendar": {
    roles: [],
    reach: "workspace",
    what: "set the days on which federal agencies are closed",
  },
  "workspace.mend-drafts": {
    roles: [],
    reach: "workspace",
    what: "see and fix drafts that cost more than they may",
  },
  "workspace.mend-jobs": {
    roles: [],
    reach: "workspace",
    what: "see and fix jobs that failed",
  },
  "workspace.take-along": {
    roles: [],
    reach: "workspace",
    what: "take an archive of the whole workspace along",
  },
};

/**
 * All that is possible in a matter that was archived: reading, leaving it, bringing it back, and taking
 * its public page down, which waits for nobody. It is never deleted, as its record and filings are proof. A
 * permission that is not here is refused there, so that a new one is, until somebody decides otherwise.
 */
export const HOLDS_IN_ARCHIVE: ReadonlySet<Permission> = new Set<Permission>([
  "matter.view",
  "document.view",
  "document.download",
  "matter.archive",
  "matter.take-along",
  "matter.unpublish",
  "matter.leave",
]);

/**
 * All that a guest may, on the one document of their link, while the party that invited them is one and
 * the matter is not archived. A permission that is not here is no guest’s.
 */
export const GUEST_RULES: ReadonlyMap<Permission, (guest: GuestAccess) => boolean> = new Map<
  Permission,
  (guest: GuestAccess) => boolean
>([
  ["document.view", () => true],
  ["document.comment", ({ mayComment }) => mayComment],
]);
