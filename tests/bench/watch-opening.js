// Runs in a page from its first moment on, and notes once a frame how far its opening is.
{
  const marks = {};
  window.openingMarks = marks;
  const note = (name) => (marks[name] ??= performance.now());
  /** A long draft has more bytes than all else that comes in a message. */
  const DRAFT_BYTES = 4_000;
  window.WebSocket = class extends WebSocket {
    constructor(...of) {
      super(...of);
      this.addEventListener("message", ({ data }) => {
        if (data instanceof ArrayBuffer && data.byteLength > DRAFT_BYTES) note("draft");
      });
    }
  };
  const isShown = (element) => element !== null && element.getClientRects().length > 0;
  const isHydrated = (element) =>
    element !== null && Object.keys(element).some((key) => key.startsWith("__reactFiber$"));
  const look = () => {
    if (isShown(document.querySelector("[data-id^='bench-']"))) note("readable");
    if (isHydrated(document.querySelector("main"))) note("hydrated");
    const text = document.querySelector('.ProseMirror[contenteditable="true"]');
    if (!text?.querySelector("[data-id='bench-0']")) return requestAnimationFrame(look);
    note("editable");
    window.openingEditable();
    text.focus();
    new MutationObserver((_changes, observer) => {
      // No word of the draft has one.
      if (!text.textContent.includes("x")) return;
      observer.disconnect();
      note("key");
    }).observe(text, { characterData: true, childList: true, subtree: true });
  };
  requestAnimationFrame(look);
}
