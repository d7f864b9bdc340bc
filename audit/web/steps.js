// A view with steps (a questionnaire) replaces its content in place. A new step starts at the top, with its heading in
// focus, as a new page would: for who scrolls, who listens and who uses a keyboard.
let shown = null
new MutationObserver(() => {
  // Streamlit calls the place to drop a file "presentation" although it has a name and a button: it is a region
  document.querySelector('[data-testid=stFileUploaderDropzone][role=presentation]')?.removeAttribute('role')
  const mark = document.querySelector('[data-step]')
  const step = mark === null ? null : mark.dataset.step
  if (step === shown) return
  const first = shown === null
  shown = step
  if (first || step === null) return
  document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0)
  window.scrollTo(0, 0)
  mark.focus({ preventScroll: true })
}).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-step'] })
