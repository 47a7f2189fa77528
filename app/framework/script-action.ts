import { REFUSAL_STATUS, type Outcome } from "#app/domain/refusal.ts";
import type { IncomingRequest } from "./access-requirement.ts";
import { discardBody } from "./upload-body.ts";
import type { ActionArgs } from "./route-args.ts";
import type * as z from "zod";
import { visitOf } from "./visit.ts";

interface ScriptAction<S extends z.ZodType, V> {
  readonly params: S;
  readonly run: (
    visit: IncomingRequest<z.output<S>>,
  ) => Promise<Outcome<{ readonly answer: V; readonly cookie?: string }>>;
}

/**
 * An action of a script for anybody, that sends nothing but its address and is answered an `Outcome` as
 * JSON: who is signed in stands in the load context.
 */
export function scriptAction<S extends z.ZodType, V>({ params, run }: ScriptAction<S, V>) {
  return async (args: ActionArgs): Promise<Response> => {
    await discardBody(args.request);
    const visit = visitOf(args, params);
    const outcome = visit.ok ? await run(visit.value) : visit;
    if (!outcome.ok) {
      return Response.json(outcome, { status: REFUSAL_STATUS[outcome.refusal.code] });
    }
    const { answer, cookie } = outcome.value;
    const headers = cookie === undefined ? undefined : { "Set-Cookie": cookie };
    return Response.json({ ok: true, value: answer }, { headers });
  };
}
