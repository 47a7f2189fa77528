import { expect, test } from "vitest";
import { sha256 } from "#server/digest.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { verifyHash } from "#server/services/filings/verify.ts";
import type { Resources } from "#server/services/resources.ts";
import { demoDatabase } from "./demo-data.ts";

test("[L21] filings from before there were copies stay filed, with their bytes, and agree with the record", async () => {
  const database = await demoDatabase();
  const { client } = database;
  const filings = await client.filing.findMany({
    orderBy: { documentId: "asc" },
    include: { document: { select: { status: true } } },
  });
  expect(filings.length).toBeGreaterThan(0);
  for (const { pdf, pdfHash, zone, document } of filings) {
    expect(sha256(pdf)).toBe(pdfHash);
    expect(zone).toBeNull();
    expect(["filed", "superseded", "withdrawn"]).toContain(document.status);
    const resources = { database } as unknown as Resources;
    expect(await verifyHash(resources, { hash: pdfHash })).toMatchObject({
      ok: true,
      value: { filing: { kind: expect.any(String) as string }, copy: null, stamped: null },
    });
  }
  expect(await client.filingCopy.count()).toBe(0);
  expect(await verifyAll(database)).toMatchObject({ chain: { intact: true }, differences: [] });
}, 120_000);
