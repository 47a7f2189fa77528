import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { upgradedProse } from "#app/document/version/upgrade.ts";

/** A text in this release's schema. Refuses one that a newer release wrote. */
export function inThisRelease(prose: ProseJSON, schemaVersion: number): Outcome<ProseJSON> {
  try {
    return done(upgradedProse(prose, schemaVersion));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse(
      "conflict",
      "This text was written by another release of the desk, which this one can’t read. Nothing was changed; ask whoever runs this workspace to bring the newer release back.",
    );
  }
}
