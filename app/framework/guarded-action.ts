import { data, redirect } from "react-router";
import type * as z from "zod";
import { done, REFUSAL_STATUS, type Outcome, type Refusal } from "#app/domain/refusal.ts";
import {
  INTENT_FIELD,
  UNKNOWN_FORM,
  doneAnswer,
  refusedAnswer,
  unfitAnswer,
  unreadAnswer,
  type FormAnswer,
} from "./form-answer.ts";
import { boundsFor, parseForm, readForm, type FormBody } from "./form-body.ts";
import { widestOf, type FormBounds } from "./form-bounds.ts";
import {
  admit,
  type AccessRequirement,
  type RequestContext,
  type IncomingRequest,
} from "./access-requirement.ts";
import { refusedPage } from "./refused.ts";
import type { ActionArgs } from "./route-args.ts";
import { visitOf } from "./visit.ts";

/** The page after a successful form: another one, or its own with a sentence. */
type Next<T> =
  | { readonly to: string; readonly cookie?: string }
  | { readonly said: string; readonly show?: T; readonly cookie?: string };

/** One form's handler: its schema, the service that runs, and what follows. */
interface HandlerOf<C, F extends z.ZodType, V, T> {
  readonly form: F;
  readonly run: (
    requestContext: C & { readonly input: z.output<F> },
  ) => Outcome<V> | Promise<Outcome<V>>;
  readonly next: (value: V, requestContext: C & { readonly input: z.output<F> }) => Next<T>;
}

interface Guard<S extends z.ZodType> {
  /** The URL's parameters; invalid ones are not found. */
  readonly params?: S;
  readonly need: AccessRequirement<z.output<S>>;
}

interface Sent<C> {
  /** The request of its sender, or why that person is refused. */
  readonly admitted: Outcome<C>;
  readonly body: FormBody;
  readonly intent: string | null;
}

/** A handler whose types are hidden; created by the builder of `guardedActions`. */
interface ActionHandler<C, T> {
  /** The limits of its form, for those who may send it or for others. */
  readonly boundsFor: (isAdmitted: boolean) => FormBounds;
  readonly send: (sent: Sent<C>) => Promise<ReturnType<typeof answer<T>>>;
}

/** Creates a handler for requests of this kind. */
type ActionHandlerBuilder<C> = <F extends z.ZodType, V, T = undefined>(
  handler: HandlerOf<C, F, V, T>,
) => ActionHandler<C, T>;

type Handlers<C> = Readonly<Record<string, ActionHandler<C, unknown>>>;

/**
 * An action that declares its requirement and its form. Permissions are checked first; then the
 * form is read within the limits of its schema, and validated with that schema, which the browser
 * uses too. A refusal is answered by a `FormAnswer` with the refusal's status and everything typed
 * except passwords; a form that exceeds a limit, without it: the page keeps it.
 */
export function guardedAction<S extends z.ZodType, F extends z.ZodType, V, T = undefined>({
  params,
  need,
  ...handler
}: Guard<S> & HandlerOf<RequestContext<z.output<S>>, F, V, T>) {
  const form = makeHandler<RequestContext<z.output<S>>, F, V, T>(handler);
  return actionOf(params, (visit) => admit(visit, need), only(form));
}

/** The same for anybody; who is signed in stands in the load context. */
export function openAction<F extends z.ZodType, V, T = undefined>(
  handler: HandlerOf<IncomingRequest<unknown>, F, V, T>,
) {
  return actionOf(undefined, done, only(makeHandler(handler)));
}

/**
 * Like `guardedAction`, for a page with several forms: each sends its name in the field `intent`.
 */
export function guardedActions<
  S extends z.ZodType,
  R extends Handlers<RequestContext<z.output<S>>>,
>(
  { params, need }: Guard<S>,
  handlers: (handler: ActionHandlerBuilder<RequestContext<z.output<S>>>) => R,
) {
  const forms = named<RequestContext<z.output<S>>, R>(handlers(makeHandler));
  return actionOf(params, (visit) => admit(visit, need), forms);
}

/** The same for anybody. */
export function openActions<S extends z.ZodType, R extends Handlers<IncomingRequest<z.output<S>>>>(
  params: S,
  handlers: (handler: ActionHandlerBuilder<IncomingRequest<z.output<S>>>) => R,
) {
  return actionOf(params, done, named<IncomingRequest<z.output<S>>, R>(handlers(makeHandler)));
}

