/**
 * Letters and records of the agency that were made up for the demonstration, for the events of
 * invented.ts that they belong to. The first line of each says so; none imitates a letterhead.
 */
import type { AgencyEventKind } from "#app/domain/agency-record/event.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { AGENCY } from "#prisma/seed/demo-matter.ts";
import { body, bold, writeProse } from "#prisma/seed/writing.ts";

export interface InventedFile {
  /** Attached to the agency's letter, or to the records that came with it. */
  readonly of: "letter" | "production";
  readonly documentId: string;
  readonly kind: AgencyEventKind;
  /** The date on the letter, ISO. */
  readonly dated: string;
  readonly name: string;
  /** The PDF's title. */
  readonly title: string;
  readonly prose: ProseJSON;
}

function made(name: string, ...said: readonly string[]): ProseJSON {
  return writeProse(`file-${name}`, [
    body(
      bold("Made up for this demonstration."),
      ` ${AGENCY.component} wrote nothing of this; it shows where a real paper would lie.`,
    ),
    ...said.map((words) => body(words)),
  ]);
}

const WEEKLY = "demo-request-weekly-reports-filed";
const OUTSIDE = "demo-request-outside-priorities-filed";

export const INVENTED_FILES: readonly InventedFile[] = [
  {
    of: "letter",
    documentId: WEEKLY,
    kind: "acknowledged",
    dated: "2021-09-20",
    name: "acknowledgment-made-up.pdf",
    title: "Acknowledgment, made up for this demonstration",
    prose: made(
      "acknowledgment",
      "September 20, 2021",
      "Your request of September 9, 2021 was received and placed on the complex track. You will hear from this office when its search is done.",
    ),
  },
  {
    of: "letter",
    documentId: WEEKLY,
    kind: "determined",
    dated: "2021-09-24",
    name: "denial-of-expedition-made-up.pdf",
    title: "Denial of expedited processing, made up for this demonstration",
    prose: made(
      "expedition",
      "September 24, 2021",
      "Your request for expedited processing is denied, because it does not show an urgency to inform the public about an actual or alleged activity of the government.",
      "You may appeal within 90 days of the date of this letter.",
    ),
  },
  {
    of: "production",
    documentId: OUTSIDE,
    kind: "interimResponse",
    dated: "2022-06-01",
    name: "release-1-made-up.pdf",
    title: "Release 1, made up for this demonstration",
    prose: made(
      "release-1",
      "Here the pages of the first release would follow: 180 in full and 260 in part, with 60 withheld.",
    ),
  },
];
