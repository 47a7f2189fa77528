import { REQUESTS_OFFICE } from "#app/domain/document-kinds/request.ts";
import { readSharedDetails } from "#app/document/details/shared-details.ts";

/** The agency that a matter is about; null means "not recorded". */
export interface AgencyView {
  readonly department: string | null;
  readonly component: string | null;
  readonly address: string | null;
}

interface AgencyColumns {
  readonly agencyDepartment: string | null;
  readonly agencyComponent: string | null;
  readonly agencyAddress: string | null;
}

/** The agency in a matter's row. */
export function agencyOf(row: AgencyColumns): AgencyView {
  return {
    department: row.agencyDepartment,
    component: row.agencyComponent,
    address: row.agencyAddress,
  };
}

/**
 * The agency for new documents: with the recorded address for letters, if any, without the lines
 * that repeat the names of the agency and its office.
 */
export function knownAgency(row: AgencyColumns & { readonly sharedFacts: string }): AgencyView {
  const agency = agencyOf(row);
  const { addressee } = readSharedDetails(row.sharedFacts);
  if (addressee === null) return agency;
  const named = new Set([REQUESTS_OFFICE, agency.component, agency.department]);
  return { ...agency, address: addressee.filter((line) => !named.has(line)).join("\n") || null };
}

/** The agency for display: with the recorded address for letters, if any. */
export function shownAgency(row: AgencyColumns & { readonly sharedFacts: string }): AgencyView {
  const { addressee } = readSharedDetails(row.sharedFacts);
  const address = addressee ? addressee.join(", ") : row.agencyAddress;
  return { ...agencyOf(row), address };
}

/** The agency's fields of a form as columns; missing ones become "not recorded". */
export function agencyColumns(form: Partial<Record<keyof AgencyColumns, string>>): AgencyColumns {
  return {
    agencyDepartment: form.agencyDepartment ?? null,
    agencyComponent: form.agencyComponent ?? null,
    agencyAddress: form.agencyAddress ?? null,
  };
}
