import type * as z from "zod";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { IncomingRequest } from "./access-requirement.ts";
import type { ActionArgs, LoaderArgs } from "./route-args.ts";

/** Parses a request's address with the route's schema; not-found for one that does not fit. */
export function visitOf<S extends z.ZodType>(
  { request, params, context }: LoaderArgs | ActionArgs,
  schema: S | undefined,
): Outcome<IncomingRequest<z.output<S>>> {
  // Without a schema S is never inferred, and the route's functions receive `unknown`.
  const parsed = schema?.safeParse(params) ?? { success: true, data: {} as z.output<S> };
  if (!parsed.success) return refuse("not-found");
  return done({ params: parsed.data, context, url: new URL(request.url), request });
}
