import type { DocumentStatus } from "#app/domain/document.ts";
import type { Standing } from "#server/services/index.ts";

/** The next action for a document, and the page for it. */
export interface NextAction {
  readonly label: string;
  readonly to: string;
  /** Whether the reader has to act. */
  readonly waits: boolean;
}

/** The action in the desk's bar for this reader; null if they have none. */
export function nextAction({
  id,
  status,
  standing,
}: {
  readonly id: string;
  readonly status: DocumentStatus;
  readonly standing: Pick<Standing, "signFor" | "may">;
}): NextAction | null {
  const page = (name: string) => `/documents/${id}/${name}`;
  switch (status) {
    case "draft":
      return standing.may.submit
        ? { label: "Submit for review", to: page("submit"), waits: true }
        : null;
    case "in_review": {
      const [first] = standing.signFor;
      return first
        ? { label: `Sign off for ${first.shortName}`, to: page("review"), waits: true }
        : { label: "See the review", to: page("review"), waits: false };
    }
    case "approved":
      return standing.may.file
        ? { label: "File it", to: page("file"), waits: true }
        : { label: "See the approval", to: page("review"), waits: false };
    case "filed":
    case "superseded":
    case "withdrawn":
      return { label: "See the filing", to: page("filed"), waits: false };
  }
}
