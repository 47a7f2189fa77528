import {
  COUNCIL_ID,
  ILRC_ID,
  INVITED_ID,
  MATTER_ID,
  MIJENTE_ID,
  OUTSIDE_ID,
  SPARE,
  type Place,
} from "./people.ts";
import type { Asks } from "./expected.ts";
import type { Role } from "#app/domain/actor.ts";
import { SCHEMA_VERSION } from "#app/document/schema-version.ts";
import {
  APPROVED,
  CLAUSE,
  DOCKET,
  COMPLAINT,
  DRAFT,
  ENTRY,
  EVENT,
  EXHIBIT,
  FILED,
  IN_REVIEW,
  INTERIM,
  MATTER,
  SECOND_FILED,
  SHARED,
  TEMPLATE,
  WEBHOOK,
} from "./reads.ts";

export interface Writing {
  readonly address: string;
  /** The form's name among those of its page. */
  readonly intent?: string;
  readonly asks: Asks;
  /** Of which organization it is, where a rule of one organization decides. */
  readonly of?: Place;
  /** Where a page with the form stands, whose hidden fields are then sent; null: `fields` are all. */
  readonly page?: string | null;
  readonly fields?: Readonly<Record<string, string | readonly string[]>>;
  /** Boxes of that name on the page: all of them are ticked. */
  readonly ticks?: string;
  /** Somebody who may, and what the form then answers: it shows that the form is one that works. */
  readonly by: readonly [Place, Role];
  readonly answers?: readonly number[];
  /** A form with a file. */
  readonly upload?: true;
  /** Sent by a script as JSON instead of a form. */
  readonly json?: unknown;
}

const doc = (id: string, rest: string) => `/documents/${id}${rest}`;
const matter = (rest: string) => `/matters/${MATTER}${rest}`;
const council = (rest: string) => `/organizations/${COUNCIL_ID}${rest}`;
const spare = council(`/people/${SPARE.id}`);

/** The key of a guest's form, so that it is kept once. */
const GUEST_KEY = "01980000-0000-7000-8000-000000000001";

/** Statuses of a form that did what it should: its page again, or another's address. */
const DONE = [200, 302] as const;

const OTHER_VERSION = { versionId: "another", hash: "0".repeat(64), organizationId: ILRC_ID };

/**
 * Every form of every route, by the framework's id, valid but for who sends it. In the order in which somebody
 * who may can send one after the other.
 */
