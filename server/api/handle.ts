import { counted } from "#app/domain/counted.ts";
import type { Request, RequestHandler, Response } from "express";
import type { Logger } from "pino";
import { SCOPE_LABELS } from "#app/domain/api-token.ts";
import type { Actor } from "#app/domain/actor.ts";
import { digestOf, sha256 } from "#server/digest.ts";
import { createUploadSlots } from "#server/upload-slots.ts";
import type { AdmittedProgram, ProgramDoor, Services } from "#server/services/index.ts";
import { bytesOf, declaredSize, jsonOf } from "./handle-body.ts";
import { BASE, openApi } from "./openapi.ts";
import type { Operation } from "./operation.ts";
import { OPERATIONS } from "./operations/index.ts";
import { problemJson, problemOf, statusOf, type Problem } from "./problem.ts";

interface ApiOptions {
  readonly services: Services;
  readonly log: Logger;
  readonly originOf: (request: Request) => string;
}

/** An answer before it is sent. */
type ApiResponse =
  | { readonly status: number; readonly body: string; readonly isAgain?: boolean }
  | Problem;

const DESCRIPTION = "/api/openapi.json";
/** The longest header with a token in it. */
const MOST_HEADER = 200;
const KEY = /^[\x21-\x7e]{8,200}$/u;

/** Answers everything below /api/, and only by a token: no cookie is asked there. */
export function createApi({ services, log, originOf }: ApiOptions): RequestHandler {
  const inSlot = createUploadSlots();

  const handle = async (request: Request, response: Response): Promise<void> => {
    const origin = originOf(request);
    response.setHeader("Cache-Control", "private, no-store");
    response.setHeader("Vary", "Authorization");
    const answered = await answerTo(request);
    if ("code" in answered) return sendProblem(response, answered, origin);
    const { status, body, isAgain = false } = answered;
    if (isAgain) response.setHeader("Idempotent-Replayed", "true");
    response.status(status).type("application/json").send(body);
  };

  const answerTo = async (request: Request): Promise<ApiResponse> => {
    const { method, path } = request;
    const isReading = method === "GET" || method === "HEAD";
    if (path === DESCRIPTION) {
      if (!isReading) return wrongMethod(["get"]);
      return { status: 200, body: JSON.stringify(openApi(originOf(request))) };
    }
    const door = await services.apiTokens.door();
    const admitted = await admit(door, request);
    if ("code" in admitted) return admitted;
    const here = OPERATIONS.flatMap((operation) => {
      const params = matched(operation, path);
      return params ? [{ operation, params }] : [];
    });
    // Refused requests count, too.
    const refusing = async (told: Problem): Promise<Problem> => {
      const waitMs = await door.spend(admitted.actor, "read", 1);
      return waitMs > 0 ? tooMany(waitMs) : told;
    };
    if (here.length === 0) return refusing(problem("no-such-address", NO_ADDRESS));
    const wanted = isReading ? "get" : method.toLowerCase();
    // A path in plain words stands before one with a parameter.
    const found = here
      .toSorted((one, other) => Object.keys(one.params).length - Object.keys(other.params).length)
      .find(({ operation }) => operation.method === wanted);
    if (!found) return refusing(wrongMethod(here.map(({ operation }) => operation.method)));
    const { operation, params } = found;
    const { scope, cost = 1 } = operation;
    if (scope !== null && !admitted.token.scopes.includes(scope)) {
      const lacks = `This token may not do that: it lacks the scope ${scope} (${SCOPE_LABELS[scope]}). Nothing was changed; make a token that has it.`;
      return refusing(problem("scope-missing", lacks));
    }
    const waitMs = await door.spend(admitted.actor, isReading ? "read" : "write", cost);
    if (waitMs > 0) return tooMany(waitMs);
    const query = new URLSearchParams(request.url.split("?")[1] ?? "");
    const sent = { ...admitted, services, params, query };
    return operation.method === "get"
      ? run(operation, sent, undefined)
      : write({ door, request, operation, sent, inSlot });
  };

  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      log.error({ err: error, path: request.path }, "a program's request failed");
      if (response.headersSent) return response.destroy();
      const isReading = request.method === "GET" || request.method === "HEAD";
      const detail = isReading ? OUR_FAULT : `${OUR_FAULT} ${SAME_KEY}`;
      sendProblem(response, { code: "our-fault", detail }, originOf(request));
    });
  };
}

type SentRequest = Parameters<Operation["read"]>[0];

/** The program whose token it is; nobody without one, whatever cookies came along. */
async function admit(
  door: ProgramDoor,
  { headers: { authorization = "" }, ip = "" }: Request,
): Promise<AdmittedProgram | Problem> {
  const [scheme = "", secret = "", ...rest] = authorization.slice(0, MOST_HEADER).split(" ");
  if (scheme.toLowerCase() !== "bearer" || rest.length > 0) return problem("no-token", NO_TOKEN);
  const admitted = await door.admit(secret, ip);
  if (admitted === null) return problem("no-token", NOT_VALID);
  return "waitMs" in admitted ? tooMany(admitted.waitMs) : admitted;
}

async function run(operation: Operation, sent: SentRequest, body: unknown): Promise<ApiResponse> {
  const read = operation.read(sent, body);
  if (!read.ok) return problemOf(read.refusal);
  const outcome = await read.value();
  if (!outcome.ok) return problemOf(outcome.refusal);
  const status = operation.method === "post" ? 201 : 200;
  return { status, body: JSON.stringify(outcome.value) };
}

