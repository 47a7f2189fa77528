import { data, redirect } from "react-router";
import type * as z from "zod";
import { REFUSAL_STATUS, type Outcome, type Refusal } from "#app/domain/refusal.ts";
import {
  INTENT_FIELD,
  doneAnswer,
  refusedAnswer,
  unfitAnswer,
  unreadAnswer,
  type FormAnswer,
} from "./form-answer.ts";
import { boundsFor, parseForm, readForm, type FormBody } from "./form-body.ts";
import { widestOf, type FormBounds } from "./form-bounds.ts";
import type { AccessRequirement, RequestContext } from "./access-requirement.ts";
import { arrivalOf, UNKNOWN_FORM, type Arrival } from "./arrival.ts";
import { refusedPage } from "./refused.ts";
import type { ActionArgs } from "./route-args.ts";

/** What follows a successful form: another page, or its own page with a sentence. */
export type Next<T> =
  | { readonly to: string; readonly cookie?: string }
  | { readonly said: string; readonly show?: T; readonly cookie?: string };

type SubmittedRequest<P, N, F extends z.ZodType> = RequestContext<P, N> & {
  readonly input: z.output<F>;
};

/** One form's handler: its schema, the service that runs, and what follows. */
interface HandlerOf<P, N, F extends z.ZodType, V, T> {
  readonly form: F;
  readonly run: (requestContext: SubmittedRequest<P, N, F>) => Outcome<V> | Promise<Outcome<V>>;
  readonly next: (value: V, requestContext: SubmittedRequest<P, N, F>) => Next<T>;
}

interface Guard<S extends z.ZodType, N> {
  /** The URL's parameters; invalid ones are not found. */
  readonly params?: S;
  readonly need: N;
}

interface Sent<P, N> extends Arrival<P, N> {
  readonly body: FormBody;
  readonly intent: string | null;
  /** Whether the general limits apply to the form. */
  readonly isOpen: boolean;
}

/** A handler whose types are hidden; created by the builder of `guardedActions`. */
export interface ActionHandler<P, N, T> {
  /** The limits of its form, for anybody or for those who may send it. */
  readonly boundsFor: (isOpen: boolean) => FormBounds;
  readonly send: (sent: Sent<P, N>) => Promise<ReturnType<typeof answer<T>>>;
}

/** Creates a handler for a page with parameters P and requirement N. */
export type ActionHandlerBuilder<P, N> = <F extends z.ZodType, V, T = undefined>(
  handler: HandlerOf<P, N, F, V, T>,
) => ActionHandler<P, N, T>;

/**
 * An action that declares its requirement and its form. Permissions are checked first; then the
 * form is read within the limits of its schema, and validated with that schema, which the browser
 * uses too. A refusal is answered by a `FormAnswer` with the refusal's status and everything typed
 * except passwords; a form that exceeds a limit, without it: the page keeps it.
 */
export function guardedAction<
  S extends z.ZodType,
  N extends AccessRequirement<z.output<S>>,
  F extends z.ZodType,
  V,
  T = undefined,
>({ params, need, ...handler }: Guard<S, N> & HandlerOf<z.output<S>, N, F, V, T>) {
  const only = makeHandler<z.output<S>, N, F, V, T>(handler);
  return (args: ActionArgs) =>
    act<S, N, T>(args, { params, need }, { all: [only], find: () => only });
}

/**
 * Like `guardedAction`, for a page with several forms: each sends its name in the field `intent`.
 */
export function guardedActions<
  S extends z.ZodType,
  N extends AccessRequirement<z.output<S>>,
  R extends Readonly<Record<string, ActionHandler<z.output<S>, N, unknown>>>,
>(guard: Guard<S, N>, handlers: (handler: ActionHandlerBuilder<z.output<S>, N>) => R) {
  const table = handlers(makeHandler);
  return (args: ActionArgs) =>
    act(args, guard, {
      all: Object.values(table),
      find: (intent) =>
        intent !== null && Object.hasOwn(table, intent)
          ? // Object.hasOwn has checked that it is one of R's keys.
            (table[intent] as R[keyof R] & ActionHandler<z.output<S>, N, ShownBy<R[keyof R]>>)
          : undefined,
    });
}

/** The forms of a page. */
interface Handlers<P, N, T> {
  readonly all: readonly Pick<ActionHandler<P, N, T>, "boundsFor">[];
  readonly find: (intent: string | null) => ActionHandler<P, N, T> | undefined;
}

type ShownBy<D> = D extends ActionHandler<never, never, infer T> ? T : never;

async function act<S extends z.ZodType, N extends AccessRequirement<z.output<S>>, T>(
  args: ActionArgs,
  guard: Guard<S, N>,
  handlers: Handlers<z.output<S>, N, T>,
) {
  const url = new URL(args.request.url);
  const arrival = arrivalOf(args, guard);
  if (!arrival.ok) throw refusedPage(arrival.refusal, url);
  const { requestContext, admitted } = arrival.value;
  const isOpen = guard.need === "anyone" || !admitted.ok;

  const widest = widestOf(handlers.all.map((handler) => handler.boundsFor(isOpen)));
  const form = await readForm(args.request, widest);
  if (!form.ok) {
    const refusal = admitted.ok ? form.refusal : inForm(admitted.refusal);
    return unread<T>(refusal, form.beginning.get(INTENT_FIELD));
  }
  const { fields } = form.value;
  const intent = fields.get(INTENT_FIELD);
  const handler = handlers.find(intent);
  if (!handler) throw refusedPage({ code: "bad-input", sentence: UNKNOWN_FORM }, url);
  fields.delete(INTENT_FIELD);

  return handler.send({ requestContext, body: form.value, intent, admitted, isOpen });
}

function makeHandler<P, N, F extends z.ZodType, V, T = undefined>({
  form,
  run,
  next,
}: HandlerOf<P, N, F, V, T>): ActionHandler<P, N, T> {
  const send = async ({ requestContext, body, intent, admitted, isOpen }: Sent<P, N>) => {
    const parsed = parseForm(form, body, boundsFor(form, isOpen));
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

    const filled = { ...requestContext, actor: admitted.value, input: submission.value };
    const outcome = await run(filled);
    if (!outcome.ok) return refused(outcome.refusal);

    const where = next(outcome.value, filled);
    const headers = where.cookie ? { "Set-Cookie": where.cookie } : undefined;
    if ("to" in where) throw redirect(where.to, { headers });
    return answer<T>(doneAnswer(submission, where.said, where.show ?? null, intent), 200, headers);
  };
  return { send, boundsFor: (isOpen) => boundsFor(form, isOpen) };
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
