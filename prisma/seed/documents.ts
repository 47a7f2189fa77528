import type { DocumentKind, LayoutProfile } from "../../app/domain/document";
import type { ProseJSON } from "../../app/prose/prose";
import { COUNCIL, ILRC } from "./facts";
import { demoPerson, type DemoPerson } from "./people";
import { complaint } from "./texts/complaint";
import { outsidePrioritiesRequest } from "./texts/outside-priorities-request";
import { weeklyReportsRequest } from "./texts/weekly-reports-request";

export interface DemoDocument {
  /** Stable, so that documentation can link to the draft. */
  readonly id: string;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly layoutProfile: LayoutProfile;
  readonly createdBy: DemoPerson;
  readonly prose: ProseJSON;
}

/** The three drafts of the demonstration matter, in the order in which the papers were filed. */
export const DEMO_DOCUMENTS: readonly DemoDocument[] = [
  {
    id: "demo-request-weekly-reports",
    kind: "request",
    title: "FOIA request: weekly reports on enforcement actions and removals",
    layoutProfile: "letter",
    createdBy: demoPerson(COUNCIL, "drafter"),
    prose: weeklyReportsRequest,
  },
  {
    id: "demo-request-outside-priorities",
    kind: "request",
    title: "FOIA request: enforcement actions outside the priorities",
    layoutProfile: "letter",
    createdBy: demoPerson(COUNCIL, "drafter"),
    prose: outsidePrioritiesRequest,
  },
  {
    id: "demo-complaint-weekly-reports",
    kind: "complaint",
    title: "Complaint: weekly reports (N.D. Cal.)",
    layoutProfile: "nd-cal",
    createdBy: demoPerson(ILRC, "drafter"),
    prose: complaint,
  },
];
