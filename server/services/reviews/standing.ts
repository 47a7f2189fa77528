import type { Instant } from "#server/services/instant.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { DocumentSubject } from "#app/domain/document.ts";
import type { DocumentEventType, DocumentState } from "#app/domain/document-state.ts";
import { possibleIn } from "#app/domain/document-steps.ts";
import { may, organizationsToSignFor, type Permission } from "#app/domain/permissions.ts";
import { hasApproved, type SignOff, type VoidCause } from "#app/domain/sign-off.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { organizationTag, type OrganizationTag } from "#server/services/organizations/tag.ts";
import { personTags, type PersonTag } from "#server/services/people/tag.ts";
import { versionTags, type VersionTag } from "#server/services/versions/tag.ts";
import { organizationsWithReviewer } from "./reviewers.ts";
import { loadState } from "./state.ts";
import { whoWent } from "./who-went.ts";

/** A document's status between draft and filing, and what the reader may do now. */
export interface Standing {
  /** The version under review, approved or filed; null while it is a draft. */
  readonly version: VersionTag | null;
  /** Whether it was filed before it came here, as a PDF that was brought in (L59). */
  readonly isBroughtIn: boolean;
  /** Each required organization, with its approval if it is valid. */
  readonly required: readonly {
    readonly organization: OrganizationTag;
    readonly approval: SignOffView | null;
    /** Whether anybody could sign for it. */
    readonly hasReviewer: boolean;
  }[];
  /** Every decision, void ones included, the latest first. */
  readonly decisions: readonly SignOffView[];
  /** How it last returned to draft; null unless it is a draft that was submitted before. */
  readonly returned: {
    readonly because: VoidCause;
    readonly versionNumber: number;
    readonly reason: string | null;
    readonly by: PersonTag | null;
    /** The party that went, where that is why, and whether it left by itself. */
    readonly gone: { readonly organization: string; readonly left: boolean } | null;
    readonly at: Instant;
  } | null;
  /** The current filing copy, which reopening would void; null if there is none (L21). */
  readonly filingCopy: { readonly at: Instant; readonly takenAt: Instant | null } | null;
  /** Organizations for which the reader can still sign off. */
  readonly signFor: readonly OrganizationTag[];
  /** Required organizations for which the reader can ask for changes. */
  readonly askFor: readonly OrganizationTag[];
  readonly may: {
    readonly submit: boolean;
    readonly nameVersion: boolean;
    readonly recall: boolean;
    readonly reopen: boolean;
    readonly file: boolean;
    readonly correctFiling: boolean;
    readonly supersede: boolean;
    readonly withdraw: boolean;
  };
}

/** One reviewer's decision for their own organization. */
export interface SignOffView {
  readonly organization: OrganizationTag;
  readonly person: PersonTag | null;
  readonly versionNumber: number;
  readonly decision: "approved" | "changes-requested";
  readonly reason: string | null;
  readonly at: Instant;
  readonly voided: { readonly at: Instant; readonly because: VoidCause } | null;
  /** By which key it was signed; left out where it was by none (P2). */
  readonly passkey?: { readonly signOffId: string; readonly fingerprint: string };
}

/** Each step that a page can offer, with its permission. */
const STEPS = {
  submit: ["submit", "document.submit"],
  recall: ["recall", "document.recall"],
  reopen: ["reopen", "document.reopen"],
  file: ["file", "document.file"],
  correctFiling: ["correct-filing", "document.correct-filing"],
  supersede: ["supersede", "document.supersede"],
  withdraw: ["withdraw", "document.withdraw"],
} as const satisfies Record<string, readonly [DocumentEventType, Permission]>;
type ReviewStep = keyof typeof STEPS;

