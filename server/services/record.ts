import type { Actor } from "#app/domain/actor.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { Origin } from "#server/auth/index.ts";
import type {
  CorrectFilingForm,
  FileForm,
  SupersedeForm,
  VerifyForm,
  WithdrawForm,
} from "#app/domain/forms/filing.ts";
import type { LetStandForm } from "#app/domain/forms/private-data.ts";
import type {
  NameVersionForm,
  RequestChangesForm,
  ReturnToDraftForm,
  SignOffForm,
} from "#app/domain/forms/review.ts";
import { certificatePdf } from "./filings/certificate.ts";
import { filingChoices } from "./filings/choices.ts";
import { correctFiling } from "./filings/correct.ts";
import { supersede, withdraw } from "./filings/end.ts";
import { fileDocument } from "./filings/file.ts";
import { documentPdf } from "./filings/pdf.ts";
import { showFiled } from "./filings/show.ts";
import { verifyHash } from "./filings/verify.ts";
import type {
  FiledView,
  FilingChoices,
  PdfFile,
  PrivateDataView,
  RedlineChoice,
  RedlineView,
  ReviewView,
  VerifiedView,
  VersionListView,
  VersionView,
} from "./record-views.ts";
import { letPrivateDataStand } from "./private-data/override.ts";
import { showPrivateData } from "./private-data/show.ts";
import { requestChanges } from "./reviews/request-changes.ts";
import { showReview } from "./reviews/show.ts";
import { signOff } from "./reviews/sign-off.ts";
import { submitForReview, type Submitted } from "./reviews/submit.ts";
import { recall, reopen } from "./reviews/take-back.ts";
import { listVersions } from "./versions/list.ts";
import { nameVersion } from "./versions/name.ts";
import { redlineBetween } from "./versions/redline.ts";
import { showVersion } from "./versions/show.ts";
import type { Resources } from "./resources.ts";

/** From draft to filed: versions, reviews and filings. */
export interface RecordServices {
  readonly versions: {
    list(actor: Actor, documentId: string): Promise<Outcome<VersionListView>>;
    show(actor: Actor, documentId: string, number: number): Promise<Outcome<VersionView>>;
    /** What differs between two versions, or between a version and the draft. */
    redline(actor: Actor, documentId: string, choice: RedlineChoice): Promise<Outcome<RedlineView>>;
    /** Keeps an open draft as it stands under a name, without freezing it. */
    name(
      actor: Actor,
      documentId: string,
      form: NameVersionForm,
    ): Promise<Outcome<{ number: number }>>;
  };
  readonly reviews: {
    /** The frozen text, who has signed, and what changed since the reader last decided. */
    show(actor: Actor, documentId: string): Promise<Outcome<ReviewView>>;
    /** Pins what is committed and freezes the draft (R16). */
    submit(actor: Actor, documentId: string): Promise<Outcome<Submitted>>;
    /** For one's own organization, with the password again; the last one approves. */
    signOff(
      actor: Actor,
      documentId: string,
      form: SignOffForm,
      from: Origin,
    ): Promise<Outcome<{ approved: boolean }>>;
    /** Sends it back to draft at once, with the reason. */
    requestChanges(
      actor: Actor,
      documentId: string,
      form: RequestChangesForm,
    ): Promise<Outcome<void>>;
    recall(actor: Actor, documentId: string, form: ReturnToDraftForm): Promise<Outcome<void>>;
    reopen(actor: Actor, documentId: string, form: ReturnToDraftForm): Promise<Outcome<void>>;
  };
  readonly filings: {
    /** What the form for recording a filing offers and asks for. */
    choices(actor: Actor, documentId: string): Promise<Outcome<FilingChoices>>;
    /** Sets the approved version's pages as filed, and stores them with the filing's facts. */
    file(actor: Actor, documentId: string, form: FileForm): Promise<Outcome<{ pdfHash: string }>>;
    show(actor: Actor, documentId: string): Promise<Outcome<FiledView>>;
    correct(actor: Actor, documentId: string, form: CorrectFilingForm): Promise<Outcome<void>>;
    supersede(actor: Actor, documentId: string, form: SupersedeForm): Promise<Outcome<void>>;
    withdraw(actor: Actor, documentId: string, form: WithdrawForm): Promise<Outcome<void>>;
    /** The stored PDF of what is filed; of anything else pages that are marked so. */
    pdf(actor: Actor, documentId: string, version?: number): Promise<Outcome<PdfFile>>;
    /** What looks private in it, and who let it stand. */
    privateData(
      actor: Actor,
      documentId: string,
      version?: number,
    ): Promise<Outcome<PrivateDataView>>;
    /** Lets exactly that stand, with a reason, for handing it out or for filing it. */
    letPrivateDataStand(
      actor: Actor,
      documentId: string,
      version: number | undefined,
      form: LetStandForm,
    ): Promise<Outcome<void>>;
    /** Who approved what and when, and what was filed, as a PDF of its own. */
    certificate(actor: Actor, documentId: string): Promise<Outcome<PdfFile>>;
    /** Whether a file of that SHA-256 was filed here; for anybody. */
    verify(form: VerifyForm): Promise<Outcome<VerifiedView>>;
  };
}

export function recordServices(resources: Resources): RecordServices {
  return {
    versions: {
      list: (actor, documentId) => listVersions(resources, actor, documentId),
      show: (actor, documentId, number) => showVersion(resources, actor, documentId, number),
      redline: (actor, documentId, choice) => redlineBetween(resources, actor, documentId, choice),
      name: (actor, documentId, form) => nameVersion(resources, actor, documentId, form),
    },
    reviews: {
      show: (actor, documentId) => showReview(resources, actor, documentId),
      submit: (actor, documentId) => submitForReview(resources, actor, documentId),
      signOff: (actor, documentId, form, from) => signOff(resources, actor, documentId, form, from),
      requestChanges: (actor, documentId, form) =>
        requestChanges(resources, actor, documentId, form),
      recall: (actor, documentId, form) => recall(resources, actor, documentId, form),
      reopen: (actor, documentId, form) => reopen(resources, actor, documentId, form),
    },
    filings: {
      choices: (actor, documentId) => filingChoices(resources, actor, documentId),
      file: (actor, documentId, form) => fileDocument(resources, actor, documentId, form),
      show: (actor, documentId) => showFiled(resources, actor, documentId),
      correct: (actor, documentId, form) => correctFiling(resources, actor, documentId, form),
      supersede: (actor, documentId, form) => supersede(resources, actor, documentId, form),
      withdraw: (actor, documentId, form) => withdraw(resources, actor, documentId, form),
      pdf: (actor, documentId, version) => documentPdf(resources, actor, documentId, version),
      privateData: (actor, documentId, version) =>
        showPrivateData(resources, actor, documentId, version),
      letPrivateDataStand: (actor, documentId, version, form) =>
        letPrivateDataStand(resources, actor, documentId, version, form),
      certificate: (actor, documentId) => certificatePdf(resources, actor, documentId),
      verify: (form) => verifyHash(resources, form),
    },
  };
}
