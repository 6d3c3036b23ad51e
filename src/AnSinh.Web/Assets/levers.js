const working = document.getElementById('dang-tinh');
working?.closest('form').addEventListener('submit', () => { working.hidden = false; });
addEventListener('pageshow', () => { if (working) working.hidden = true; });

// Shows the sliders beside the number fields, and asks for the figures when one is let go. Without this the fields and the button do the same.
for (const slider of document.querySelectorAll('input[type=range][data-for]')) {
  const field = document.getElementById(slider.dataset.for);
  slider.hidden = false;
  const write = () => { field.value = Number(slider.value).toLocaleString(slider.dataset.vi === '1' ? 'vi-VN' : 'en-US', { maximumFractionDigits: 4 }); };
  slider.addEventListener('input', write);
  slider.addEventListener('change', () => field.form.requestSubmit());
}
