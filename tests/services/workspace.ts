import { Writable } from "node:stream";
import { hash } from "@node-rs/argon2";
import pino from "pino";
import { expect } from "vitest";
import type { Actor, Role } from "#app/domain/actor.ts";
import { done, refuse, type Outcome, type RefusalCode } from "#app/domain/refusal.ts";
import { createAuth, loadActor, type Origin, type ThrottleLimits } from "#server/auth/index.ts";
import type { Letter, Mail, Posted } from "#server/mail/index.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { createEncryption } from "#server/encryption/index.ts";
import { createServices, type Resources } from "#server/services/index.ts";
import type { ReadDraft, RoomsPort } from "#server/services/resources.ts";
import { draftEdit } from "#server/rooms/drafts/draft-edit.ts";
import { countDraftChanges, draftBaseline, proseAt } from "#server/rooms/drafts/draft-baseline.ts";
import { databaseLog } from "#server/rooms/index.ts";
import { marginWorkHere } from "#server/workers/margin/index.ts";
import { textsHere } from "#server/workers/texts/index.ts";
import { createSystem } from "#server/services/system/index.ts";
import { CAST, COUNCIL, ILRC, MATTER, OUTSIDE, type CastPerson } from "#tests/support/cast.ts";
import { freshDatabaseForTest, type Template } from "#tests/support/database.ts";
import { fixturesOf } from "#tests/support/fixtures.ts";
import {
  attachmentsIn,
  blobsInMemory,
  committedProse,
  exhibitsInMemory,
  paperCards,
  paperPictures,
  paperRedlines,
  paperTypesetter,
  plainRedlines,
} from "./ports.ts";
import { paperWord } from "./paper-word.ts";
import { workersInProcess } from "#tests/rooms/support/room-server.ts";

/** A password that every rule allows. */
export const PASSWORD = "a quiet desk by the window";

export const FROM: Origin = { address: "192.0.2.1", userAgent: "Mozilla/5.0 Firefox/130.0" };

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** Settings that a test may turn before or while the workspace lives. */
export interface Knobs {
  throttle?: ThrottleLimits;
  appUrl?: string | null;
  posted?: Posted;
  paused?: ReturnType<Resources["costlyDrafts"]["paused"]>;
  prose?: (documentId: string) => Promise<ReadDraft | null>;
  typesetter?: Resources["typesetter"];
  redlineTypesetter?: Resources["redlineTypesetter"];
  previewTypesetter?: Resources["previewTypesetter"];
  exhibits?: Resources["exhibits"];
  blobs?: Resources["blobs"];
  attachmentQuota?: Resources["attachmentQuota"];
  margin?: Resources["margin"];
  texts?: Resources["texts"];
  wordFiles?: Resources["wordFiles"];
  word?: Resources["word"];
  timestamping?: Resources["timestamping"];
  identityProviders?: Resources["identityProviders"];
  encryptionKeys?: string;
  outbound?: Resources["outbound"];
  /** The client that the services read with, in place of the database's own. */
  client?: (client: PrismaClient) => PrismaClient;
}

const wordTasks = async () => (await import("#server/word/tasks.ts")).WORD_TASKS;

/** Word files made and read in this thread. */
export const wordHere: Resources["word"] = {
  write: async (input) => done(await (await wordTasks()).write(input)),
  read: async (bytes) => done(await (await wordTasks()).read(bytes)),
  arrive: async (bytes) => done(await (await wordTasks()).arrive(bytes)),
  plan: async (input) => done(await (await wordTasks()).plan(input)),
  text: async (input) => done((await wordTasks()).text(input)),
};

/** Asks nobody: a test that needs a provider gives one. */
const NO_PROVIDERS: Resources["identityProviders"] = {
  check: async () => refuse("unavailable"),
  address: async () => refuse("unavailable"),
  identity: async () => refuse("unavailable"),
};

/** A notice of threads to open desks, or to one organization's alone (M5). */
interface ThreadNotice {
  readonly documentId: string;
  readonly ids: readonly string[];
  readonly organizationId: string | null;
}

/** Everything overheard before, and the time now. */
interface Start {
  readonly revoked: readonly Parameters<RoomsPort["revoke"]>[0][];
  readonly statusChanges: readonly string[];
  readonly retried: readonly string[];
  readonly held: readonly string[];
  readonly endedSessions: readonly string[];
  readonly letters: readonly Letter[];
  readonly logged: string;
  readonly now: number;
}

