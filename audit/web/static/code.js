// A link carries its code or key behind the #, where no server or log sees it. Take it out of the address, send it.
const form = document.querySelector('form[data-link]')
const take = () => {
  const secret = location.hash.slice(1) // as it is: the server reads what a link writes in its own way
  if (!form || !secret) return
  history.replaceState(null, '', location.pathname + location.search)
  form.querySelector('input').value = secret
  form.submit()
}
take()
window.addEventListener('hashchange', take) // a link that is opened while this page is there
form?.addEventListener('submit', () => { form.querySelector('button').disabled = true })
