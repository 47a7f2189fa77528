import canonicalize from "canonicalize";
import * as z from "zod";
import {
  DETAILS_LIMITS,
  partyDetails,
  type CaptionDetails,
  type PartyDetails,
} from "./document-details.ts";

/** The parties of a lawsuit, as stored in its row. */
const docketParties = z.object({
  plaintiffs: z.array(partyDetails).max(DETAILS_LIMITS.parties),
  defendants: z.array(partyDetails).max(DETAILS_LIMITS.parties),
});

/** The lawsuit's part of the caption on each of its documents. */
export type DocketCaption = Pick<
  CaptionDetails,
  "court" | "district" | "division" | "caseNumber" | "judge" | "plaintiffs" | "defendants"
>;

/** A lawsuit: the contents of its captions and its days (ISO dates); null means "not recorded". */
export interface DocketDetails extends DocketCaption {
  readonly filedOn: string | null;
  readonly servedOn: string | null;
  readonly answerDueOn: string | null;
}

interface DocketParties {
  readonly plaintiffs: readonly PartyDetails[];
  readonly defendants: readonly PartyDetails[];
}

/** The canonical JSON (RFC 8785) of a lawsuit's parties; throws for invalid ones. */
export function writeParties({ plaintiffs, defendants }: DocketParties): string {
  const text = canonicalize(docketParties.parse({ plaintiffs, defendants }));
  if (text === undefined) throw new Error("the parties are not JSON");
  return text;
}

export function readParties(stored: string): DocketParties {
  return docketParties.parse(JSON.parse(stored));
}

/** The fields that a caption and a lawsuit have in common. */
export function docketOfCaption(caption: DocketCaption): DocketCaption {
  const { court, district, division, caseNumber, judge, plaintiffs, defendants } = caption;
  return { court, district, division, caseNumber, judge, plaintiffs, defendants };
}
