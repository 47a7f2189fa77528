import type { FindingPlace } from "#app/domain/readiness.ts";

/** The page and place where a finding can be fixed; null if there is none. */
export function addressOf(documentId: string, place: FindingPlace): string | null {
  switch (place.kind) {
    case "block":
      return `/documents/${documentId}#${place.id}`;
    case "exhibit":
      return `/documents/${documentId}/exhibits`;
    case "request":
      return `/documents/${place.id}/record`;
    case "docket":
      return `/matters/${place.slug}/dockets/${place.id}`;
    case "details":
      return `/documents/${documentId}/facts`;
    case "private-data":
      return `/documents/${documentId}/private-data`;
    case "nowhere":
      return null;
  }
}
