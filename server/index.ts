// The composition root: the only place that constructs things, and stops them in order.
import type { ServerBuild } from "@remix-run/node";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Registry } from "prom-client";
import { organizationColour } from "#app/domain/colours.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { THROTTLE_LIMITS, createAuth } from "./auth/index.ts";
import { endedSessions } from "./auth/ended-sessions.ts";
import { DatabaseProblem, openDatabase, type Database } from "./database/index.ts";
import { EnvironmentProblem, readEnvironment, type Environment } from "./env.ts";
import { createExhibits, exhibitsFolderIn } from "./exhibits/index.ts";
import { createHttp, createMetricsHttp, type PageSource } from "./http/index.ts";
import { addressOf } from "./http/address.ts";
import { createLog, type Log } from "./log.ts";
import { createMail } from "./mail/index.ts";
import { rootFolder } from "./root-folder.ts";
import { migrateAtStart } from "./migration/at-start.ts";
import { createPagePictures } from "./workers/pictures/index.ts";
import { keepNewFilesPrivate, makePrivate } from "./private-files.ts";
import { registerProcessMetrics } from "./process-metrics.ts";
import { createRedlines } from "./workers/redline/index.ts";
import { createDraftWorkers, createRooms, databaseLog, type Rooms } from "./rooms/index.ts";
import { draftPaint, draftProse } from "./rooms/drafts/draft-text.ts";
import { createServices } from "./services/index.ts";
import { sweepExhibits } from "./services/exhibits/sweep.ts";
import { draftAuthors } from "./services/documents/authors.ts";
import { keepSignIns } from "./services/audit/keep-sign-ins.ts";
import { stampHourly } from "./services/audit/stamp-hourly.ts";
import { createTimestamping } from "./timestamping/index.ts";
import { createTexts } from "./workers/texts/index.ts";
import { createTypesetter } from "./typesetting/index.ts";
import { isVites, upgradeListener } from "./upgrade.ts";

const root = rootFolder();
/** How long connections that do nothing may delay the stop, in milliseconds. */
const STOP_MS = 15_000;
/** How long one draft's preview may take: 150 pages take a second when nothing is known of them yet. */
const PREVIEW_MS = 10_000;
const EXPIRED_SESSIONS_MS = 60 * 60 * 1000;
const UNUSED_EXHIBITS_MS = 24 * 60 * 60 * 1000;
/** The first look comes early, for servers that are started anew every day. */
const FIRST_UNUSED_EXHIBITS_MS = 10 * 60 * 1000;

