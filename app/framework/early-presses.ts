/** Milliseconds after which a form no longer waits for its scripts, and asks by the browser's own dialog. */
const MOST_MS = 10_000;

/**
 * A script that runs before all others, and keeps the last press of a button that does nothing
 * without them, or of a final act (a form with `data-asks`, its question) that would go unasked. Once
 * the page is hydrated, it is done again (entry.client.tsx).
 */
export const EARLY_PRESSES = `(function () {
  var press = null;
  function onClick(event) {
    var button = event.target.closest && event.target.closest("button");
    press = button && button.type === "button" ? function () { button.click(); } : null;
  }
  function onSubmit(event) {
    var form = event.target, by = event.submitter;
    if (!form.hasAttribute("data-asks")) return;
    event.preventDefault();
    var again = function () { form.requestSubmit(by); };
    press = again;
    setTimeout(function () {
      if (!window.earlyPress || press !== again) return;
      press = null;
      var question = form.getAttribute("data-asks");
      if (question && !confirm(question)) return;
      window.earlyPress();
      again();
    }, ${MOST_MS});
  }
  window.earlyPress = function () {
    removeEventListener("click", onClick, true);
    removeEventListener("submit", onSubmit, true);
    delete window.earlyPress;
    return press;
  };
  addEventListener("click", onClick, true);
  addEventListener("submit", onSubmit, true);
})()`
  .replaceAll(/\s+/gu, " ")
  .trim();
