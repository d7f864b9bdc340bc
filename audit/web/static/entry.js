// Data entry from paper: one key an answer, on to the next field by itself, and all that stands in the form is kept a moment
// after each key. Without this script the form is one of plain fields.
const form = document.querySelector('form.entry')
if (form) {
  const fields = [...form.querySelectorAll('input:not([type=hidden]), textarea, button')]
  const status = form.querySelector('[role=status]')
  const keysOf = box => JSON.parse(box.closest('fieldset').dataset.keys)
  const say = (text, wrong = false) => {
    status.textContent = text
    status.classList.toggle('wrong', wrong)
  }
  const explain = box => {
    box.closest('.keyed').querySelector('output').textContent = keysOf(box)[box.value.toLowerCase()] ?? ''
  }
  const go = (from, by) => {
    const to = fields[Math.min(Math.max(fields.indexOf(from) + by, 0), fields.length - 1)]
    to.focus({ preventScroll: true })
    to.select?.()
    to.scrollIntoView({ block: 'center' })
    return to
  }
  const toTheme = (box, by) => {
    const themes = [...form.querySelectorAll('fieldset')]
    const theme = themes[themes.indexOf(box.closest('fieldset')) + by]
    go(theme?.querySelector('input, textarea') ?? form.querySelector('button'), 0)
  }

  // Only what was typed here since it was kept last is sent, at once: a page that is left while that is under way, or shows
  // less than is kept, then erases nothing.
  let pause, failed
  const unkept = new Set()
  let keeping = Promise.resolve(true)
  const post = async () => {
    clearTimeout(pause)
    const sent = [...unkept]
    unkept.clear()
    const body = new URLSearchParams({ form: form.elements.form.value, do: 'keep' })
    for (const field of sent) body.set(field.name, field.value)
    try {
      const answer = await fetch(form.action, { method: 'POST', body, keepalive: true })
      if (![200, 409, 422].includes(answer.status)) throw new Error(String(answer.status))
      const wrong = await answer.text()
      failed = false
      if (sent.length) say(wrong || form.dataset.kept, wrong !== '')
      return answer.status !== 409
    } catch {
      sent.forEach(field => unkept.add(field))
      failed = true
      say(form.dataset.away, true)
      pause = setTimeout(keep, 2000)
      return false
    }
  }
  const keep = () => (keeping = keeping.then(post)) // one after another: the last one that was typed stays
  const changed = field => {
    unkept.add(field)
    clearTimeout(pause)
    if (field.matches('[data-one]') && !failed) keep()
    else pause = setTimeout(keep, 400)
  }
  const put = (box, sign) => {
    if (box.value === sign) return
    box.value = sign
    explain(box)
    changed(box)
  }
  const key = (box, name) => {
    if (name in keysOf(box)) { put(box, name); go(box, 1) }
    else if ([' ', 'enter', 'arrowdown'].includes(name)) go(box, 1)
    else if (name === 'arrowup') go(box, -1)
    else if (name === 'delete') put(box, '')
    else if (name === 'backspace') {
      const last = box.value ? box : go(box, -1)
      if (last.matches('[data-one]')) put(last, '')
    } else if ([...name].length === 1) keeping.then(() => say(form.dataset.unknown, true)) // after what is said of the last one
    else return false
    return true
  }
  form.addEventListener('keydown', event => {
    const box = event.target
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const name = event.key.toLowerCase()
    if (name === 'pagedown' || name === 'pageup') {
      event.preventDefault()
      toTheme(box, name === 'pagedown' ? 1 : -1)
    } else if (box.matches('[data-one]')) {
      if (event.repeat || key(box, name)) event.preventDefault() // a key that is leant on counts once
    } else if (name === 'enter' && box.matches('input')) {
      event.preventDefault()
      go(box, 1)
    }
  })
  form.addEventListener('input', event => { // a keyboard on a screen names no keys; a text may be pasted
    const box = event.target
    if (!box.matches('[data-one]')) return changed(box)
    const sign = box.value.toLowerCase()
    box.value = ''
    key(box, sign)
    explain(box)
    changed(box)
  })
  form.addEventListener('submit', async event => {
    event.preventDefault()
    if (!await keep()) return
    fields.forEach(field => { field.disabled = true }) // all of it is kept
    form.submit()
  })
  addEventListener('pagehide', () => { if (unkept.size) post() })
  addEventListener('beforeunload', event => { if (failed) event.preventDefault() })

  const boxes = [...form.querySelectorAll('input[data-one]')]
  boxes.forEach(explain)
  go(form.querySelector('[aria-invalid]') ?? boxes.find(box => !box.value) ?? boxes[0], 0)
}
document.querySelector('form.send')?.addEventListener('submit', event => {
  event.target.querySelector('button').disabled = true
})
