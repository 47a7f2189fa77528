import { X } from "lucide-react";
import { lazy, Suspense } from "react";
import { IconButton } from "#app/ui/IconButton.tsx";
import { Dialog } from "#app/ui/Dialog.tsx";
import type { PreviewPanelProps } from "./PreviewPanel.tsx";

/** Loaded when the pages are first shown. */
const PreviewPanel = lazy(() => import("./PreviewPanel.tsx"));

interface PagesBesideProps extends PreviewPanelProps {
  readonly onClose: () => void;
}

/** The pages as a column of the desk, on wide screens. */
export function PagesBeside({ onClose, ...panel }: PagesBesideProps) {
  return (
    <>
      <div className="flex items-center justify-between py-1 pr-1 pl-3">
        <h2 className="font-semibold">Pages</h2>
        <IconButton icon={X} label="Close the pages" onClick={onClose} />
      </div>
      <Suspense fallback={<Loading />}>
        <PreviewPanel {...panel} />
      </Suspense>
    </>
  );
}

/** The pages over the desk, where there is no room beside the text. */
export function PagesOver({ onClose, open, ...panel }: PagesBesideProps & { open: boolean }) {
  return (
    <Dialog open={open} onClose={onClose} title="Pages" wide>
      <div className="-mx-3 sm:-mx-4">
        <Suspense fallback={<Loading />}>
          <PreviewPanel {...panel} />
        </Suspense>
      </div>
    </Dialog>
  );
}

function Loading() {
  return <p className="px-3 text-[0.9375rem] text-ink-soft">Laying out the pages…</p>;
}