const NOTHING: Start = {
  revoked: [],
  statusChanges: [],
  retried: [],
  held: [],
  endedSessions: [],
  letters: [],
  logged: "",
  now: Date.parse("2021-10-07T12:00:00.000Z"),
};

/** The services on a fresh database, with a clock that the test moves and everything overheard. */
export const openWorkspace = (knobs: Knobs = {}) => openOn(knobs);

async function openOn(knobs: Knobs, from?: { template: Template; start: Start }) {
  const opened = await freshDatabaseForTest(from?.template);
  const start = from?.start ?? NOTHING;
  let interruption: (() => Promise<unknown>) | null = null;
  const interrupt = async () => {
    const act = interruption;
    interruption = null;
    await act?.();
  };
  const database: typeof opened = {
    ...opened,
    client: knobs.client?.(opened.client) ?? opened.client,
    write: async (story, limits) => {
      await interrupt();
      return opened.write(story, limits);
    },
    writeUnaudited: async (userId, story) => {
      await interrupt();
      return opened.writeUnaudited(userId, story);
    },
  };
  let now = start.now;
  const clock = () => new Date(now);
  const revoked: Parameters<RoomsPort["revoke"]>[0][] = [...start.revoked];
  const statusChanges: string[] = [...start.statusChanges];
  const rowsWritten: { readonly documentId: string; readonly sequence: number }[] = [];
  const threadNotices: ThreadNotice[] = [];
  const held: string[] = [...start.held];
  const endedSessions: string[] = [...start.endedSessions];
  const letters: Letter[] = [...start.letters];
  const retried: string[] = [...start.retried];
  let logged = start.logged;
  const log = pino(
    { level: "trace" },
    new Writable({
      write(chunk: Buffer, _encoding, written) {
        logged += chunk.toString();
        written();
      },
    }),
  );
  const mail: Mail = {
    get configured() {
      return (knobs.posted ?? "not-configured") !== "not-configured";
    },
    send: async (letter) => {
      letters.push(letter);
      return knobs.posted ?? "not-configured";
    },
  };
  const ids = () => crypto.randomUUID();
  const memory = exhibitsInMemory();
  const blobs = knobs.blobs ?? blobsInMemory(memory.kept);
  const exhibits = knobs.exhibits ?? memory;
  const auth = createAuth({
    database,
    clock,
    log,
    secureCookies: false,
    throttle: knobs.throttle,
    onSessionEnded: (sessionId) => endedSessions.push(sessionId),
  });
  const appUrl = knobs.appUrl === undefined ? "https://desk.example.org" : knobs.appUrl;
  const resources: Resources = {
    database,
    auth,
    identityProviders: knobs.identityProviders ?? NO_PROVIDERS,
    clock,
    ids,
    mail,
    outbound: knobs.outbound ?? { fetch: () => Promise.reject(new Error("nobody is asked")) },
    log,
    appUrl,
    jobs: { wake: () => undefined },
    rooms: {
      revoke: (affected) => revoked.push(affected),
      documentChanged: (documentId) => statusChanges.push(documentId),
      threadsChanged: (documentId, ids, organizationId) =>
        threadNotices.push({ documentId, ids, organizationId }),
      rowsWritten: async (documentId, sequence) => void rowsWritten.push({ documentId, sequence }),
      holdCommits: (documentId, story) => {
        held.push(documentId);
        return story();
      },
    },
    costlyDrafts: {
      paused: () => knobs.paused ?? [],
      retryNow: (documentId) => retried.push(documentId),
      replaced: async (documentId) => void statusChanges.push(documentId),
      textsIn: async (updates) => done(updates.map((update) => `${update.length} bytes`)),
    },
    drafts: {
      prose: async (documentId) => {
        const read = knobs.prose ?? ((id) => committedProse(database, id));
        const draft = await read(documentId);
        return draft ? done(draft) : refuse("not-found");
      },
      edit: (documentId, asked) =>
        draftEdit(documentId, asked, { log: databaseLog(database), workers: workersInProcess }),
      checked: (draft) => workersInProcess.checked(draft),
      overtaken: (_, suggestions) => workersInProcess.overtaken(suggestions),
      baseline: (documentId, moment) =>
        draftBaseline(documentId, moment, {
          database,
          log: databaseLog(database),
          workers: workersInProcess,
        }),
      proseAt: (documentId, moment) =>
        proseAt(documentId, moment, {
          database,
          log: databaseLog(database),
          workers: workersInProcess,
        }),
      countChanges: (documentId, moment, doers) =>
        countDraftChanges(documentId, moment, doers, {
          database,
          log: databaseLog(database),
          workers: workersInProcess,
        }),
    },
    exhibits,
    blobs,
    attachments: attachmentsIn(blobs),
    attachmentQuota: knobs.attachmentQuota ?? {
      bytesOfMatter: 1_000_000,
      bytesOfWorkspace: 1_500_000,
    },
    encryption: createEncryption({
      keys: knobs.encryptionKeys ?? Buffer.alloc(32, 7).toString("base64"),
      dataDir: "/nonexistent",
      mayMakeKey: false,
    }),
    timestamping: knobs.timestamping,
    redlines: plainRedlines,
    texts: knobs.texts ?? textsHere,
    margin: knobs.margin ?? marginWorkHere,
    wordFiles: knobs.wordFiles ?? paperWord(),
    word: knobs.word ?? wordHere,
    pagePictures: paperPictures,
    cardTypesetter: paperCards,
    typesetter: {
      typeset: (input, asked) => (knobs.typesetter ?? paperTypesetter).typeset(input, asked),
    },
    previewTypesetter: knobs.previewTypesetter ?? paperTypesetter,
    redlineTypesetter: knobs.redlineTypesetter ?? paperRedlines,
  };
  const services = createServices(resources);
  const system = createSystem({ database, auth, clock, ids, mail, appUrl });
  // The people of a test have one password, whose hash is made once.
  const { seed } = createSystem({
    database,
    clock,
    ids,
    mail,
    appUrl,
    auth: { ...auth, hashPassword: hashedOnce },
  });

  return {
    database,
    auth,
    services,
    /** The services' resources, for what is done by no person. */
    resources,
    system,
    revoked,
    statusChanges,
    threadNotices,
    rowsWritten,
    retried,
    held,
    endedSessions,
    letters,
    clock,
    /** Moves the clock on, in milliseconds. */
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    logged: () => logged,
    /** Has something happen after the next act has checked its facts and before it writes. */
    beforeNextWrite: (act: () => Promise<unknown>) => {
      interruption = act;
    },

    async organization(shortName: string, name = `${shortName} Example Organization`) {
      const slug = shortName.toLowerCase();
      const form = { slug, name, shortName, city: null };
      return value(await seed.organization(form)).id;
    },
    async person(
      email: string,
      memberships: readonly { organizationId: string; roles: readonly Role[] }[],
      options: { name?: string; workspaceAdmin?: boolean } = {},
    ): Promise<Actor> {
      const { name = `Person ${email}`, workspaceAdmin = false } = options;
      const form = { email, name, password: PASSWORD, workspaceAdmin, memberships };
      const { id } = value(await seed.person(form));
      return this.actor(id);
    },
    async actor(userId: string): Promise<Actor> {
      const actor = await loadActor(database.client, userId);
      if (!actor) throw new Error(`no person ${userId}`);
      return actor;
    },
    /** Signs in and answers the Cookie header that the browser would send from then on. */
    async cookieOf(email: string): Promise<string> {
      const { cookie } = value(await auth.signIn(email, PASSWORD, FROM));
      return cookieHeader(cookie);
    },
    async sessionOf(email: string): Promise<string> {
      const signedIn = await auth.actorFromCookies(await this.cookieOf(email));
      if (!signedIn) throw new Error(`${email} is not signed in`);
      return signedIn.sessionId;
    },
  };
}

