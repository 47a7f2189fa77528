import type { DocumentStatus } from "#app/domain/document.ts";
import type { Standing } from "#server/services/index.ts";

/** The one action that comes next, and the page that does it. */
export interface NextAction {
  readonly label: string;
  readonly to: string;
  /** Whether it waits for the reader, or only shows how things stand. */
  readonly waits: boolean;
}

/** What stands in the desk's bar for this reader; null where nothing comes next for them. */
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
