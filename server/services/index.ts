import type { Actor, Role } from "#app/domain/actor.ts";
import type { AcceptInvitationForm, InviteForm } from "#app/domain/forms/invitation.ts";
import type { ChangeNameForm, ChangePasswordForm } from "#app/domain/forms/account.ts";
import type {
  LayoutForm,
  CreateDocumentForm,
  RenameDocumentForm,
  RequiredOrganizationsForm,
} from "#app/domain/forms/document.ts";
import type { CreateMatterForm, EditNarrativeForm } from "#app/domain/forms/matter.ts";
import type { CreateOrganizationForm } from "#app/domain/forms/organization.ts";
import type { DetailsForm } from "#app/document/details/details-form.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";
import type { SharedForm } from "#app/document/details/shared-form.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { Origin } from "#server/auth/index.ts";
import {
  changeName,
  changePassword,
  endSession,
  showAccount,
  signOutEverywhere,
} from "./account.ts";
import { costlyDraftServices, type CostlyDraftServices } from "./costly-drafts/index.ts";
import { docketServices, type DocketServices } from "./dockets/index.ts";
import type { DocumentFactsView, SharedFactsView } from "./docket-views.ts";
import { documentChoices } from "./documents/choices.ts";
import { createDocument } from "./documents/create.ts";
import { editFacts } from "./documents/edit-details.ts";
import { documentFacts } from "./documents/details.ts";
import { setLayout } from "./documents/layout.ts";
import { openableIds } from "./documents/openable.ts";
import { createPreviews, type Previews } from "./documents/preview.ts";
import { renameDocument } from "./documents/rename.ts";
import { setRequiredOrganizations } from "./documents/required.ts";
import { showDocument } from "./documents/show.ts";
import { pageFacts } from "./documents/page-details.ts";
import { showFacts } from "./documents/show-details.ts";
import { exhibitServices, type ExhibitServices } from "./exhibits/index.ts";
import { showHome } from "./home.ts";
import { acceptInvitation, joinByInvitation } from "./invitations/accept.ts";
import { showInvitation } from "./invitations/show.ts";
import { acceptMatter, declineMatter } from "./matters/answer-invitation.ts";
import { matterChoices } from "./matters/choices.ts";
import { createMatter } from "./matters/create.ts";
import { editNarrative } from "./matters/edit-narrative.ts";
import { listMatters } from "./matters/list.ts";
import { handOverLead } from "./matters/hand-over.ts";
import { inviteParty } from "./matters/invite-party.ts";
import { leaveMatter } from "./matters/leave.ts";
import { mattersOfOrganization } from "./matters/of-organization.ts";
import { removeParty } from "./matters/remove-party.ts";
import { editSharedFacts, showSharedFacts } from "./matters/shared-details.ts";
import { showMatter } from "./matters/show.ts";
import { createOrganization } from "./organizations/create.ts";
import { invite, reinvite, revokeInvitation } from "./organizations/invite.ts";
import { listOrganizations } from "./organizations/list.ts";
import { showPeople } from "./organizations/people.ts";
import { confirmPerson } from "./people/confirm.ts";
import { removePerson } from "./organizations/remove-person.ts";
import { setRoles } from "./organizations/set-roles.ts";
import { recordServices, type RecordServices } from "./record.ts";
import type { Resources } from "./resources.ts";
import type {
  AccountView,
  DocumentChoices,
  DocumentView,
  HomeView,
  InvitationLink,
  InvitationOffer,
  MatterChoices,
  MatterListView,
  MatterView,
  OrganizationListView,
  OrganizationMattersView,
  OrganizationPeopleView,
  OrganizationTag,
} from "./views.ts";

export type * from "./costly-drafts/views.ts";
export type * from "./docket-summary.ts";
export type * from "./docket-views.ts";
export type * from "./exhibits/show.ts";
export type * from "./record-views.ts";
export type * from "./views.ts";

/**
 * Everything that a person can do outside of a room. Each function loads the facts, asks the domain,
 * and writes with its audit event in one transaction. Who is outside gets `not-found`, who lacks the
 * role `forbidden`, and a form that breaks its schema `bad-input` with a sentence for each field.
 */
