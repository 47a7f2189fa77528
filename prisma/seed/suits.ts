import type { DocketEventInput } from "#app/domain/docket-event/form.ts";
import { done } from "#app/domain/refusal.ts";
import { NORTHERN_CALIFORNIA } from "#app/domain/courts/nd-cal.ts";
import { UNKNOWN } from "#server/services/dockets/unknown.ts";
import { writeDocket } from "#server/services/dockets/write.ts";
import { COUNCIL } from "./demo-matter.ts";
import { demoPerson } from "./people.ts";
import { recordDocket } from "./story.ts";
import type { StepResources } from "./take-steps.ts";

/** A suit of nobody: its parties say so wherever it is named, and each of its entries is marked. */
const SUIT = {
  id: "demo-docket-invented-appeal",
  court: "United States District Court",
  district: NORTHERN_CALIFORNIA.name,
  division: "San Francisco Division",
  caseNumber: "0:00-cv-00000 (invented)",
  plaintiffs: [{ id: "p1", name: "Example Records Project (invented)", address: [] }],
  defendants: [
    { id: "d1", name: "Example Department (invented)", address: ["1 Example Street"] },
    { id: "d2", name: "Example Bureau (invented)", address: ["2 Example Street"] },
  ],
} as const;

const SERVED = { kind: "service", method: "certified-mail", sentOn: "2022-02-02" } as const;

/** Two agencies are served, the suit is dismissed, and the dismissal is appealed (L55, L56). */
const LINES: readonly DocketEventInput[] = [
  { kind: "paper", number: "1", dated: "2022-02-01", by: "us", text: "COMPLAINT" },
  { ...SERVED, on: "usAttorney", dated: "2022-02-07" },
  { ...SERVED, on: "attorneyGeneral", dated: "2022-02-09" },
  { ...SERVED, on: "agency", agency: SUIT.defendants[0].name, dated: "2022-02-08" },
  { ...SERVED, on: "agency", agency: SUIT.defendants[1].name, dated: "2022-02-10" },
  { kind: "answer", number: "11", dated: "2022-03-09", text: "ANSWER to Complaint" },
  {
    kind: "dismissal",
    number: "30",
    dated: "2023-02-01",
    how: "order",
    extent: "all",
    prejudice: "with",
    text: "ORDER dismissing the case",
  },
  {
    kind: "appeal",
    number: "31",
    dated: "2023-03-01",
    by: "us",
    appealNumber: "9th Cir., number invented",
    text: "NOTICE OF APPEAL",
  },
];

/** Adds the invented suit that is on appeal, once. Returns the refusals, one sentence each. */
export async function addInventedSuit(
  { database, clock }: Pick<StepResources, "database" | "clock">,
  matterId: string,
): Promise<string[]> {
  const by = demoPerson(COUNCIL, "staff").id;
  const outcome = await database.write(async (tx) => {
    if ((await tx.matter.count({ where: { id: matterId } })) === 0) return done();
    if ((await tx.docket.count({ where: { id: SUIT.id } })) === 0) {
      const facts = { ...SUIT, ...UNKNOWN, filedOn: "2022-02-01" };
      const docket = { id: SUIT.id, matterId, facts, enforces: [], actorId: by };
      const written = await writeDocket(tx, clock(), docket);
      if (!written.ok) return written;
    }
    return recordDocket(tx, clock(), { matterId, docketId: SUIT.id, by, lines: LINES });
  });
  if (outcome.ok) return [];
  const { sentence, fields } = outcome.refusal;
  return [`Invented suit: ${[sentence, ...Object.values(fields ?? {})].join(" ")}`];
}