let hashed: Promise<string> | undefined;

/**
 * The hash of the one password that `person` gives, with the least work that argon2id takes: what it
 * takes in earnest is asked by tests/services/equal-work.
 */
function hashedOnce(password: string): Promise<string> {
  if (password !== PASSWORD) throw new Error("only the password of the tests is hashed once");
  return (hashed ??= hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 }));
}

export type Workspace = Awaited<ReturnType<typeof openOn>>;

/** Goes on from where another story ends: see tests/support/stages. */
export const stage = fixturesOf<Knobs, Workspace, Start>({
  open: openOn,
  startOf: ({ revoked, statusChanges, retried, held, endedSessions, letters, logged, clock }) => ({
    revoked: [...revoked],
    statusChanges: [...statusChanges],
    retried: [...retried],
    held: [...held],
    endedSessions: [...endedSessions],
    letters: [...letters],
    logged: logged(),
    now: clock().getTime(),
  }),
});

/** Resources with no part in a story in which nobody writes, submits or files. */
export const NO_TEXT = [
  "throttle",
  "paused",
  "prose",
  "typesetter",
  "previewTypesetter",
  "exhibits",
  "blobs",
  "attachmentQuota",
  "timestamping",
  "identityProviders",
  "outbound",
  "margin",
] as const;

