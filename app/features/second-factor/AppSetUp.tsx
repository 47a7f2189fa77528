import type { FactorSetUpView } from "#server/services/index.ts";
import { codeForm } from "#app/domain/forms/second-factor.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { CodeField } from "./CodeField.tsx";

/** The secret for an app, as a picture and in text, and the form for the first code of it. */
export function AppSetUp({
  setUp,
  answer,
}: {
  readonly setUp: FactorSetUpView;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form, fields] = useSentForm({ id: "finish", schema: codeForm, answer, intent: "finish" });
  const { secret, address, qr } = setUp;
  return (
    <div className="grid gap-5">
      <p>
        Scan this with an app for codes, such as the one of your password manager. On this device,{" "}
        <a href={address} className="link">
          open the app
        </a>
        .
      </p>
      {/* Cameras want dark on light, in any theme. */}
      <svg
        role="img"
        aria-label="QR code with the secret that stands below in letters"
        viewBox={`-4 -4 ${qr.size + 8} ${qr.size + 8}`}
        shapeRendering="crispEdges"
        className="w-full max-w-60"
      >
        <rect x="-4" y="-4" width={qr.size + 8} height={qr.size + 8} fill="#fff" />
        <path d={qr.path} fill="#000" />
      </svg>
      <p>
        Or type this secret into it:{" "}
        <span data-secret className="font-mono break-all">
          {secret}
        </span>
      </p>
      <SentForm form={form} intent="finish" submit="Set up the app" submitting="Checking…">
        <CodeField
          field={fields.code}
          label="Code that the app shows"
          hint="Six digits; they change every 30 seconds."
        />
      </SentForm>
    </div>
  );
}
