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

// Without a connection Streamlit disables every field, and the focus is gone. Say so when it lasts; when the connection
// is back and the view was drawn again, put the focus where it was.
let at = null
let lost = false
let drawing = false
let patience
const notice = document.createElement('div')
notice.setAttribute('role', 'status')
document.body.append(notice) // empty: who listens hears what is put in later
document.addEventListener('focusin', event => { at = event.target })
const say = text => {
  notice.className = text ? 'away' : ''
  notice.textContent = text
}
const connection = () => {
  const { testConnectionState: state, testScriptState: script } = app()?.dataset ?? {}
  if (state === undefined || script === 'initial') return
  if (state !== 'CONNECTED') {
    patience ??= setTimeout(() => say([...document.querySelectorAll('[data-away]')].pop()?.dataset.away ?? ''), 1500)
    lost = true
    drawing = false
    return
  }
  clearTimeout(patience)
  patience = undefined
  if (notice.textContent) say('')
  drawing ||= lost && script !== 'notRunning'
  if (!drawing || script !== 'notRunning') return
  lost = drawing = false
  if (document.activeElement === document.body && at?.isConnected) at.focus({ preventScroll: true })
}

// The other language is a link; the view knows how to speak it without being left, so that nothing on screen is lost.
document.addEventListener('click', event => {
  const link = event.target.closest?.('.masthead .language a')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const button = document.querySelector(`.st-key-language-${link.lang} button`)
  if (!button) return
  event.preventDefault() // also without a connection: there would be no page to come back to
  button.click()
})
const language = () => {
  const spoken = document.querySelector('[data-language]')?.dataset.language
  if (!spoken || spoken === document.documentElement.lang) return
  document.documentElement.lang = spoken
  // the link that was pressed is gone, and the focus with it: the link back stands in its place
  if (document.activeElement === document.body) {
    document.querySelector('.masthead .language a')?.focus({ preventScroll: true })
  }
  fetch(`./language?lang=${spoken}`).catch(() => {}) // the answer brings the cookie that remembers it
}

// Own words are kept while somebody types, after a pause of a second: Streamlit takes what stands in a box when it is left,
// so it is told that it was, while the focus stays where it is.
let pause
document.addEventListener('input', event => {
  const box = event.target
  if (!box.matches?.(':is(.st-key-filling, .st-key-larger) textarea')) return
  clearTimeout(pause)
  pause = setTimeout(() => box.dispatchEvent(new FocusEvent('focusout', { bubbles: true })), 1000)
})

// Printing and copying: a button of ours says what. What is folded is unfolded on paper.
document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-print], [data-copy]')
  if (!button) return
  if (!('copy' in button.dataset)) return window.print()
  const source = document.querySelector(button.dataset.copy)
  source.select() // where a script may not copy, the text is selected already
  navigator.clipboard?.writeText(source.value).then(() => { button.textContent = button.dataset.done })
})
let folded = []
window.addEventListener('beforeprint', () => {
  folded = [...document.querySelectorAll('.mirror details:not([open])')]
  for (const one of folded) one.open = true
})
window.addEventListener('afterprint', () => { for (const one of folded) one.open = false })

new MutationObserver(() => {
  // Streamlit calls the place to drop a file "presentation" although it has a name and a button: it is a region
  document.querySelector('[data-testid=stFileUploaderDropzone][role=presentation]')?.removeAttribute('role')
  // numbers of people are text fields, so that what was typed stays as it was; a phone shows its keypad for them
  document.querySelectorAll('[class*=st-key-invited-] input:not([inputmode])').forEach(field => { field.inputMode = 'numeric' })
  const ours = document.querySelector('[data-too-large]')?.dataset.tooLarge
  if (ours) { // Streamlit says it in English, and only to who listens
    document.querySelectorAll('[data-testid=stFileChip] [role=alert]').forEach(error => {
      if (error.textContent !== ours) error.textContent = ours
    })
  }
  language()
  goToTop()
  connection()
}).observe(document.documentElement, { subtree: true, childList: true, attributes: true,
  attributeFilter: ['data-step', 'data-language', 'data-test-connection-state', 'data-test-script-state'] })