export interface Services extends RecordServices {
  readonly home: {
    show(actor: Actor): Promise<Outcome<HomeView>>;
  };
  readonly matters: {
    /** The matters that the actor's organizations are party to, the one edited last first. */
    list(actor: Actor): Promise<Outcome<MatterListView>>;
    show(actor: Actor, slug: string): Promise<Outcome<MatterView>>;
    /** What the form for a new matter offers; refused to who administers no organization. */
    choices(actor: Actor): Promise<Outcome<MatterChoices>>;
    create(actor: Actor, form: CreateMatterForm): Promise<Outcome<{ slug: string }>>;
    editNarrative(actor: Actor, slug: string, form: EditNarrativeForm): Promise<Outcome<void>>;
    /** What its papers share, for who may edit it. */
    sharedFacts(actor: Actor, slug: string): Promise<Outcome<SharedFactsView>>;
    /** Changes signers and addresses, in every open draft of the matter that prints them. */
    editSharedFacts(actor: Actor, slug: string, form: SharedForm): Promise<Outcome<void>>;
    /** Asks an organization; it is party once one of its administrators accepts. */
    inviteParty(actor: Actor, slug: string, organizationId: string): Promise<Outcome<void>>;
    /** The matters of one organization, and those that it is asked to. */
    ofOrganization(actor: Actor, organizationId: string): Promise<Outcome<OrganizationMattersView>>;
    accept(
      actor: Actor,
      organizationId: string,
      matterId: string,
    ): Promise<Outcome<{ slug: string }>>;
    decline(actor: Actor, organizationId: string, matterId: string): Promise<Outcome<void>>;
    /** Refuses the lead; else as `removeParty`, by the party's own wish. */
    leave(actor: Actor, organizationId: string, matterId: string): Promise<Outcome<void>>;
    handOverLead(actor: Actor, slug: string, organizationId: string): Promise<Outcome<void>>;
    /** Refuses to remove the lead; ends the party's rooms and takes it off the required ones. */
    removeParty(actor: Actor, slug: string, organizationId: string): Promise<Outcome<void>>;
  };
  readonly documents: {
    choices(actor: Actor, slug: string): Promise<Outcome<DocumentChoices>>;
    /** A new draft from the first template of its kind. */
    create(
      actor: Actor,
      slug: string,
      form: CreateDocumentForm,
    ): Promise<Outcome<{ documentId: string }>>;
    show(actor: Actor, documentId: string): Promise<Outcome<DocumentView>>;
    /** What decisions need to know of a document, for the rooms; null if there is none. */
    facts(documentId: string): ReturnType<typeof documentFacts>;
    /** What its text is drawn with. */
    pageFacts(documentId: string): Promise<PageDetails | null>;
    /** The ids of all drafts that the actor may open: copies of others on a device are deleted. */
    openableIds(actor: Actor): Promise<Outcome<readonly string[]>>;
    rename(actor: Actor, documentId: string, form: RenameDocumentForm): Promise<Outcome<void>>;
    /** The facts of an open draft, its own and those that are edited elsewhere. */
    showFacts(actor: Actor, documentId: string): Promise<Outcome<DocumentFactsView>>;
    /** Changes what the page says beside its text, while it is a draft. */
    editFacts(actor: Actor, documentId: string, form: DetailsForm): Promise<Outcome<void>>;
    setRequiredOrganizations(
      actor: Actor,
      documentId: string,
      form: RequiredOrganizationsForm,
    ): Promise<Outcome<void>>;
    /** Gives an open draft the layout of another court; the caption's district follows. */
    setLayout(actor: Actor, documentId: string, form: LayoutForm): Promise<Outcome<void>>;
    /** What the pages of a draft look like, while people type. */
    readonly preview: Previews;
  };
  readonly costlyDrafts: CostlyDraftServices;
  readonly dockets: DocketServices;
  readonly exhibits: ExhibitServices;
  readonly organizations: {
    /** The actor's organizations; for who may create some, all of them. */
    list(actor: Actor): Promise<Outcome<OrganizationListView>>;
    /** Creates it and invites its first administrator. */
    create(
      actor: Actor,
      form: CreateOrganizationForm,
    ): Promise<Outcome<{ organization: OrganizationTag; invitation: InvitationLink }>>;
    people(actor: Actor, organizationId: string): Promise<Outcome<OrganizationPeopleView>>;
    /** Makes a link that holds seven days; an open invitation of the same address is replaced. */
    invite(
      actor: Actor,
      organizationId: string,
      form: InviteForm,
    ): Promise<Outcome<InvitationLink>>;
    /** A new link for an open or expired invitation; the old link stops working. */
    reinvite(
      actor: Actor,
      organizationId: string,
      invitationId: string,
    ): Promise<Outcome<InvitationLink>>;
    /** Says that an account belongs to whom its address names: the workspace's administrator's. */
    confirmPerson(actor: Actor, userId: string): Promise<Outcome<void>>;
    revokeInvitation(
      actor: Actor,
      organizationId: string,
      invitationId: string,
    ): Promise<Outcome<void>>;
    /** Refuses to remove the last administrator; ends the person's rooms. */
    removePerson(actor: Actor, organizationId: string, userId: string): Promise<Outcome<void>>;
    /** Refuses to demote the last administrator; the person's rooms decide afresh. */
    setRoles(
      actor: Actor,
      organizationId: string,
      userId: string,
      roles: readonly Role[],
    ): Promise<Outcome<void>>;
  };
  readonly invitations: {
    /** Refuses `expired-link` alike for used, revoked, expired and invented ones. */
    show(reader: Actor | null, token: string): Promise<Outcome<InvitationOffer>>;
    /**
     * Creates the account, or, where the address has one, checks its password; adds the membership
     * and signs in. `cookie` is a Set-Cookie header.
     */
    accept(
      token: string,
      form: AcceptInvitationForm,
      from: Origin,
    ): Promise<Outcome<{ cookie: string; organizationId: string }>>;
    /** Accepts for the signed-in person, whose address has to be the invited one. */
    join(actor: Actor, token: string): Promise<Outcome<{ organizationId: string }>>;
  };
  readonly account: {
    show(actor: Actor, sessionId: string): Promise<Outcome<AccountView>>;
    changeName(actor: Actor, form: ChangeNameForm): Promise<Outcome<void>>;
    /** Ends the sessions on all other devices. */
    changePassword(
      actor: Actor,
      form: ChangePasswordForm,
      from: Origin,
      sessionId: string,
    ): Promise<Outcome<void>>;
    endSession(actor: Actor, sessionId: string): Promise<Outcome<void>>;
    signOutEverywhere(actor: Actor): Promise<Outcome<void>>;
  };
}

