import type { Outcome } from "#app/domain/refusal.ts";
import { changeName } from "./account/change-name.ts";
import { changePassword } from "./account/change-password.ts";
import { OWN_FACTOR_VERBS } from "./account/own-factor-verbs.ts";
import { endSession, signOutElsewhere, signOutEverywhere } from "./account/sessions.ts";
import { showAccount } from "./account/show.ts";
import { ACCOUNT_LINK_VERBS } from "./account-links/verbs.ts";
import { ADDRESS_VERBS } from "./address/verbs.ts";
import { ARCHIVE_CONSENT_VERBS } from "./archive-consent/verbs.ts";
import type { ProgramDoor } from "./api-tokens/door.ts";
import { API_READS, API_TOKEN_VERBS, programDoor } from "./api-tokens/verbs.ts";
import { createCalendarAddress, revokeCalendarAddress } from "./calendar/address.ts";
import { createCalendarReader, type CalendarReader } from "./calendar/feed.ts";
import { beginCompanion } from "./companions/begin.ts";
import { showCompanions } from "./companions/show.ts";
import { removedText } from "./costly-drafts/removed-text.ts";
import { removeWriter } from "./costly-drafts/remove-writer.ts";
import { restoreDraft } from "./costly-drafts/restore.ts";
import { retryDraft } from "./costly-drafts/retry.ts";
import { showCostlyDrafts } from "./costly-drafts/show.ts";
import { changesBaseline, changesVersion } from "./changes/baseline.ts";
import { changeDoers } from "./changes/doers.ts";
import { showChanges } from "./changes/show.ts";
import { tickChanges } from "./changes/tick.ts";
import { AGENCY_RECORD_VERBS } from "./agency-record/verbs.ts";
import { addAttachment, mayAttach } from "./attachments/add.ts";
import { markAttachmentRead, removeAttachment } from "./attachments/change.ts";
import { attachmentFile } from "./attachments/download.ts";
import { showAttachment, showAttachments } from "./attachments/show.ts";
import {
  forgetMissed,
  matterDue,
  remindOfMissed,
  settleMissed,
  showMissed,
  unsettleMissed,
} from "./deadlines/missed.ts";
import { createDocket } from "./dockets/create.ts";
import { editDocket } from "./dockets/edit.ts";
import { importDocketEvents, previewDocketImport } from "./dockets/import.ts";
import {
  correctDocketEvent,
  finishDocketEvent,
  recordDocketEvent,
  retractDocketEvent,
} from "./dockets/record-event.ts";
import { confirmNamedDays } from "./dockets/named-days.ts";
import { beginDocketEvent, showDocketEvent, showDocketSheet } from "./dockets/sheet.ts";
import { newDocket, showDocket } from "./dockets/show.ts";
import { documentChoices } from "./documents/choices.ts";
import { createDocument } from "./documents/create.ts";
import { documentSubject } from "./documents/details.ts";
import { editDetails } from "./documents/edit-details.ts";
import { setLayout } from "./documents/layout.ts";
import { openableIds } from "./documents/openable.ts";
import { pageDetails } from "./documents/page-details.ts";
import { createPreviews, type Previews } from "./documents/preview.ts";
import { renameDocument } from "./documents/rename.ts";
import { setRequiredOrganizations } from "./documents/required.ts";
import { showDetails } from "./documents/show-details.ts";
import { updateSourced } from "./documents/sourced.ts";
import { showDocument } from "./documents/show.ts";
import { addExhibit, mayChangeExhibits, replaceExhibit } from "./exhibits/add.ts";
import { removeExhibit, renameExhibit } from "./exhibits/edit.ts";
import { exhibitPdf, showExhibits } from "./exhibits/show.ts";
import { bringIn } from "./filings/bring-in.ts";
import { bringInChoices, mayBringIn } from "./filings/bring-in-choices.ts";
import { certificatePdf } from "./filings/certificate.ts";
import { filingChoices } from "./filings/choices.ts";
import { confirmFiling } from "./filings/confirm.ts";
import { correctFiling } from "./filings/correct.ts";
import { discardFilingCopy } from "./filings/discard-copy.ts";
import { supersede, withdraw } from "./filings/end.ts";
import { makeFilingCopy } from "./filings/make-copy.ts";
import { documentPdf } from "./filings/pdf.ts";
import { showFiled } from "./filings/show.ts";
import { takeFilingCopy } from "./filings/take-copy.ts";
import { verifyHash } from "./filings/verify.ts";
import { showHistory } from "./history/show.ts";
import { stateProse } from "./history/text.ts";
import { lookAt } from "./home/changed-drafts.ts";
import { showHome } from "./home/show.ts";
import { acceptInvitation, joinByInvitation } from "./invitations/accept.ts";
import { showInvitation } from "./invitations/show.ts";
import { discardJob, retryJob } from "./jobs/failed.ts";
import { showFailedJobs } from "./jobs/show.ts";
import { acceptMatter, declineMatter } from "./matters/answer-invitation.ts";
import { matterChoices } from "./matters/choices.ts";
import { createMatter } from "./matters/create.ts";
import { editNarrative } from "./matters/edit-narrative.ts";
import { acceptLead, declineLead, offerLead, withdrawLead } from "./matters/hand-over.ts";
import { inviteParty } from "./matters/invite-party.ts";
import { leaveMatter } from "./matters/leave.ts";
import { listMatters } from "./matters/list.ts";
import { mattersOfOrganization } from "./matters/of-organization.ts";
import { DOCKET_MOVE_VERBS, MATTER_WORK_VERBS } from "./matters/work-verbs.ts";
import { removeParty } from "./matters/remove-party.ts";
import { editSharedDetails, showSharedDetails } from "./matters/shared-details.ts";
import { showMatter } from "./matters/show.ts";
import { ORGANIZATION_TEXT_VERBS } from "./organization-texts/verbs.ts";
import { setContact, showContact } from "./organizations/contact.ts";
import { createOrganization } from "./organizations/create.ts";
import { invite, inviteSeveral, reinvite, revokeInvitation } from "./organizations/invite.ts";
import { listOrganizations } from "./organizations/list.ts";
import { showPeople } from "./organizations/people.ts";
import { removePerson } from "./organizations/remove-person.ts";
import { renameOrganization } from "./organizations/rename.ts";
import { setRoles } from "./organizations/set-roles.ts";
import { setSignInPolicy, showSignInPolicy } from "./organizations/sign-in-policy.ts";
import { confirmPerson } from "./people/confirm.ts";
import { PALETTE_VERBS } from "./palette/verbs.ts";
import { PASSKEY_VERBS } from "./passkeys/verbs.ts";
import { letPrivateDataStand } from "./private-data/override.ts";
import { showPrivateData } from "./private-data/show.ts";
import { editWatchList, showWatchList } from "./private-data/watch-list.ts";
import {
  editCard,
  editMilestones,
  editOffer,
  editPage,
  editResources,
  editSummary,
  takeCardOff,
  takeSummaryOff,
} from "./public-page/edit.ts";
import { drawPagePicture } from "./public-page/picture.ts";
import { publishPage, withdrawPage } from "./public-page/publish.ts";
import { listPublicAddresses, listPublicPages } from "./public-page/list.ts";
import { publicFile, publicRevision, readPublicPage } from "./public-page/read.ts";
import { showPageToEdit, showPublicPage } from "./public-page/show.ts";
import { matterTimeline } from "./public-page/timeline.ts";
import type { Resources } from "./resources.ts";
import { setMailTimes } from "./reminders/preferences.ts";
import { showUnsubscribe, unsubscribe } from "./reminders/unsubscribe.ts";
import { PASSKEY_DECISION_VERBS } from "./reviews/passkey-verbs.ts";
import { requestChanges } from "./reviews/request-changes.ts";
import { showOpenThreads } from "./reviews/open-threads.ts";
import { showReadiness } from "./reviews/readiness.ts";
import { showReview } from "./reviews/show.ts";
import { createSetUp } from "./set-up/index.ts";
import type { SetUp } from "./set-up/port.ts";
import { setCalendar, showCalendar } from "./settings/set-calendar.ts";
import { signOff } from "./reviews/sign-off.ts";
import { submitForReview } from "./reviews/submit.ts";
import { recall, reopen } from "./reviews/take-back.ts";
import { chooseFollow, showFollow } from "./follows/choose.ts";
import { acceptSuggestions } from "./threads/accept.ts";
import { openSuggestionsAgain } from "./threads/open-again.ts";
import { acceptedText } from "./threads/accepted.ts";
import { suggestionBodies } from "./threads/bodies.ts";
import { beginThread } from "./threads/begin.ts";
import { createThreadChanges, type ThreadChanges } from "./threads/change.ts";
import { editComment, removeComment, reply } from "./threads/comments.ts";
import { finishThread, giveThread, takeThreadBack } from "./threads/give.ts";
import { agreeWithComment } from "./threads/agree.ts";
import { moveThreads } from "./threads/move.ts";
import { showThreads } from "./threads/show.ts";
import { readThread, reopenThread, resolveThread, shareThread } from "./threads/state.ts";
import { rejectSuggestion, withdrawSuggestion } from "./threads/suggestions.ts";
import { listVersions } from "./versions/list.ts";
import { nameVersion } from "./versions/name.ts";
import { redlineBetween } from "./versions/redline.ts";
import { redlinePdf } from "./versions/redline-pdf.ts";
import { pinnedText } from "./versions/pinned.ts";
import { showVersion } from "./versions/show.ts";
import { createReplyTaker, type ReplyTaker } from "./reply-by-mail/take.ts";
import { createProviderSignIn, IDENTITY_PROVIDER_VERBS } from "./identity-providers/verbs.ts";
import { createWordArrivals, type WordArrivals } from "./word/bringing/arrivals.ts";
import { AUDIT_RECORD_VERBS } from "./audit-record/verbs.ts";
import { SECOND_FACTOR_VERBS } from "./second-factor/verbs.ts";
import { WEBHOOK_VERBS } from "./webhooks/verbs.ts";
import { WORD_FILE_VERBS, WORD_VERBS } from "./word/verbs.ts";
import { createGuestActs, GUEST_VERBS } from "./guests/verbs.ts";
import { HELP_VERBS } from "./help/verbs.ts";
import { BRINGING_VERBS } from "./bringing/verbs.ts";
import { TAKING_ALONG_VERBS } from "./taking-along/verbs.ts";

