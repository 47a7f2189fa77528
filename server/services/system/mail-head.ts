import type { ChainHead } from "#app/domain/audit-event.ts";
import { headText } from "#app/domain/chain-head.ts";
import type { Posted } from "#server/mail/index.ts";
import type { SystemResources } from "./resources.ts";

/**
 * Mails the head of the chain: with a head stored elsewhere, rewriting the record is detectable.
 */
export function mailHead(
  { mail, appUrl, clock }: Pick<SystemResources, "mail" | "appUrl" | "clock">,
  address: string,
  head: ChainHead,
): Promise<Posted> {
  return mail.send({
    to: { name: address, address },
    subject: `Where the record stands: line ${head.sequence}`,
    text: `Please keep this letter; nobody has to answer it.

At ${clock().toISOString()} the record of ${appUrl ?? "the workspace"} ended with line ${head.sequence}:

${headText(head)}

Whoever could write the workspace’s database could rewrite its record, and make it whole again. They could not make it agree with this letter. To compare, whoever runs the server runs

npm run audit:verify -- --head ${headText(head)}
`,
  });
}
