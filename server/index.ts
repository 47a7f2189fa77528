// The composition root: the only place that constructs things, and stops them in order.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import path from "node:path";
import { Registry } from "prom-client";
import { organizationColor } from "#app/domain/colors.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { THROTTLE_LIMITS, createAuth } from "./auth/index.ts";
import { endedSessions } from "./auth/ended-sessions.ts";
import { aloneCluster } from "./cluster/index.ts";
import { registerClusterMetrics } from "./cluster/metrics.ts";
import { workspaceClock } from "./database/clock.ts";
import { openDatabase, providerOf } from "./database/index.ts";
import { createEncryption } from "./encryption/index.ts";
import { claimForServer } from "./database/one-server.ts";
import { registerDiskMetrics } from "./disk-metrics.ts";
import { readEnvironment } from "./env.ts";
import { HEADER_BYTES } from "./http/addresses.ts";
import { createHttp } from "./http/index.ts";
import { releaseOfProgram } from "./cli/backup-command.ts";
import { addressOf } from "./http/address.ts";
import { createLeases } from "./leases/index.ts";
import { createLog } from "./log.ts";
import { createMail } from "./mail/index.ts";
import { rootFolder } from "./root-folder.ts";
import { migrateAtStart } from "./migration/at-start.ts";
import { keepNewFilesPrivate, makePrivate } from "./private-files.ts";
import { processLabel, startProcess } from "./processes/index.ts";
import { registerProcessMetrics } from "./process-metrics.ts";
import {
  createDraftWorkers,
  createRooms,
  databaseBaselines,
  databaseLog,
  type Rooms,
} from "./rooms/index.ts";
import { draftPaint } from "./rooms/drafts/draft-text.ts";
import { createServices, type Resources } from "./services/index.ts";
import { jobHandlers } from "./services/job-handlers.ts";
import { followRecord } from "./services/follow-record.ts";
import { writeSweep } from "./services/reminders/jobs.ts";
import { draftAuthors } from "./services/documents/authors.ts";
import { keepSignIns } from "./services/audit/keep-sign-ins.ts";
import { processScheduler } from "./scheduler.ts";
import { checkReady, readyWarning } from "./start/check-ready.ts";
import { createDocumentWorkers } from "./start/document-workers.ts";
import { outboundWhenAsked } from "./start/outbound.ts";
import { providersWhenAsked } from "./start/identity-providers.ts";
import { draftsFor } from "./start/drafts.ts";
import { createInboundMail } from "./start/inbound-mail.ts";
import { createSearch } from "./start/search.ts";
import { createWebhookFeed } from "./start/webhooks.ts";
import { openStorage } from "./start/storage.ts";
import { announce, listen, listenForMetrics } from "./start/listen.ts";
import { builtPages, pagesOfVite } from "./start/pages.ts";
import { archivesWork } from "./services/taking-along/work.ts";
import { bringingWork } from "./services/bringing/work.ts";
import { startPeriodicWork } from "./start/periodic-work.ts";
import { startAllJobs } from "./start/jobs.ts";
import { startOrSay } from "./start/start-or-say.ts";
import { stopInOrder } from "./start/stop.ts";
import { workerFailures } from "./workers/failures.ts";
import { workerUrl } from "./workers/worker-url.ts";
import { isVites, upgradeListener } from "./upgrade.ts";

const root = rootFolder();
/** How long idle connections may delay the stop, in milliseconds. */
const STOP_MS = 15_000;

