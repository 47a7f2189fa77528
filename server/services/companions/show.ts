import type { Actor } from "#app/domain/actor.ts";
import {
  isCompanionForm,
  isCompanionStep,
  type CompanionPaper,
  type ExpectedPaper,
} from "#app/domain/companion-paper.ts";
import type { Court } from "#app/domain/courts/court.ts";
import type { DocumentStatus } from "#app/domain/document.ts";
import { courtOf, type LayoutProfile } from "#app/domain/layout.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import {
  coverSheetDetails,
  summonsDetails,
  type FormDetail,
} from "#app/document/details/clerk-forms.ts";
import { bracketedIn } from "#app/document/readiness/bracketed.ts";
import { otherSuitsOf } from "#server/services/dockets/other-suits.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { documentTag, type DocumentTag } from "#server/services/documents/tag.ts";
import type { Resources } from "#server/services/resources.ts";

/** One document that goes with a complaint: whether it exists, and what it lacks. */
export interface CompanionView extends ExpectedPaper {
  /** The document; null where it was not created, and for forms of the clerk. */
  readonly document: {
    readonly id: string;
    readonly title: string;
    readonly status: DocumentStatus;
  } | null;
  /** The unrecorded values of a clerk's form; empty for documents. */
  readonly missing: readonly string[];
}

/** The documents that go with a complaint, as its court requires them (L32). */
interface CompanionsView {
  readonly document: DocumentTag;
  /** The name of the court. */
  readonly court: Court["name"];
  readonly docketId: string | null;
  readonly papers: readonly CompanionView[];
  readonly coverSheet: readonly FormDetail[];
  readonly summons: readonly {
    readonly to: string;
    readonly details: readonly FormDetail[];
  }[];
  readonly may: { readonly create: boolean };
}

/**
 * The checklist of a complaint, and the values for the clerk's forms; the same for a document that
 * goes with one. Refuses `not-found` for a document without a caption.
 */
export async function showCompanions(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<CompanionsView>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const details = readDetails(row.facts);
  const court = courtOf(row.layoutProfile as LayoutProfile);
  if (court === null || details.caption === null) return refuse("not-found");
  const otherSuits = await otherSuitsOf(client, row.matterId, row.docketId);
  const coverSheet = coverSheetDetails(details, court, otherSuits);
  const summons = summonsDetails(details, court);
  const missing = {
    "cover-sheet": missingOf(coverSheet),
    summons: [...new Set(summons.flatMap(({ details }) => missingOf(details)))],
  };
  const made = await papersOf(client, row.docketId);
  return done({
    document: documentTag(actor, row),
    court: court.name,
    docketId: row.docketId,
    papers: court.papers.map((expected) =>
      isCompanionForm(expected.paper)
        ? { ...expected, document: null, missing: missing[expected.paper] }
        : {
            ...expected,
            document: isCompanionStep(expected.paper) ? null : (made.get(expected.paper) ?? null),
            missing: [],
          },
    ),
    coverSheet,
    summons,
    may: { create: may(actor, "document.create", { matter: subject.matter }).ok },
  });
}

function missingOf(details: readonly FormDetail[]): string[] {
  return details.flatMap(({ label, value }) =>
    value === null || bracketedIn(value).length > 0 ? [label] : [],
  );
}

/** The documents of that lawsuit that go with its complaint: the latest of each kind. */
async function papersOf(client: Resources["database"]["client"], docketId: string | null) {
  const made = new Map<CompanionPaper, NonNullable<CompanionView["document"]>>();
  if (docketId === null) return made;
  const rows = await client.document.findMany({
    where: { docketId, status: { notIn: ["superseded", "withdrawn"] } },
    select: { id: true, title: true, status: true, facts: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  for (const { id, title, status, facts } of rows) {
    const companion = readDetails(facts).caption?.companion;
    if (companion) made.set(companion, { id, title, status: status as DocumentStatus });
  }
  return made;
}
