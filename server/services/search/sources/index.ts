import type { HelpEntry } from "#server/help/entries.ts";
import type { SearchSource } from "#server/services/search/source.ts";
import { attachments } from "./attachments.ts";
import { clauses } from "./clauses.ts";
import { docketEvents, dockets } from "./dockets.ts";
import { drafts, filings, versions } from "./documents.ts";
import { helpSource } from "./help.ts";
import { letters } from "./letters.ts";
import { matters } from "./matters.ts";
import { partners } from "./partners.ts";
import { people } from "./people.ts";
import { templates } from "./templates.ts";
import { threads } from "./threads.ts";

/** Every source, in the order in which a new index is filled: what is looked for most comes first. */
export function searchSources(
  help: () => Promise<readonly HelpEntry[]> = async () => [],
): readonly SearchSource[] {
  return [
    matters,
    people,
    partners,
    helpSource(help),
    dockets,
    drafts,
    filings,
    letters,
    docketEvents,
    threads,
    clauses,
    templates,
    versions,
    attachments,
  ];
}
