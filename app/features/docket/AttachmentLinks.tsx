import { Paperclip } from "lucide-react";
import { sizeInWords } from "#app/domain/exhibit.ts";
import type { DocketAttachment } from "#server/services/index.ts";

/** The files that hang on a line of a docket. */
export function AttachmentLinks({
  attachments,
}: {
  readonly attachments: readonly DocketAttachment[];
}) {
  return (
    <ul aria-label="Attachments" className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {attachments.map(({ id, name, bytes }) => (
        <li key={id} className="flex min-w-0 items-center gap-1.5">
          <Paperclip aria-hidden className="size-4 shrink-0 text-ink-soft" />
          <a href={`/attachments/${id}`} className="link min-w-0 break-words">
            {name}
          </a>
          <span className="text-ink-soft">{sizeInWords(bytes)}</span>
        </li>
      ))}
    </ul>
  );
}
