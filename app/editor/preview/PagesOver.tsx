import { Dialog } from "#app/ui/Dialog.tsx";
import PreviewPanel, { type PreviewPanelProps } from "./PreviewPanel.tsx";

interface PagesOverProps extends PreviewPanelProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The pages over the desk, where there is no room beside the text. */
export default function PagesOver({ onClose, open, ...panel }: PagesOverProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Pages" wide>
      <div className="-mx-3 sm:-mx-4">
        <PreviewPanel {...panel} />
      </div>
    </Dialog>
  );
}
