// A slip's link carries its code behind the #, where no server or log sees it. Take it out of the address, send it.
const code = decodeURIComponent(location.hash.slice(1))
const form = document.querySelector('form')
if (code) {
  history.replaceState(null, '', location.pathname + location.search)
  form.elements.code.value = code
  form.submit()
}
form.addEventListener('submit', () => { form.querySelector('button').disabled = true })
