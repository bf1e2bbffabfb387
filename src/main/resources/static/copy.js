// Puts the address of a feed on the clipboard. The fields can be selected without it.
(() => {
  'use strict';
  const box = document.querySelector('.follow[data-copied]');
  if (!box) return;
  const status = box.querySelector('[role=status]');
  let shown = 0;

  const tell = (button, words) => {
    clearTimeout(shown);
    box.querySelectorAll('button').forEach(other => { other.textContent = box.dataset.copy; });
    button.textContent = words;
    status.textContent = words;
    shown = setTimeout(() => {
      button.textContent = box.dataset.copy;
      status.textContent = '';
    }, 3000);
  };

  // the clipboard is kept from pages that came without encryption: the selection is copied there
  const copy = async field => {
    if (navigator.clipboard) {
      try {
        await navigator.clipboard.writeText(field.value);
        return true;
      } catch (refused) { /* by the browser or its owner */ }
    }
    field.focus();
    field.select();
    return document.execCommand('copy');
  };

  box.querySelectorAll('label').forEach(label => {
    const field = label.querySelector('input'), button = document.createElement('button');
    button.type = 'button';
    button.textContent = box.dataset.copy;
    button.setAttribute('aria-label', box.dataset.copy + ' ' + label.querySelector('span').textContent);
    button.addEventListener('click', async () => {
      tell(button, await copy(field) ? box.dataset.copied : box.dataset.failed);
    });
    field.addEventListener('focus', () => field.select());
    label.after(button);
  });
})();
