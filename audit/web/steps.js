// What every view needs of a script, and Streamlit does not do.
const app = () => document.querySelector('[data-testid=stApp]')

// A view with steps (a questionnaire) replaces its content in place. A new step starts at the top, with its heading in
// focus, as a new page would: for who scrolls, who listens and who uses a keyboard.
let shown = null
const goToTop = () => {
  const mark = document.querySelector('[data-step]')
  const step = mark === null ? null : mark.dataset.step
  if (step === shown) return
  const first = shown === null
  shown = step
  if (first || step === null) return
  document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0)
  window.scrollTo(0, 0)
  mark.focus({ preventScroll: true })
}

// Without a connection Streamlit disables every field, and the focus is gone. When the connection is back and the view
// was drawn again, put it where it was.
let at = null
let lost = false
let drawing = false
document.addEventListener('focusin', event => { at = event.target })
const connection = () => {
  const { testConnectionState: state, testScriptState: script } = app()?.dataset ?? {}
  if (state === undefined || script === 'initial') return
  if (state !== 'CONNECTED') {
    lost = true
    drawing = false
    return
  }
  drawing ||= lost && script !== 'notRunning'
  if (!drawing || script !== 'notRunning') return
  lost = drawing = false
  if (document.activeElement === document.body && at?.isConnected) at.focus({ preventScroll: true })
}

new MutationObserver(() => {
  // Streamlit calls the place to drop a file "presentation" although it has a name and a button: it is a region
  document.querySelector('[data-testid=stFileUploaderDropzone][role=presentation]')?.removeAttribute('role')
  goToTop()
  connection()
}).observe(document.documentElement, { subtree: true, childList: true, attributes: true,
  attributeFilter: ['data-step', 'data-test-connection-state', 'data-test-script-state'] })
