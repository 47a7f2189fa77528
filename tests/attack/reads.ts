import { COUNCIL_ID, SPARE } from "./people.ts";
import type { Asks } from "./expected.ts";

export const MATTER = "ice-enforcement-priorities";
export const DRAFT = "demo-request-weekly-reports";
export const COMPLAINT = "demo-complaint-weekly-reports";
export const DOCKET = "demo-docket-weekly-reports";
/** An entry of the docket's sheet. */
export const ENTRY = "demo-docket-weekly-reports-002";
export const IN_REVIEW = "demo-letter-preservation";
export const APPROVED = "demo-complaint-outside-priorities";
export const FILED = "demo-request-weekly-reports-filed";
export const EXHIBIT = "january-memorandum";
/** Of the record of the filed request. */
export const EVENT = "demo-request-weekly-reports-filed-record-002";
export const SECOND_FILED = "demo-request-outside-priorities-filed";
export const INTERIM = "demo-request-outside-priorities-filed-record-003";
/** A clause and a template that the council keeps; makeAttackedFolder makes them. */
export const CLAUSE = process.env["ATTACK_CLAUSE"] ?? "attack-clause";
export const TEMPLATE = process.env["ATTACK_TEMPLATE"] ?? "attack-template";
/** A webhook of the council; makeAttackedFolder makes it. */
export const WEBHOOK = process.env["ATTACK_WEBHOOK"] ?? "attack-webhook";
export { SPARE };

/** The page of a guest's link that nobody made. */
export const SHARED = "/shared/01980000-0000-7000-8000-000000000000";

/** Ids in an address, and ones that never stood anywhere: outsiders must not tell them apart. */
export const IMAGINARY: Readonly<Record<string, string>> = {
  [MATTER]: "no-such-matter",
  [DRAFT]: "no-such-document",
  [COMPLAINT]: "no-such-document",
  [IN_REVIEW]: "no-such-document",
  [APPROVED]: "no-such-document",
  [FILED]: "no-such-document",
  [EVENT]: "no-such-event",
  [CLAUSE]: "no-such-clause",
  [TEMPLATE]: "no-such-template",
  [WEBHOOK]: "no-such-webhook",
  [COUNCIL_ID]: "no-such-organization",
};

export interface Reading {
  readonly address: string;
  readonly asks: Asks;
  /** Statuses of HTTP that it answers to people who are let in, where that is no page. */
  readonly lets?: readonly number[];
}

const doc = (id: string, rest: string) => `/documents/${id}${rest}`;
const matter = (rest: string) => `/matters/${MATTER}${rest}`;
const council = (rest: string) => `/organizations/${COUNCIL_ID}${rest}`;

