import type * as z from "zod";
import { REFUSAL_STATUS, refuse, type Outcome } from "#app/domain/refusal.ts";
import { admit, type AccessRequirement, type RequestContext } from "./access-requirement.ts";
import { declaredBytes, readJsonBytes } from "./json-body.ts";
import { discardBody } from "./upload-body.ts";
import type { ActionArgs } from "./route-args.ts";
import { visitOf } from "./visit.ts";

interface JsonAction<S extends z.ZodType, V> {
  readonly params: S;
  readonly need: AccessRequirement<z.output<S>>;
  /** Checked before anything of the body is read; `bytes` is what the body says to have. */
  readonly admit: (
    requestContext: RequestContext<z.output<S>> & { readonly bytes: number },
  ) => Promise<Outcome<void>>;
  /** The largest body in bytes. */
  readonly limit: number;
  /** Parses and validates what was sent, and does it. */
  readonly run: (
    requestContext: RequestContext<z.output<S>> & { readonly sent: Uint8Array<ArrayBuffer> },
  ) => Promise<Outcome<V>>;
}

/**
 * An action that a script sends JSON and that answers an `Outcome` as JSON, with the refusal's status:
 * who is signed out or refused gets a sentence too, since no page would follow a redirection. Rights are
 * checked before the body is read, and its size before it is parsed.
 */
export function jsonAction<S extends z.ZodType, V>(guard: JsonAction<S, V>) {
  return async (args: ActionArgs): Promise<Response> => {
    const { request } = args;
    const turnedAway = async (refused: Outcome<never>) => {
      await discardBody(request);
      return answer(refused);
    };
    const visit = visitOf(args, guard.params);
    if (!visit.ok) return turnedAway(visit);
    const admitted = admit(visit.value, guard.need);
    if (!admitted.ok) {
      const { code } = admitted.refusal;
      return turnedAway(code === "not-signed-in" ? refuse(code, SIGNED_OUT) : admitted);
    }
    const bytes = declaredBytes(request, guard.limit);
    const may = await guard.admit({ ...admitted.value, bytes });
    if (!may.ok) return turnedAway(may);
    const sent = await readJsonBytes(request, guard.limit);
    return answer(sent.ok ? await guard.run({ ...admitted.value, sent: sent.value }) : sent);
  };
}

function answer(outcome: Outcome<unknown>): Response {
  const status = outcome.ok ? 200 : REFUSAL_STATUS[outcome.refusal.code];
  return Response.json(outcome, { status });
}

const SIGNED_OUT =
  "You were signed out, so nothing was sent. Your words are still here: sign in again in another window, then send them once more.";