async function start(): Promise<void> {
  keepNewFilesPrivate();
  const environment = readEnvironment(process.env);
  const log = createLog(environment.logLevel);
  const left = makePrivate(environment.dataDir, environment.databaseUrl);
  for (const place of left) {
    log.warn({ place }, "others on this machine can read this, and its mode can't be changed");
  }
  const production = environment.mode === "production";
  const clock = () => new Date();
  const metrics = new Registry();
  registerProcessMetrics(metrics);

  const database = await openDatabase({
    url: environment.databaseUrl,
    migrationsFolder: path.join(root, "prisma/migrations"),
    onMigrated: (names) => log.info({ migrations: names }, "the database was brought up to date"),
    onLogKept: () =>
      log.warn({}, "another program has the database open: copy its -wal file with it, or back up"),
  });
  const draftLog = databaseLog(database);
  await migrateAtStart({
    environment,
    database,
    log,
    clock,
    workerUrl: workerUrl("migration-worker", "migration/worker"),
  });
  const workers = createDraftWorkers({
    workerUrl: workerUrl("draft-worker", "rooms/drafts/draft-worker"),
    organizationOf: async (documentId) =>
      (await services.documents.facts(documentId))?.matter.leadOrganizationId ?? "",
    rowsOf: async (documentId) => {
      const stored = await draftLog.load(documentId);
      return stored ? [...(stored.base ? [stored.base] : []), ...stored.tail] : [];
    },
    onPaused: (documentId, why) =>
      log.error({ documentId, why }, "a draft's tasks pause: it costs more than it may"),
    now: clock,
  });
  // While the sources are run, each start of it would translate them anew.
  const warm = production ? () => workers.warm() : undefined;
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
    onActive: warm,
    onSessionEnded: (sessionId) => rooms.revoke({ sessionId }),
    onSignedIn: () => signIns.nudge(),
  });
  const signIns = keepSignIns({ database, auth, clock, log });
  const exhibitsFolder = exhibitsFolderIn(environment.dataDir);
  const exhibits = createExhibits({
    workerUrl: workerUrl("exhibits-worker", "exhibits/worker"),
    folder: exhibitsFolder,
  });
  const typesetting = {
    workerUrl: workerUrl("typesetting-worker", "typesetting/worker"),
    exhibitsFolder,
    log,
  };
  const typesetter = createTypesetter(typesetting);
  const previewTypesetter = createTypesetter({ ...typesetting, timeLimit: PREVIEW_MS });
  const pagePictures = createPagePictures({
    workerUrl: workerUrl("preview-worker", "workers/pictures/worker"),
  });
  const texts = createTexts({ workerUrl: workerUrl("texts-worker", "workers/texts/worker") });
  const redlines = createRedlines({
    workerUrl: workerUrl("redline-worker", "workers/redline/worker"),
  });
  const timestamping = environment.timestamps
    ? createTimestamping(environment.timestamps)
    : undefined;
  const services = createServices({
    timestamping,
    database,
    auth,
    clock,
    log,
    ids: randomUUID,
    mail: createMail({ ...environment.mail, log }),
    appUrl: environment.appOrigin,
    rooms: {
      revoke: (affected) => rooms.revoke(affected),
      documentChanged: (documentId) => void rooms.statusChanged(documentId),
      holdCommits: async (documentId, story) => {
        const release = rooms.hold(documentId);
        try {
          return await story();
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
        await rooms.statusChanged(documentId);
      },
      wordsIn: (updates) => workers.words(updates),
    },
    drafts: { prose: (documentId) => draftProse(documentId, { rooms, workers }) },
    exhibits,
    typesetter,
    previewTypesetter,
    pagePictures,
    redlines,
    texts,
  });
  const rooms: Rooms = createRooms({
    log: draftLog,
    workers,
    logger: log,
    metrics,
    clock,
    schemaVersion: SCHEMA_VERSION,
    limits: {
      joiningPerAddress: environment.limits.roomJoinsPerAddress,
      joiningInAll: environment.limits.roomJoins,
    },
    identify: (cookies) => auth.actorFromCookies(cookies),
    loadDocumentFacts: (documentId) => services.documents.facts(documentId),
    loadPageFacts: (documentId) => services.documents.pageFacts(documentId),
    endedSessions: (sessionIds) => endedSessions({ database, clock }, sessionIds),
    addressOf: (request) => addressOf(request, environment.trustProxy),
    colourOf: (index) => organizationColour(index).light.text,
  });

  const server = createServer();
  let stopping = false;
  const app = createHttp({
    environment,
    root,
    log,
    pages: production ? await builtPages() : await pagesOfVite(server),
    metrics,
    context: {
      auth,
      services,
      clock,
      draft: (documentId, page) => draftPaint(documentId, page, rooms),
      draftAuthors: (documentId) => draftAuthors(database, documentId),
    },
    checkReady: async () => {
      if (stopping) throw new Error("stopping");
      await database.client.$queryRawUnsafe("SELECT 1");
    },
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
  announce(server, environment);
  warm?.();

  const sweeping = setInterval(
    () =>
      void auth
        .deleteExpiredSessions()
        .catch((error: unknown) => log.error({ err: error }, "expired sessions stay")),
    EXPIRED_SESSIONS_MS,
  );
  sweeping.unref();
  const sweepUnusedExhibits = () =>
    void sweepExhibits({ database, exhibits, clock, log }).catch((error: unknown) =>
      log.error({ err: error }, "exhibits that nothing refers to stay"),
    );
  const exhibitSweeps = [
    setTimeout(sweepUnusedExhibits, FIRST_UNUSED_EXHIBITS_MS),
    setInterval(sweepUnusedExhibits, UNUSED_EXHIBITS_MS),
  ];
  for (const timer of exhibitSweeps) timer.unref();

  const stopStamping = stampHourly({ database, timestamping, log });

  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping");
    clearInterval(sweeping);
    stopStamping();
    for (const timer of exhibitSweeps) clearInterval(timer);
    setTimeout(() => process.exit(1), STOP_MS).unref();
    metricsServer?.close();
    metricsServer?.closeAllConnections();
    await signIns.stop();
    await stopInOrder({
      server,
      rooms,
      database,
      log,
      destroyWorkers: async () => {
        await Promise.all([
          workers.destroy(),
          typesetter.close(),
          previewTypesetter.close(),
          exhibits.close(),
          pagePictures.close(),
          redlines.close(),
          texts.close(),
        ]);
      },
    });
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
}

/** R21: no new sockets or pages, what waits is committed, then the database closes. */
async function stopInOrder(parts: {
  server: Server;
  rooms: Rooms;
  database: Database;
  log: Log;
  destroyWorkers: () => Promise<void>;
}): Promise<void> {
  const { server, rooms, database, log } = parts;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await rooms.shutdown();
  server.closeIdleConnections();
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 2_000))]);
  server.closeAllConnections();
  await parts.destroyWorkers();
  await database.close();
  log.info({}, "stopped");
}

