import type { AgencyView } from "../views";

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

/** The agency in a form, as columns; what was left out is not recorded. */
export function agencyColumns(form: Partial<Record<keyof AgencyColumns, string>>): AgencyColumns {
  return {
    agencyDepartment: form.agencyDepartment ?? null,
    agencyComponent: form.agencyComponent ?? null,
    agencyAddress: form.agencyAddress ?? null,
  };
}
