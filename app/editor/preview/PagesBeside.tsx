import { X } from "lucide-react";
import { IconButton } from "#app/ui/IconButton.tsx";
import PreviewPanel, { type PreviewPanelProps } from "./PreviewPanel.tsx";

interface PagesBesideProps extends PreviewPanelProps {
  readonly onClose: () => void;
}

/** The pages as a column of the desk, on wide screens. */
export default function PagesBeside({ onClose, ...panel }: PagesBesideProps) {
  return (
    <>
      <div className="flex items-center justify-between py-1 pr-1 pl-3">
        <h2 className="font-semibold">Pages</h2>
        <IconButton icon={X} label="Close the pages" onClick={onClose} />
      </div>
      <PreviewPanel {...panel} />
    </>
  );
}
