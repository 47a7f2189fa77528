import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  Transaction,
} from "@prisma/driver-adapter-utils";
import { setImmediate as turn } from "node:timers/promises";
import { clientFor, type PrismaClient } from "#server/database/index.ts";

type Provider = SqlDriverAdapterFactory["provider"];

/**
 * The adapter of a client that is kept: it speaks to one database after the other. Between two, and for
 * what was still asked of the one before, there is none.
 */
class Switch implements SqlDriverAdapterFactory {
  readonly provider: Provider;
  readonly adapterName: string;
  #database: Promise<SqlDriverAdapter> | null = null;
  #open = 0;

  constructor({ provider, adapterName }: SqlDriverAdapterFactory) {
    this.provider = provider;
    this.adapterName = adapterName;
  }

  async connect(): Promise<SqlDriverAdapter> {
    const { provider, adapterName } = this;
    const connected = await this.#connected;
    return {
      provider,
      adapterName,
      queryRaw: async (query) => (await this.#connected).queryRaw(query),
      executeRaw: async (query) => (await this.#connected).executeRaw(query),
      executeScript: async (script) => (await this.#connected).executeScript(script),
      startTransaction: async (level) =>
        this.#watched(await (await this.#connected).startTransaction(level)),
      getConnectionInfo: () => connected.getConnectionInfo?.() ?? { supportsRelationJoins: false },
      dispose: () => this.leave(),
    };
  }

  join(database: SqlDriverAdapterFactory): void {
    this.#database = (async () => database.connect())();
    // Told to whoever asks something of it.
    this.#database.catch(() => undefined);
  }

  async leave(): Promise<void> {
    const database = this.#database;
    this.#database = null;
    await (await database?.catch(() => null))?.dispose();
  }

  get isInTransaction(): boolean {
    return this.#open > 0;
  }

  get #connected(): Promise<SqlDriverAdapter> {
    return this.#database ?? Promise.reject(new Error("the test's database is closed"));
  }

  #watched(transaction: Transaction): Transaction {
    this.#open += 1;
    const ended = <T>(end: () => Promise<T>) => {
      return async () => {
        try {
          return await end();
        } finally {
          this.#open -= 1;
        }
      };
    };
    return Object.assign(transaction, {
      commit: ended(transaction.commit.bind(transaction)),
      rollback: ended(transaction.rollback.bind(transaction)),
    });
  }
}

interface Kept {
  readonly client: PrismaClient;
  readonly adapter: Switch;
}

const left: Record<Provider, Kept[]> = { sqlite: [], postgres: [], mysql: [], sqlserver: [] };

/**
 * A client for one test's database, taken from those that earlier tests have left: Prisma reads its
 * schema and plans each kind of query once in a process, and not again in each test, which often took
 * longer than the test. It connects with its first query, and again after `$disconnect`, as others do.
 */
export async function keptClient(database: SqlDriverAdapterFactory): Promise<PrismaClient> {
  const Client = await clientFor(database.provider);
  const idle = left[database.provider];
  let held: Kept | null = null;

  function connected(): PrismaClient {
    if (!held) {
      held = idle.pop() ?? started();
      held.adapter.join(database);
    }
    return held.client;
  }

  function started(): Kept {
    const adapter = new Switch(database);
    return { adapter, client: new Client({ adapter }) };
  }

  async function disconnect(): Promise<void> {
    const before = held;
    held = null;
    if (!before) return;
    const { client, adapter } = before;
    if (adapter.isInTransaction) return client.$disconnect();
    await adapter.leave();
    // A query that was asked and never waited for finds no database, and not the next one.
    await turn();
    idle.push(before);
  }

  return new Proxy({} as PrismaClient, {
    get: (_target, key) => {
      if (key === "$disconnect") return disconnect;
      // Else `await` would take it for a promise.
      if (key === "then") return undefined;
      const client = connected();
      const found: unknown = Reflect.get(client, key);
      return typeof found === "function" ? found.bind(client) : found;
    },
  });
}
