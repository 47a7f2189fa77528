import * as z from "zod";
import { id, line, optionalId, optionalLine, personName } from "./fields.ts";

/** How an issuer is written: an address without a query, a fragment or a password. */
const ISSUER = /^https?:\/\/[^\s?#@"'<>\\]+$/u;

/** Organization: name the provider through which its people sign in (OpenID Connect). */
export const identityProviderForm = z.object({
  issuer: line("Enter the issuer, as the provider names it.", 300).regex(
    ISSUER,
    "Enter the whole address, such as https://login.example.org.",
  ),
  clientId: line("Enter the client id that the provider gave to this workspace.", 300),
  clientSecret: optionalLine(500),
});

/** Organization: whether its people must come in through it. */
export const requireProviderForm = z.object({
  required: z.enum(["yes", "no"], { error: "Choose one." }),
  breakGlassId: optionalId("Choose an administrator."),
});

/** Sign-in: the organization through whose provider somebody comes in. */
export const organizationSignInForm = z.object({
  organization: line("Enter your organization’s name in its link, or your e-mail address.", 254),
});

/** Account: link one's account with the provider of one's organization, or end that. */
export const identityForm = z.object({ organizationId: id("Choose an organization.") });

/** Invitation: accept it through the organization's provider. */
export const joinByProviderForm = z.object({ name: personName });
