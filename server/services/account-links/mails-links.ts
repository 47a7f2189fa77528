import { done, type Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";

/** Whether links are mailed at all: where not, the pages say what stands in their place. */
export function mailsLinks({ mail, appUrl }: Pick<Resources, "mail" | "appUrl">): boolean {
  return mail.configured && appUrl !== null;
}

/** The same for pages that offer them. */
export function mailed(resources: Resources): Outcome<boolean> {
  return done(mailsLinks(resources));
}
