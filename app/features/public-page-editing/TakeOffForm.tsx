import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";

/** Takes what is written about a request or lawsuit off the page. */
export function TakeOffForm({ noun }: { readonly noun: "request" | "lawsuit" }) {
  return (
    <ConfirmForm
      intent="take-off"
      label={`Take this ${noun} off the page`}
      question={`Take this ${noun} off the page?`}
      consequence="Its text is thrown away. The public page stays as it is until it is published again."
      confirm="Take it off"
      className="mt-10"
    />
  );
}
