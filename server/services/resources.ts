import type { Logger } from "pino";
import type { Outcome } from "#app/domain/refusal.ts";
import type { AskedEdit, DraftEdit } from "#app/document/acceptance/draft-edit.ts";
import type { KeptBlocks } from "#app/document/acceptance/overtaken.ts";
import type { DoneRanges } from "#app/document/changes/index.ts";
import type { DraftProse } from "#app/document/draft-prose.ts";
import type { Attachments } from "#server/attachments/index.ts";
import type { Blobs } from "#server/blobs/index.ts";
import type { Auth } from "#server/auth/index.ts";
import type { IdentityProviders } from "#server/auth/identity-provider/index.ts";
import type { Database } from "#server/database/index.ts";
import type { CostlyDraftsPort } from "./costly-drafts/port.ts";
import type { ForeignDraft } from "#server/rooms/drafts/draft-tasks.ts";
import type { Encryption } from "#server/encryption/index.ts";
import type { Exhibits } from "#server/exhibits/index.ts";
import type { JobsPort } from "#server/jobs/index.ts";
import type { Mail } from "#server/mail/index.ts";
import type { Outbound } from "#server/outbound/index.ts";
import type { MarginWork } from "#server/workers/margin/index.ts";
import type { PagePictures } from "#server/workers/pictures/index.ts";
import type { Redlines } from "#server/workers/redline/index.ts";
import type { ReplyByMailPort } from "./reply-by-mail/port.ts";
import type { SearchPort } from "./search/port.ts";
import type { Timestamping } from "#server/timestamping/index.ts";
import type { WordWork } from "#server/word/index.ts";
import type { Texts } from "#server/workers/texts/index.ts";
import type { Typesetter } from "#server/typesetting/index.ts";
import type { WordBringing } from "#server/word/bring/index.ts";

/** The services' requests to the rooms. */
export interface RoomsPort {
  /** Closes the affected connections within a second; access is decided again on reconnect (R5). */
  revoke(affected: {
    readonly userId?: string;
    readonly sessionId?: string;
    readonly organizationId?: string;
    readonly documentId?: string;
    readonly matterId?: string;
  }): void;
  /**
   * Notifies the open desks of a document that its status (R16), or what they show of it, changed.
   */
  documentChanged(documentId: string): void;
  /**
   * Tells open desks that threads beside a document changed; of one organization's threads only that
   * organization's people (M2, M5).
   */
  threadsChanged(documentId: string, ids: readonly string[], organizationId: string | null): void;
  /** Has the rooms read and relay the row of a draft that a command wrote (R40), up to that number. */
  rowsWritten(documentId: string, sequence: number): Promise<void>;
  /** Suspends commits of the draft until `work` is done (R16); updates that arrive wait. */
  holdCommits<T>(documentId: string, work: () => Promise<T>): Promise<T>;
}

/** Tells whoever follows the audit record. */
export interface RecordPort {
  /** Call with the lines that a committed transaction appended: their effects here are seen to. */
  appended(sequences: readonly number[]): void;
}

