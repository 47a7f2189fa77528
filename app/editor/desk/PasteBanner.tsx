import { Button } from "#app/ui/Button.tsx";
import { Banner } from "#app/ui/Banner.tsx";
import type { PasteNotice } from "#app/editor/paste/paste-notice.ts";

/** The notice about the last paste, until the next paste or edit, with its actions. */
export default function PasteBanner({
  notice,
  onClose,
}: {
  readonly notice: PasteNotice;
  readonly onClose: () => void;
}) {
  const { sentence, offer } = notice;
  return (
    <Banner
      kind="word"
      action={
        <>
          {offer ? (
            <Button className="min-h-9 px-3 py-1.5" onClick={offer.run}>
              {offer.label}
            </Button>
          ) : null}
          <Button className="min-h-9 px-3 py-1.5" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <output>{sentence}</output>
    </Banner>
  );
}
