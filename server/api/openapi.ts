import * as z from "zod";
import { SCOPE_LABELS } from "#app/domain/api-token.ts";
import { WORD_TYPE } from "./handle-body.ts";
import {
  isWebhookEventType,
  topicOf,
  WEBHOOK_EVENTS,
  WEBHOOK_TEST,
  WEBHOOK_TOPICS,
} from "#app/domain/webhooks/events.ts";
import { payloadShape, testPayloadShape } from "#app/domain/webhooks/payloads.ts";
import type { Operation } from "./operation.ts";
import { OPERATIONS } from "./operations/index.ts";
import { problemShape } from "./problem.ts";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A description of the API in OpenAPI 3.1. */
export interface OpenApi {
  readonly openapi: "3.1.0";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  /** The events that organizations' webhooks are told of, by type. */
  readonly webhooks: Readonly<Record<string, { readonly post: DescribedEvent }>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, unknown>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
}

export interface DescribedOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly DescribedParameter[];
  readonly requestBody?: {
    readonly required: true;
    readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>>;
  };
  readonly responses: Readonly<Record<string, DescribedAnswer>>;
}

interface DescribedEvent {
  readonly summary: string;
  readonly description: string;
  /** None: a delivery is signed, and bears no token. */
  readonly security: readonly [];
  readonly parameters: readonly DescribedParameter[];
  readonly requestBody: {
    readonly required: true;
    readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>>;
  };
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

interface DescribedParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

interface DescribedAnswer {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

/** Where the API begins. */
export const BASE = "/api/v1";

let known: Omit<OpenApi, "servers"> | null = null;

/** The API as it is at that origin; made once, since anybody may ask for it. */
export function openApi(origin: string): OpenApi {
  known ??= described();
  const { openapi, info, ...rest } = known;
  return { openapi, info, servers: [{ url: `${origin}${BASE}` }], ...rest };
}

/** The API, made of the schemas that check what is sent and what is answered. */
function described(): Omit<OpenApi, "servers"> {
  const paths: Record<string, Record<string, DescribedOperation>> = {};
  for (const operation of OPERATIONS) {
    (paths[operation.path] ??= {})[operation.method] = describedOperation(operation);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Coalition Desk",
      version: "1",
      description:
        "Programs act as the person whose token they have, as far as its scopes say. See /api for how it works.",
    },
    security: [{ token: [] }],
    tags: [...new Set(OPERATIONS.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    webhooks: describedEvents(),
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: { Problem: schemaOf(problemShape, "output") },
    },
  };
}

function describedOperation(operation: Operation): DescribedOperation {
  const { id, group, summary, scope, method, body } = operation;
  const isWrite = method === "post";
  const asks = scope === null ? "Any token." : `Scope ${scope}: ${SCOPE_LABELS[scope]}.`;
  return {
    operationId: id,
    tags: [group],
    summary,
    description: asks,
    parameters: [
      ...parametersOf(operation.params, "path"),
      ...parametersOf(operation.query, "query"),
      ...(isWrite ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(body === null
      ? {}
      : {
          requestBody: {
            required: true as const,
            content:
              body === "file"
                ? { [WORD_TYPE]: { schema: {} } }
                : { "application/json": { schema: schemaOf(body, "input") } },
          },
        }),
    responses: {
      [isWrite ? "201" : "200"]: {
        description: isWrite ? "It was done." : "What was asked for.",
        content: { "application/json": { schema: schemaOf(operation.answer, "output") } },
      },
      default: {
        description: "It was not done, and why.",
        content: {
          "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
        },
      },
    },
  };
}

/** Each event that can be sent, by the schemas of what sends it. */
function describedEvents(): OpenApi["webhooks"] {
  const types = Object.keys(WEBHOOK_EVENTS).filter(isWebhookEventType);
  const events = types.map((type) => {
    const { label, hint } = WEBHOOK_TOPICS[topicOf(type)];
    const summary = `${label}: ${type}`;
    return [type, { post: describedEvent(summary, hint, payloadShape(type)) }] as const;
  });
  const test = describedEvent("A test", "Somebody pressed “Send a test”.", testPayloadShape);
  return Object.fromEntries([...events, [WEBHOOK_TEST, { post: test }]]);
}

function describedEvent(summary: string, description: string, shape: z.ZodType): DescribedEvent {
  return {
    summary,
    description,
    security: [],
    parameters: SIGNED_BY,
    // Later releases may say more: a receiver takes what it doesn't know.
    requestBody: {
      required: true,
      content: { "application/json": { schema: jsonSchemaOf(shape, "input") } },
    },
    responses: {
      "2XX": { description: "It was taken." },
      "410": { description: "Nothing is taken here any more: the webhook is switched off." },
      default: { description: "It was not taken, and is sent again later." },
    },
  };
}

/** Headers of a delivery, as Standard Webhooks has them. */
const SIGNED_BY: readonly DescribedParameter[] = [
  ["webhook-id", "The same each time that this event is sent."],
  ["webhook-timestamp", "When it was sent, in seconds since 1970."],
  ["webhook-signature", "One or several, with spaces between, as Standard Webhooks writes them."],
].map(([name = "", description = ""]) => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type: "string" },
}));

const IDEMPOTENCY_KEY: DescribedParameter = {
  name: "Idempotency-Key",
  in: "header",
  required: true,
  description:
    "At least 8 characters, made by you for each thing that is to be done, such as a UUID. Sent again within a day, the same request is answered as it was, and done once.",
  schema: { type: "string", minLength: 8, maxLength: 200 },
};

function parametersOf(schema: z.ZodObject, where: "path" | "query"): DescribedParameter[] {
  const { properties = {}, required = [] } = schemaOf(schema, "input");
  return Object.entries(properties).map(([name, each]) => {
    const { description, ...rest } = typeof each === "boolean" ? {} : each;
    return {
      name,
      in: where,
      required: where === "path" || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

/** A schema of the house as JSON Schema: unknown fields are refused (body.ts), and none is answered (operation.ts). */
function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  return jsonSchemaOf(schema, io, ({ jsonSchema }) => {
    if (jsonSchema.type === "object" && jsonSchema.properties) {
      jsonSchema.additionalProperties = false;
    }
  });
}

/** A schema as JSON Schema; a check that only a function makes is told by the refusal. */
function jsonSchemaOf(
  schema: z.ZodType,
  io: "input" | "output",
  override: z.core.ToJSONSchemaParams["override"] = undefined,
): JsonSchema {
  const { $schema: _dialect, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    ...(override && { override }),
  });
  return made;
}