export async function standingOf(
  client: PrismaClient,
  actor: Actor,
  subject: DocumentSubject,
): Promise<Standing> {
  const state = await loadState(client, subject.documentId);
  if (!state) throw new Error(`document ${subject.documentId} has no state`);
  const { partyIds } = subject.matter;
  const pinned = pinnedIn(state);
  const returned = state.status === "draft" ? state.returned : null;
  const [tags, people, organizations, reviewers, gone, proven] = await Promise.all([
    versionTags(client, subject.documentId, partyIds),
    personTags(
      client,
      [...state.signOffs.map(({ userId }) => userId), ...(returned ? [returned.by] : [])],
      partyIds,
    ),
    organizationsOf(client, state),
    organizationsWithReviewer(client, subject.requiredOrganizationIds),
    returned?.because === "party-removed" ? whoWent(client, subject.documentId) : null,
    proofsOf(client, subject.documentId),
  ]);
  const view = (signOff: SignOff, index: number) => ({
    ...viewOf(signOff, {
      organizations,
      people,
      number: tags.get(signOff.versionId)?.number ?? 0,
    }),
    ...(proven[index] ? { passkey: proven[index] } : {}),
  });
  const decisions = state.signOffs.map(view);
  return {
    version: pinned ? (tags.get(pinned.versionId) ?? null) : null,
    isBroughtIn: "filing" in state && state.filing.origin === "elsewhere",
    required: state.required.map(({ organizationId }) => {
      const index = pinned
        ? state.signOffs.findIndex((signOff) => hasApproved([signOff], pinned, organizationId))
        : -1;
      return {
        organization: tagOf(organizations, organizationId),
        approval: decisions[index] ?? null,
        hasReviewer: reviewers.has(organizationId),
      };
    }),
    decisions: decisions.toReversed(),
    returned: returned && {
      because: returned.because,
      versionNumber: tags.get(returned.version.versionId)?.number ?? 0,
      reason: returned.reason,
      by: people.get(returned.by) ?? null,
      gone,
      at: returned.at.toISOString(),
    },
    filingCopy:
      state.status === "approved" && state.copy
        ? {
            at: state.copy.madeAt.toISOString(),
            takenAt: state.copy.takenAt?.toISOString() ?? null,
          }
        : null,
    ...signing(actor, subject, state, organizations),
    may: {
      ...stepsFor(actor, subject),
      nameVersion: may(actor, "document.name-version", { document: subject }).ok,
    },
  };
}

function stepsFor(actor: Actor, document: DocumentSubject): Readonly<Record<ReviewStep, boolean>> {
  const possible = possibleIn(document.status);
  const can = (step: ReviewStep) => {
    const [event, permission] = STEPS[step];
    return possible.includes(event) && may(actor, permission, { document }).ok;
  };
  return {
    submit: can("submit"),
    recall: can("recall"),
    reopen: can("reopen"),
    file: can("file"),
    correctFiling: can("correctFiling"),
    supersede: can("supersede"),
    withdraw: can("withdraw"),
  };
}

/** The organizations for which the reader can act while a version is under review. */
function signing(
  actor: Actor,
  subject: DocumentSubject,
  state: DocumentState,
  organizations: ReadonlyMap<string, OrganizationTag>,
): Pick<Standing, "signFor" | "askFor"> {
  if (state.status !== "in_review") return { signFor: [], askFor: [] };
  const mine = organizationsToSignFor(actor, subject);
  const tags = (ids: readonly string[]) => ids.map((id) => tagOf(organizations, id));
  return {
    signFor: tags(mine.filter((id) => !hasApproved(state.signOffs, state.version, id))),
    askFor: tags(mine),
  };
}

function pinnedIn(state: DocumentState) {
  if (state.status === "draft") return null;
  return "filing" in state ? state.filing.version : state.version;
}

/**
 * For each decision of a document in the order of its state the key that signed it, or null; a decision
 * that came meanwhile stands behind them.
 */
async function proofsOf(client: PrismaClient, documentId: string) {
  const rows = await client.signOff.findMany({
    where: { documentId },
    orderBy: [{ recordedAs: "asc" }, { id: "asc" }],
    select: { proof: { select: { signOffId: true, fingerprint: true } } },
  });
  return rows.map(({ proof }) => proof);
}

async function organizationsOf(
  client: PrismaClient,
  state: DocumentState,
): Promise<Map<string, OrganizationTag>> {
  const ids = [...state.required, ...state.signOffs].map(({ organizationId }) => organizationId);
  const rows = await client.organization.findMany({ where: { id: { in: [...new Set(ids)] } } });
  return new Map(rows.map((row) => [row.id, organizationTag(row)]));
}

function tagOf(organizations: ReadonlyMap<string, OrganizationTag>, id: string): OrganizationTag {
  const tag = organizations.get(id);
  if (!tag) throw new Error(`organization ${id} is not there`);
  return tag;
}

function viewOf(
  signOff: SignOff,
  known: {
    readonly organizations: ReadonlyMap<string, OrganizationTag>;
    readonly people: ReadonlyMap<string, PersonTag>;
    readonly number: number;
  },
): SignOffView {
  const { organizationId, userId, decision, reason, at, voided } = signOff;
  const organization = tagOf(known.organizations, organizationId);
  const person = known.people.get(userId);
  return {
    organization,
    // Shown with the organization they signed for, wherever they are today.
    person: person ? { ...person, organization } : null,
    versionNumber: known.number,
    decision,
    reason,
    at: at.toISOString(),
    voided: voided && { at: voided.at.toISOString(), because: voided.because },
  };
}