export const WRITES: Readonly<Record<string, readonly Writing[]>> = {
  "routes/theme": [
    { address: "/theme", asks: "anyone", fields: { theme: "dark" }, by: ["lead", "observer"] },
  ],
  "routes/set-up": [
    {
      address: "/set-up",
      asks: "anyone",
      fields: {
        token: "0000-0000-0000-0000-0000",
        organization: "Another Organization",
        shortName: "Another",
        name: "Another Name",
        email: "another@example.org",
        password: "a quiet desk by the window",
        writes: "yes",
      },
      by: ["lead", "observer"],
      // The demonstration is set up.
      answers: [409],
    },
  ],
  "routes/_workspace.account": [
    {
      address: "/account",
      intent: "name",
      asks: "signed in",
      fields: { name: "Another Name" },
      by: ["lead", "observer"],
    },
    {
      address: "/account",
      intent: "letters",
      asks: "signed in",
      fields: {
        "sign-offs": "daily",
        changes: "never",
        "changes-met": "at-once",
        "taken-back": "at-once",
        mentions: "daily",
        answers: "never",
        suggestions: "at-once",
        followed: "daily",
        deadlines: "at-once",
      },
      by: ["lead", "observer"],
    },
    { address: "/account", intent: "make-calendar", asks: "signed in", by: ["lead", "observer"] },
    { address: "/account", intent: "revoke-calendar", asks: "signed in", by: ["lead", "observer"] },
    {
      // Somebody else's: nobody can name one but its own person.
      address: "/account",
      intent: "end-session",
      asks: "signed in",
      fields: { sessionId: "0".repeat(64) },
      by: ["lead", "observer"],
      answers: [404],
    },
    {
      address: "/account",
      intent: "password",
      asks: "signed in",
      fields: { currentPassword: "not the password", newPassword: "a quiet desk by the window" },
      by: ["lead", "observer"],
      answers: [400],
    },
    {
      // Of a link that nobody made.
      address: "/account",
      intent: "refuse-let-in",
      asks: "signed in",
      fields: { linkId: "no-such-link" },
      by: ["lead", "observer"],
      answers: [410],
    },
    { address: "/account", intent: "elsewhere", asks: "signed in", by: ["outside", "observer"] },
    { address: "/account", intent: "everywhere", asks: "signed in", by: ["outside", "observer"] },
  ],
  "routes/_workspace.account_.address": [
    {
      // The demonstration sends no mail, and so changes no address.
      address: "/account/address",
      intent: "change",
      asks: "signed in",
      fields: { email: "another@example.org", currentPassword: "not the password" },
      by: ["lead", "observer"],
      answers: [403],
    },
    { address: "/account/address", intent: "stop", asks: "signed in", by: ["lead", "observer"] },
  ],
  "routes/_workspace.account_.identities": ["link", "unlink"].map((intent) => ({
    // None of the demonstration's organizations has a sign-in of its own.
    address: "/account/identities",
    intent,
    asks: "signed in" as const,
    fields: { organizationId: COUNCIL_ID },
    by: ["lead", "observer"] as const,
    answers: [404],
  })),
  "routes/sign-in.organization": [
    {
      address: "/sign-in/organization",
      asks: "anyone",
      fields: { organization: "no-such-organization" },
      by: ["lead", "observer"],
      answers: [400],
    },
  ],
  "routes/_workspace.organizations.$organizationId.provider": [
    {
      // Inside of the server's own network, where nothing is asked.
      address: council("/provider"),
      intent: "set",
      asks: "organization.edit",
      fields: { issuer: "https://127.0.0.1:1", clientId: "desk" },
      by: ["lead", "admin"],
      answers: [503],
    },
    ...["require", "remove"].map((intent) => ({
      address: council("/provider"),
      intent,
      asks: "organization.edit" as const,
      fields: { required: "no" },
      by: ["lead", "admin"] as const,
      answers: [404],
    })),
  ],
  "routes/_workspace.account_.own-factor": [
    {
      // Signed in by a factor of their own: there is nothing more to prove.
      address: "/account/own-factor",
      intent: "password",
      asks: "signed in",
      fields: { password: "not the password" },
      by: ["lead", "observer"],
      answers: [409],
    },
    {
      // None was asked for.
      address: "/account/own-factor",
      intent: "passkey",
      asks: "signed in",
      fields: { response: "{}" },
      by: ["lead", "observer"],
      answers: [409],
    },
    {
      address: "/account/own-factor",
      intent: "code",
      asks: "signed in",
      fields: { code: "123456" },
      by: ["lead", "observer"],
      answers: [409],
    },
    {
      address: "/account/own-factor",
      intent: "link",
      asks: "signed in",
      by: ["lead", "observer"],
      answers: [409],
    },
  ],
  "routes/mail.own-factor.$token": [
    {
      address: `/mail/own-factor/${"x".repeat(43)}`,
      asks: "signed in",
      by: ["lead", "observer"],
      answers: [410],
    },
  ],
  "routes/password.forgotten": [
    {
      // The demonstration sends no mail.
      address: "/password/forgotten",
      asks: "anyone",
      fields: { email: "nobody@example.org" },
      by: ["lead", "observer"],
      answers: [503],
    },
  ],
  "routes/password.$token": [
    {
      // Nobody made it.
      address: `/password/${"x".repeat(43)}`,
      intent: "choose",
      asks: "anyone",
      fields: { newPassword: "a quiet desk by the window" },
      by: ["lead", "observer"],
      answers: [410],
    },
  ],
  "routes/address.$token": [
    {
      address: `/address/${"x".repeat(43)}`,
      intent: "confirm",
      asks: "anyone",
      by: ["lead", "observer"],
      answers: [410],
    },
    {
      address: `/address/${"x".repeat(43)}`,
      intent: "stop",
      asks: "anyone",
      by: ["lead", "observer"],
      answers: [410],
    },
  ],
  "routes/_workspace.account_.second-factor": [
    {
      address: "/account/second-factor",
      intent: "begin",
      asks: "signed in",
      // They have just signed in.
      fields: {},
      by: ["lead", "observer"],
    },
    ...["recovery-codes", "remove"].map((intent) => ({
      address: "/account/second-factor",
      intent,
      asks: "signed in" as const,
      fields: {},
      by: ["lead", "observer"] as const,
      // Whoever has no app has none to remove.
      answers: [409],
    })),
    {
      address: "/account/second-factor",
      intent: "finish",
      asks: "signed in",
      fields: { code: "123456" },
      by: ["lead", "observer"],
      // Begun by nobody.
      answers: [410],
    },
  ],
  "routes/sign-in.code": [
    // Nobody's code is awaited.
    {
      address: "/sign-in/code",
      intent: "code",
      asks: "anyone",
      fields: { code: "123456" },
      by: ["outside", "drafter"],
      answers: [410],
    },
    {
      address: "/sign-in/code",
      intent: "without",
      asks: "anyone",
      by: ["outside", "drafter"],
      answers: [410],
    },
  ],
  "routes/sign-in.factor": [
    // For those alone who have to set up a factor before they come in.
    {
      address: "/sign-in/factor",
      intent: "begin",
      asks: "anyone",
      by: ["outside", "drafter"],
      answers: [401],
    },
    {
      address: "/sign-in/factor",
      intent: "passkey",
      asks: "anyone",
      fields: { name: "Laptop", response: "{}" },
      by: ["outside", "drafter"],
      answers: [401],
    },
    {
      address: "/sign-in/factor",
      intent: "finish",
      asks: "anyone",
      fields: { code: "123456" },
      by: ["outside", "drafter"],
      answers: [401],
    },
  ],
  "routes/_workspace.account_.tokens": [
    {
      address: "/account/tokens",
      intent: "create",
      asks: "signed in",
      fields: { name: "A program", scopes: ["read"], days: "7" },
      by: ["lead", "observer"],
      // Asked again who it is, where they signed in a while ago.
      answers: [200, 403],
    },
    {
      address: "/account/tokens",
      intent: "revoke",
      asks: "signed in",
      fields: { tokenId: "nobodys" },
      by: ["lead", "observer"],
      answers: [404],
    },
  ],
  "routes/_workspace.account_.passkeys": [
    {
      // Browsers make none for an address in numbers, by which this server is attacked.
      address: "/account/passkeys",
      intent: "add",
      asks: "signed in",
      fields: { name: "Laptop", response: "{}" },
      by: ["lead", "observer"],
      answers: [409],
    },
    {
      address: "/account/passkeys",
      intent: "rename",
      asks: "signed in",
      fields: { passkeyId: "nobodys", name: "Laptop" },
      by: ["lead", "observer"],
      answers: [404],
    },
    {
      address: "/account/passkeys",
      intent: "remove",
      asks: "signed in",
      fields: { passkeyId: "nobodys" },
      by: ["lead", "observer"],
      answers: [404],
    },
    {
      address: "/account/passkeys",
      intent: "prove-passkey",
      asks: "signed in",
      fields: { response: "{}" },
      by: ["lead", "observer"],
      answers: [409],
    },
    {
      address: "/account/passkeys",
      intent: "prove-password",
      asks: "signed in",
      fields: { password: "not the password" },
      by: ["lead", "observer"],
      answers: [400],
    },
  ],
  "routes/login_.passkey": [
    {
      address: "/login/passkey",
      asks: "anyone",
      fields: { response: "{}" },
      by: ["lead", "observer"],
      answers: [409],
    },
  ],
  "routes/passkeys.$purpose": [
    {
      address: "/passkeys/make",
      asks: "signed in",
      json: {},
      by: ["lead", "observer"],
      answers: [409],
    },
    {
      address: "/passkeys/prove",
      asks: "signed in",
      json: {},
      by: ["lead", "observer"],
      answers: [409],
    },
    {
      address: "/passkeys/sign-in",
      asks: "anyone",
      json: {},
      by: ["lead", "observer"],
      answers: [409],
    },
  ],
  "routes/_workspace.jobs": [
    {
      // None has failed in the demonstration.
      address: "/jobs",
      intent: "retry",
      asks: "workspace.mend-jobs",
      fields: { jobId: "no-such-job" },
      by: ["lead", "admin"],
      answers: [404],
    },
    {
      address: "/jobs",
      intent: "discard",
      asks: "workspace.mend-jobs",
      fields: { jobId: "no-such-job" },
      by: ["lead", "admin"],
      answers: [404],
    },
  ],
  "routes/documents.$documentId_.follow": [
    {
      address: doc(DRAFT, "/follow"),
      asks: "document.view",
      fields: { how: "follow" },
      by: ["lead", "observer"],
    },
  ],
  "routes/documents.$documentId_.looked": [
    {
      address: doc(DRAFT, "/looked"),
      asks: "document.view",
      by: ["lead", "observer"],
      answers: [204],
    },
  ],
  "routes/documents.$documentId_.changes._index": [
    {
      address: doc(DRAFT, "/changes"),
      asks: "document.view",
      json: { ticked: true, inserted: [[1, 0, 1]], deleted: [] },
      by: ["lead", "observer"],
      answers: [200],
    },
  ],
  "routes/documents.$documentId_.passkey": [
    {
      // Of a version that is not the one under review.
      address: doc(IN_REVIEW, "/passkey"),
      asks: "document.sign-off",
      of: "party",
      json: { ...OTHER_VERSION, decision: "approved" },
      by: ["party", "reviewer"],
      answers: [409],
    },
    {
      address: doc(IN_REVIEW, "/passkey"),
      asks: "document.request-changes",
      of: "party",
      json: { ...OTHER_VERSION, decision: "changes-requested" },
      by: ["party", "reviewer"],
      answers: [409],
    },
  ],
  "routes/documents.$documentId_.threads": [
    {
      address: doc(DRAFT, "/threads"),
      asks: "document.comment",
      json: {
        do: "begin",
        threadId: "00000000-0000-4000-8000-000000000001",
        commentId: "00000000-0000-4000-8000-000000000002",
        place: { in: "document" },
        organizationId: null,
        text: "A question about the whole.",
        mentions: [],
        suggestion: null,
      },
      by: ["party", "reviewer"],
      answers: [200],
    },
    {
      // Only its own people may speak where nobody else reads it.
      address: doc(DRAFT, "/threads"),
      asks: "document.comment-within",
      of: "party",
      json: {
        do: "begin",
        threadId: "00000000-0000-4000-8000-000000000003",
        commentId: "00000000-0000-4000-8000-000000000004",
        place: { in: "document" },
        organizationId: ILRC_ID,
        text: "A question among ourselves.",
        mentions: [],
        suggestion: null,
      },
      by: ["party", "staff"],
      answers: [200],
    },
  ],
  "routes/mail.unsubscribe.$token": [
    {
      // Nobody signed it.
      address: "/mail/unsubscribe/nobody.signed",
      asks: "anyone",
      by: ["outside", "observer"],
      answers: [404],
    },
  ],
  "routes/_workspace.documents.$documentId.docket": [
    {
      address: doc(COMPLAINT, "/docket"),
      intent: "move",
      asks: "document.edit",
      // Its own: what is tried later finds it where it was.
      fields: { docketId: DOCKET, from: DOCKET },
      by: ["party", "drafter"],
    },
  ],
  "routes/_workspace.documents.$documentId.settings": [
    {
      address: doc(DRAFT, "/settings"),
      intent: "rename",
      asks: "document.edit",
      fields: { title: "FOIA request: another title" },
      by: ["party", "drafter"],
    },
    {
      address: doc(DRAFT, "/settings"),
      intent: "layout",
      asks: "document.edit",
      fields: { layoutProfile: "letter" },
      by: ["lead", "drafter"],
    },
    {
      address: doc(DRAFT, "/settings"),
      intent: "values",
      asks: "document.edit",
      by: ["party", "drafter"],
    },
    {
      address: doc(DRAFT, "/settings"),
      intent: "required",
      asks: "document.set-required-organizations",
      fields: { requiredOrganizationIds: [COUNCIL_ID, ILRC_ID] },
      by: ["lead", "admin"],
    },
  ],
  "routes/_workspace.documents.$documentId.facts": [
    {
      address: doc(DRAFT, "/facts"),
      asks: "document.edit",
      page: doc(DRAFT, "/facts"),
      by: ["lead", "drafter"],
    },
  ],
  "routes/_workspace.documents.$documentId.exhibits": [
    {
      address: doc(DRAFT, "/exhibits"),
      intent: "rename",
      asks: "document.edit",
      fields: { exhibitId: EXHIBIT, title: "Renamed" },
      by: ["lead", "drafter"],
    },
    {
      address: doc(DRAFT, "/exhibits"),
      intent: "replace",
      asks: "document.edit",
      fields: { exhibitId: EXHIBIT },
      upload: true,
      by: ["lead", "drafter"],
    },
    {
      address: doc(DRAFT, "/exhibits"),
      intent: "add",
      asks: "document.edit",
      fields: { title: "Added" },
      upload: true,
      by: ["party", "drafter"],
    },
    {
      address: doc(DRAFT, "/exhibits"),
      intent: "remove",
      asks: "document.edit",
      fields: { exhibitId: EXHIBIT },
      by: ["lead", "drafter"],
    },
  ],
  "routes/_workspace.documents.$documentId.private-data": [
    {
      // Which of the parties' people may let it stand is asked once it is known what was found; nothing
      // is in the demonstration, and tests/services/private-data.test.ts has that.
      address: doc(DRAFT, "/private-data"),
      asks: "document.download",
      fields: { key: "0".repeat(64), purpose: "filing", reason: "It may stand." },
      by: ["lead", "staff"],
      answers: [409],
    },
  ],
  "routes/_workspace.documents.$documentId.versions._index": [
    {
      address: doc(DRAFT, "/versions"),
      asks: "document.name-version",
      fields: { name: "Before the attack" },
      by: ["party", "drafter"],
    },
  ],
  "routes/_workspace.documents.$documentId.review": [
    {
      address: doc(IN_REVIEW, "/review"),
      intent: "request-changes",
      asks: "document.request-changes",
      of: "party",
      page: doc(IN_REVIEW, "/review"),
      fields: { organizationId: ILRC_ID, reason: "It is too wide." },
      by: ["party", "reviewer"],
      // Sent below, once the signature was given: then there is nothing left to send back.
      answers: [],
    },
    {
      address: doc(IN_REVIEW, "/review"),
      intent: "sign-off",
      asks: "document.sign-off",
      of: "party",
      page: doc(IN_REVIEW, "/review"),
      fields: { organizationId: ILRC_ID, password: "coalition-demo" },
      by: ["party", "reviewer"],
    },
    {
      address: doc(IN_REVIEW, "/review"),
      intent: "recall",
      asks: "document.recall",
      fields: { reason: "A slip." },
      by: ["party", "drafter"],
      // Approved by the signature before it.
      answers: [409],
    },
    {
      address: doc(IN_REVIEW, "/review"),
      intent: "reopen",
      asks: "document.reopen",
      fields: { reason: "A slip." },
      by: ["party", "drafter"],
    },
  ],
  "routes/_workspace.documents.$documentId.submit": [
    {
      address: doc(IN_REVIEW, "/submit"),
      asks: "document.submit",
      by: ["party", "drafter"],
      // Frozen when the others send it; reopened by the form before when this one does. Its text has a
      // tracking number that is not recorded, for which the page asks a reason.
      answers: [409],
    },
  ],
  "routes/_workspace.documents.$documentId.file": [
    {
      address: doc(APPROVED, "/file"),
      intent: "make",
      asks: "document.file",
      page: doc(APPROVED, "/file"),
      ticks: "stands",
      fields: {
        printedOn: "2021-10-01",
        zone: "America/Los_Angeles",
        method: "mail",
        reason: "It goes out so.",
      },
      by: ["lead", "staff"],
    },
    {
      address: doc(APPROVED, "/file"),
      intent: "confirm",
      asks: "document.file",
      fields: {
        copyId: "no-such-copy",
        filedOn: "2021-10-01",
        zone: "America/Los_Angeles",
        addressee: "The court",
      },
      by: ["lead", "staff"],
      // There is no such copy, for who may either: `races.test.ts` files one.
      answers: [404],
    },
    {
      address: doc(APPROVED, "/file"),
      intent: "discard",
      asks: "document.file",
      fields: { copyId: "no-such-copy", reason: "A slip." },
      by: ["lead", "staff"],
      answers: [409],
    },
  ],
  "routes/_workspace.documents.$documentId.filed": [
    {
      address: doc(FILED, "/filed"),
      intent: "correct",
      asks: "document.correct-filing",
      fields: { filedOn: "2021-09-10", method: "mail", addressee: "Another office" },
      by: ["lead", "staff"],
    },
    {
      address: doc(FILED, "/filed"),
      intent: "supersede",
      asks: "document.supersede",
      fields: { successorId: "demo-letter-contact-corrected" },
      by: ["lead", "staff"],
    },
    {
      address: doc("demo-letter-contact-corrected", "/filed"),
      intent: "withdraw",
      asks: "document.withdraw",
      fields: { reason: "It is settled." },
      by: ["lead", "staff"],
    },
  ],
  "routes/_workspace.documents.$documentId.record.new": [
    {
      address: doc(FILED, "/record/new"),
      intent: "preview",
      page: null,
      asks: "agency-record.record",
      fields: { kind: "acknowledged", dated: "2021-09-17" },
      by: ["lead", "staff"],
    },
    {
      address: doc(FILED, "/record/new"),
      intent: "record",
      page: null,
      asks: "agency-record.record",
      fields: { kind: "other", what: "A call with the FOIA officer" },
      by: ["party", "staff"],
    },
    {
      address: doc(FILED, "/record/new"),
      intent: "preview-letter",
      page: null,
      asks: "agency-record.record",
      fields: { dated: "2021-09-17", "parts[0].kind": "acknowledged" },
      by: ["lead", "staff"],
    },
    {
      address: doc(FILED, "/record/new"),
      intent: "letter",
      page: null,
      asks: "agency-record.record",
      fields: { dated: "2021-09-17", "parts[0].kind": "acknowledged" },
      by: ["party", "staff"],
    },
  ],
  "routes/_workspace.documents.$documentId.record.events.$eventId": [
    {
      address: doc(FILED, `/record/events/${EVENT}`),
      intent: "preview",
      page: null,
      asks: "agency-record.record",
      fields: { kind: "acknowledged", dated: "2021-09-17" },
      by: ["lead", "staff"],
    },
    {
      address: doc(SECOND_FILED, `/record/events/${INTERIM}`),
      intent: "production",
      page: null,
      asks: "agency-record.record-production",
      fields: { dated: "2022-06-02" },
      by: ["party", "drafter"],
    },
    {
      address: doc(SECOND_FILED, `/record/events/${INTERIM}`),
      intent: "retract-production",
      page: null,
      asks: "agency-record.record-production",
      fields: { productionId: "none" },
      by: ["lead", "staff"],
      answers: [409],
    },
    {
      // No such item: refused as a form, by whoever may send it.
      address: doc(SECOND_FILED, `/record/events/${INTERIM}`),
      intent: "outcome",
      page: null,
      asks: "agency-record.record",
      fields: { itemIds: "none", outcome: "no-records" },
      by: ["lead", "staff"],
      answers: [400, 422],
    },
    {
      address: doc(SECOND_FILED, `/record/events/${INTERIM}`),
      intent: "retract-outcomes",
      page: null,
      asks: "agency-record.record",
      fields: { outcomeIds: "none" },
      by: ["lead", "staff"],
      answers: [409],
    },
    {
      address: doc(FILED, `/record/events/${EVENT}`),
      intent: "correct",
      page: null,
      asks: "agency-record.record",
      fields: { kind: "acknowledged", dated: "2021-09-17" },
      by: ["lead", "staff"],
    },
    {
      address: doc(SECOND_FILED, `/record/events/${INTERIM}`),
      intent: "retract",
      page: null,
      asks: "agency-record.record",
      fields: { reason: "It never came." },
      by: ["party", "staff"],
    },
    {
      // Taken back by the form before.
      address: doc(SECOND_FILED, `/record/events/${INTERIM}`),
      intent: "retract-letter",
      page: null,
      asks: "agency-record.record",
      fields: { reason: "It never came." },
      by: ["party", "staff"],
      answers: [200, 302, 404, 409],
    },
  ],
  "routes/_workspace.attach.$kind.$targetId": [
    {
      address: `/attach/filing/${FILED}`,
      intent: "attach",
      page: null,
      asks: "document.correct-filing",
      by: ["lead", "staff"],
      upload: true,
    },
  ],
  "routes/attach-file.$kind.$targetId": [
    {
      address: `/attach-file/filing/${FILED}`,
      intent: "attach",
      page: null,
      asks: "document.correct-filing",
      by: ["lead", "staff"],
      upload: true,
    },
  ],
  // Nothing is attached in the demonstration.
  "routes/_workspace.attachments.$attachmentId": [
    {
      address: "/attachments/none",
      intent: "read",
      page: null,
      asks: "signed in",
      fields: { read: "on" },
      by: ["lead", "staff"],
      answers: [404],
    },
    {
      address: "/attachments/none",
      intent: "remove",
      page: null,
      asks: "signed in",
      by: ["lead", "staff"],
      answers: [404],
    },
  ],
  // A PDF is no Word file.
  "routes/_workspace.from-word._index": [
    {
      address: "/from-word",
      intent: "arrive",
      page: null,
      asks: "signed in",
      by: ["lead", "drafter"],
      upload: true,
      answers: [400],
    },
    {
      address: `/from-word?document=${DRAFT}`,
      intent: "arrive",
      page: null,
      asks: "document.view",
      by: ["lead", "drafter"],
      upload: true,
      answers: [400],
    },
  ],
  "routes/send-word-file": [
    {
      address: `/send-word-file?matter=${MATTER}`,
      intent: "arrive",
      page: null,
      asks: "matter.view",
      by: ["lead", "drafter"],
      upload: true,
      answers: [400],
    },
  ],
  // No file waits in the demonstration; word-waiting.test.ts has some that do.
  "routes/_workspace.from-word.$arrivalId._index": [
    {
      address: "/from-word/none",
      intent: "discard",
      page: null,
      asks: "signed in",
      by: ["lead", "drafter"],
    },
  ],
  "routes/_workspace.from-word.$arrivalId.draft.$slug": [
    {
      address: `/from-word/none/draft/${MATTER}`,
      page: null,
      asks: "document.create",
      fields: {
        arrivalId: "none",
        changes: "with",
        kind: "letter",
        title: "From Word",
        layoutProfile: "letter",
      },
      by: ["party", "drafter"],
      answers: [404],
    },
  ],
  "routes/_workspace.from-word.$arrivalId.return.$documentId": [
    {
      address: `/from-word/none/return/${DRAFT}`,
      intent: "bring-in",
      page: null,
      asks: "document.comment",
      fields: { arrivalId: "none", text: "draft", seen: "0".repeat(64) },
      by: ["party", "drafter"],
      answers: [404],
    },
  ],
  "routes/_workspace.documents.$documentId.word-returns.$returnId": [
    {
      address: doc(DRAFT, "/word-returns/none"),
      intent: "take-back",
      page: null,
      asks: "document.view",
      fields: { returnId: "none" },
      by: ["party", "drafter"],
      answers: [404],
    },
  ],
  "routes/_workspace.closed-days": [
    {
      address: "/closed-days",
      asks: "workspace.set-calendar",
      fields: { closures: "2025-01-09" },
      by: ["lead", "admin"],
    },
  ],
  "routes/_workspace.documents.$documentId.guests": [
    {
      address: doc(DRAFT, "/guests"),
      intent: "invite",
      asks: "document.invite-guest",
      of: "lead",
      fields: {
        organizationId: COUNCIL_ID,
        name: "Jane Doe",
        email: "jane@firm.example.com",
        until: "2099-01-01",
        level: "comment",
      },
      by: ["lead", "admin"],
      // The demonstration sends no mail.
      answers: [503],
    },
    {
      // Nobody made it.
      address: doc(DRAFT, "/guests"),
      intent: "end",
      asks: "document.end-guest",
      fields: { linkId: "no-such-link" },
      by: ["party", "admin"],
      answers: [404],
    },
  ],
  "routes/guest.$token": [
    {
      address: `/guest/${"x".repeat(43)}`,
      intent: "ask",
      asks: "anyone",
      by: ["lead", "observer"],
      answers: [410],
    },
    {
      address: `/guest/${"x".repeat(43)}`,
      intent: "enter",
      asks: "anyone",
      fields: { code: "12345678" },
      by: ["lead", "observer"],
      answers: [410],
    },
  ],
  // No session is a guest's: whoever is signed in has no way in by it.
  "routes/shared.$linkId._index": [
    {
      address: SHARED,
      intent: "comment",
      asks: "anyone",
      fields: { key: GUEST_KEY, text: "Words." },
      by: ["lead", "drafter"],
      answers: [410],
    },
    {
      address: SHARED,
      intent: "reply",
      asks: "anyone",
      fields: { key: GUEST_KEY, threadId: GUEST_KEY, text: "Words." },
      by: ["lead", "drafter"],
      answers: [410],
    },
    {
      address: SHARED,
      intent: "remove",
      asks: "anyone",
      fields: { threadId: GUEST_KEY, commentId: GUEST_KEY },
      by: ["lead", "drafter"],
      answers: [410],
    },
    {
      address: SHARED,
      intent: "withdraw",
      asks: "anyone",
      fields: { threadId: GUEST_KEY },
      by: ["lead", "drafter"],
      answers: [410],
    },
    {
      address: SHARED,
      intent: "mail",
      asks: "anyone",
      fields: { hears: "on" },
      by: ["lead", "drafter"],
      answers: [410],
    },
    // It takes a cookie away, and nothing else.
    { address: SHARED, intent: "leave", asks: "anyone", by: ["lead", "drafter"] },
  ],
  "routes/shared.$linkId.suggest": [
    {
      address: `${SHARED}/suggest?block=one`,
      intent: "suggest",
      asks: "anyone",
      fields: { key: GUEST_KEY, blockId: "one", seen: "0".repeat(64), words: "Words." },
      by: ["lead", "drafter"],
      answers: [410],
    },
  ],
  "routes/_workspace.documents.$documentId.companions": [
    {
      address: doc(COMPLAINT, "/companions"),
      asks: "document.create",
      fields: { companion: "disclosure-statement" },
      by: ["party", "drafter"],
    },
  ],
  "routes/_workspace.matters.$slug.dockets.$docketId._index": [
    {
      // The entry is no task.
      address: matter(`/dockets/${DOCKET}`),
      intent: "finish",
      page: null,
      asks: "docket.record",
      fields: { eventId: ENTRY },
      by: ["party", "staff"],
      answers: [400, 404, 409],
    },
  ],
  "routes/_workspace.matters.$slug.dockets.$docketId.events.new": [
    {
      address: matter(`/dockets/${DOCKET}/events/new`),
      page: null,
      asks: "docket.record",
      fields: { kind: "other", text: "A call with the clerk" },
      by: ["party", "drafter"],
    },
  ],
  "routes/_workspace.matters.$slug.dockets.$docketId.events.$eventId": [
    {
      address: matter(`/dockets/${DOCKET}/events/${ENTRY}`),
      intent: "correct",
      asks: "docket.record",
      page: matter(`/dockets/${DOCKET}/events/${ENTRY}`),
      by: ["lead", "staff"],
    },
    {
      // Corrected by the form before: another entry holds now.
      address: matter(`/dockets/${DOCKET}/events/${ENTRY}`),
      intent: "retract",
      page: null,
      asks: "docket.record",
      fields: { reason: "It is another case's." },
      by: ["party", "drafter"],
      answers: [200, 302, 404, 409],
    },
  ],
  "routes/_workspace.matters.$slug.dockets.$docketId.events.$eventId_.days": [
    {
      // The entry is itself a day, and sets none.
      address: matter(`/dockets/${DOCKET}/events/${ENTRY}/days`),
      page: null,
      asks: "docket.record",
      fields: {
        "days[0].isTaken": "on",
        "days[0].kind": "hearing",
        "days[0].what": "Conference",
        "days[0].dated": "2030-01-11",
      },
      by: ["party", "drafter"],
      answers: [400, 404, 409],
    },
  ],
  "routes/_workspace.matters.$slug.dockets.$docketId.paste": [
    {
      address: matter(`/dockets/${DOCKET}/paste`),
      intent: "preview",
      page: null,
      asks: "docket.record",
      fields: { pasted: "01/12/2022 40 NOTICE of appearance" },
      by: ["party", "drafter"],
    },
    {
      address: matter(`/dockets/${DOCKET}/paste`),
      intent: "add",
      page: null,
      asks: "docket.record",
      fields: { pasted: "01/12/2022 40 NOTICE of appearance" },
      by: ["party", "drafter"],
    },
  ],
  "routes/_workspace.matters.$slug.public.words": [
    {
      address: matter("/public/words"),
      asks: "matter.publish",
      page: matter("/public/words"),
      by: ["lead", "staff"],
    },
  ],
  "routes/_workspace.matters.$slug.public.days": [
    {
      address: matter("/public/days"),
      asks: "matter.publish",
      page: matter("/public/days"),
      by: ["lead", "staff"],
    },
  ],
  "routes/_workspace.matters.$slug.public.documents": [
    {
      address: matter("/public/documents"),
      asks: "matter.publish",
      page: matter("/public/documents"),
      by: ["lead", "staff"],
    },
  ],
  "routes/_workspace.matters.$slug.public.resources": [
    {
      address: matter("/public/resources"),
      asks: "matter.publish",
      page: matter("/public/resources"),
      by: ["lead", "staff"],
    },
  ],
  "routes/_workspace.matters.$slug.public.filings.$documentId": [
    {
      address: matter(`/public/filings/${FILED}`),
      intent: "save",
      asks: "matter.publish",
      page: matter(`/public/filings/${FILED}`),
      by: ["lead", "staff"],
    },
    {
      address: matter(`/public/filings/${FILED}`),
      intent: "take-off",
      page: null,
      asks: "matter.publish",
      by: ["lead", "staff"],
    },
  ],
  "routes/_workspace.matters.$slug.public.lawsuits.$docketId": [
    {
      address: matter(`/public/lawsuits/${DOCKET}`),
      intent: "save",
      asks: "matter.publish",
      page: matter(`/public/lawsuits/${DOCKET}`),
      by: ["lead", "staff"],
    },
    {
      address: matter(`/public/lawsuits/${DOCKET}`),
      intent: "take-off",
      page: null,
      asks: "matter.publish",
      by: ["lead", "staff"],
    },
  ],
  "routes/_workspace.matters.$slug.public._index": [
    {
      // The page as it was seen is not what stands there by now.
      address: matter("/public"),
      intent: "publish",
      page: null,
      asks: "matter.publish",
      fields: { seen: "0".repeat(64), noteEn: "Another." },
      by: ["lead", "staff"],
      answers: [400, 409],
    },
    {
      address: matter("/public"),
      intent: "withdraw",
      page: null,
      asks: "matter.publish",
      fields: { reason: "It is to be written anew." },
      by: ["lead", "staff"],
    },
  ],
  "routes/_workspace.matters.$slug.edit": [
    {
      address: matter("/edit"),
      asks: "matter.correct",
      page: matter("/edit"),
      fields: { narrative: "Another story." },
      by: ["lead", "staff"],
    },
  ],
  "routes/_workspace.matters.$slug.facts": [
    {
      address: matter("/facts"),
      asks: "matter.edit-facts",
      page: matter("/facts"),
      by: ["party", "staff"],
    },
  ],
  "routes/_workspace.matters.$slug.names": [
    {
      address: matter("/names"),
      asks: "matter.watch-names",
      page: matter("/names"),
      fields: { names: "Somebody Nobody Knows" },
      by: ["party", "staff"],
    },
  ],
  "routes/_workspace.matters.$slug.missed": [
    {
      address: matter("/missed"),
      intent: "settle",
      asks: "agency-record.record",
      page: null,
      fields: {
        deadline: "none",
        due: "2021-11-05",
        decision: "not-pursued",
        reason: "Nobody needs it any more.",
      },
      by: ["party", "staff"],
      answers: [409],
    },
    {
      address: matter("/missed"),
      intent: "unsettle",
      asks: "agency-record.record",
      page: null,
      fields: { deadline: "none" },
      by: ["party", "staff"],
      answers: [409],
    },
    {
      address: matter("/missed"),
      intent: "remind",
      asks: "matter.view",
      page: null,
      fields: { deadline: "none", until: "2999-12-31" },
      by: ["party", "staff"],
      answers: [409],
    },
    {
      address: matter("/missed"),
      intent: "forget",
      asks: "matter.view",
      page: null,
      fields: { deadline: "none" },
      by: ["party", "staff"],
    },
  ],
  // Of its own organization alone: a party that asks for the council is told of nothing.
  "routes/_workspace.documents.$documentId.template": [
    {
      address: doc(DRAFT, "/template"),
      asks: "organization.keep-texts",
      page: null,
      fields: { name: "Our request", organizationId: COUNCIL_ID },
      by: ["lead", "drafter"],
    },
  ],
  "routes/documents.$documentId_.clauses": [
    {
      address: doc(DRAFT, `/clauses?of=${COUNCIL_ID}`),
      asks: "organization.keep-texts",
      json: {
        name: "Fees",
        schemaVersion: SCHEMA_VERSION,
        content: JSON.stringify([
          {
            type: "block",
            attrs: { id: "a", kind: "body", level: 1 },
            content: [{ type: "text", text: "Waive the fees." }],
          },
        ]),
        keepNames: false,
      },
      by: ["lead", "reviewer"],
    },
  ],
  "routes/_workspace.organizations.$organizationId.texts.$as.$textId": [
    `/texts/clauses/${CLAUSE}`,
    `/texts/templates/${TEMPLATE}`,
  ].flatMap((kept): Writing[] => {
    const asks = "organization.keep-texts";
    const own = { address: council(kept), page: council(kept), asks } as const;
    return [
      { ...own, intent: "change", fields: { name: "Another name" }, by: ["lead", "drafter"] },
      { ...own, intent: "remove", by: ["lead", "staff"] },
    ];
  }),

  "routes/_workspace.organizations.$organizationId.sign-in": [
    {
      address: council("/sign-in"),
      asks: "organization.edit",
      page: null,
      // As it is: nobody after this has to set anything up.
      fields: {},
      by: ["lead", "admin"],
    },
  ],
  "routes/_workspace.organizations.$organizationId.archives": [
    {
      address: council("/archives"),
      asks: "organization.edit",
      page: null,
      // As it is: no archive after this holds what was not meant for it.
      fields: { consent: "no" },
      by: ["lead", "admin"],
    },
  ],
  "routes/_workspace.organizations.$organizationId.webhooks._index": [
    {
      address: council("/webhooks"),
      asks: "organization.edit",
      fields: {
        name: "Another webhook",
        url: "https://127.0.0.1:1/desk",
        topics: ["filing", "record"],
      },
      by: ["lead", "admin"],
    },
  ],
  "routes/_workspace.organizations.$organizationId.webhooks.$webhookId": [
    {
      address: council(`/webhooks/${WEBHOOK}`),
      intent: "again",
      asks: "organization.edit",
      fields: { deliveryId: "no-such-delivery" },
      by: ["lead", "admin"],
      answers: [404],
    },
    ...["on", "test", "secret", "off", "remove"].map((intent) => ({
      address: council(`/webhooks/${WEBHOOK}`),
      intent,
      asks: "organization.edit" as const,
      by: ["lead", "admin"] as const,
    })),
  ],
  "routes/_workspace.organizations.$organizationId.edit": [
    {
      address: council("/edit"),
      intent: "name",
      asks: "organization.edit",
      page: council("/edit"),
      fields: { name: "Another Council" },
      by: ["lead", "admin"],
    },
    {
      address: council("/edit"),
      intent: "contact",
      asks: "organization.edit",
      page: council("/edit"),
      fields: { website: "https://www.example.org" },
      by: ["lead", "admin"],
    },
  ],
  "routes/_workspace.matters.$slug.dockets.new": [
    {
      address: matter("/dockets/new"),
      asks: "docket.create",
      fields: {
        court: "United States District Court",
        district: "Northern District of California",
        "plaintiffs[0].name": "A Plaintiff",
        "defendants[0].name": "A Defendant",
      },
      by: ["party", "drafter"],
    },
  ],
  "routes/_workspace.matters.$slug.dockets.$docketId.edit": [
    {
      address: matter(`/dockets/${DOCKET}/edit`),
      asks: "docket.edit",
      page: matter(`/dockets/${DOCKET}/edit`),
      fields: { judge: "Another Judge" },
      by: ["lead", "drafter"],
    },
  ],
  "routes/_workspace.matters.$slug.bring-in": [
    {
      address: matter("/bring-in"),
      intent: "bring-in",
      asks: "document.file",
      fields: {
        kind: "letter",
        title: "A letter of before",
        filedOn: "2021-03-02",
        zone: "America/New_York",
        method: "mail",
        addressee: "The FOIA office",
        organizationIds: [COUNCIL_ID],
      },
      upload: true,
      by: ["lead", "staff"],
    },
  ],
  "routes/_workspace.matters.$slug.documents.new": [
    {
      address: matter("/documents/new"),
      asks: "document.create",
      fields: { kind: "letter", title: "A letter", layoutProfile: "letter" },
      by: ["party", "drafter"],
    },
  ],
  "routes/_workspace.matters.new": [
    {
      address: "/matters/new",
      asks: "matter.create",
      fields: { title: "Another matter", leadOrganizationId: COUNCIL_ID, partyIds: [ILRC_ID] },
      by: ["lead", "admin"],
    },
  ],
  "routes/_workspace.matters.$slug.duplicate": [
    {
      address: matter("/duplicate"),
      asks: "matter.create",
      fields: { title: "One like it", leadOrganizationId: COUNCIL_ID, parts: ["agency"] },
      by: ["lead", "admin"],
    },
  ],
  "routes/_workspace.matters.$slug.archive": [
    {
      address: matter("/archive"),
      intent: "archive",
      asks: "matter.archive",
      page: matter("/archive"),
      by: ["lead", "admin"],
    },
    // At once: nothing else could be written in it.
    {
      address: matter("/archive"),
      intent: "unarchive",
      asks: "matter.archive",
      by: ["lead", "admin"],
    },
  ],
  "routes/_workspace.matters.$slug.take-along": [
    {
      address: matter("/take-along"),
      intent: "take",
      asks: "matter.take-along",
      page: null,
      fields: { understood: "yes" },
      by: ["lead", "admin"],
    },
    {
      // Somebody else's, or none: the same.
      address: matter("/take-along"),
      intent: "discard",
      asks: "signed in",
      page: null,
      fields: { archiveId: "no-such-archive" },
      by: ["lead", "admin"],
      answers: [404],
    },
  ],
  "routes/_workspace.take-along": [
    {
      address: "/take-along",
      intent: "take",
      asks: "workspace.take-along",
      page: null,
      fields: { understood: "yes" },
      by: ["lead", "admin"],
    },
    {
      address: "/take-along",
      intent: "discard",
      asks: "workspace.take-along",
      page: null,
      fields: { archiveId: "no-such-archive" },
      by: ["lead", "admin"],
      answers: [404],
    },
  ],
  "routes/_workspace.bring-archive._index": [
    {
      // Whoever may begin a matter, for whichever organization: it is chosen later.
      address: "/bring-archive",
      intent: "bring",
      asks: "organization.list",
      by: ["lead", "admin"],
      upload: true,
    },
  ],
  "routes/_workspace.bring-archive.$archiveId": [
    {
      address: "/bring-archive/none",
      intent: "choose",
      asks: "signed in",
      page: null,
      fields: { leadOrganizationId: COUNCIL_ID, own: "" },
      by: ["lead", "admin"],
      answers: [404],
    },
    {
      address: "/bring-archive/none",
      intent: "discard",
      asks: "signed in",
      page: null,
      by: ["lead", "admin"],
      answers: [404],
    },
  ],
  "routes/_workspace.matters.$slug.parties": [
    {
      address: matter("/parties"),
      intent: "add",
      asks: "matter.change-parties",
      fields: { organizationId: OUTSIDE_ID },
      by: ["lead", "admin"],
    },
    {
      address: matter("/parties"),
      intent: "remove",
      asks: "matter.change-parties",
      fields: { organizationId: MIJENTE_ID },
      by: ["lead", "admin"],
    },
    {
      address: matter("/parties"),
      intent: "hand-over",
      asks: "matter.hand-over-lead",
      // No party: with one that is, nothing below would be the lead's any more.
      fields: { organizationId: OUTSIDE_ID },
      by: ["lead", "admin"],
      answers: [409],
    },
    {
      address: matter("/parties"),
      intent: "withdraw-lead",
      asks: "matter.hand-over-lead",
      by: ["lead", "admin"],
      // Nobody is asked.
      answers: [409],
    },
  ],
  "routes/_workspace.organizations.$organizationId.matters": [
    ...["accept-lead", "decline-lead"].map((intent) => ({
      address: `/organizations/${INVITED_ID}/matters`,
      intent,
      asks: "matter.accept" as const,
      of: "invited" as const,
      fields: { matterId: MATTER_ID },
      by: ["invited", "admin"] as const,
      // It is not asked to lead.
      answers: [409],
    })),
    {
      address: `/organizations/${INVITED_ID}/matters`,
      intent: "accept",
      asks: "matter.accept",
      of: "invited",
      fields: { matterId: MATTER_ID },
      by: ["invited", "admin"],
    },
    {
      address: `/organizations/${INVITED_ID}/matters`,
      intent: "decline",
      asks: "matter.accept",
      of: "invited",
      fields: { matterId: MATTER_ID },
      by: ["invited", "admin"],
      // It has just accepted.
      answers: [409],
    },
    {
      address: `/organizations/${ILRC_ID}/matters`,
      intent: "leave",
      asks: "matter.accept",
      of: "party",
      fields: { matterId: MATTER_ID },
      by: ["party", "admin"],
    },
  ],
  "routes/_workspace.costly-drafts._index": [
    {
      address: "/costly-drafts",
      intent: "retry",
      asks: "workspace.mend-drafts",
      fields: { documentId: DRAFT },
      by: ["lead", "admin"],
    },
    {
      address: "/costly-drafts",
      intent: "restore",
      asks: "workspace.mend-drafts",
      // Of a page that is older than the draft.
      fields: { documentId: DRAFT, sequence: "0", generation: "999" },
      by: ["lead", "admin"],
      answers: [409],
    },
    {
      address: "/costly-drafts",
      intent: "remove",
      asks: "workspace.mend-drafts",
      fields: { documentId: DRAFT, userId: "no-such-person" },
      by: ["lead", "admin"],
      answers: [404],
    },
  ],
  "routes/_workspace.organizations._index": [
    {
      address: "/organizations",
      intent: "confirm",
      asks: "person.confirm",
      fields: { userId: SPARE.id },
      by: ["lead", "admin"],
      // Its account is confirmed.
      answers: [409],
    },
  ],
  "routes/_workspace.organizations.new": [
    {
      address: "/organizations/new",
      asks: "organization.create",
      fields: {
        name: "A New Organization",
        shortName: "New",
        administratorName: "Nora New",
        administratorEmail: "nora@example.org",
      },
      by: ["lead", "admin"],
    },
  ],
  "routes/_workspace.organizations.$organizationId.invite": [
    {
      address: council("/invite"),
      asks: "organization.manage-people",
      fields: { email: "somebody@example.org", name: "Some Body", roles: ["admin"] },
      by: ["lead", "admin"],
    },
  ],
  "routes/_workspace.organizations.$organizationId.invite-several": [
    {
      address: council("/invite-several"),
      asks: "organization.manage-people",
      fields: { people: "Some Body, some.body@example.org", roles: ["admin"] },
      by: ["lead", "admin"],
    },
  ],
  "routes/_workspace.organizations.$organizationId._index": [
    {
      address: council(""),
      intent: "reinvite",
      asks: "organization.manage-people",
      fields: { invitationId: "INVITATION" },
      by: ["lead", "admin"],
    },
    {
      address: council(""),
      intent: "revoke",
      asks: "organization.manage-people",
      fields: { invitationId: "INVITATION" },
      by: ["lead", "admin"],
      // The one before has taken its place.
      answers: [200, 404],
    },
  ],
  "routes/_workspace.organizations.$organizationId.people.$userId": [
    {
      address: spare,
      intent: "roles",
      asks: "organization.manage-people",
      fields: { roles: ["admin", "reviewer"] },
      by: ["lead", "admin"],
    },
    {
      address: spare,
      intent: "let-in",
      asks: "organization.manage-people",
      by: ["lead", "admin"],
      answers: [200],
    },
    {
      // None by that id.
      address: spare,
      intent: "revoke-let-in",
      asks: "organization.manage-people",
      fields: { linkId: "no-such-link" },
      by: ["lead", "admin"],
      answers: [410],
    },
    {
      address: spare,
      intent: "remove",
      asks: "organization.manage-people",
      by: ["lead", "admin"],
    },
  ],
  "routes/invitations.$token": [
    {
      address: `/invitations/${"x".repeat(43)}`,
      intent: "accept",
      asks: "anyone",
      fields: { name: "Some Body", password: "a quiet desk by the window" },
      by: ["outside", "drafter"],
      answers: [404, 410],
    },
    {
      address: `/invitations/${"x".repeat(43)}`,
      intent: "join",
      asks: "signed in",
      by: ["outside", "drafter"],
      answers: [404, 410],
    },
    {
      address: `/invitations/${"x".repeat(43)}`,
      intent: "provider",
      asks: "anyone",
      page: null,
      fields: { name: "Nobody" },
      by: ["lead", "observer"],
      answers: [410],
    },
  ],
  "routes/login": [
    {
      address: "/login",
      asks: "anyone",
      fields: { email: "nobody@example.org", password: "not the password" },
      by: ["lead", "observer"],
      answers: [400],
    },
  ],
  // The last, since it ends a session.
  "routes/logout": [{ address: "/logout", asks: "anyone", by: ["outside", "observer"] }],
};

/** Statuses of a form that is sent by somebody who may. */
export const answersOf = ({ answers = DONE }: Writing): readonly number[] => answers;
