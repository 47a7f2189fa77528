import { marginWorkHere } from "#server/workers/margin/index.ts";
import { textsHere } from "#server/workers/texts/index.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readableProse } from "#app/document/draft-prose.ts";
import { mergeUpdates } from "yjs";
import { loadActor, type Auth } from "#server/auth/index.ts";
import type { Database } from "#server/database/index.ts";
import { createLog } from "#server/log.ts";
import { databaseLog } from "#server/rooms/log/database-log.ts";

import { createServices, type Services } from "#server/services/index.ts";
import type { Resources } from "#server/services/resources.ts";
import type { DemoDocument } from "./documents.ts";
import { organizationIdOf } from "./demo-matter.ts";
import type { DemoStep } from "./steps.ts";
import { DEMO_PASSWORD } from "./people.ts";
import { writeText } from "./write-text.ts";

/** The dependencies of these steps. */
export interface StepResources {
  readonly database: Database;
  readonly auth: Auth;
  readonly clock: () => Date;
  readonly typesetter: Resources["typesetter"];
  /** Where files are stored; without it, nothing is attached. */
  readonly files?: Pick<Resources, "attachments" | "attachmentQuota">;
}

/** The network address of the demonstration's people: this machine. */
const FROM = { address: "127.0.0.1", userAgent: "Demonstration" };

/** The demonstration's exhibits have no files, and its signers are invented. */
const LEFT_OPEN =
  "The exhibits go with the paper as files of their own. The signers are invented, so that their addresses and numbers stay open.";

/**
 * Takes a document through its steps with the services that people use: real sign-offs with
 * passwords, real pages from the typesetter. Stops at the first refused step, and leaves the
 * document as it is then.
 */
export async function takeSteps(
  resources: StepResources,
  { id, life }: Pick<DemoDocument, "id" | "life">,
): Promise<Outcome<void>> {
  const services = servicesFor(resources, id);
  let version = { versionId: "", hash: "" };
  for (const step of life) {
    const actor = await loadActor(resources.database.client, step.by.id);
    if (!actor) return refuse("not-found", `${step.by.name} is not there any more.`);
    const { reviews, filings } = services;
    const organizationId = organizationIdOf(step.by.organization);
    const taken = await (async (): Promise<Outcome<unknown>> => {
      switch (step.step) {
        case "submit": {
          const ready = await reviews.readiness(actor, id);
          if (!ready.ok) return ready;
          const { needsReason, seen } = ready.value;
          const submitted = await reviews.submit(
            actor,
            id,
            needsReason ? { seen, reason: LEFT_OPEN } : {},
          );
          if (submitted.ok) version = submitted.value;
          return submitted;
        }
        case "sign-off": {
          const { versionId, hash } = version;
          const form = { versionId, hash, organizationId, password: DEMO_PASSWORD };
          return reviews.signOff(actor, id, form, FROM);
        }
        case "ask-for-changes": {
          const { versionId, hash } = version;
          const form = { versionId, hash, organizationId, reason: step.reason };
          return reviews.requestChanges(actor, id, form);
        }
        case "write": {
          const written = await writeText(resources, id, actor.userId, step.words);
          return written ? done() : refuse("stale");
        }
        case "file":
          return fileThroughSteps(services, actor, id, version, step);
        case "correct":
          return filings.correct(actor, id, { ...step.filing, confirmation: undefined });
        case "supersede":
          return filings.supersede(actor, step.documentId, { successorId: id });
        case "withdraw":
          return filings.withdraw(actor, id, { reason: step.reason });
      }
    })();
    if (!taken.ok) return taken;
  }
  return done();
}

/**
 * The three steps of filing: the certifier has confirmed, the signers have consented, and the copy
 * is downloaded before it is confirmed.
 */
async function fileThroughSteps(
  { filings }: Services,
  actor: Parameters<Services["filings"]["choices"]>[0],
  documentId: string,
  { versionId, hash }: { readonly versionId: string; readonly hash: string },
  { filing: { consent, filedOn, method, addressee } }: Extract<DemoStep, { step: "file" }>,
): Promise<Outcome<unknown>> {
  const choices = await filings.choices(actor, documentId);
  if (!choices.ok) return choices;
  const { certifier, signers, zone, open, seen } = choices.value;
  const made = await filings.makeCopy(actor, documentId, {
    versionId,
    hash,
    printedOn: filedOn,
    zone,
    method,
    exhibits: "inside",
    certified: certifier !== null,
    signatures: signers.map(({ id }) => ({ signerId: id, consent: consent ?? undefined })),
    stands: open.map(({ key }) => key),
    ...(open.length > 0 ? { seen, reason: LEFT_OPEN } : {}),
  });
  if (!made.ok) return made;
  const { copyId } = made.value;
  const taken = await filings.takeCopy(actor, documentId, copyId);
  if (!taken.ok) return taken;
  return filings.confirm(actor, documentId, {
    copyId,
    filedOn,
    zone,
    addressee,
    confirmation: undefined,
    caseNumber: undefined,
  });
}

/**
 * The services with ids that are the same on every run, on drafts without an open room.
 * @param documentId the beginning of every id.
 */
export function servicesFor(
  { database, auth, clock, typesetter, files }: StepResources,
  documentId: string,
): Services {
  let count = 0;
  const needed: Pick<
    Resources,
    | "database"
    | "auth"
    | "clock"
    | "ids"
    | "rooms"
    | "drafts"
    | "margin"
    | "texts"
    | "typesetter"
    | "jobs"
    | "log"
  > = {
    database,
    auth,
    clock,
    ids: () => {
      count += 1;
      // In ascending order: ids distinguish events of the same millisecond.
      return `${documentId}-${String(count).padStart(2, "0")}`;
    },
    rooms: {
      revoke: () => undefined,
      documentChanged: () => undefined,
      threadsChanged: () => undefined,
      rowsWritten: async () => undefined,
      holdCommits: (_documentId, story) => story(),
    },
    texts: textsHere,
    margin: marginWorkHere,
    drafts: {
      prose: (id) => committedProse(database, id),
      edit: async () => refuse("not-found"),
      overtaken: async () => done([]),
      baseline: async () => refuse("not-found"),
      proseAt: async () => refuse("not-found"),
      countChanges: async () => refuse("not-found"),
      checked: async () => refuse("not-found"),
    },
    typesetter,
    // The server finds the jobs when it starts.
    jobs: { wake: () => undefined },
    log: createLog("error"),
  };
  // The steps need neither mail nor comparisons.
  return createServices({ ...needed, ...files } as Resources);
}

async function committedProse(database: Database, documentId: string) {
  const draft = await databaseLog(database).load(documentId);
  if (!draft) return refuse("not-found");
  const { base, tail, sequence, generation } = draft;
  const rows = [...(base ? [base] : []), ...tail].map(({ bytes }) => bytes);
  return done({ ...readableProse(mergeUpdates(rows)), sequence, generation });
}
