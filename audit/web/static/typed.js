// What management types in a form is kept in this tab until it is saved. A form that is drawn anew, after another view, a
// reload, a restart of the server or a long time without a connection, gets it back; what has no field any more is said.
{
  const TYPED = 'typed'
  const read = () => JSON.parse(sessionStorage.getItem(TYPED) ?? '{}')
  const write = typed => sessionStorage.setItem(TYPED, JSON.stringify(typed))
  const language = () => document.documentElement.lang
  const fieldsOf = form => [...form.querySelectorAll('input[aria-label], textarea[aria-label]')]
  const chosen = field => field.closest('[data-testid=stSelectbox], [data-testid=stDateInput]') !== null
  const held = field => field.type === 'checkbox' ? field.checked : field.value

  const note = field => {
    const mark = field.closest?.('[data-testid=stForm]')?.querySelector('[data-form]')
    if (!mark || !field.matches('input[aria-label], textarea[aria-label]')) return
    const typed = read()
    const form = typed[mark.dataset.form] ??= { at: location.pathname + location.search, settled: mark.dataset.settled }
    const fields = form[language()] ??= {}
    fields[field.ariaLabel] = held(field)
    write(typed)
  }
  document.addEventListener('input', event => note(event.target), true)
  document.addEventListener('change', event => note(event.target), true)

  // a choice from a list says nothing of itself: what stands there when it is left is compared with what stood there before
  let before
  document.addEventListener('focusin', event => { before = event.target.value })
  document.addEventListener('focusout', event => {
    const [field, old] = [event.target, before]
    if (chosen(field)) setTimeout(() => { if (field.value !== old) note(field) })
  })

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

  const put = (field, value) => {
    if (field.type === 'checkbox') return field.click()
    const kind = field.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement
    Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
  }

  const giveBack = (mark, typed) => {
    const kept = typed[mark.dataset.form]
    if (!kept) return
    if (mark.dataset.settled && mark.dataset.settled !== kept.settled) {
      delete typed[mark.dataset.form]
      write(typed)
      return
    }
    const fields = fieldsOf(mark.closest('[data-testid=stForm]'))
    const lost = []
    for (const [label, value] of Object.entries(kept[language()] ?? {})) {
      const field = fields.find(one => one.ariaLabel === label)
      if (field === document.activeElement || field && held(field) === value) continue
      if (!field || chosen(field)) { if (value) lost.push(`${label}: ${value === true ? '✓' : value}`) }
      else if (!field.disabled) put(field, value)
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

  const look = () => {
    const app = document.querySelector('[data-testid=stApp]')?.dataset
    if (!document.querySelector('.masthead .language') || app?.testScriptState !== 'notRunning' || app.testConnectionState !== 'CONNECTED') return
    if (!document.querySelector('.masthead form')) return sessionStorage.removeItem(TYPED) // signed out
    const typed = read()
    const here = [...document.querySelectorAll('[data-testid=stForm] [data-form]')]
    for (const mark of here) giveBack(mark, typed)
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