export type { Resources } from "./resources.ts";
export type * from "./account/views.ts";
export type * from "./archive-consent/views.ts";
export type * from "./audit-record/views.ts";
export type * from "./account-links/views.ts";
export type * from "./address/views.ts";
export type { AdmittedProgram, ProgramDoor } from "./api-tokens/door.ts";
export type * from "./api-tokens/views.ts";
export type { CalendarAddress, CalendarAddressView } from "./calendar/address.ts";
export type { ClockAnswer } from "./agency-record/clock-answer.ts";
export type { ClockNews } from "./agency-record/clock-news.ts";
export type { PreviewedEffect } from "./agency-record/preview.ts";
export type { AgencyEventView } from "./agency-record/show-event.ts";
export type * from "./agency-record/views.ts";
export type { AttachedAt } from "./attachments/show.ts";
export type { AttachmentView } from "./attachments/views.ts";
export type { CompanionView } from "./companions/show.ts";
export type * from "./costly-drafts/views.ts";
export type { MatterDueView, MissedView } from "./deadlines/missed.ts";
export type * from "./dockets/sheet-views.ts";
export type * from "./dockets/views.ts";
export type { ImportPreview } from "./dockets/import.ts";
export type { DocumentSummary } from "./documents/summary.ts";
export type { CaptionPart, DocketMoveView } from "./documents/set-docket.ts";
export type { DocumentTag, PaperTag } from "./documents/tag.ts";
export type * from "./documents/views.ts";
export type { ExhibitView } from "./exhibits/show.ts";
export type * from "./filings/views.ts";
export type * from "./taking-along/views.ts";
export type * from "./bringing/views.ts";
export type { GuestRequest } from "./guests/sitting.ts";
export type * from "./guests/views.ts";
export type { HelpIndexView } from "./help/show.ts";
export type * from "./history/views.ts";
export type * from "./home/views.ts";
export type * from "./instant.ts";
export type * from "./identity-providers/views.ts";
export type * from "./invitations/views.ts";
export type * from "./jobs/views.ts";
export type { ArchiveView } from "./matters/archive.ts";
export type { DuplicateChoices } from "./matters/duplicate-choices.ts";
export type { NamingView } from "./matters/papers-naming.ts";
export type { PartyView } from "./matters/parties.ts";
export type * from "./matters/views.ts";
export type { OrganizationTag } from "./organizations/tag.ts";
export type * from "./organizations/views.ts";
export type * from "./organization-texts/views.ts";
export type { PersonTag } from "./people/tag.ts";
export type { AskingBrowser } from "./passkeys/browser.ts";
export type * from "./passkeys/views.ts";
export type * from "./people/views.ts";
export type * from "./second-factor/views.ts";
export type * from "./private-data/views.ts";
export type { StoppedLetters } from "./reminders/unsubscribe.ts";
export type { PublicPageAddress, PublicPageTag } from "./public-page/list.ts";
export type { PublicPageView } from "./public-page/show.ts";
export type { PageState } from "./public-page/load.ts";
export type { MatterTimeline } from "./public-page/timeline.ts";
export type { PageUpdate } from "./public-page/updates.ts";
export type { HandedFile } from "./handed-file.ts";
export type { SignOffView, Standing } from "./reviews/standing.ts";
export type { FollowView } from "./follows/choose.ts";
export type { ListedThreads } from "./reviews/open-threads.ts";
export type { ReadinessView } from "./reviews/readiness.ts";
export type * from "./reviews/views.ts";
export type { VersionTag } from "./versions/tag.ts";
export type * from "./versions/views.ts";
export type * from "./webhooks/views.ts";
export type { WordBlocks } from "./word/bringing/blocks.ts";
export type * from "./word/bringing/views.ts";
export type * from "./word/leaving/views.ts";

