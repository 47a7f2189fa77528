import type * as z from "zod";
import { REFUSAL_STATUS, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { AccessRequirement, RequestContext } from "./access-requirement.ts";
import { arrivalOf } from "./arrival.ts";
import { readJson } from "./json-body.ts";
import { discardBody } from "./upload-body.ts";
import type { ActionArgs } from "./route-args.ts";

interface JsonAction<S extends z.ZodType, N extends AccessRequirement<z.output<S>>, V> {
  readonly params: S;
  readonly need: N;
  /** Checked before anything of the body is read. */
  readonly admit: (requestContext: RequestContext<z.output<S>, N>) => Promise<Outcome<void>>;
  /** The largest body in bytes. */
  readonly limit: number;
  /** Validates what was sent, and does it. */
  readonly run: (
    requestContext: RequestContext<z.output<S>, N> & { readonly sent: unknown },
  ) => Promise<Outcome<V>>;
}

/**
 * An action that a script sends JSON and that answers an `Outcome` as JSON, with the refusal's status:
 * who is signed out or refused gets a sentence too, since no page would follow a redirection. Rights are
 * checked before the body is read, and its size before it is parsed.
 */
export function jsonAction<S extends z.ZodType, N extends AccessRequirement<z.output<S>>, V>({
  admit,
  limit,
  run,
  ...guard
}: JsonAction<S, N, V>) {
  return async (args: ActionArgs): Promise<Response> => {
    const { request } = args;
    const turnedAway = async (refused: Outcome<never>) => {
      await discardBody(request);
      return answer(refused);
    };
    const arrival = arrivalOf(args, guard);
    if (!arrival.ok) return turnedAway(arrival);
    const { requestContext, admitted } = arrival.value;
    if (!admitted.ok) {
      const { code } = admitted.refusal;
      return turnedAway(code === "not-signed-in" ? refuse(code, SIGNED_OUT) : admitted);
    }
    const whole = { ...requestContext, actor: admitted.value };
    const may = await admit(whole);
    if (!may.ok) return turnedAway(may);
    const sent = await readJson(request, limit);
    return sent.ok ? answer(await run({ ...whole, sent: sent.value })) : answer(sent);
  };
}

function answer(outcome: Outcome<unknown>): Response {
  const status = outcome.ok ? 200 : REFUSAL_STATUS[outcome.refusal.code];
  return Response.json(outcome, { status });
}

const SIGNED_OUT =
  "You were signed out, so nothing was sent. Your words are still here: sign in again in another window, then send them once more.";