async function start(): Promise<void> {
  keepNewFilesPrivate();
  const environment = readEnvironment(process.env);
  const log = createLog(environment.logLevel);
  const left = makePrivate(environment.dataDir, environment.databaseUrl);
  for (const place of left) {
    log.warn({ place }, "others on this machine can read this, and its mode can't be changed");
  }
  const production = environment.mode === "production";
  const metrics = new Registry();
  registerProcessMetrics(metrics);
  registerDiskMetrics(metrics, environment.dataDir);
  const failures = workerFailures(log, metrics);

  const claim = claimForServer(environment.databaseUrl);
  const program = {
    schemaVersion: SCHEMA_VERSION,
    process: { id: randomUUID(), release: releaseOfProgram(), label: processLabel() },
    onWaiting: () =>
      log.warn({}, "another start brings the database up to date; waiting for at most 10 minutes"),
  };
  const database = await openDatabase({
    url: environment.databaseUrl,
    program,
    migrationsFolder: path.join(root, "prisma/migrations"),
    onMigrated: (names) => log.info({ migrations: names }, "the database was brought up to date"),
    onLogKept: () =>
      log.warn({}, "another program has the database open: copy its -wal file with it, or back up"),
  });
  const scheduler = processScheduler;
  const { now: clock, stop: stopClock } = await workspaceClock(database, scheduler);
  const cluster =
    database.provider === "postgresql"
      ? (await import("./cluster/postgresql.ts")).postgresqlCluster({
          url: environment.listenDatabaseUrl,
          log,
        })
      : aloneCluster();
  registerClusterMetrics(metrics, cluster);
  const ownProcess = await startProcess({ database, program, scheduler, log, metrics });
  const leases = createLeases({ database, holder: ownProcess.id, scheduler, log, metrics });
  const draftLog = databaseLog(database);
  await migrateAtStart({
    environment,
    database,
    leases,
    log,
    clock,
    workerUrl: workerUrl("migration-worker"),
    failures,
  });
  const storage = await openStorage(environment, log);
  const workers = createDraftWorkers({
    workerUrl: workerUrl("draft-worker"),
    failures,
    organizationOf: async (documentId) =>
      (await services.documents.subject(documentId))?.matter.leadOrganizationId ?? "",
    rowsOf: async (documentId) => {
      const stored = await draftLog.load(documentId);
      return stored ? [...(stored.base ? [stored.base] : []), ...stored.tail] : [];
    },
    onPaused: (documentId, why) =>
      log.error({ documentId, why }, "a draft's tasks pause: it costs more than it may"),
    now: clock,
  });
  // With the first person, not the start: nobody may come, and from source each worker compiles.
  const prepare = () => {
    workers.warm();
    // A failure is told to whoever asks for a page.
    pages.load().catch(() => undefined);
  };
  const auth = createAuth({
    database,
    log,
    clock,
    secureCookies: environment.secure,
    throttle: {
      ...THROTTLE_LIMITS,
      accountAndAddress: environment.limits.signInTriesPerAccount,
      address: environment.limits.signInTriesPerAddress,
    },
    onActive: production ? prepare : undefined,
    onSessionEnded: (sessionId) => rooms.revoke({ sessionId }),
    onSignedIn: () => signIns.nudge(),
  });
  const signIns = keepSignIns({ database, auth, clock, log });
  const { close: closeDocumentWorkers, ...documentWorkers } = createDocumentWorkers({
    dataDir: environment.dataDir,
    storage,
    log,
    failures,
  });
  // Loaded where an authority is named.
  const timestamping = environment.timestamps
    ? (await import("./timestamping/index.ts")).createTimestamping(environment.timestamps)
    : undefined;
  const search = createSearch({ environment, database, failures, log, metrics });
  const inboundMail = createInboundMail({ environment, failures, log, metrics });
  const resources: Resources = {
    timestamping,
    search: search.port,
    database,
    auth,
    identityProviders: providersWhenAsked(environment, { clock, log }),
    clock,
    log,
    ids: randomUUID,
    mail: createMail({ ...environment.mail, log }),
    replyByMail: inboundMail?.port,
    appUrl: environment.appOrigin,
    jobs: { wake: () => jobs.wake() },
    outbound: outboundWhenAsked(environment),
    record: { appended: (sequences) => record.appended(sequences) },
    rooms: {
      revoke: (affected) => rooms.revoke(affected),
      documentChanged: (documentId) => void rooms.documentChanged(documentId),
      threadsChanged: (...threads) => rooms.threadsChanged(...threads),
      rowsWritten: (documentId, sequence) => rooms.rowsWritten(documentId, sequence),
      holdCommits: async (documentId, work) => {
        const release = rooms.hold(documentId);
        try {
          return await work();
        } finally {
          release();
        }
      },
    },
    costlyDrafts: {
      paused: () => workers.paused.all(),
      retryNow: (documentId) => workers.paused.retryNow(documentId),
      replaced: async (documentId) => {
        workers.paused.forget(documentId);
        await rooms.documentChanged(documentId);
      },
      textsIn: (updates) => workers.typedText(updates),
    },
    drafts: draftsFor({ rooms: () => rooms, workers, database, log: draftLog }),
    ...documentWorkers,
    attachmentQuota: environment.attachmentQuota,
    encryption: createEncryption({
      keys: environment.encryptionKeys,
      dataDir: environment.dataDir,
      mayMakeKey: providerOf(environment.databaseUrl) === "sqlite",
    }),
  };
  const services = createServices(resources);
  const webhooks = createWebhookFeed({ resources, scheduler, log });
  const record = await followRecord({
    database,
    rooms: {
      revoke: (affected, recordedAt) => rooms.revoke(affected, recordedAt),
      documentChanged: (documentId) => void rooms.documentChanged(documentId),
    },
    scheduler: processScheduler,
    log,
    onAppended: () => {
      webhooks.nudge();
      cluster.publish({ kind: "recorded" });
    },
  });
  cluster.subscribe({
    received: (_from, { kind }) => kind === "recorded" && record.nudge(),
    connected: () => record.nudge(),
  });
  const rooms: Rooms = createRooms({
    log: draftLog,
    workers,
    baselines: databaseBaselines(database),
    logger: log,
    metrics,
    clock,
    cluster,
    recordRead: () => record.read,
    hasWritten: (withinMs) => ownProcess.hasWritten(withinMs),
    schemaVersion: SCHEMA_VERSION,
    limits: {
      joiningPerAddress: environment.limits.roomJoinsPerAddress,
      joiningInAll: environment.limits.roomJoins,
    },
    identify: (cookies) => auth.actorFromCookies(cookies),
    loadDocumentSubject: (documentId) => services.documents.subject(documentId),
    loadPageDetails: (documentId) => services.documents.pageDetails(documentId),
    endedSessions: (sessionIds) => endedSessions({ database, clock }, sessionIds),
    addressOf: (request) => addressOf(request, environment.trustProxy),
    colorOf: (index) => organizationColor(index).light.text,
    onSaved: search.draftSaved,
  });

  const jobs = startAllJobs({
    database,
    handlers: jobHandlers(resources),
    scheduler,
    log,
    metrics,
  });

  const server = createServer({ maxHeaderSize: HEADER_BYTES });
  const pages = production ? builtPages(log) : await pagesOfVite(server);
  let stopping = false;
  const app = createHttp({
    environment,
    root,
    log,
    pages,
    metrics,
    context: {
      auth,
      services,
      clock,
      draft: (documentId, page) => draftPaint(documentId, page, rooms),
      draftAuthors: (documentId) => draftAuthors(database, documentId),
    },
    mailIn: inboundMail?.way(services.replyByMail),
    checkReady: () => checkReady({ isStopping: stopping, ownProcess, pages, database, rooms }),
    readyWarning: () => readyWarning(rooms),
  });
  server.on("request", app);
  server.on(
    "upgrade",
    upgradeListener({
      appOrigin: environment.appOrigin,
      rooms,
      isOthers: production ? undefined : isVites,
    }),
  );
  await listen(server, environment);
  const metricsServer = await listenForMetrics(environment, metrics);
  await announce(server, environment, services.setUp);

  search.keepUpToDate(leases, resources);
  webhooks.keepFed(leases);
  inboundMail?.keepReading(leases, services.replyByMail);
  startPeriodicWork({
    leases,
    auth,
    database,
    jobs,
    exhibits: documentWorkers.exhibits,
    blobs: documentWorkers.blobs,
    timestamping,
    archives: archivesWork(resources, releaseOfProgram()),
    broughtArchives: bringingWork(resources, releaseOfProgram(), environment.dataDir),
    sweepReminders: async () => {
      if (await writeSweep(resources)) jobs.wake();
    },
    clock,
    log,
  });

  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping");
    stopClock();
    record.stop();
    webhooks.stop();
    setTimeout(() => process.exit(1), STOP_MS).unref();
    metricsServer?.close();
    metricsServer?.closeAllConnections();
    // In parallel with the rooms' commits; the database closes after both.
    const jobsOver = Promise.all([jobs.stop(), leases.stop()]);
    await signIns.stop();
    await stopInOrder({
      server,
      rooms,
      database,
      log,
      destroyWorkers: async () => {
        await Promise.all([workers.destroy(), closeDocumentWorkers(), jobsOver, cluster.close()]);
        await Promise.all([search.close(), inboundMail?.close()]);
        await ownProcess.stop();
      },
    });
    claim.release();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
}

await startOrSay(start);
