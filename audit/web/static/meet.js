// A meeting in front of a room: the arrow keys and a presenter turn its screens, and a clock says how long a step takes.
const TURNS = { ArrowRight: 'next', PageDown: 'next', ArrowLeft: 'back', PageUp: 'back' }
document.addEventListener('keydown', event => {
  const turn = TURNS[event.key]
  if (!turn || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  // whoever types or chooses needs the arrows there; a presenter has no others than these two
  const busy = event.target.closest?.('input, textarea, select, [role=combobox], [role=listbox], [role=dialog], [role=grid]')
  if (busy && (event.key.startsWith('Arrow') || busy.matches('textarea'))) return
  const button = document.querySelector(`.st-key-meeting .st-key-${turn} button:enabled`)
  if (!button) return
  event.preventDefault()
  if (busy) busy.blur() // what was typed is saved before the screen turns
  button.click()
})

const spent = step => Number(sessionStorage.getItem(`spent-${step}`) ?? 0)
setInterval(() => {
  const clock = document.querySelector('[data-clock]')
  if (!clock) return
  const { clock: step, most, words } = clock.dataset
  sessionStorage.setItem(`spent-${step}`, spent(step) + 1)
  const said = words.replace('{n}', Math.floor(spent(step) / 60)).replace('{most}', most)
  if (clock.textContent !== said) clock.textContent = said
}, 1000)
