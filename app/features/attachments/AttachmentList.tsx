import { Link } from "react-router";
import { Paperclip } from "lucide-react";
import type { AttachmentView } from "#server/services/index.ts";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { ATTACHMENT_ROLE_LABELS } from "#app/domain/attachment.ts";
import { sizeText } from "#app/domain/exhibit.ts";

/** The attached files as links, each with what a person has to check. */
export function AttachmentList({ files }: { readonly files: readonly AttachmentView[] }) {
  if (files.length === 0) return null;
  return (
    <ul className="grid gap-1.5">
      {files.map((file) => (
        <li key={file.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-sm">
          <a
            href={`/attachments/${file.id}/file`}
            className="link inline-flex min-w-0 items-baseline gap-1.5 py-0.5"
          >
            <Paperclip aria-hidden className="size-3.5 shrink-0 self-center" />
            <span className="wrap-anywhere">{file.name}</span>
          </a>
          <span className="text-ink-soft">
            {ATTACHMENT_ROLE_LABELS[file.role]}, {sizeText(file.bytes)}
          </span>
          <Link to={`/attachments/${file.id}`} className="link py-0.5">
            {attention(file) ?? "Details"}
            <span className="sr-only"> of {file.name}</span>
          </Link>
          {file.isInvented ? <InventedMark /> : null}
        </li>
      ))}
    </ul>
  );
}

/** Says what a person still has to check; null if nothing. */
function attention({ found, unread, readAt }: AttachmentView): string | null {
  const private_ = found.length > 0 ? "something looks private" : null;
  const pages = unread.length > 0 && readAt === null ? "parts were not read" : null;
  const said = [private_, pages].filter((words) => words !== null).join("; ");
  return said === "" ? null : said.charAt(0).toUpperCase() + said.slice(1);
}
