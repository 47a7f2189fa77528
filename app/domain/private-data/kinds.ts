export type PrivateDataKind =
  | "watched-name"
  | "social-security-number"
  | "taxpayer-number"
  | "financial-account"
  | "birth-date"
  | "minor"
  | "a-number"
  | "immigration-record"
  | "passport"
  | "drivers-license"
  | "telephone"
  | "home-address";

/** For what no rule of court names. */
const OWN_RULE = {
  instead: "Leave it out, or send it apart from this paper.",
  rule: "this workspace’s own rule",
} as const;

/** The name of each kind, and what a court filing says instead. */
export const PRIVATE_DATA: Readonly<
  Record<
    PrivateDataKind,
    { readonly name: string; readonly instead: string; readonly rule: string }
  >
> = {
  "watched-name": {
    name: "a name that this matter watches for",
    instead: "Leave it out, or write initials or a pseudonym.",
    rule: OWN_RULE.rule,
  },
  "social-security-number": {
    name: "a Social Security number",
    instead: "Give its last four digits.",
    rule: "FRCP 5.2(a)(1)",
  },
  "taxpayer-number": {
    name: "a taxpayer identification number",
    instead: "Give its last four digits.",
    rule: "FRCP 5.2(a)(1)",
  },
  "financial-account": {
    name: "a financial account number",
    instead: "Give its last four digits.",
    rule: "FRCP 5.2(a)(4)",
  },
  "birth-date": {
    name: "a full date of birth",
    instead: "Give the year of birth.",
    rule: "FRCP 5.2(a)(2)",
  },
  minor: { name: "the name of a minor", instead: "Give the initials.", rule: "FRCP 5.2(a)(3)" },
  "a-number": { name: "an A-number", ...OWN_RULE },
  "immigration-record": { name: "a number of a person’s immigration record", ...OWN_RULE },
  passport: { name: "a passport number", ...OWN_RULE },
  "drivers-license": { name: "a driver’s license number", ...OWN_RULE },
  telephone: { name: "a person’s telephone number", ...OWN_RULE },
  "home-address": { name: "a person’s home address", ...OWN_RULE },
};
