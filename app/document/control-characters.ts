/**
 * Signs that no page can show and no reader knows to be there: control characters but for tabs and
 * ends of lines, and what Unicode says is no character. Programs that read PDFs leave them in what is
 * copied out of them.
 */
export const CONTROL_SIGN =
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufff9-\ufffb\ufffe\uffff]/u;
