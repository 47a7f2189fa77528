import * as z from "zod";
import { SCOPE_LABELS } from "#app/domain/api-token.ts";
import { WORD_TYPE } from "./handle-body.ts";
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

/** A schema of the house as JSON Schema; what only a function checks is told by the refusal. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _dialect, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      // Unknown fields are refused (body.ts), and none is answered (operation.ts).
      if (jsonSchema.type === "object" && jsonSchema.properties) {
        jsonSchema.additionalProperties = false;
      }
    },
  });
  return made;
}
