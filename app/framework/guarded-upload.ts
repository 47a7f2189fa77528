import { data, redirect } from "react-router";
import type * as z from "zod";
import { REFUSAL_STATUS, done, refuse, type Outcome } from "#app/domain/refusal.ts";
import {
  INTENT_FIELD,
  UNKNOWN_FORM,
  doneAnswer,
  refusedAnswer,
  unfitAnswer,
  unreadAnswer,
  type FormAnswer,
} from "./form-answer.ts";
import { boundsFor, parseForm } from "./form-body.ts";
import { admit, type AccessRequirement, type RequestContext } from "./access-requirement.ts";
import { refusedPage } from "./refused.ts";
import { discardBody, isUpload, readUpload, type ArrivingFile } from "./upload-body.ts";
import type { ActionArgs } from "./route-args.ts";
import { visitOf } from "./visit.ts";

interface UploadGuard<S extends z.ZodType> {
  readonly params: S;
  readonly need: AccessRequirement<z.output<S>>;
  /** Checked before anything of the file is read. */
  readonly admit: (requestContext: RequestContext<z.output<S>>) => Promise<Outcome<void>>;
  /** The largest file in bytes, including what surrounds it. */
  readonly limit: number;
  /** The name of the file field, and the error where it is empty. */
  readonly file: { readonly field: string; readonly missing: string };
}

/** One form with a file: its other fields, the service that takes it, and what follows. */
interface UploadHandlerOf<P, F extends z.ZodType, R> {
  readonly form: F;
  readonly run: (
    requestContext: RequestContext<P> & {
      readonly input: z.output<F>;
      readonly file: ArrivingFile;
    },
  ) => Promise<Outcome<R>>;
  readonly said: string;
  /** The path of the page to go to; left out where the form stays on its page. */
  readonly next?: (result: R) => string;
}

/** A handler whose types are hidden. */
interface UploadHandler<P> {
  readonly form: z.ZodType;
  readonly take: (
    requestContext: RequestContext<P>,
    fields: URLSearchParams,
    file: ArrivingFile,
  ) => Promise<Outcome<string | null>>;
  readonly said: string;
}

/** The forms with a file of one page, by the name in their field `intent`. */
type UploadHandlers<P> = (
  handler: <F extends z.ZodType, R>(handler: UploadHandlerOf<P, F, R>) => UploadHandler<P>,
) => Readonly<Record<string, UploadHandler<P>>>;

/** The end of an upload: the answer to its form, or why it was turned away before that. */
type UploadAnswer = Outcome<{
  readonly body: FormAnswer;
  readonly status: number;
  /** Where the page goes to. */
  readonly to?: string;
}>;

/**
 * Actions of a page whose forms have a file: each sends its name in the field `intent`, before the
 * file. Permissions are checked before the file is read; fields are validated with the schema that
 * the browser uses; a refusal is answered by a `FormAnswer` with the refusal's status.
 */
export function guardedUploads<S extends z.ZodType>(
  guard: UploadGuard<S>,
  handlers: UploadHandlers<z.output<S>>,
) {
  const answerTo = uploadAnswers(guard, handlers);
  return async (args: ActionArgs) => {
    const answered = await answerTo(args);
    if (!answered.ok) throw refusedPage(answered.refusal, new URL(args.request.url));
    const { body, status, to } = answered.value;
    if (to !== undefined) throw redirect(to);
    return data(body, { status });
  };
}

/** The same for whatever tells the answer in another way than by the page. */
export function uploadAnswers<S extends z.ZodType>(
  guard: UploadGuard<S>,
  handlers: UploadHandlers<z.output<S>>,
): (args: ActionArgs) => Promise<UploadAnswer> {
  const table = handlers(makeHandler);
  const handlerOf = (intent: string | null) =>
    intent !== null && Object.hasOwn(table, intent) ? table[intent] : undefined;
  return async (args: ActionArgs) => {
    const { request } = args;
    const turnedAway = async (refused: Outcome<never>) => {
      await discardBody(request);
      return refused;
    };
    // A form without a file comes from no page of ours.
    if (!isUpload(request)) return turnedAway(refuse("bad-input", UNKNOWN_FORM));
    const visit = visitOf(args, guard.params);
    const admitted = visit.ok ? admit(visit.value, guard.need) : visit;
    if (!admitted.ok) return turnedAway(admitted);
    const requestContext = admitted.value;
    const mayUpload = await guard.admit(requestContext);
    if (!mayUpload.ok) return turnedAway(mayUpload);

    const read = await readUpload(request, guard.limit, async (file, fields) => {
      const handler = handlerOf(fields.get(INTENT_FIELD));
      if (!handler) return null;
      const before = submissionOf(handler, fields);
      if (!before.ok || before.value.status !== "success") return null;
      return handler.take(requestContext, fields, file);
    });
    if (!read.ok) return read;
    const { fields, taken } = read.value;
    const intent = fields.get(INTENT_FIELD);
    const handler = handlerOf(intent);
    if (!handler) return refuse("bad-input", UNKNOWN_FORM);
    const parsed = submissionOf(handler, fields);
    if (!parsed.ok) {
      return answer(unreadAnswer(parsed.refusal, intent), REFUSAL_STATUS[parsed.refusal.code]);
    }
    const submission = parsed.value;
    if (submission.status !== "success") {
      return answer(unfitAnswer(submission, intent), REFUSAL_STATUS["bad-input"]);
    }
    const { field, missing } = guard.file;
    const outcome = taken ?? refuse("bad-input", undefined, { [field]: missing });
    if (outcome.ok) {
      const to = outcome.value === null ? {} : { to: outcome.value };
      const body = doneAnswer<undefined>(submission, handler.said, null, intent);
      return done({ body, status: 200, ...to });
    }
    return answer(
      refusedAnswer(submission, outcome.refusal, intent),
      REFUSAL_STATUS[outcome.refusal.code],
    );
  };
}

function makeHandler<P, F extends z.ZodType, R>({
  form,
  run,
  said,
  next,
}: UploadHandlerOf<P, F, R>): UploadHandler<P> {
  return {
    form,
    said,
    take: async (requestContext, fields, file) => {
      const submission = submissionOf({ form }, fields);
      if (!submission.ok) return submission;
      if (submission.value.status !== "success") return refuse("bad-input");
      const input = submission.value.value;
      const outcome = await run({ ...requestContext, input, file });
      return outcome.ok ? done(next ? next(outcome.value) : null) : outcome;
    },
  };
}

/**
 * Parses the fields besides the file, within their form's limits; the upload parser limits their
 * size.
 */
function submissionOf<F extends z.ZodType>(
  { form }: { readonly form: F },
  fields: URLSearchParams,
) {
  const own = new URLSearchParams(fields);
  own.delete(INTENT_FIELD);
  return parseForm(form, { fields: own, bytes: 0 }, boundsFor(form, true));
}

function answer(body: FormAnswer, status: number): UploadAnswer {
  return done({ body, status });
}
