import type { ProseJSON } from "#app/document/prose.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";

/**
 * Steps from each version of the schema to the next, by the version that they begin at. Changes of
 * the schema only add, so that what an older release wrote stays readable.
 */
const STEPS: Readonly<Record<number, (prose: ProseJSON) => ProseJSON>> = {
  // Captions, signature blocks, exhibits, fields, cross-references and footnotes came in.
  1: (prose) => prose,
  // Ranges of references, subscript and struck-out words came in. References without ranges are read
  // as they were: consecutive places are drawn as a range, and each of them has to be there.
  2: (prose) => prose,
};

/**
 * Prose as an older release wrote it, in the schema of this one. The prose that is given stays as it
 * is. Throws a RangeError for a schema that this release does not know: text of a newer release must
 * not be read by an older one, which would drop what it does not know.
 */
export function upgradedProse(prose: ProseJSON, schemaVersion: number): ProseJSON {
  let upgraded = prose;
  for (let version = schemaVersion; version !== SCHEMA_VERSION; version += 1) {
    const step = STEPS[version];
    if (step === undefined) {
      throw new RangeError(
        `text of schema ${schemaVersion} can't be read by a release of schema ${SCHEMA_VERSION}`,
      );
    }
    upgraded = step(upgraded);
  }
  return upgraded;
}
