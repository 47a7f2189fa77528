import { SCOPE_LABELS, type Scope } from "#app/domain/api-token.ts";
import { openApi, type DescribedOperation, type JsonSchema } from "./openapi.ts";
import { PROBLEM_CODES, statusOf } from "./problem.ts";

/** A field of a request or an answer, for people. */
export interface ApiField {
  readonly name: string;
  /** "text, up to 200 characters". */
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string | null;
}

export interface ApiOperation {
  readonly id: string;
  readonly method: string;
  /** From the origin on. */
  readonly path: string;
  readonly summary: string;
  readonly asks: string;
  readonly parameters: readonly ApiField[];
  readonly sends: readonly ApiField[];
  readonly sendsFile: boolean;
  readonly answers: readonly ApiField[];
}

/** The API for the page that describes it, made of the same description that programs read. */
export interface ApiDescription {
  readonly scopes: readonly { readonly scope: Scope; readonly words: string }[];
  readonly groups: readonly {
    readonly name: string;
    readonly operations: readonly ApiOperation[];
  }[];
  readonly problems: readonly { readonly code: string; readonly status: number }[];
}

let known: ApiDescription | null = null;

/** Made once: anybody may ask for it. */
export function describeApi(): ApiDescription {
  return (known ??= describedForPeople());
}

function describedForPeople(): ApiDescription {
  const { paths, tags } = openApi("");
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return {
    scopes: Object.entries(SCOPE_LABELS).map(([scope, words]) => ({
      scope: scope as Scope,
      words,
    })),
    groups: tags.map(({ name }) => ({
      name,
      operations: all
        .filter(({ operation }) => operation.tags.includes(name))
        .map(({ path, method, operation }) => shown(path, method, operation)),
    })),
    problems: PROBLEM_CODES.map((code) => ({ code, status: statusOf(code) })),
  };
}

function shown(path: string, method: string, operation: DescribedOperation): ApiOperation {
  const json = operation.requestBody?.content["application/json"]?.schema;
  const done = Object.entries(operation.responses).find(([status]) => status !== "default")?.[1];
  const answer = done?.content["application/json"]?.schema ?? {};
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path: `/api/v1${path}`,
    summary: operation.summary,
    asks: operation.description,
    parameters: operation.parameters.map(({ name, required, schema, description }) => ({
      name,
      type: schemaText(schema),
      isRequired: required,
      description: description ?? null,
    })),
    sends: json ? fieldsOf(json) : [],
    sendsFile: operation.requestBody !== undefined && !json,
    answers: fieldsOf(answer),
  };
}

function fieldsOf({ properties = {}, required = [] }: JsonSchema): ApiField[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    type: typeof schema === "boolean" ? "anything" : schemaText(schema),
    isRequired: required.includes(name),
    description: typeof schema === "boolean" ? null : (schema.description ?? null),
  }));
}

/** The choices of a field that are named one by one; a kind of entry has more. */
const MOST_NAMED = 24;

/** A schema in words, with the fields inside it by name. */
function schemaText(schema: JsonSchema): string {
  const { type, anyOf, items, properties, maxLength } = schema;
  if (schema.enum) {
    const names = schema.enum.map(String);
    const more = names.length > MOST_NAMED ? ", …" : "";
    return `one of ${names.slice(0, MOST_NAMED).join(", ")}${more}`;
  }
  if (anyOf) {
    const ways = anyOf.map((one) => (typeof one === "boolean" ? "anything" : schemaText(one)));
    return [...new Set(ways)].join(" or ");
  }
  if (type === "array") {
    const inside = Array.isArray(items) ? items[0] : items;
    return `list of: ${typeof inside === "object" ? schemaText(inside) : "anything"}`;
  }
  if (properties) return `{ ${Object.keys(properties).join(", ")} }`;
  if (type === "string") return maxLength ? `text, up to ${maxLength} characters` : "text";
  if (type === "integer") return "whole number";
  if (type === "boolean") return "true or false";
  return typeof type === "string" ? type : "anything";
}
