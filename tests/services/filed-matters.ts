import { SCHEMA_VERSION } from "#app/document/schema.ts";
import type { Coalition } from "./workspace.ts";

/**
 * Writes matters with one filed request each, received on October 7, 2021, and a lawsuit that enforces
 * it, as rows: what a spreadsheet of two hundred matters would be. Answers their ids.
 */
export async function writeFiledMatters(
  { database: { client }, clock, people }: Pick<Coalition, "database" | "clock" | "people">,
  partyIds: readonly string[],
  count: number,
  from = 0,
) {
  const [leadOrganizationId = ""] = partyIds;
  const at = clock();
  const byId = people.staff.userId;
  const numbers = Array.from({ length: count }, (_, index) => from + index);
  const matterId = (number: number) => `matter-${number}`;
  const documentId = (number: number) => `request-${number}`;
  const docketId = (number: number) => `suit-${number}`;
  await client.matter.createMany({
    data: numbers.map((number) => ({
      id: matterId(number),
      slug: `matter-${number}`,
      title: `Matter ${number}`,
      narrative: "",
      leadOrganizationId,
      createdById: byId,
      createdAt: at,
    })),
  });
  await client.matterParty.createMany({
    data: numbers.flatMap((number) =>
      partyIds.map((organizationId, position) => ({
        matterId: matterId(number),
        organizationId,
        position,
        addedAt: at,
      })),
    ),
  });
  await client.document.createMany({
    data: numbers.map((number) => ({
      id: documentId(number),
      matterId: matterId(number),
      kind: "request",
      title: `FOIA request ${number}`,
      layoutProfile: "letter",
      status: "filed",
      statusAt: at,
      schemaVersion: SCHEMA_VERSION,
      generation: 1,
      sequence: 1,
      facts: "{}",
      factsRevision: 0,
      createdById: byId,
      createdAt: at,
      editedAt: at,
    })),
  });
  await client.version.createMany({
    data: numbers.map((number) => ({
      id: `version-${number}`,
      documentId: documentId(number),
      number: 1,
      content: "{}",
      hash: `${number}`,
      sequence: 1,
      generation: 1,
      createdById: byId,
      createdAt: at,
    })),
  });
  await client.filing.createMany({
    data: numbers.map((number) => ({
      documentId: documentId(number),
      versionId: `version-${number}`,
      versionHash: `${number}`,
      filedOn: "2021-10-07",
      method: "portal",
      addressee: "ICE FOIA Office",
      filedById: byId,
      at,
      pdfHash: `pdf ${number}`,
      pdfName: "request.pdf",
    })),
  });
  await client.agencyEvent.createMany({
    data: numbers.map((number) => ({
      id: `received-${number}`,
      documentId: documentId(number),
      kind: "received",
      received: "2021-10-07",
      details: JSON.stringify({ office: "ICE FOIA Office", isProper: true }),
      note: "",
      recordedById: byId,
      recordedAt: at,
    })),
  });
  return {
    matterId,
    documentId,
    docketId,
    /** Sues on that day over each of them; nobody was served yet. */
    sue: async (filedOn: string) => {
      await client.docket.createMany({
        data: numbers.map((number) => ({
          id: docketId(number),
          matterId: matterId(number),
          court: "N.D. Cal.",
          district: "nd-cal",
          parties: JSON.stringify({ plaintiffs: [], defendants: [] }),
          filedOn,
          revision: 1,
          createdById: byId,
          createdAt: at,
        })),
      });
      await client.docketFiling.createMany({
        data: numbers.map((number) => ({
          docketId: docketId(number),
          documentId: documentId(number),
        })),
      });
    },
  };
}
