// A slip's link carries its code behind the #, where no server or log sees it. Take it out of the address, send it.
const form = document.querySelector('form')
const take = () => {
  const code = location.hash.slice(1) // as it is: the server reads what a link writes in its own way
  if (!code) return
  history.replaceState(null, '', location.pathname + location.search)
  form.elements.code.value = code
  form.submit()
}
take()
window.addEventListener('hashchange', take) // a link that is opened while this page is there
form.addEventListener('submit', () => { form.querySelector('button').disabled = true })
