// What management types in a form is kept in this tab until it is saved. A form that is drawn anew, after another view, a
// reload, a restart of the server or a long time without a connection, gets it back; what has no field any more is said.
{
  const TYPED = 'typed'
  const read = () => JSON.parse(sessionStorage.getItem(TYPED) ?? '{}')
  const write = typed => sessionStorage.setItem(TYPED, JSON.stringify(typed))
  const language = () => document.documentElement.lang
  const FIELD = 'input[aria-label], textarea[aria-label], [role=radiogroup][aria-label], [data-testid=stDateInput] [role=group][aria-label]'
  const CHOSEN = '[data-testid=stSelectbox] input, [data-testid=stDateInput] [role=group][aria-label]' // from a list, or a calendar
  const isDate = field => field.closest('[data-testid=stDateInput]') !== null
  const held = field => {
    if (field.type === 'checkbox') return field.checked
    if (field.role === 'radiogroup') return field.querySelector('input:checked')?.closest('label').textContent ?? ''
    return (isDate(field) ? field.closest('[data-testid=stDateInput]').querySelector('input') : field).value
  }

  const note = from => {
    const field = from.closest?.(FIELD)
    const mark = field?.closest('[data-testid=stForm]')?.querySelector('[data-form]')
    if (!mark) return
    const typed = read()
    const form = typed[mark.dataset.form] ??= { at: location.pathname + location.search, settled: mark.dataset.settled }
    const fields = form[language()] ??= {}
    fields[field.ariaLabel] = held(field)
    write(typed)
  }
  for (const kind of ['input', 'change']) {
    document.addEventListener(kind, event => { if (!event.target.matches?.(CHOSEN)) note(event.target) }, true)
  }

  // a choice from a list or a calendar says nothing of itself: what stands there after a key or a click is compared with before
  let before = []
  const remember = () => { before = [...document.querySelectorAll(CHOSEN)].map(field => [field, held(field)]) }
  const compare = event => {
    if (event.target.closest?.('[data-testid=stFormSubmitButton]')) return // what changes then was not chosen
    const were = before
    const check = () => {
      for (const [field, old] of were) if (field.isConnected && field.ariaExpanded !== 'true' && held(field) !== old) note(field)
    }
    for (const moment of [0, 100]) setTimeout(check, moment)
  }
  for (const kind of ['keydown', 'pointerdown']) document.addEventListener(kind, remember, true)
  for (const kind of ['keyup', 'pointerup']) document.addEventListener(kind, compare, true)

  // a list that was changed after somebody looked at it is looked at once more, and not saved as it was
  let looked = ''
  document.addEventListener('click', event => {
    const button = event.target.closest?.('button')
    const look = document.querySelector('.st-key-look button')
    const text = look?.closest('[data-testid=stForm]')?.querySelector('textarea')?.value ?? ''
    if (button && button === look) looked = text
    else if (button?.closest('.st-key-replace-list') && text !== looked) {
      event.preventDefault()
      event.stopPropagation()
      look.click()
    }
  }, true)

  const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds))
  const fill = (field, value) => {
    const kind = field.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement
    Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const pick = async (field, value) => { // the list opens when something is typed
    field.focus({ preventScroll: true }) // it closes when the page scrolls
    fill(field, value)
    for (let n = 0; n < 20; n += 1) {
      await pause(50)
      const option = [...document.querySelectorAll('[role=option]')].find(one => one.textContent === value)
      option?.click()
      if (option) break
    }
    field.blur()
  }
  const setDay = async (field, value) => { // digit by digit, as somebody types it
    const [year, month, day] = value.split('-')
    for (const [part, digits] of Object.entries({ year, month, day })) {
      const box = field.querySelector(`[data-type=${part}]`)
      box.focus()
      for (const data of digits) {
        box.dispatchEvent(new InputEvent('beforeinput', { data, inputType: 'insertText', bubbles: true, cancelable: true }))
        await pause(20)
      }
    }
    document.activeElement.blur()
  }
  const tried = new WeakMap()
  const put = async (field, value) => { // whether it stands there then
    if (tried.get(field) === value) return false // it is no choice any more
    tried.set(field, value)
    if (field.type === 'checkbox') field.click()
    else if (field.role === 'radiogroup') [...field.querySelectorAll('label')].find(label => label.textContent === value)?.click()
    else if (field.matches(CHOSEN)) {
      const here = document.activeElement
      await (isDate(field) ? setDay : pick)(field, value)
      here?.focus({ preventScroll: true })
      await pause(100)
      if (held(field) === value) tried.delete(field)
      return held(field) === value
    } else {
      fill(field, value)
      field.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
    }
    tried.delete(field)
    return true
  }

  const giveBack = async (mark, typed) => {
    const kept = typed[mark.dataset.form]
    if (!kept) return
    if (mark.dataset.settled && mark.dataset.settled !== kept.settled) {
      delete typed[mark.dataset.form]
      write(typed)
      return
    }
    const fields = [...mark.closest('[data-testid=stForm]').querySelectorAll(FIELD)]
    const lost = []
    for (const [label, value] of Object.entries(kept[language()] ?? {})) {
      const field = fields.find(one => one.ariaLabel === label)
      if (field && (field.contains(document.activeElement) || field.disabled || held(field) === value)) continue
      const stands = field !== undefined && await put(field, value)
      if (!stands && value) lost.push(`${label}: ${value === true ? '✓' : value}`)
    }
    const told = lost.length ? mark.dataset.lost.replace('{fields}', lost.join('; ')) : ''
    if (mark.textContent !== told) mark.textContent = told
  }

  // said at once: who saved may be on the way to another view before the page has settled
  const forgetSaved = () => {
    const marks = document.querySelectorAll('[data-done]')
    if (!marks.length) return
    const typed = read()
    for (const { dataset } of marks) delete typed[dataset.done]
    write(typed)
  }

  let giving = false
  const look = async () => {
    if (giving) return
    const app = document.querySelector('[data-testid=stApp]')?.dataset
    // what has the focus is left as it is, but a choice or a day would be drawn anew as it is saved
    if (app?.testConnectionState !== 'CONNECTED' && document.activeElement?.closest(CHOSEN)) document.activeElement.blur()
    if (!document.querySelector('.masthead .language') || app?.testScriptState !== 'notRunning' || app.testConnectionState !== 'CONNECTED') return
    if (!document.querySelector('.masthead form')) return sessionStorage.removeItem(TYPED) // signed out
    const typed = read()
    const here = [...document.querySelectorAll('[data-testid=stForm] [data-form]')]
    giving = true
    for (const mark of here) await giveBack(mark, typed)
    giving = false
    const away = Object.entries(typed).find(([name]) => !here.some(mark => mark.dataset.form === name))
    const link = document.querySelector('.elsewhere')
    if (!link) return
    link.classList.toggle('on', away !== undefined)
    if (away) link.setAttribute('href', away[1].at)
  }
  let soon
  new MutationObserver(() => { forgetSaved(); clearTimeout(soon); soon = setTimeout(look, 100) }).observe(document.documentElement, {
    subtree: true, childList: true, attributes: true,
    attributeFilter: ['data-settled', 'data-test-connection-state', 'data-test-script-state'] })
  document.addEventListener('submit', event => {
    if (event.target.closest?.('.masthead')) sessionStorage.removeItem(TYPED)
  })
}