/**
 * Everything that a person can do outside of a room, by noun. Writing verbs are built by
 * command.ts; reading ones load what the reader may see. Outsiders get `not-found`, people without
 * the role `forbidden`, and a form that violates its schema `bad-input` with a sentence for each
 * field.
 */
const VERBS = {
  home: { show: showHome, lookAt },
  deadlines: {
    ofMatter: matterDue,
    missed: showMissed,
    settle: settleMissed,
    unsettle: unsettleMissed,
    remind: remindOfMissed,
    forget: forgetMissed,
  },
  matters: {
    list: listMatters,
    show: showMatter,
    choices: matterChoices,
    create: createMatter,
    editNarrative,
    sharedDetails: showSharedDetails,
    editSharedDetails,
    watchList: showWatchList,
    editWatchList,
    inviteParty,
    ofOrganization: mattersOfOrganization,
    accept: acceptMatter,
    decline: declineMatter,
    leave: leaveMatter,
    offerLead,
    withdrawLead,
    acceptLead,
    declineLead,
    removeParty,
    ...MATTER_WORK_VERBS,
  },
  documents: {
    ...DOCKET_MOVE_VERBS,
    choices: documentChoices,
    create: createDocument,
    show: showDocument,
    subject: documentSubject,
    pageDetails,
    openableIds,
    rename: renameDocument,
    showDetails,
    editDetails,
    setRequiredOrganizations,
    setLayout,
    updateSourced,
  },
  changes: {
    show: showChanges,
    baseline: changesBaseline,
    version: changesVersion,
    state: stateProse,
    doers: changeDoers,
    tick: tickChanges,
  },
  guests: GUEST_VERBS,
  help: HELP_VERBS,
  takingAlong: TAKING_ALONG_VERBS,
  bringing: BRINGING_VERBS,
  history: { show: showHistory },
  companions: { show: showCompanions, begin: beginCompanion },
  versions: {
    list: listVersions,
    show: showVersion,
    pinned: pinnedText,
    redline: redlineBetween,
    redlinePdf,
    name: nameVersion,
  },
  word: WORD_VERBS,
  reviews: {
    show: showReview,
    readiness: showReadiness,
    openThreads: showOpenThreads,
    submit: submitForReview,
    signOff,
    requestChanges,
    ...PASSKEY_DECISION_VERBS,
    recall,
    reopen,
  },
  filings: {
    choices: filingChoices,
    makeCopy: makeFilingCopy,
    takeCopy: takeFilingCopy,
    discardCopy: discardFilingCopy,
    confirm: confirmFiling,
    mayBringIn,
    bringInChoices,
    bringIn,
    show: showFiled,
    correct: correctFiling,
    supersede,
    withdraw,
    pdf: documentPdf,
    privateData: showPrivateData,
    letPrivateDataStand,
    certificate: certificatePdf,
    verify: verifyHash,
  },
  exhibits: {
    show: showExhibits,
    mayChange: mayChangeExhibits,
    add: addExhibit,
    replace: replaceExhibit,
    rename: renameExhibit,
    remove: removeExhibit,
    pdf: exhibitPdf,
  },
  agencyRecord: AGENCY_RECORD_VERBS,
  palette: PALETTE_VERBS,
  auditRecord: AUDIT_RECORD_VERBS,
  attachments: {
    showAt: showAttachments,
    show: showAttachment,
    mayAdd: mayAttach,
    add: addAttachment,
    remove: removeAttachment,
    markRead: markAttachmentRead,
    file: attachmentFile,
  },
  dockets: {
    show: showDocket,
    begin: newDocket,
    create: createDocket,
    edit: editDocket,
    sheet: showDocketSheet,
    beginEvent: beginDocketEvent,
    showEvent: showDocketEvent,
    recordEvent: recordDocketEvent,
    correctEvent: correctDocketEvent,
    retractEvent: retractDocketEvent,
    finishEvent: finishDocketEvent,
    confirmDays: confirmNamedDays,
    previewImport: previewDocketImport,
    importEvents: importDocketEvents,
  },
  publicPage: {
    show: showPublicPage,
    toEdit: showPageToEdit,
    editPage,
    editSummary,
    takeSummaryOff,
    editCard,
    takeCardOff,
    editOffer,
    editResources,
    editMilestones,
    publish: publishPage,
    withdraw: withdrawPage,
    read: readPublicPage,
    picture: drawPagePicture,
    revision: publicRevision,
    list: listPublicPages,
    addresses: listPublicAddresses,
    file: publicFile,
    timeline: matterTimeline,
  },
  threads: {
    show: showThreads,
    bodies: suggestionBodies,
    acceptedText,
    begin: beginThread,
    reply,
    edit: editComment,
    remove: removeComment,
    resolve: resolveThread,
    reopen: reopenThread,
    share: shareThread,
    read: readThread,
    give: giveThread,
    "take-back": takeThreadBack,
    done: finishThread,
    agree: agreeWithComment,
    move: moveThreads,
    accept: acceptSuggestions,
    "open-again": openSuggestionsAgain,
    reject: rejectSuggestion,
    withdraw: withdrawSuggestion,
  },
  wordFiles: WORD_FILE_VERBS,
  settings: { calendar: showCalendar, setCalendar },
  costlyDrafts: {
    show: showCostlyDrafts,
    retry: retryDraft,
    restore: restoreDraft,
    removeWriter,
    kept: removedText,
  },
  organizations: {
    list: listOrganizations,
    create: createOrganization,
    contact: showContact,
    signInPolicy: showSignInPolicy,
    setSignInPolicy,
    rename: renameOrganization,
    setContact,
    people: showPeople,
    invite,
    inviteSeveral,
    reinvite,
    confirmPerson,
    revokeInvitation,
    removePerson,
    setRoles,
  },
  archiveConsents: ARCHIVE_CONSENT_VERBS,
  webhooks: WEBHOOK_VERBS,
  organizationTexts: ORGANIZATION_TEXT_VERBS,
  invitations: { show: showInvitation, accept: acceptInvitation, join: joinByInvitation },
  identityProviders: IDENTITY_PROVIDER_VERBS,
  calendar: { createAddress: createCalendarAddress, revokeAddress: revokeCalendarAddress },
  jobs: { showFailed: showFailedJobs, retry: retryJob, discard: discardJob },
  follows: { show: showFollow, choose: chooseFollow },
  letters: { show: showUnsubscribe, stop: unsubscribe, setTimes: setMailTimes },
  secondFactor: SECOND_FACTOR_VERBS,
  passkeys: PASSKEY_VERBS,
  account: {
    show: showAccount,
    changeName,
    changePassword,
    endSession,
    signOutElsewhere,
    signOutEverywhere,
  },
  ownFactor: OWN_FACTOR_VERBS,
  address: ADDRESS_VERBS,
  accountLinks: ACCOUNT_LINK_VERBS,
  apiTokens: API_TOKEN_VERBS,
  apiReads: API_READS,
} as const;