/** The forms of a page. */
interface Forms<C, T> {
  readonly all: readonly Pick<ActionHandler<C, T>, "boundsFor">[];
  readonly find: (intent: string | null) => ActionHandler<C, T> | undefined;
}

function only<C, T>(handler: ActionHandler<C, T>): Forms<C, T> {
  return { all: [handler], find: () => handler };
}

type ShownBy<D> = D extends ActionHandler<never, infer T> ? T : never;

function named<C, R extends Handlers<C>>(table: R): Forms<C, ShownBy<R[keyof R]>> {
  return {
    all: Object.values(table),
    find: (intent) =>
      intent !== null && Object.hasOwn(table, intent)
        ? // Object.hasOwn has checked that it is one of R's keys.
          (table[intent] as R[keyof R] & ActionHandler<C, ShownBy<R[keyof R]>>)
        : undefined,
  };
}

function actionOf<S extends z.ZodType, C, T>(
  params: S | undefined,
  admitTo: (visit: IncomingRequest<z.output<S>>) => Outcome<C>,
  forms: Forms<C, T>,
) {
  return async (args: ActionArgs) => {
    const url = new URL(args.request.url);
    const visit = visitOf(args, params);
    if (!visit.ok) throw refusedPage(visit.refusal, url);
    const admitted = admitTo(visit.value);

    const widest = widestOf(forms.all.map((handler) => handler.boundsFor(admitted.ok)));
    const form = await readForm(args.request, widest);
    if (!form.ok) {
      const refusal = admitted.ok ? form.refusal : inForm(admitted.refusal);
      return unread<T>(refusal, form.beginning.get(INTENT_FIELD));
    }
    const { fields } = form.value;
    const intent = fields.get(INTENT_FIELD);
    const handler = forms.find(intent);
    if (!handler) throw refusedPage({ code: "bad-input", sentence: UNKNOWN_FORM }, url);
    fields.delete(INTENT_FIELD);

    return handler.send({ admitted, body: form.value, intent });
  };
}

function makeHandler<C, F extends z.ZodType, V, T = undefined>({
  form,
  run,
  next,
}: HandlerOf<C, F, V, T>): ActionHandler<C, T> {
  const send = async ({ admitted, body, intent }: Sent<C>) => {
    const parsed = parseForm(form, body, boundsFor(form, admitted.ok));
    if (!parsed.ok) {
      return unread<T>(admitted.ok ? parsed.refusal : inForm(admitted.refusal), intent);
    }
    const submission = parsed.value;
    const refused = (refusal: Refusal) =>
      answer<T>(refusedAnswer(submission, inForm(refusal), intent), REFUSAL_STATUS[refusal.code]);

    // Without permission, nothing about the fields is revealed.
    if (!admitted.ok) return refused(admitted.refusal);
    if (submission.status !== "success") {
      return answer<T>(unfitAnswer(submission, intent), REFUSAL_STATUS["bad-input"]);
    }

    const filled = { ...admitted.value, input: submission.value };
    const outcome = await run(filled);
    if (!outcome.ok) return refused(outcome.refusal);

    const where = next(outcome.value, filled);
    const headers = where.cookie ? { "Set-Cookie": where.cookie } : undefined;
    if ("to" in where) throw redirect(where.to, { headers });
    return answer<T>(doneAnswer(submission, where.said, where.show ?? null, intent), 200, headers);
  };
  return { send, boundsFor: (isAdmitted) => boundsFor(form, isAdmitted) };
}

/** The answer to a form that was not parsed; the page keeps what was typed. */
function unread<T>(refusal: Refusal, intent: string | null) {
  return answer<T>(unreadAnswer(refusal, intent), REFUSAL_STATUS[refusal.code]);
}

function answer<T>(body: FormAnswer<T>, status: number, headers?: HeadersInit) {
  return data(body, { status, headers });
}

/** For a session that ended while somebody typed: the page stays, with everything typed. */
function inForm(refusal: Refusal): Refusal {
  return refusal.code === "not-signed-in" ? { ...refusal, sentence: SIGNED_OUT } : refusal;
}

const SIGNED_OUT =
  "You were signed out, so nothing was saved. What you typed is still here: sign in again in another window, then send this form once more.";
