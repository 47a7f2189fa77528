import type { BroughtChoices } from "#app/domain/archive/bringing.ts";
import type { OpenedArchive } from "#server/services/bringing/opened.ts";
import { BringingRefused } from "#server/services/bringing/refused.ts";
import type { Resources } from "#server/services/resources.ts";
import type { Progress } from "#server/services/taking-along/asked.ts";

export async function bringIn(
  _bringer: { readonly resources: Resources; readonly release: string },
  _opened: OpenedArchive,
  _given: {
    readonly id: string;
    readonly broughtById: string;
    readonly reach: string;
    readonly sha256: string;
    readonly choices: BroughtChoices;
  },
  _progress: Progress,
  _signal: AbortSignal,
): Promise<{ readonly matterIds: readonly string[] }> {
  throw new BringingRefused("Nothing was brought in.");
}
