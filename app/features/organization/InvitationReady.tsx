import type { InvitationLink } from "#server/services/index.ts";
import { CopyField } from "#app/ui/CopyField.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { Notice } from "#app/ui/Notice.tsx";

/**
 * A new invitation: that it was mailed, or, without mail on the server, its link, shown only once.
 */
export function InvitationReady({ invitation }: { readonly invitation: InvitationLink }) {
  const { name, email, link, expiresAt, mail } = invitation;
  if (link === null) {
    return (
      <div aria-live="polite">
        <Notice kind={mail === "failed" ? "problem" : "done"} className="mb-8">
          {mail === "failed" ? (
            <>
              <p className="font-medium">The mail to {email} could not be sent.</p>
              <p className="mt-1">
                The invitation stands in the list of the organization’s people; send it anew there
                in a while. If that fails again, tell whoever runs this server.
              </p>
            </>
          ) : (
            <>
              <p className="font-medium">The invitation was mailed to {email}.</p>
              <p className="mt-1">
                Its link works once, until <Timestamp at={expiresAt} as="whole" />, and is shown to
                nobody else.
              </p>
            </>
          )}
        </Notice>
      </div>
    );
  }
  return (
    <div aria-live="polite">
      <Notice kind="done" className="mb-8">
        <p className="font-medium">The invitation is ready.</p>
        <p className="mt-1">
          This server sends no mail: pass this link on to {name}, and to nobody else. It works once,
          until <Timestamp at={expiresAt} as="whole" />, and is not shown again. Until the
          workspace’s administrator has confirmed the account, everybody sees that it is not
          confirmed.
        </p>
        <CopyField label={`Invitation link for ${name}`} value={link} />
      </Notice>
    </div>
  );
}