export type { CommittedDraft, DraftsPort, Resources, RoomsPort } from "./resources.ts";

/** The services on these resources; each request's actor comes with the call. */
export function createServices(resources: Resources): Services {
  return {
    home: { show: (actor) => showHome(resources, actor) },
    matters: {
      list: (actor) => listMatters(resources, actor),
      show: (actor, slug) => showMatter(resources, actor, slug),
      choices: (actor) => matterChoices(resources, actor),
      create: (actor, form) => createMatter(resources, actor, form),
      editNarrative: (actor, slug, form) => editNarrative(resources, actor, slug, form),
      sharedFacts: (actor, slug) => showSharedFacts(resources, actor, slug),
      editSharedFacts: (actor, slug, form) => editSharedFacts(resources, actor, slug, form),
      inviteParty: (actor, slug, organizationId) =>
        inviteParty(resources, actor, slug, { organizationId }),
      ofOrganization: (actor, organizationId) =>
        mattersOfOrganization(resources, actor, organizationId),
      accept: (actor, organizationId, matterId) =>
        acceptMatter(resources, actor, organizationId, matterId),
      decline: (actor, organizationId, matterId) =>
        declineMatter(resources, actor, organizationId, matterId),
      leave: (actor, organizationId, matterId) =>
        leaveMatter(resources, actor, organizationId, matterId),
      handOverLead: (actor, slug, organizationId) =>
        handOverLead(resources, actor, slug, { organizationId }),
      removeParty: (actor, slug, organizationId) =>
        removeParty(resources, actor, slug, { organizationId }),
    },
    documents: {
      choices: (actor, slug) => documentChoices(resources, actor, slug),
      create: (actor, slug, form) => createDocument(resources, actor, slug, form),
      show: (actor, documentId) => showDocument(resources, actor, documentId),
      facts: (documentId) => documentFacts(resources, documentId),
      pageFacts: (documentId) => pageFacts(resources, documentId),
      openableIds: (actor) => openableIds(resources, actor),
      rename: (actor, documentId, form) => renameDocument(resources, actor, documentId, form),
      showFacts: (actor, documentId) => showFacts(resources, actor, documentId),
      editFacts: (actor, documentId, form) => editFacts(resources, actor, documentId, form),
      setRequiredOrganizations: (actor, documentId, form) =>
        setRequiredOrganizations(resources, actor, documentId, form),
      setLayout: (actor, documentId, form) => setLayout(resources, actor, documentId, form),
      preview: createPreviews(resources),
    },
    costlyDrafts: costlyDraftServices(resources),
    dockets: docketServices(resources),
    exhibits: exhibitServices(resources),
    ...recordServices(resources),
    organizations: {
      list: (actor) => listOrganizations(resources, actor),
      create: (actor, form) => createOrganization(resources, actor, form),
      people: (actor, organizationId) => showPeople(resources, actor, organizationId),
      invite: (actor, organizationId, form) => invite(resources, actor, organizationId, form),
      reinvite: (actor, organizationId, invitationId) =>
        reinvite(resources, actor, organizationId, invitationId),
      confirmPerson: (actor, userId) => confirmPerson(resources, actor, userId),
      revokeInvitation: (actor, organizationId, invitationId) =>
        revokeInvitation(resources, actor, organizationId, invitationId),
      removePerson: (actor, organizationId, userId) =>
        removePerson(resources, actor, organizationId, userId),
      setRoles: (actor, organizationId, userId, roles) =>
        setRoles(resources, actor, organizationId, { userId, roles }),
    },
    invitations: {
      show: (reader, token) => showInvitation(resources, reader, token),
      accept: (token, form, from) => acceptInvitation(resources, token, form, from),
      join: (actor, token) => joinByInvitation(resources, actor, token),
    },
    account: {
      show: (actor, sessionId) => showAccount(resources, actor, sessionId),
      changeName: (actor, form) => changeName(resources, actor, form),
      changePassword: (actor, form, from, sessionId) =>
        changePassword(resources, actor, form, from, sessionId),
      endSession: (actor, sessionId) => endSession(resources, actor, sessionId),
      signOutEverywhere: (actor) => signOutEverywhere(resources, actor),
    },
  };
}
