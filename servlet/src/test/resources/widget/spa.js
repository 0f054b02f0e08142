const form = document.querySelector('form');
const captcha = document.querySelector('postern-captcha');
const said = document.querySelector('#said');

async function order(token) {
  const response = await fetch('/order', {
    method: 'POST',
    headers: { 'X-Captcha-Token': token },
    body: new URLSearchParams({ name: form.elements.name.value }),
  });
  captcha.reset();
  said.textContent = response.ok ? 'Ordered' : `Refused: ${response.status}`;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  order(captcha.value);
});

document.querySelector('#now').addEventListener('click', async () => order(await captcha.execute()));

document.addEventListener('verified', ({ detail }) => {
  document.querySelector('#heard').textContent = detail.token;
});