/** Gives services the text of drafts; implemented by the rooms and their worker. */
interface DraftsPort {
  /**
   * The committed prose and its sequence number, with its unknown content. Refuses `not-found`
   * where there is no such draft, and `unavailable` while its tasks pause (R33).
   */
  prose(documentId: string): Promise<Outcome<ReadDraft>>;
  /**
   * Builds an edit of the draft as it is stored, for a command to store (R40). Refuses `not-found` where
   * there is no such draft, `too-large`, and `unavailable` while its tasks pause (R33).
   */
  edit(documentId: string, asked: AskedEdit): Promise<Outcome<BuiltEdit>>;
  /** Which of the open suggestions lost their words to an accepted one, by index (M12). */
  overtaken(
    documentId: string,
    suggestions: Readonly<Record<"accepted" | "open", readonly KeptBlocks[]>>,
  ): Promise<Outcome<readonly number[]>>;
  /**
   * The draft as it was at a moment: one Yjs update, compressed with gzip (R37). Refuses `not-found`
   * where that moment is not kept.
   */
  baseline(
    documentId: string,
    moment: { readonly generation: number; readonly sequence: number },
  ): Promise<Outcome<Uint8Array>>;
  /** The text of a draft as it was at a moment. Refuses as `baseline` does. */
  proseAt(
    documentId: string,
    moment: { readonly generation: number; readonly sequence: number },
  ): Promise<Outcome<DraftProse>>;
  /**
   * How many changes each person made since a moment, by their index in `doers`; null for those of
   * nobody known. Refuses as `baseline` does.
   */
  countChanges(
    documentId: string,
    moment: { readonly generation: number; readonly sequence: number },
    doers: DoneRanges,
  ): Promise<Outcome<readonly (readonly [person: number | null, changes: number])[]>>;
  /**
   * Whether every piece of a draft that comes from elsewhere is one that its room would take from a
   * client (R6), and what it was can be read. Refuses `unavailable` where it costs more than it may.
   */
  checked(draft: ForeignDraft): Promise<Outcome<boolean>>;
}

/** An edit that was built from the draft as stored at that number. */
export interface BuiltEdit extends DraftEdit {
  readonly sequence: number;
  readonly generation: number;
}

/** A draft's text as committed at a sequence number. */
export interface ReadDraft extends DraftProse {
  readonly sequence: number;
  readonly generation: number;
}

/** The dependencies of every service function. */
export interface Resources {
  readonly database: Database;
  readonly auth: Auth;
  /** Sign-in through the providers of organizations. */
  readonly identityProviders: IdentityProviders;
  readonly clock: () => Date;
  /** A new unique id. */
  readonly ids: () => string;
  readonly rooms: RoomsPort;
  /** Absent where no other process and no command changes the database. */
  readonly record?: RecordPort;
  readonly drafts: DraftsPort;
  readonly costlyDrafts: CostlyDraftsPort;
  readonly exhibits: Pick<Exhibits, "add" | "scan" | "forget">;
  readonly blobs: Blobs;
  readonly attachments: Pick<Attachments, "add" | "look" | "search"> &
    Partial<Pick<Attachments, "texts">>;
  /** Where everything is found; absent where nothing is. */
  readonly search?: SearchPort;
  /** Seals what nobody may read in the database or in its backups. */
  readonly encryption: Encryption;
  /** How many bytes of exhibits and attachments there may be. */
  readonly attachmentQuota: { readonly bytesOfMatter: number; readonly bytesOfWorkspace: number };
  readonly typesetter: Pick<Typesetter, "typeset">;
  /** A separate one, so that filings and downloads never wait for previews. */
  readonly previewTypesetter: Pick<Typesetter, "typeset">;
  /** Redlines as PDFs, in the turns of downloads. */
  readonly redlineTypesetter: Pick<Typesetter, "redline">;
  /** Pictures of public pages, in the turns of previews. */
  readonly cardTypesetter: Pick<Typesetter, "card">;
  readonly pagePictures: Pick<PagePictures, "draw">;
  readonly redlines: Pick<Redlines, "between">;
  readonly texts: Texts;
  /** Writes and reads Word files. */
  readonly word: WordWork;
  /** Reads and merges what people write beside texts. */
  readonly margin: MarginWork;
  /** Reads Word files that come in, and compares them with what left. */
  readonly wordFiles: WordBringing;
  /** The time-stamping authority, where one is configured. */
  readonly timestamping?: Timestamping | undefined;
  readonly mail: Mail;
  /** Asks servers that people name. */
  readonly outbound: Outbound;
  /** How letters about threads are answered; absent where they can't be. */
  readonly replyByMail?: ReplyByMailPort | undefined;
  readonly jobs: JobsPort;
  readonly log: Logger;
  /**
   * The origin that browsers use (APP_URL), or null: then no link is mailed, since a request's Host
   * header can't be trusted in a mail.
   */
  readonly appUrl: string | null;
}