/** Every route that answers a GET, by the framework's id, with what it asks. */
export const READS: Readonly<Record<string, readonly Reading[]>> = {
  "routes/_workspace.$": [{ address: "/nowhere/at/all", asks: "anyone", lets: [404] }],
  "routes/_workspace._index": [{ address: "/", asks: "signed in" }],
  "routes/_workspace.account": [{ address: "/account", asks: "signed in" }],
  "routes/_workspace.account_.address": [{ address: "/account/address", asks: "signed in" }],
  "routes/_workspace.account_.own-factor": [{ address: "/account/own-factor", asks: "signed in" }],
  "routes/_workspace.account_.identities": [{ address: "/account/identities", asks: "signed in" }],
  "routes/_workspace.account_.second-factor": [
    { address: "/account/second-factor", asks: "signed in" },
  ],
  "routes/_workspace.account_.tokens": [{ address: "/account/tokens", asks: "signed in" }],
  // For anybody: nothing of a workspace stands in it.
  "routes/_workspace.api": [{ address: "/api", asks: "anyone" }],
  "routes/sign-in.code": [{ address: "/sign-in/code", asks: "anyone" }],
  "routes/sign-in.organization": [{ address: "/sign-in/organization", asks: "anyone" }],
  // Nothing was begun in this browser.
  "routes/sign-in.$organizationId.callback": [
    {
      address: `/sign-in/${COUNCIL_ID}/callback?code=x&state=y`,
      asks: "anyone",
      lets: [410],
    },
  ],
  // Leads to the beginning of signing in, or, once in, on.
  "routes/sign-in.factor": [{ address: "/sign-in/factor", asks: "anyone", lets: [200, 302] }],
  "routes/_workspace.account_.passkeys": [{ address: "/account/passkeys", asks: "signed in" }],
  "routes/login_.passkey": [{ address: "/login/passkey", asks: "anyone" }],
  // For anybody: nothing of a workspace stands in it.
  "routes/_workspace.help._index": [
    { address: "/help", asks: "anyone" },
    { address: "/help?for=_workspace.matters.new", asks: "anyone", lets: [302] },
  ],
  "routes/_workspace.help.$page": [
    { address: "/help/first-hour", asks: "anyone" },
    { address: "/help/no-such-page", asks: "anyone", lets: [404] },
  ],
  "routes/_workspace.verify": [
    { address: "/verify", asks: "anyone" },
    { address: `/verify?hash=${"0".repeat(64)}`, asks: "anyone" },
  ],
  "routes/_workspace.search": [
    { address: "/search", asks: "signed in" },
    { address: "/search?q=weekly+reports", asks: "signed in" },
    { address: "/search?q=weekly&kind=document", asks: "signed in" },
  ],
  "routes/search[.]json": [
    { address: "/search.json?q=weekly+reports", asks: "signed in" },
    { address: "/search.json", asks: "signed in" },
  ],
  "routes/account.drafts": [{ address: "/account/drafts", asks: "signed in" }],
  "routes/login": [{ address: "/login", asks: "anyone" }],
  // The demonstration is set up: it leads home.
  "routes/set-up": [{ address: "/set-up", asks: "anyone", lets: [302] }],
  "routes/logout": [{ address: "/logout", asks: "anyone", lets: [302] }],
  "routes/_workspace.jobs": [{ address: "/jobs", asks: "workspace.mend-jobs" }],
  // Secrets that nobody was given.
  "routes/calendar.$token[.]ics": [
    { address: `/calendar/${"x".repeat(43)}.ics`, asks: "anyone", lets: [404, 429] },
  ],
  "routes/mail.unsubscribe.$token": [
    { address: "/mail/unsubscribe/nobody.signed", asks: "anyone", lets: [404] },
  ],
  "routes/mail.own-factor.$token": [
    { address: `/mail/own-factor/${"x".repeat(43)}`, asks: "signed in", lets: [410] },
  ],
  "routes/password.forgotten": [{ address: "/password/forgotten", asks: "anyone" }],
  "routes/password.$token": [
    { address: `/password/${"x".repeat(43)}`, asks: "anyone", lets: [410] },
  ],
  "routes/address._index": [
    { address: "/address?done=changed", asks: "anyone" },
    { address: "/address", asks: "anyone", lets: [404] },
  ],
  "routes/address.$token": [{ address: `/address/${"x".repeat(43)}`, asks: "anyone", lets: [410] }],
  "routes/invitations.$token": [
    { address: `/invitations/${"x".repeat(43)}`, asks: "anyone", lets: [404, 410] },
  ],

  "routes/documents.$documentId": [
    { address: doc(DRAFT, ""), asks: "document.view" },
    { address: doc(FILED, ""), asks: "document.view" },
  ],
  "routes/documents.$documentId[.]pdf": [
    { address: doc(DRAFT, ".pdf"), asks: "document.download", lets: [200, 302] },
    { address: doc(FILED, ".pdf"), asks: "document.download", lets: [200, 302] },
    { address: doc(IN_REVIEW, ".pdf?version=1"), asks: "document.download", lets: [200, 302] },
  ],
  "routes/documents.$documentId[.]docx": [
    { address: doc(DRAFT, ".docx"), asks: "document.download", lets: [200, 302] },
    {
      address: doc(DRAFT, ".docx?names=yes&comments=yes&suggestions=yes"),
      asks: "document.download",
      lets: [200, 302],
    },
    { address: doc(FILED, ".docx"), asks: "document.download", lets: [200, 302] },
    { address: doc(IN_REVIEW, ".docx?for=court"), asks: "document.download", lets: [200, 302] },
  ],
  "routes/documents.$documentId_.versions.$number[.]docx": [
    { address: doc(IN_REVIEW, "/versions/1.docx"), asks: "document.download", lets: [200, 302] },
  ],
  "routes/documents.$documentId_.follow": [
    { address: doc(DRAFT, "/follow"), asks: "document.view" },
  ],
  "routes/documents.$documentId_.readiness": [
    { address: doc(DRAFT, "/readiness"), asks: "document.view" },
  ],
  "routes/documents.$documentId_.authors": [
    { address: doc(DRAFT, "/authors"), asks: "document.view" },
  ],
  "routes/documents.$documentId_.changes._index": [
    { address: doc(DRAFT, "/changes"), asks: "document.view" },
  ],
  // No draft of the demonstration has been kept at that number.
  "routes/documents.$documentId_.changes.baseline": [
    {
      address: doc(DRAFT, "/changes/baseline?generation=99&sequence=1"),
      asks: "document.view",
      lets: [404],
    },
  ],
  "routes/documents.$documentId_.changes.doers": [
    { address: doc(DRAFT, "/changes/doers?after=0"), asks: "document.view" },
  ],
  "routes/documents.$documentId_.changes.state": [
    {
      address: doc(DRAFT, "/changes/state?generation=99&sequence=1"),
      asks: "document.view",
      lets: [404],
    },
  ],
  "routes/documents.$documentId_.changes.versions.$number": [
    { address: doc(IN_REVIEW, "/changes/versions/1"), asks: "document.view" },
  ],
  "routes/documents.$documentId_.clauses": [
    { address: doc(DRAFT, "/clauses"), asks: "document.view" },
    { address: doc(DRAFT, "/clauses?q=fees"), asks: "document.view" },
    // Of one that the council keeps another party that reads the draft learns nothing.
    { address: doc(DRAFT, `/clauses?clause=${CLAUSE}`), asks: "organization.view" },
    { address: doc(DRAFT, "/clauses?clause=none"), asks: "document.view", lets: [404] },
  ],
  // Readers who keep texts for none of its organizations are told so.
  "routes/_workspace.documents.$documentId.template": [
    { address: doc(DRAFT, "/template"), asks: "document.comment" },
  ],
  "routes/documents.$documentId_.threads": [
    { address: doc(DRAFT, "/threads"), asks: "document.view" },
    { address: doc(FILED, "/threads?ids=none"), asks: "document.view" },
  ],
  "routes/documents.$documentId_.certificate[.]pdf": [
    { address: doc(FILED, "/certificate.pdf"), asks: "document.download" },
  ],
  // No sign-off of the demonstration was made with a passkey.
  "routes/documents.$documentId_.sign-offs.$signOffId[.]json": [
    { address: doc(FILED, "/sign-offs/none.json"), asks: "document.download", lets: [404] },
  ],
  "routes/documents.$documentId_.redline[.]pdf": [
    {
      address: doc(IN_REVIEW, "/redline.pdf?from=1&to=2"),
      asks: "document.download",
      lets: [200, 302],
    },
  ],
  "routes/documents.$documentId_.redline[.]docx": [
    {
      address: doc(IN_REVIEW, "/redline.docx?from=1&to=2"),
      asks: "document.download",
      lets: [200, 302],
    },
  ],
  // The demonstration has the exhibits' titles and no files: who may read is told that there is none.
  "routes/documents.$documentId_.exhibits.$exhibitId[.]pdf": [
    { address: doc(DRAFT, `/exhibits/${EXHIBIT}.pdf`), asks: "document.download", lets: [404] },
  ],
  // Nobody has made one: who may take it away is told that there is none.
  "routes/documents.$documentId_.filing-copies.$copyId[.]pdf": [
    { address: doc(APPROVED, "/filing-copies/none.pdf"), asks: "document.file", lets: [404] },
  ],
  "routes/documents.$documentId_.preview._index": [
    { address: doc(DRAFT, "/preview"), asks: "document.download" },
  ],
  "routes/documents.$documentId_.preview.$page": [
    {
      address: doc(DRAFT, "/preview/1?width=600"),
      asks: "document.download",
      // Nothing was set yet, where its pages were not asked for before.
      lets: [200, 404, 409],
    },
  ],
  "routes/_workspace.documents.$documentId.companions": [
    { address: doc(COMPLAINT, "/companions"), asks: "document.view" },
  ],
  "routes/_workspace.documents.$documentId.guests": [
    { address: doc(DRAFT, "/guests"), asks: "document.view" },
  ],
  // Links that nobody was given, and pages that open by a guest's cookie alone.
  "routes/guest.$token": [{ address: `/guest/${"x".repeat(43)}`, asks: "anyone", lets: [410] }],
  "routes/shared.$linkId._index": [{ address: SHARED, asks: "anyone", lets: [410] }],
  "routes/shared.$linkId.suggest": [
    { address: `${SHARED}/suggest?block=one`, asks: "anyone", lets: [410] },
  ],
  "routes/shared.$linkId.versions.$number": [
    { address: `${SHARED}/versions/1`, asks: "anyone", lets: [410] },
  ],
  "routes/_workspace.documents.$documentId.exhibits": [
    { address: doc(DRAFT, "/exhibits"), asks: "document.view" },
  ],
  "routes/_workspace.documents.$documentId.facts": [
    { address: doc(DRAFT, "/facts"), asks: "document.edit" },
  ],
  "routes/_workspace.documents.$documentId.file": [
    { address: doc(APPROVED, "/file"), asks: "document.file" },
  ],
  "routes/_workspace.documents.$documentId.filed": [
    { address: doc(FILED, "/filed"), asks: "document.view" },
  ],
  "routes/_workspace.documents.$documentId.private-data": [
    { address: doc(DRAFT, "/private-data"), asks: "document.download" },
  ],
  "routes/_workspace.documents.$documentId.redline": [
    { address: doc(IN_REVIEW, "/redline?from=1&to=2"), asks: "document.view" },
    { address: doc(DRAFT, "/redline?from=at-99-1&to=draft"), asks: "document.view", lets: [404] },
  ],
  "routes/_workspace.documents.$documentId.history": [
    { address: doc(DRAFT, "/history"), asks: "document.view" },
    { address: doc(FILED, "/history"), asks: "document.view" },
  ],
  "routes/_workspace.documents.$documentId.review": [
    { address: doc(IN_REVIEW, "/review"), asks: "document.view" },
  ],
  "routes/_workspace.documents.$documentId.docket": [
    { address: doc(COMPLAINT, "/docket"), asks: "document.edit" },
    { address: doc(FILED, "/docket"), asks: "document.correct-filing", lets: [400] },
  ],
  "routes/_workspace.documents.$documentId.settings": [
    {
      address: doc(DRAFT, "/settings"),
      asks: ["document.edit", "document.set-required-organizations"],
    },
  ],
  "routes/_workspace.documents.$documentId.word": [
    { address: doc(DRAFT, "/word"), asks: "document.download" },
    { address: doc(IN_REVIEW, "/word?version=1"), asks: "document.download" },
    { address: doc(IN_REVIEW, "/word?from=1&to=2"), asks: "document.download" },
    { address: doc(DRAFT, "/word?from=1"), asks: "document.download", lets: [404] },
  ],
  "routes/_workspace.documents.$documentId.submit": [
    { address: doc(DRAFT, "/submit"), asks: "document.submit" },
  ],
  "routes/_workspace.documents.$documentId.versions.$number": [
    { address: doc(IN_REVIEW, "/versions/1"), asks: "document.view" },
  ],
  "routes/_workspace.documents.$documentId.versions._index": [
    { address: doc(IN_REVIEW, "/versions"), asks: "document.view" },
  ],

  "routes/_workspace.documents.$documentId.record._index": [
    { address: doc(FILED, "/record"), asks: "document.view" },
  ],
  "routes/_workspace.documents.$documentId.record.new": [
    { address: doc(FILED, "/record/new"), asks: "agency-record.record" },
    { address: doc(FILED, "/record/new?says=more-time"), asks: "agency-record.record" },
  ],
  "routes/_workspace.documents.$documentId.record.events.$eventId": [
    { address: doc(FILED, `/record/events/${EVENT}`), asks: "document.view" },
  ],
  "routes/_workspace.attach.$kind.$targetId": [
    { address: `/attach/agency-event/${EVENT}`, asks: "matter.view" },
    { address: `/attach/filing/${FILED}`, asks: "matter.view" },
  ],
  // Nothing is attached in the demonstration: who may read is told that there is none.
  "routes/_workspace.attachments.$attachmentId": [
    { address: "/attachments/none", asks: "signed in", lets: [404] },
  ],
  "routes/attachments.$attachmentId_.file": [
    { address: "/attachments/none/file", asks: "signed in", lets: [404] },
  ],
  "routes/_workspace.from-word._index": [
    { address: "/from-word", asks: "signed in" },
    { address: `/from-word?document=${DRAFT}`, asks: "document.view" },
    { address: `/from-word?matter=${MATTER}`, asks: "matter.view" },
  ],
  // No file waits in the demonstration; word-waiting.test.ts has some that do.
  "routes/_workspace.from-word.$arrivalId._index": [
    { address: "/from-word/none", asks: "signed in", lets: [404] },
  ],
  "routes/_workspace.from-word.$arrivalId.draft.$slug": [
    { address: `/from-word/none/draft/${MATTER}`, asks: "document.create", lets: [404] },
  ],
  "routes/_workspace.from-word.$arrivalId.return.$documentId": [
    { address: `/from-word/none/return/${DRAFT}`, asks: "document.view", lets: [404] },
    { address: `/from-word/none/return/${DRAFT}?text=1`, asks: "document.view", lets: [404] },
  ],
  "routes/_workspace.documents.$documentId.word-returns.$returnId": [
    { address: doc(DRAFT, "/word-returns/none"), asks: "document.view", lets: [404] },
  ],
  "routes/documents.$documentId_.word-blocks.$arrivalId": [
    { address: doc(DRAFT, "/word-blocks/none?changes=with"), asks: "document.edit", lets: [404] },
  ],
  "routes/_workspace.closed-days": [{ address: "/closed-days", asks: "workspace.set-calendar" }],

  "routes/_workspace.matters.$slug._index": [{ address: matter(""), asks: "matter.view" }],
  "routes/_workspace.matters.$slug.edit": [{ address: matter("/edit"), asks: "matter.correct" }],
  "routes/_workspace.matters.$slug.facts": [
    { address: matter("/facts"), asks: "matter.edit-facts" },
  ],
  "routes/_workspace.matters.$slug.archive": [
    { address: matter("/archive"), asks: "matter.archive" },
  ],
  "routes/_workspace.matters.$slug.take-along": [
    { address: matter("/take-along"), asks: "matter.take-along" },
  ],
  "routes/_workspace.take-along": [{ address: "/take-along", asks: "workspace.take-along" }],
  "routes/_workspace.bring-archive._index": [
    { address: "/bring-archive", asks: "organization.list", lets: [200, 403] },
  ],
  // Nobody brought one; brought-archives.test.ts has some that somebody did.
  "routes/_workspace.bring-archive.$archiveId": [
    { address: "/bring-archive/none", asks: "signed in", lets: [404] },
  ],
  // Nobody took one: a number that was guessed is nobody's, whoever asks.
  "routes/archives.$archiveId": [{ address: "/archives/none", asks: "signed in", lets: [404] }],
  // Whoever sees it may ask; then it takes somebody who may create a matter.
  "routes/_workspace.matters.$slug.duplicate": [
    { address: matter("/duplicate"), asks: "matter.view", lets: [200, 403] },
  ],
  "routes/_workspace.matters.$slug.missed": [{ address: matter("/missed"), asks: "matter.view" }],
  "routes/_workspace.record": [
    { address: "/record", asks: "signed in" },
    { address: "/record?kind=account&from=2026-01-01&page=2", asks: "signed in" },
    { address: `/record?matter=${MATTER}`, asks: "matter.view" },
  ],
  "routes/record[.]jsonl": [{ address: "/record.jsonl", asks: "signed in" }],
  "routes/_workspace.matters.$slug.record": [
    { address: matter("/record"), asks: "matter.view" },
    { address: matter("/record?kind=review&to=2026-12-31"), asks: "matter.view" },
  ],
  "routes/matters.$slug.record[.]jsonl": [
    { address: matter("/record.jsonl"), asks: "matter.view" },
  ],
  "routes/_workspace.matters.$slug.names": [
    { address: matter("/names"), asks: "matter.watch-names" },
  ],
  "routes/_workspace.matters.$slug.parties": [
    { address: matter("/parties"), asks: "matter.change-parties" },
  ],
  "routes/_workspace.matters.$slug.bring-in": [
    { address: matter("/bring-in"), asks: "document.file" },
  ],
  "routes/_workspace.matters.$slug.documents.new": [
    { address: matter("/documents/new"), asks: "document.create" },
  ],
  "routes/_workspace.matters.$slug.dockets.new": [
    { address: matter("/dockets/new"), asks: "docket.create" },
  ],
  "routes/_workspace.matters.$slug.dockets.$docketId._index": [
    { address: matter(`/dockets/${DOCKET}`), asks: "matter.view" },
  ],
  "routes/_workspace.matters.$slug.dockets.$docketId.edit": [
    { address: matter(`/dockets/${DOCKET}/edit`), asks: "docket.edit" },
  ],
  "routes/_workspace.matters.$slug.dockets.$docketId.events.new": [
    { address: matter(`/dockets/${DOCKET}/events/new`), asks: "docket.record" },
  ],
  "routes/_workspace.matters.$slug.dockets.$docketId.events.$eventId": [
    { address: matter(`/dockets/${DOCKET}/events/${ENTRY}`), asks: "docket.record" },
  ],
  "routes/_workspace.matters.$slug.dockets.$docketId.events.$eventId_.days": [
    { address: matter(`/dockets/${DOCKET}/events/${ENTRY}/days`), asks: "docket.record" },
  ],
  "routes/_workspace.matters.$slug.dockets.$docketId.paste": [
    { address: matter(`/dockets/${DOCKET}/paste`), asks: "docket.record" },
  ],
  "routes/_workspace.matters.$slug.public._index": [
    { address: matter("/public"), asks: "matter.view" },
  ],
  "routes/_workspace.matters.$slug.public.days": [
    { address: matter("/public/days"), asks: "matter.publish" },
  ],
  "routes/_workspace.matters.$slug.public.documents": [
    { address: matter("/public/documents"), asks: "matter.publish" },
  ],
  "routes/_workspace.matters.$slug.public.filings.$documentId": [
    { address: matter(`/public/filings/${FILED}`), asks: "matter.publish" },
  ],
  "routes/_workspace.matters.$slug.public.lawsuits.$docketId": [
    { address: matter(`/public/lawsuits/${DOCKET}`), asks: "matter.publish" },
  ],
  "routes/_workspace.matters.$slug.public.resources": [
    { address: matter("/public/resources"), asks: "matter.publish" },
  ],
  "routes/_workspace.matters.$slug.public.words": [
    { address: matter("/public/words"), asks: "matter.publish" },
  ],
  "routes/matters.$slug.public.preview": [
    { address: matter("/public/preview"), asks: "matter.view" },
  ],
  "routes/[.]well-known.security[.]txt": [
    { address: "/.well-known/security.txt", asks: "anyone", lets: [404] },
  ],
  "routes/robots[.]txt": [{ address: "/robots.txt", asks: "anyone" }],
  "routes/sitemap[.]xml": [{ address: "/sitemap.xml", asks: "anyone" }],
  "routes/p._index": [{ address: "/p", asks: "anyone" }],
  // The demonstration's page is published.
  "routes/p.$slug._index": [{ address: `/p/${MATTER}`, asks: "anyone" }],
  "routes/p.$slug.picture[.]png": [{ address: `/p/${MATTER}/picture.png`, asks: "anyone" }],
  "routes/p.$slug.feed": [{ address: `/p/${MATTER}/feed`, asks: "anyone" }],
  // No file has that hash.
  "routes/p.$slug.files.$sha256": [
    { address: `/p/${MATTER}/files/${"0".repeat(64)}`, asks: "anyone", lets: [404] },
  ],
  "routes/_workspace.matters.new": [
    { address: "/matters/new", asks: "organization.list", lets: [200, 403] },
  ],

  "routes/_workspace.costly-drafts._index": [
    { address: "/costly-drafts", asks: "workspace.mend-drafts" },
  ],
  // Nothing was kept aside in the demonstration.
  "routes/costly-drafts.$documentId.$generation.kept[.]txt": [
    {
      address: `/costly-drafts/${DRAFT}/1/kept.txt`,
      asks: "workspace.mend-drafts",
      lets: [404],
    },
  ],

  "routes/_workspace.organizations._index": [{ address: "/organizations", asks: "signed in" }],
  "routes/_workspace.organizations.new": [
    { address: "/organizations/new", asks: "organization.create" },
  ],
  "routes/_workspace.organizations.$organizationId.edit": [
    { address: council("/edit"), asks: "organization.edit" },
  ],
  "routes/_workspace.organizations.$organizationId.sign-in": [
    { address: council("/sign-in"), asks: "organization.edit" },
  ],
  "routes/_workspace.organizations.$organizationId.webhooks._index": [
    { address: council("/webhooks"), asks: "organization.edit" },
  ],
  "routes/_workspace.organizations.$organizationId.webhooks.$webhookId": [
    { address: council(`/webhooks/${WEBHOOK}`), asks: "organization.edit" },
  ],
  "routes/_workspace.organizations.$organizationId.archives": [
    { address: council("/archives"), asks: "organization.edit" },
  ],
  "routes/_workspace.organizations.$organizationId.provider": [
    { address: council("/provider"), asks: "organization.edit" },
  ],
  "routes/_workspace.organizations.$organizationId._index": [
    { address: council(""), asks: "organization.view" },
  ],
  "routes/_workspace.organizations.$organizationId.texts._index": [
    { address: council("/texts"), asks: "organization.view" },
    { address: council("/texts?q=fees"), asks: "organization.view" },
  ],
  "routes/_workspace.organizations.$organizationId.texts.$as.$textId": [
    { address: council(`/texts/clauses/${CLAUSE}`), asks: "organization.view" },
    { address: council(`/texts/templates/${TEMPLATE}`), asks: "organization.view" },
    // Texts one organization keeps are not there under another's address, for that one's people either.
    { address: council(`/texts/clauses/${TEMPLATE}`), asks: "organization.view", lets: [404] },
  ],
  "routes/_workspace.organizations.$organizationId.matters": [
    { address: council("/matters"), asks: "organization.view" },
  ],
  "routes/_workspace.organizations.$organizationId.invite": [
    { address: council("/invite"), asks: "organization.manage-people" },
  ],
  "routes/_workspace.organizations.$organizationId.invite-several": [
    { address: council("/invite-several"), asks: "organization.manage-people" },
  ],
  "routes/_workspace.organizations.$organizationId.people.$userId": [
    { address: council("/people/demo-council-observer"), asks: "organization.manage-people" },
  ],
};
