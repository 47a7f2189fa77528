import * as z from "zod";
import { email, id, line, optionalLine, personName, roles } from "./fields.ts";

const organizationName = line("Enter the organization's full name.", 120);
const organizationShortName = line("Enter the short name that people use.", 24);
const city = optionalLine(80);

/** The organization itself, as setup and the command line create it. */
export const organizationForm = z.object({
  name: organizationName,
  shortName: organizationShortName,
  city,
});
export type OrganizationForm = z.output<typeof organizationForm>;

/** Create an organization and invite its first administrator. */
export const createOrganizationForm = organizationForm.extend({
  administratorName: personName,
  administratorEmail: email,
});
export type CreateOrganizationForm = z.output<typeof createOrganizationForm>;

/** Set somebody's roles. */
export const setRolesForm = z.object({ userId: id("Choose a person."), roles });

/** Remove somebody from an organization. */
export const removePersonForm = z.object({ userId: id("Choose a person.") });