interface WriteRequest {
  readonly door: ProgramDoor;
  readonly request: Request;
  readonly operation: Operation;
  readonly sent: SentRequest;
  /** Files are held in memory while they are read. */
  readonly inSlot: ReturnType<typeof createUploadSlots>;
}

/** Does what is asked for once, however often it is sent. */
async function write(asked: WriteRequest): Promise<ApiResponse> {
  const { request, operation, sent, inSlot } = asked;
  const given = request.headers["idempotency-key"];
  if (typeof given !== "string" || !KEY.test(given)) return problem("key-missing", NO_KEY);
  const size = declaredSize(request, operation);
  if (!size.ok) return size.problem;
  const may = await operation.mayArrive(sent, size.value);
  if (!may.ok) return problemOf(may.refusal);
  const work = () => writeKeyed(asked, given, size.value);
  if (operation.body !== "file") return work();
  return (await inSlot(sent.actor.userId, work)) ?? problem("unavailable", BUSY);
}

async function writeKeyed(
  { door, request, operation, sent }: WriteRequest,
  given: string,
  size: number,
): Promise<ApiResponse> {
  const { actor, token } = sent;
  const bytes = await bytesOf(request, size);
  if (bytes === null) return problem("bad-input", BROKEN_OFF);
  const json = operation.body === "file" ? null : jsonOf(bytes);
  if (json && !json.ok) return json.problem;

  const key = sha256(`${token.id}\n${given}`);
  const hash = sha256(`${operation.id}\n${request.url}\n${await digestOf(bytes)}`);
  // The form's key is claimed in the transaction of the act: also where this process dies before it
  // has kept its answer, it is done once.
  const form = key.slice(0, 32);
  const writer: Actor = { ...actor, sent: { key: form, isDone: false } };
  const refused: Problem[] = [];
  const once = await door.once(actor, { key, hash, form }, async () => {
    const body = json ? json.value : { bytes };
    const answered = await run(operation, { ...sent, actor: writer }, body);
    if (!("code" in answered)) return answered;
    refused.push(answered);
    return { status: statusOf(answered.code), body: "" };
  });
  const [told] = refused;
  if (told) return told;
  if (once.is === "another") return problem("key-used", KEY_USED);
  if (once.is === "done-before") return problem("answer-lost", ANSWER_LOST);
  if (once.is === "under-way") return { ...problem("key-under-way", UNDER_WAY), waitMs: 1_000 };
  const { status, body, isAgain } = once;
  return { status, body, isAgain };
}

/** The parameters of a path that an operation answers; null for another's. */
function matched(operation: Operation, path: string): Record<string, string> | null {
  const wanted = `${BASE}${operation.path}`.split("/");
  const asked = path.split("/");
  if (wanted.length !== asked.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const given = asked[index] ?? "";
    if (part.startsWith("{")) params[part.slice(1, -1)] = decodeURIComponent(given);
    else if (part !== given) return null;
  }
  return params;
}

function sendProblem(response: Response, told: Problem, origin: string): void {
  const status = statusOf(told.code);
  if (status === 401) response.setHeader("WWW-Authenticate", 'Bearer realm="Coalition Desk"');
  if (told.allow) response.setHeader("Allow", told.allow.join(", "));
  if (told.waitMs !== undefined) {
    response.setHeader("Retry-After", String(Math.max(1, Math.ceil(told.waitMs / 1_000))));
  } else if (status === 429 || status === 503) response.setHeader("Retry-After", "60");
  response.status(status).type("application/problem+json").send(problemJson(told, origin));
}

function problem(code: Problem["code"], detail: string): Problem {
  return { code, detail };
}

function wrongMethod(methods: readonly Operation["method"][]): Problem {
  const allow = methods.flatMap((method) => (method === "get" ? ["GET", "HEAD"] : ["POST"]));
  return { ...problem("method-not-allowed", NO_METHOD), allow };
}

function tooMany(waitMs: number): Problem {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  const detail = `Too much was asked for in a short time. Nothing was done; ask again in ${counted(seconds, "second")}.`;
  return { code: "too-many-requests", detail, waitMs };
}

const NO_TOKEN =
  "Programs come in by a token: send “Authorization: Bearer …” with one that was made on the page of your account. No cookie is taken here, and nothing was done.";
const NOT_VALID =
  "This token is none, or was revoked, or is over. Nothing was done; make a new one on the page of your account.";
const NO_ADDRESS = "Nothing is at that address. Nothing was done; /api says what there is.";
const NO_METHOD =
  "This address does not take that method. Nothing was done; /api says which it takes.";
const NO_KEY =
  "A request to write needs an Idempotency-Key of 8 to 200 plain characters, such as a UUID made for it. Nothing was done.";
const KEY_USED =
  "This Idempotency-Key came with another request before. Nothing was done; make a new key for what is new.";
const UNDER_WAY =
  "The same request is worked on at this moment. It is done once; ask again for its answer in a second.";
const ANSWER_LOST =
  "This request arrived before and was done then; its answer was not kept. It was not done again: look at what stands.";
const BUSY =
  "Other files of yours are being read at this moment. Nothing of this one was kept; send it again once they are done.";
const BROKEN_OFF = "Not all of the request arrived. Nothing was done; send it again.";
const OUR_FAULT = "Something went wrong on our side. Ask again in a moment.";
const SAME_KEY =
  "With the same Idempotency-Key the request can be sent again: what it asks for is done once.";
