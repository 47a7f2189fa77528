import type { ChainHead, ChainVerdict, KeptHead } from "#app/domain/audit-event.ts";
import type { CreateOrganizationForm } from "#app/domain/forms/organization.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { Posted } from "#server/mail/index.ts";
import { headOf } from "#server/services/audit/append.ts";
import { stampHead, type StoredTimestamp } from "#server/services/audit/timestamps.ts";
import { verifyRecord } from "#server/services/audit/verify.ts";
import type { Verification } from "#server/services/audit/verify-all.ts";
import type { InvitationLink } from "#server/services/invitations/views.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";
import { askForReindex } from "#server/services/search/reindex.ts";
import { mailHead } from "./mail-head.ts";
import { addOrganization } from "./add-organization.ts";
import { changeAddressOf, type ChangeAddressForm } from "./change-address.ts";
import { recoverAdministrator, type Recovered, type RecoverForm } from "./recover.ts";
import type { SystemResources } from "./resources.ts";
import {
  seedDocument,
  seedMatter,
  seedOrganization,
  seedPerson,
  type Seeded,
  type SeedDocument,
  type SeedMatter,
  type SeedOrganization,
  type SeedPerson,
} from "./seed.ts";
import { isEmpty } from "./is-empty.ts";
import { setUpWorkspace, type SetUpForm } from "./set-up.ts";

/**
 * The operator's acts on the workspace without being a person in it: the commands `setup`,
 * `admin`, `audit:verify`, and the demonstration's seed. Never reachable from a page. Each is a
 * transaction with an audit line, like everything else.
 */
export interface System {
  isEmpty(): Promise<boolean>;
  /**
   * The first organization and the workspace's administrator; `conflict` unless the workspace is
   * empty.
   */
  setUp(form: SetUpForm): Promise<Outcome<{ organizationId: string; userId: string }>>;
  /** Sets an account's password and ends its sessions; optionally restores administrator roles. */
  recoverAdministrator(form: RecoverForm): Promise<Outcome<Recovered>>;
  /** Changes the address of an account, which no mail could confirm. */
  changeAddress(form: ChangeAddressForm): Promise<Outcome<{ name: string; email: string }>>;
  /** Creates an organization with a link for its first administrator. */
  addOrganization(
    form: CreateOrganizationForm,
  ): Promise<Outcome<{ organization: OrganizationTag; invitation: InvitationLink }>>;
  /** Verifies the chain; returns the first faulty line otherwise. */
  verifyRecord(): Promise<ChainVerdict>;
  /** Verifies the chain and everything stored against it; the bytes of files unless told not to. */
  verifyAll(kept?: readonly KeptHead[], withoutFiles?: boolean): Promise<Verification>;
  /** Has the server throw the index of what is found away, and fill it anew while people work. */
  reindex(): Promise<void>;
  /** The head of the chain. */
  head(): Promise<ChainHead>;
  /** Time-stamps the head; null where it was stamped already. Throws TimestampProblem. */
  stampHead(): Promise<StoredTimestamp | null | "not-configured">;
  /** Mails a head to somebody who stores it elsewhere. */
  mailHead(to: string, head: ChainHead): Promise<Posted>;
  /** For seeds. Each leaves existing data as it is, by slug, address or id. */
  readonly seed: {
    organization(form: SeedOrganization): Promise<Outcome<Seeded>>;
    person(form: SeedPerson): Promise<Outcome<Seeded>>;
    matter(form: SeedMatter): Promise<Outcome<Seeded>>;
    document(form: SeedDocument): Promise<Outcome<Seeded>>;
  };
}

/** The commands on these resources. */
export function createSystem(resources: SystemResources): System {
  return {
    isEmpty: () => isEmpty(resources.database.client),
    setUp: (form) => setUpWorkspace(resources, form),
    recoverAdministrator: (form) => recoverAdministrator(resources, form),
    changeAddress: (form) => changeAddressOf(resources, form),
    addOrganization: (form) => addOrganization(resources, form),
    verifyRecord: () => verifyRecord(resources.database),
    verifyAll: (kept, withoutFiles) => verifyWithFiles(resources, kept, withoutFiles),
    stampHead: () =>
      resources.timestamping
        ? stampHead(resources.database, resources.timestamping)
        : Promise.resolve("not-configured"),
    reindex: () => askForReindex(resources),
    head: () => headOf(resources.database.client),
    mailHead: (to, head) => mailHead(resources, to, head),
    seed: {
      organization: (form) => seedOrganization(resources, form),
      person: (form) => seedPerson(resources, form),
      matter: (form) => seedMatter(resources, form),
      document: (form) => seedDocument(resources, form),
    },
  };
}

async function verifyWithFiles(
  { database, timestamping, openFiles }: SystemResources,
  kept: readonly KeptHead[] = [],
  withoutFiles = false,
): Promise<Verification> {
  const opened = withoutFiles ? undefined : await openFiles?.();
  try {
    // Only the command needs it: no start loads it.
    const { verifyAll } = await import("#server/services/audit/verify-all.ts");
    return await verifyAll(database, { kept, timestamping, blobs: opened?.blobs });
  } finally {
    await opened?.close();
  }
}
