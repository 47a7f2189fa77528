import { data, type ActionFunctionArgs } from "@remix-run/node";
import type { z } from "zod";
import { REFUSAL_STATUS, refuse, type Outcome, type Refusal } from "#app/domain/refusal.ts";
import {
  INTENT_FIELD,
  doneAnswer,
  refusedAnswer,
  unfitAnswer,
  unreadAnswer,
  type FormAnswer,
} from "./form-answer.ts";
import { boundsFor, parseForm } from "./form-body.ts";
import {
  meets,
  readParams,
  type AccessRequirement,
  type RequestContext,
  type Visitor,
} from "./access-requirement.ts";
import { refusedPage } from "./refused.ts";
import { discardBody, readUpload, type ArrivingFile } from "./upload-body.ts";

interface UploadGuard<S extends z.ZodType, N> {
  readonly params: S;
  readonly need: N;
  /** Asked before anything of the file is read. */
  readonly admit: (visit: RequestContext<z.output<S>, N>) => Promise<Outcome<void>>;
  /** The largest file, in bytes, and what is around it. */
  readonly limit: number;
  /** The field that carries the file, and what is said where it carries none. */
  readonly file: { readonly field: string; readonly missing: string };
}

/** One form with a file: its other fields, which service takes it, and what is said then. */
interface UploadHandlerOf<P, N, F extends z.ZodType> {
  readonly form: F;
  readonly run: (
    visit: RequestContext<P, N> & { readonly input: z.output<F>; readonly file: ArrivingFile },
  ) => Promise<Outcome<void>>;
  readonly said: string;
}

/** A deed with its types closed over. */
export interface UploadHandler<P, N> {
  readonly form: z.ZodType;
  readonly take: (
    visit: RequestContext<P, N>,
    fields: URLSearchParams,
    file: ArrivingFile,
  ) => Promise<Outcome<void>>;
  readonly said: string;
}

/**
 * Actions of a page whose forms carry a file: each sends its name in the field `intent`, which stands
 * before the file. Rights are asked before the file is read; the fields are checked with the schema
 * that the browser uses; what is refused comes back as a `FormAnswer` with the refusal's status.
 */
export function guardedUploads<S extends z.ZodType, N extends AccessRequirement<z.output<S>>>(
  guard: UploadGuard<S, N>,
  deeds: (
    deed: <F extends z.ZodType>(
      deed: UploadHandlerOf<z.output<S>, N, F>,
    ) => UploadHandler<z.output<S>, N>,
  ) => Readonly<Record<string, UploadHandler<z.output<S>, N>>>,
) {
  const table = deeds(makeDeed);
  const deedOf = (intent: string | null) =>
    intent !== null && Object.hasOwn(table, intent) ? table[intent] : undefined;
  return async ({ request, params: given, context }: ActionFunctionArgs) => {
    const url = new URL(request.url);
    const turnedAway = async (refusal: Refusal) => {
      await discardBody(request);
      return refusedPage(refusal, url);
    };
    const params = readParams(guard.params, given);
    if (!params.ok) throw await turnedAway(params.refusal);
    const met = meets(guard.need, context.actor, params.value);
    if (!met.ok) throw await turnedAway(met.refusal);
    // `meets` has refused those who are not signed in where the need asks for it.
    const actor = context.actor as Visitor<N>;
    const visit = { actor, params: params.value, context, url, request };
    const admitted = await guard.admit(visit);
    if (!admitted.ok) throw await turnedAway(admitted.refusal);

    const read = await readUpload(request, guard.limit, async (file, fields) => {
      const deed = deedOf(fields.get(INTENT_FIELD));
      if (!deed) return null;
      const before = submissionOf(deed, fields);
      if (!before.ok || before.value.status !== "success") return null;
      return deed.take(visit, fields, file);
    });
    if (!read.ok) throw refusedPage(read.refusal, url);
    const { fields, taken } = read.value;
    const intent = fields.get(INTENT_FIELD);
    const deed = deedOf(intent);
    if (!deed) throw refusedPage({ code: "bad-input", sentence: UNKNOWN_FORM }, url);
    const parsed = submissionOf(deed, fields);
    if (!parsed.ok) {
      return answer(unreadAnswer(parsed.refusal, intent), REFUSAL_STATUS[parsed.refusal.code]);
    }
    const submission = parsed.value;
    if (submission.status !== "success") {
      return answer(unfitAnswer(submission, intent), REFUSAL_STATUS["bad-input"]);
    }
    const { field, missing } = guard.file;
    const outcome = taken ?? refuse("bad-input", undefined, { [field]: missing });
    if (outcome.ok) return answer(doneAnswer<undefined>(submission, deed.said, null, intent), 200);
    return answer(
      refusedAnswer(submission, outcome.refusal, intent),
      REFUSAL_STATUS[outcome.refusal.code],
    );
  };
}

function makeDeed<P, N, F extends z.ZodType>({
  form,
  run,
  said,
}: UploadHandlerOf<P, N, F>): UploadHandler<P, N> {
  return {
    form,
    said,
    take: async (visit, fields, file) => {
      const submission = submissionOf({ form }, fields);
      if (!submission.ok) return submission;
      if (submission.value.status !== "success") return refuse("bad-input");
      return run({ ...visit, input: submission.value.value, file });
    },
  };
}

/** The fields beside the file, within their form's bounds; how large they are, the parser limits. */
function submissionOf<F extends z.ZodType>(
  { form }: { readonly form: F },
  fields: URLSearchParams,
) {
  const own = new URLSearchParams(fields);
  own.delete(INTENT_FIELD);
  return parseForm(form, { fields: own, bytes: 0 }, boundsFor(form, false));
}

function answer(body: FormAnswer, status: number) {
  return data(body, { status });
}

const UNKNOWN_FORM =
  "This page has changed since you opened it. Nothing was saved; load it again and repeat what you did.";
