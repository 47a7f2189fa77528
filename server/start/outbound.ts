import type { Environment } from "#server/env.ts";
import type { Outbound } from "#server/outbound/index.ts";

/** Requests to servers that people name; the code is read with the first of them. */
export function outboundWhenAsked({
  allowedPrivateAddresses: isListed,
}: Pick<Environment, "allowedPrivateAddresses">): Outbound {
  const make = async () => (await import("#server/outbound/index.ts")).createOutbound({ isListed });
  let made: Promise<Outbound> | undefined;
  return { fetch: async (...asked) => (await (made ??= make())).fetch(...asked) };
}
