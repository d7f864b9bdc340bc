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

// A link to another choice in this view: the address changes and the view is drawn anew, without a page that is loaded.
document.addEventListener('click', event => {
  const link = event.target.closest?.('a[data-within]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  history.pushState(null, '', link.href)
  window.dispatchEvent(new PopStateEvent('popstate'))
})

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
  if (!box.matches?.(':is(.st-key-filling, .st-key-larger) textarea, .st-key-meeting :is(textarea, [data-testid=stTextInput] input)')) return
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

// A chart is drawn for the window as it is: a narrow one is told before the first is drawn, and when that changes.
const narrow = window.matchMedia('(max-width: 639.98px)')
let pressed = null
const fit = () => {
  const button = document.querySelector(`.st-key-screen-${narrow.matches ? 'phone' : 'wide'} button:enabled`)
  if (!button || button === pressed || app()?.dataset.testConnectionState !== 'CONNECTED') return
  pressed = button
  button.click()
}
const tellScreen = () => {
  const drawn = location.pathname.endsWith('/results') // elsewhere there is no chart, and nothing to remember
  if (drawn) document.cookie = `screen=${narrow.matches ? 'phone' : 'wide'}; path=/; SameSite=Lax`
  fit()
}
narrow.addEventListener('change', tellScreen)
tellScreen()

// A chart as a picture: what stands on the screen, copied with its looks into an image, with the font that it is drawn in.
const fontOf = async family => {
  const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).filter(rule => rule instanceof CSSFontFaceRule
    && rule.style.getPropertyValue('font-family').replace(/["']/g, '') === family)
  const faces = await Promise.all(rules.map(async rule => {
    const [, address] = rule.style.getPropertyValue('src').match(/url\(["']?([^"')]+)/) ?? []
    if (!address) return ''
    const file = await (await fetch(new URL(address, rule.parentStyleSheet.href ?? document.baseURI))).blob()
    const data = await new Promise(done => {
      const reader = new FileReader()
      reader.onload = () => done(reader.result)
      reader.readAsDataURL(file)
    })
    const look = ['font-style', 'font-weight'].map(name => `${name}:${rule.style.getPropertyValue(name) || 'normal'}`)
    return `@font-face{font-family:'${family}';src:url(${data});${look.join(';')}}`
  }))
  return faces.join('')
}
const TABLE = 'table, thead, tbody, tr, th, td' // as high as what is in them, also in a copy
const looks = (style, skipped) => [...style].filter(name => !skipped.includes(name)).map(name => `${name}:${style.getPropertyValue(name)}`)
const copied = element => {
  if (element.nodeType !== Node.ELEMENT_NODE) return element.cloneNode()
  const copy = element.cloneNode(false)
  const style = getComputedStyle(element)
  const skipped = element.matches(TABLE) ? ['height', 'block-size', 'position'] : []
  copy.style.cssText = looks(style, skipped).join(';')
  const after = getComputedStyle(element, '::after')
  copy.append(...[...element.childNodes].map(copied))
  if (after.content !== 'none' && after.content !== 'normal') {
    const stand = document.createElement('span')
    stand.style.cssText = looks(after, []).join(';')
    copy.append(stand)
  }
  return copy
}
const canvasOf = (width, height) => {
  const canvas = document.createElement('canvas')
  const scale = Math.max(2, window.devicePixelRatio)
  canvas.width = width * scale
  canvas.height = height * scale
  const pen = canvas.getContext('2d')
  pen.scale(scale, scale)
  pen.fillStyle = getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor
  pen.fillRect(0, 0, width, height)
  return [canvas, pen]
}
const drawnOf = async markup => {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`
  await image.decode()
  return image
}
const EDGE = 16
// The letters of a drawing are written by hand: an image of a drawing has no letters until its font is there, too late.
const written = (pen, texts, box) => texts.forEach(text => {
  const { a, b, c, d, e, f } = text.getScreenCTM()
  const style = getComputedStyle(text)
  pen.save()
  pen.transform(a, b, c, d, e - box.left + EDGE, f - box.top + EDGE)
  pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  pen.textAlign = { middle: 'center', end: 'right' }[style.textAnchor] ?? 'left'
  pen.fillStyle = style.fill
  pen.fillText(text.textContent, 0, 0)
  pen.restore()
})
const pictureOf = async drawn => {
  const box = drawn.getBoundingClientRect()
  const [width, height] = [Math.ceil(box.width) + 2 * EDGE, Math.ceil(box.height) + 2 * EDGE]
  const [canvas, pen] = canvasOf(width, height)
  if (drawn.matches('svg')) {
    const copy = drawn.cloneNode(true)
    copy.querySelectorAll('text').forEach(text => text.remove())
    copy.setAttribute('width', box.width)
    copy.setAttribute('height', box.height)
    pen.drawImage(await drawnOf(new XMLSerializer().serializeToString(copy)), EDGE, EDGE, box.width, box.height)
    written(pen, [...drawn.querySelectorAll('text')], box)
  } else {
    const holder = document.createElement('div')
    holder.style.cssText = `margin:${EDGE}px;width:${box.width}px;color:${getComputedStyle(drawn).color}`
    holder.append(copied(drawn))
    const page = new XMLSerializer().serializeToString(holder)
    const markup = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`
      + `<style>${await fontOf('Source Sans')}</style><foreignObject width="100%" height="100%">${page}</foreignObject></svg>`
    pen.drawImage(await drawnOf(markup), 0, 0, width, height)
  }
  return new Promise(done => canvas.toBlob(done, 'image/png'))
}
document.addEventListener('click', async event => {
  const button = event.target.closest?.('button[data-picture]')
  const place = button && document.querySelector(`.st-key-${CSS.escape(button.dataset.picture)}`)
  const drawn = place && [...place.querySelectorAll('svg.marks, [data-drawn]')].find(one => one.getClientRects().length)
  if (!drawn) return
  button.disabled = true
  try {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await pictureOf(drawn))
    link.download = button.dataset.file
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60000)
  } finally {
    button.disabled = false
    button.focus()
  }
})

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
  fit()
  goToTop()
  connection()
}).observe(document.documentElement, { subtree: true, childList: true, attributes: true,
  attributeFilter: ['data-step', 'data-language', 'data-test-connection-state', 'data-test-script-state'] })