type AnyVerb = (resources: never, ...args: never) => Outcome<unknown> | Promise<unknown>;

/** A verb as callers see it: without the resources, which never change. */
type Bound<V> = V extends (resources: never, ...args: infer Args) => infer Answer
  ? (...args: Args) => Answer
  : never;

type BoundVerbs<T> = {
  readonly [Noun in keyof T]: { readonly [Name in keyof T[Noun]]: Bound<T[Noun][Name]> };
};

export type Services = BoundVerbs<typeof VERBS> & {
  /** The pages of a draft while people type; has a cache. */
  readonly documents: { readonly preview: Previews };
  /** Guests' acts; counts codes and tries. */
  readonly guests: ReturnType<typeof createGuestActs>;
  /** Threads beside texts: it keeps how often each person writes. */
  readonly threads: ThreadChanges;
  /** Word files as they arrive; keeps how much each person sends. */
  readonly wordFiles: WordArrivals;
  /** Ways to organizations' providers and back; counts requests. */
  readonly identityProviders: ReturnType<typeof createProviderSignIn>;
  /** The calendar behind a secret address; counts requests. */
  readonly calendar: { readonly read: CalendarReader };
  /** The first page of a new workspace; counts tries. */
  readonly setUp: SetUp;
  /** Answers to letters that come by e-mail; counts them. */
  readonly replyByMail: ReplyTaker;
  /** The way in of programs; counts requests. */
  readonly apiTokens: { readonly door: () => Promise<ProgramDoor> };
};

