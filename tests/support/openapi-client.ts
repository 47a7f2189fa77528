import { Ajv2020 } from "ajv/dist/2020.js";
import type { OpenApi, DescribedOperation } from "#server/api/openapi.ts";

/** Input of a program's request of the API. */
export interface Sent {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly json?: unknown;
  readonly file?: Uint8Array<ArrayBuffer>;
  /** The Idempotency-Key; default: a new one. */
  readonly key?: string;
}

/** An answer that fits the description. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/**
 * A client that is made of nothing but the API's own description: addresses, parameters and bodies come
 * from it, and every answer is checked by it.
 */
export async function clientOf(server: string, token: string) {
  const described = await fetch(`${server}/api/openapi.json`);
  const api = (await described.json()) as OpenApi;
  const ajv = new Ajv2020({ strict: false });
  const asked = new Set<string>();
  const find = (operationId: string) => {
    for (const [path, methods] of Object.entries(api.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (operation.operationId === operationId) return { path, method, operation };
      }
    }
    throw new Error(`nothing is called ${operationId}`);
  };
  const fits = (operation: DescribedOperation, status: number, body: unknown) => {
    const answer = operation.responses[String(status)] ?? operation.responses["default"];
    const [schema] = Object.values(answer?.content ?? {}).map((one) => one.schema);
    const whole = { ...schema, components: api.components };
    if (!ajv.validate(whole, body)) {
      throw new Error(
        `${operation.operationId} ${status}: ${ajv.errorsText()}: ${JSON.stringify(body).slice(0, 900)}`,
      );
    }
  };

  /** Sends a request; answers whatever came back, if it fits the description. */
  async function call(operationId: string, sent: Sent = {}): Promise<Answered> {
    const { path, method, operation } = find(operationId);
    asked.add(operationId);
    const filled = path.replaceAll(/\{(\w+)\}/gu, (_, name: string) =>
      encodeURIComponent(String(sent.params?.[name] ?? "")),
    );
    const query = new URLSearchParams(
      Object.entries(sent.query ?? {}).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      ),
    );
    const [type] = Object.keys(operation.requestBody?.content ?? {});
    const { pathname } = new URL(api.servers[0]?.url ?? "");
    const response = await fetch(`${server}${pathname}${filled}?${query.toString()}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(method === "post" ? { "Idempotency-Key": sent.key ?? crypto.randomUUID() } : {}),
        ...(type === undefined ? {} : { "Content-Type": type }),
      },
      body: sent.file ?? (sent.json === undefined ? undefined : JSON.stringify(sent.json)),
    });
    const { status, headers } = response;
    const body = (await response.json()) as Record<string, unknown>;
    fits(operation, status, body);
    return { status, headers, body };
  }

  return {
    api,
    /** The operations that were asked for. */
    asked,
    call,
    /** The same, where it has to be done. */
    async done(operationId: string, sent: Sent = {}) {
      const answer = await call(operationId, sent);
      if (answer.status >= 300) throw new Error(`${operationId}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    /** All items of a list, page by page. */
    async all(operationId: string, sent: Sent = {}, limit = 2) {
      const items: Record<string, unknown>[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await call(operationId, { ...sent, query: { ...sent.query, cursor, limit } });
        if (page.status !== 200) throw new Error(`${operationId}: ${JSON.stringify(page.body)}`);
        items.push(...(page.body["items"] as Record<string, unknown>[]));
        cursor = (page.body["next"] as string | null) ?? undefined;
        if (cursor === undefined) return items;
      }
    },
  };
}
export type ApiClient = Awaited<ReturnType<typeof clientOf>>;
