/**
 * Characters that no page can show: control characters except tabs and line ends, and Unicode
 * noncharacters, and halves of characters. PDF readers leave them out of copied text, and what is sent
 * has other signs for halves than the writer's own page.
 */
export const CONTROL_CHARACTER =
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufff9-\ufffb\ufffe\uffff\p{Surrogate}]/u;
