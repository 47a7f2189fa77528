import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";

interface CaptionQuestionProps {
  readonly open: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/**
 * Asks before a caption is removed: one key could otherwise delete court, parties, case number and
 * title.
 */
export default function CaptionQuestion({ open, onConfirm, onClose }: CaptionQuestionProps) {
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title="Remove the caption?"
      confirm="Remove the caption"
      look="final"
      onConfirm={onConfirm}
    >
      Court, parties, case number and title will no longer stand there, for everybody who works on
      this draft. The details themselves stay recorded, and Undo brings the caption back.
    </ConfirmDialog>
  );
}