/** A workspace with three parties, their people, and one matter that the Council leads. */
export const openCoalition = stage(
  openWorkspace,
  async (workspace) => {
    const organizations = {
      council: await workspace.organization(COUNCIL.shortName, COUNCIL.name),
      ilrc: await workspace.organization(ILRC.shortName, ILRC.name),
      outside: await workspace.organization(OUTSIDE.shortName, OUTSIDE.name),
    };
    const { council, ilrc, outside } = organizations;
    const idsHere = new Map([
      [COUNCIL, council],
      [ILRC, ilrc],
      [OUTSIDE, outside],
    ]);
    const join = ({ email, name, organization, roles, workspaceAdmin }: CastPerson) => {
      const organizationId = idsHere.get(organization) ?? "";
      return workspace.person(email, [{ organizationId, roles }], { name, workspaceAdmin });
    };
    const people = {
      admin: await join(CAST.admin),
      drafter: await join(CAST.drafter),
      staff: await join(CAST.staff),
      observer: await join(CAST.observer),
      ilrcAdmin: await join(CAST.ilrcAdmin),
      ilrcDrafter: await join(CAST.ilrcDrafter),
      stranger: await join(CAST.stranger),
    };
    const { slug } = value(
      await workspace.services.matters.create(people.admin, {
        title: MATTER.title,
        narrative: MATTER.narrative,
        leadOrganizationId: council,
        partyIds: [ilrc],
        agencyDepartment: undefined,
        agencyComponent: "U.S. Immigration and Customs Enforcement",
        agencyAddress: undefined,
      }),
    );
    await acceptAll(workspace, slug);
    return { organizations, people, slug };
  },
  NO_TEXT,
);

/** Has every organization that was asked to that matter accept. */
export async function acceptAll(
  { database, services, actor }: Pick<Workspace, "database" | "services" | "actor">,
  slug: string,
): Promise<void> {
  const asked = await database.client.partyInvitation.findMany({
    where: { matter: { slug } },
    include: { organization: { include: { memberships: { include: { roles: true } } } } },
  });
  for (const { matterId, organizationId, organization } of asked) {
    const admin = organization.memberships.find(({ roles }) =>
      roles.some(({ role }) => role === "admin"),
    );
    if (!admin) throw new Error(`${organization.name} has nobody to accept`);
    value(await services.matters.accept(await actor(admin.userId), organizationId, matterId));
  }
}

export type Coalition = Awaited<ReturnType<typeof openCoalition>>;

/** The outcome's value; fails the test with the refusal's words if it was refused. */
export function value<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(
    `${outcome.refusal.code}: ${outcome.refusal.sentence} ${JSON.stringify(outcome.refusal.fields ?? {})}`,
  );
}

/** Matches a refused outcome. */
export function refusal(code: RefusalCode) {
  return { ok: false, refusal: { code } };
}

/** Expects the refusal, and answers its sentence and its fields. */
export function refused(outcome: Outcome<unknown>, code: RefusalCode) {
  expect(outcome).toMatchObject(refusal(code));
  if (outcome.ok) throw new Error("not refused");
  return outcome.refusal;
}

/** The Cookie header that answers a Set-Cookie header. */
export function cookieHeader(setCookie: string): string {
  return setCookie.split(";")[0] ?? "";
}

/** The secret of the link in an invitation's letter. */
export function tokenIn(letter: Letter | undefined): string {
  return /\/invitations\/([\w-]{43})/u.exec(letter?.text ?? "")?.[1] ?? "";
}

/** The secret at the end of an invitation's link. */
export function tokenOf({ link }: { link: string | null }): string {
  return link?.split("/").at(-1) ?? "";
}
