import { z } from "zod";
import {
  email,
  id,
  line as needed,
  optionalLine,
  optionalParagraphs,
} from "../domain/forms/fields";
import { done, refuse, type Outcome } from "../domain/refusal";
import { FACTS_LIMITS, draftFacts, type DraftFacts, type PartyFact } from "./facts";

/** The facts as a form has them: addresses and lists are typed a line each, blanks are left out. */

const address = optionalParagraphs(2_000);
const ticked = z.boolean().default(false);

const signerForm = z.object({
  /** Empty for a signer who has just been added. */
  id: z.string().max(64).optional(),
  organizationId: id("Choose the organization that the signer signs for."),
  name: needed("Enter the signer's name.", 120),
  title: optionalLine(160),
  barNumber: optionalLine(80),
  address,
  email: email.optional(),
  telephone: optionalLine(40),
  partyRepresented: optionalLine(300),
  /** Whether the caption's counsel block names them. */
  counsel: ticked,
});

const partyForm = z.object({ name: needed("Enter the party's name.", 300), address });
const parties = z
  .array(partyForm)
  .max(FACTS_LIMITS.parties, `Name at most ${FACTS_LIMITS.parties} parties.`)
  .default([]);

export const factsForm = z.object({
  /** The revision that the page showed: what somebody else changed since is not overwritten. */
  factsRevision: z.number({ error: "Load the page again." }).int(),
  organizations: z
    .array(z.object({ id: id("Load the page again."), speaks: ticked, address }))
    .max(FACTS_LIMITS.organizations)
    .default([]),
  signers: z
    .array(signerForm)
    .max(FACTS_LIMITS.signers, `Record at most ${FACTS_LIMITS.signers} signers.`)
    .default([]),
  letter: z
    .object({
      /** Whether letterhead, date and addressee stand above the text, or the text says them itself. */
      printed: ticked,
      delivery: optionalLine(200),
      addressee: address,
      re: optionalLine(500),
      expeditedProcessing: ticked,
      feeWaiver: ticked,
    })
    .optional(),
  caption: z
    .object({
      court: needed("Enter the court's name.", 200),
      district: needed("Enter the district.", 200),
      division: optionalLine(200),
      plaintiffs: parties,
      defendants: parties,
      caseNumber: optionalLine(80),
      paperTitle: needed("Enter the title of the paper.", 200),
      designations: optionalParagraphs(2_000),
    })
    .optional(),
  certifier: z
    .object({
      name: optionalLine(120),
      title: optionalLine(160),
      organizationId: id("Choose from the organizations shown.").optional(),
    })
    .optional(),
  trackingNumbers: optionalParagraphs(5_000),
});
export type FactsForm = z.output<typeof factsForm>;

/** What the form may not change: who the parties of the matter are, and what the draft had. */
export interface FactsBefore {
  readonly facts: DraftFacts;
  /** The matter's parties, in their order. */
  readonly parties: readonly {
    readonly id: string;
    readonly name: string;
    readonly city: string | null;
  }[];
}

/**
 * The facts that a form comes to. Refuses `bad-input` with a sentence by field. Names and cities of
 * organizations are the workspace's own, whatever was sent; who is no party any more can't be added,
 * but stays where it stood until it is unticked.
 */
export function factsOfForm(
  form: FactsForm,
  { facts, parties: ofMatter }: FactsBefore,
  newId: () => string,
): Outcome<DraftFacts> {
  const known = new Map(
    facts.organizations.map(({ id: key, name, city }) => [key, { name, city }]),
  );
  for (const { id: key, name, city } of ofMatter) known.set(key, { name, city });
  const organizations = form.organizations.flatMap((organization) => {
    const as = known.get(organization.id);
    if (!organization.speaks || !as) return [];
    return [{ id: organization.id, ...as, address: linesOf(organization.address) }];
  });
  const signers = form.signers.map(({ counsel, ...signer }) => ({
    counsel,
    signer: {
      ...signer,
      id: signer.id ?? newId(),
      address: linesOf(signer.address),
      title: signer.title ?? null,
      barNumber: signer.barNumber ?? null,
      email: signer.email ?? null,
      telephone: signer.telephone ?? null,
      partyRepresented: signer.partyRepresented ?? null,
    },
  }));
  const { letter, caption, certifier } = form;
  const read = draftFacts.safeParse({
    organizations,
    signers: signers.map(({ signer }) => signer),
    letter: letter?.printed
      ? {
          date: facts.letter?.date ?? null,
          delivery: letter.delivery ?? null,
          addressee: linesOf(letter.addressee),
          re: letter.re ?? null,
          expeditedProcessing: letter.expeditedProcessing,
          feeWaiver: letter.feeWaiver,
        }
      : null,
    caption: caption
      ? {
          ...caption,
          plaintiffs: caption.plaintiffs.map(factOfParty),
          defendants: caption.defendants.map(factOfParty),
          designations: linesOf(caption.designations),
          division: caption.division ?? null,
          caseNumber: caption.caseNumber ?? null,
          counsel: signers.filter(({ counsel }) => counsel).map(({ signer }) => signer.id),
        }
      : null,
    certifier: certifier?.name
      ? {
          name: certifier.name,
          title: certifier.title ?? null,
          organizationId: certifier.organizationId ?? null,
        }
      : null,
    trackingNumbers: linesOf(form.trackingNumbers),
    exhibits: facts.exhibits,
  });
  if (read.success) return done(read.data);
  const fields: Record<string, string> = {};
  for (const { path, message } of read.error.issues) fields[fieldName(path)] ??= message;
  return refuse("bad-input", undefined, fields);
}

