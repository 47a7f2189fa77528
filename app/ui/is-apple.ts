/** Whether the keyboard has a Cmd key. */
export function isApple(): boolean {
  return /Mac|iP(?:hone|[oa]d)/u.test(navigator.platform);
}
