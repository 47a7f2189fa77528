import type { IncomingRequest } from "#app/framework/access-requirement.ts";
import type { GuestRequest } from "#server/services/index.ts";

/** The cookies of a guest's browser, and the link that the address names. */
export function guestRequest({
  request,
  params,
}: IncomingRequest<{ readonly linkId: string }>): GuestRequest {
  return { cookies: request.headers.get("Cookie"), linkId: params.linkId };
}