type PartyForm = z.output<typeof partyForm>;

const factOfParty = ({ name, address: typed }: PartyForm) => ({ name, address: linesOf(typed) });

/** What was typed a line each. */
function linesOf(typed: string | undefined): string[] {
  const lines = (typed ?? "").split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "");
}

/** The name that the field at that path has in a form: `signers[0].organizationId`. */
function fieldName(path: readonly PropertyKey[]): string {
  let name = "";
  for (const key of path) {
    // What is wrong with one line of a list is said at the field in which the list is typed.
    if (typeof key === "number" && LISTS.has(name.split(".").at(-1) ?? "")) return name;
    if (typeof key === "number") name += `[${key}]`;
    else name += name === "" ? String(key) : `.${String(key)}`;
  }
  return name;
}

const LISTS = new Set(["address", "addressee", "designations", "trackingNumbers", "counsel"]);

/** The form as it is filled in with the facts of a draft. */
export function formOfFacts({ facts, parties: ofMatter }: FactsBefore, factsRevision: number) {
  const speaking = facts.organizations.map(({ id: key, name, address: stands }) => ({
    id: key,
    name,
    speaks: true,
    address: stands.join("\n"),
  }));
  const others = ofMatter
    .filter((party) => !speaking.some(({ id: key }) => key === party.id))
    .map(({ id: key, name }) => ({ id: key, name, speaks: false, address: "" }));
  const { letter, caption, certifier } = facts;
  return {
    factsRevision,
    organizations: [...speaking, ...others],
    signers: facts.signers.map((signer) => ({
      ...blanks(signer),
      address: signer.address.join("\n"),
      counsel: caption?.counsel.includes(signer.id) ?? false,
    })),
    letter: {
      printed: letter !== null,
      delivery: letter?.delivery ?? "",
      addressee: letter?.addressee.join("\n") ?? "",
      re: letter?.re ?? "",
      expeditedProcessing: letter?.expeditedProcessing ?? false,
      feeWaiver: letter?.feeWaiver ?? false,
    },
    caption: caption && {
      court: caption.court,
      district: caption.district,
      division: caption.division ?? "",
      plaintiffs: caption.plaintiffs.map(partyOfFact),
      defendants: caption.defendants.map(partyOfFact),
      caseNumber: caption.caseNumber ?? "",
      paperTitle: caption.paperTitle,
      designations: caption.designations.join("\n"),
    },
    certifier: {
      name: certifier?.name ?? "",
      title: certifier?.title ?? "",
      organizationId: certifier?.organizationId ?? "",
    },
    trackingNumbers: facts.trackingNumbers.join("\n"),
  };
}
export type FilledFactsForm = ReturnType<typeof formOfFacts>;

const partyOfFact = ({ name, address: stands }: PartyFact) => ({
  name,
  address: stands.join("\n"),
});

function blanks({ id: key, organizationId, name, ...rest }: DraftFacts["signers"][number]) {
  const { title, barNumber, email: mail, telephone, partyRepresented } = rest;
  return {
    id: key,
    organizationId,
    name,
    title: title ?? "",
    barNumber: barNumber ?? "",
    email: mail ?? "",
    telephone: telephone ?? "",
    partyRepresented: partyRepresented ?? "",
  };
}
