import * as z from "zod";
import { claimsToBeGuest } from "#app/domain/guest.ts";
import { isWebAddress } from "#app/domain/links.ts";
import { accountEmail, email, id, line, optionalLine, personName, roles } from "./fields.ts";

const organizationName = line("Enter the organization’s full name.", 120);
const organizationShortName = line("Enter the short name that people use.", 24).refine(
  (name) => !claimsToBeGuest(name),
  "Choose another short name: its people would be taken for guests.",
);
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
  administratorEmail: accountEmail,
});
export type CreateOrganizationForm = z.output<typeof createOrganizationForm>;

/** Correct its name and its city. */
export const renameOrganizationForm = z.object({ name: organizationName, city });

/** Set its own site and its press contact, which public pages show (L69). */
export const contactForm = z.object({
  website: optionalLine(300).refine((address) => address === undefined || isSafeSite(address), {
    error: "Enter the whole address of its site, such as https://www.example.org.",
  }),
  pressName: optionalLine(120),
  pressEmail: email.optional(),
});

/** An https address of a host with a domain, and no password in it. */
const SITE =
  /^https:\/\/(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}(?::\d{1,5})?(?:[/?#][^\s"'<>\\]*)?$/iu;

function isSafeSite(address: string): boolean {
  return SITE.test(address) && isWebAddress(address);
}

/** Set somebody's roles. */
export const setRolesForm = z.object({ userId: id("Choose a person."), roles });

/** Remove somebody from an organization. */
export const removePersonForm = z.object({ userId: id("Choose a person.") });