/** A worker beside this file: its source under tsx, its bundle in production. */
function workerUrl(bundle: string, source: string): URL {
  const bundled = new URL(`${bundle}.js`, import.meta.url);
  return existsSync(bundled) ? bundled : new URL(`${source}.ts`, import.meta.url);
}

async function builtPages(): Promise<PageSource> {
  const file = path.join(root, "build/server/index.js");
  if (!existsSync(file)) {
    throw new EnvironmentProblem("The pages aren't built yet. Run: npm run build");
  }
  return { build: (await import(pathToFileURL(file).href)) as ServerBuild, development: null };
}

/** In development Vite runs inside this server, and its hot reload shares the server's port. */
async function pagesOfVite(server: Server): Promise<PageSource> {
  const vite = await import("vite");
  const development = await vite.createServer({
    root,
    server: { middlewareMode: true, hmr: { server } },
  });
  return {
    build: () => development.ssrLoadModule("virtual:remix/server-build") as Promise<ServerBuild>,
    development: development.middlewares,
  };
}

function listen(
  server: Server,
  { port, host }: Pick<Environment, "port" | "host">,
  name = "PORT",
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why: Record<string, string> = {
        EADDRINUSE: `Port ${port} is in use by another program. Stop it, or choose another with ${name}.`,
        EACCES: `Port ${port} may not be opened by this user. Choose one above 1023 with ${name}.`,
        EADDRNOTAVAIL: `This machine has no interface ${host ?? ""} (HOST).`,
      };
      const sentence = error.code ? why[error.code] : undefined;
      reject(sentence ? new EnvironmentProblem(sentence) : error);
    });
    server.listen({ port, host }, resolve);
  });
}

/** METRICS_PORT puts /metrics on a port of its own, which a firewall can keep to the machine. */
async function listenForMetrics(
  environment: Environment,
  metrics: Registry,
): Promise<Server | null> {
  const { port } = environment.metrics;
  if (port === null) return null;
  const server = createServer(createMetricsHttp({ environment, metrics }));
  await listen(server, { port, host: environment.host }, "METRICS_PORT");
  return server;
}

function announce(server: Server, environment: Environment): void {
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : environment.port;
  // What `npm run demo` and the tests wait for; a line for people, not for the log.
  process.stdout.write(`Listening on http://${environment.host ?? "localhost"}:${port}\n`);
}

try {
  await start();
} catch (error) {
  const expected = error instanceof EnvironmentProblem || error instanceof DatabaseProblem;
  process.stderr.write(
    expected
      ? `${error.message}\n`
      : `The server could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}