/** The services on these resources; each request's actor comes with the call. */
export function createServices(resources: Resources): Services {
  const bound = bindVerbs(VERBS, resources);
  const threads = { ...bound.threads, ...createThreadChanges(resources, bound.threads) };
  return {
    ...bound,
    documents: { ...bound.documents, preview: createPreviews(resources) },
    threads,
    guests: { ...bound.guests, ...createGuestActs(resources, threads) },
    wordFiles: {
      ...bound.wordFiles,
      ...createWordArrivals(resources, bound.wordFiles.receive),
    },
    identityProviders: { ...bound.identityProviders, ...createProviderSignIn(resources) },
    calendar: { ...bound.calendar, read: createCalendarReader(resources) },
    setUp: createSetUp(resources),
    replyByMail: createReplyTaker(resources, threads),
    apiTokens: { ...bound.apiTokens, door: programDoor(resources) },
  };
}

function bindVerbs<T extends Readonly<Record<string, Readonly<Record<string, AnyVerb>>>>>(
  verbs: T,
  resources: Resources,
): BoundVerbs<T> {
  const bind = (noun: Readonly<Record<string, AnyVerb>>) =>
    Object.fromEntries(
      Object.entries(noun).map(([name, verb]) => [
        name,
        (...args: never) => verb(resources as never, ...args),
      ]),
    );
  // Each function is bound to its first argument, as `Bound` describes.
  return Object.fromEntries(
    Object.entries(verbs).map(([noun, each]) => [noun, bind(each)]),
  ) as BoundVerbs<T>;
}
