import type { ProseJSON } from "#app/document/prose.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";

/**
 * Upgrades from each version of the schema to the next, by the version they start from; none yet,
 * since no release has had another schema. Schema changes only add, so that what an earlier release
 * signed stays readable.
 */
const STEPS: Readonly<Record<number, (prose: ProseJSON) => ProseJSON>> = {};

/**
 * Upgrades prose of an earlier schema to this schema, without modifying its argument. Throws a
 * RangeError for an unknown schema: an older release must not read text of a newer one, because it
 * would drop what it does not know.
 */
export function upgradedProse(prose: ProseJSON, schemaVersion: number): ProseJSON {
  let upgraded = prose;
  for (let version = schemaVersion; version !== SCHEMA_VERSION; version += 1) {
    const step = STEPS[version];
    if (step === undefined) {
      throw new RangeError(
        `text of schema ${schemaVersion} can’t be read by a release of schema ${SCHEMA_VERSION}`,
      );
    }
    upgraded = step(upgraded);
  }
  return upgraded;
}
