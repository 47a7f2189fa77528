import type { FieldMetadata } from "@conform-to/react";
import type * as z from "zod";
import type { FilingChoices } from "#server/services/index.ts";
import type { makeFilingCopyForm } from "#app/domain/forms/filing.ts";
import { TextField } from "#app/ui/Field.tsx";

/**
 * Chooses the signers whose "/s/ Name" is printed, each with the form of their consent (FRCP
 * 11(a)): a tick alone, without its basis, prints no signature.
 */
export function SignatureFields({
  field,
  signers,
}: {
  readonly field: FieldMetadata<z.input<typeof makeFilingCopyForm>["signatures"]>;
  readonly signers: FilingChoices["signers"];
}) {
  return (
    <fieldset id={field.id} tabIndex={-1} className="min-w-0">
      <legend className="font-medium">Signatures to set as “/s/ Name”</legend>
      <p className="mt-0.5 text-sm text-ink-soft">
        Each only on that signer’s own consent (FRCP 11(a)). Write how and when they gave it; it
        goes on the record and on the certificate. Without it a line to sign on is printed.
      </p>
      {field.errors ? (
        <p id={field.errorId} className="mt-1 text-[0.9375rem] font-medium text-danger">
          {field.errors.join(" ")}
        </p>
      ) : null}
      <div className="mt-3 grid gap-4 border-l-2 border-rule pl-4">
        {field.getFieldList().map((item) => {
          const { signerId, consent } = item.getFieldset();
          const signer = signers.find(({ id }) => id === signerId.initialValue);
          if (!signer) return null;
          const { id, name, organization } = signer;
          return (
            <div key={id}>
              <input type="hidden" name={signerId.name} value={id} />
              <TextField
                field={consent}
                label={`Consent of ${organization ? `${name}, ${organization}` : name}`}
                hint="Such as “by e-mail of October 7, 2021”."
                optional
              />
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
