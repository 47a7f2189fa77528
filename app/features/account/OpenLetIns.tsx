import type { OpenLetIn } from "#server/services/index.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

/** Links to the reader's account that administrators made: whoever is signed in needs none. */
export function OpenLetIns({
  links,
  answer,
}: {
  readonly links: readonly OpenLetIn[];
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  return (
    <>
      <FormErrors answer={answer} intent="refuse-let-in" />
      {links.map(({ id, madeBy, organization, expiresAt }) => (
        <Notice key={id} kind="problem">
          <p>
            {madeBy ?? "An administrator"} of {organization} made a link by which a new password can
            be chosen for your account. It works until <Timestamp at={expiresAt} as="whole" ends />{" "}
            You are signed in, so you need none.
          </p>
          <ConfirmForm
            className="mt-3"
            intent="refuse-let-in"
            fields={{ linkId: id }}
            look="plain"
            label="Withdraw the link"
            question="Withdraw the link?"
            consequence="It no longer works. The administrator sees that, and could make another one, of which you are told, too."
            confirm="Withdraw it"
          />
        </Notice>
      ))}
    </>
  );
}
