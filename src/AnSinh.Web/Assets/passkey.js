// Asks the device for its key before a form is sent. The parts of a page that do so appear where the browser can.
const ask = async (form, address) => {
  const fields = new FormData();
  fields.set("ve", "");
  fields.set("__RequestVerificationToken", form.querySelector("[name=__RequestVerificationToken]").value);
  const answer = await fetch(address, { method: "POST", body: fields });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return await answer.json();
};
const bring = (form, credential) => {
  form.querySelector("[name=khoa]").value = JSON.stringify(credential.toJSON());
  form.submit();
};
const tell = form => {
  form.querySelector("[data-khong-duoc]").hidden = false;
};
const begin = (part, address, make) => {
  const form = part.querySelector("form");
  part.hidden = false;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    try {
      bring(form, await make(await ask(form, address)));
    } catch {
      tell(form);
    }
  });
};
if (window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON) {
  for (const part of document.querySelectorAll("[data-khoa-vao]")) {
    begin(part, part.dataset.khoaVao, options => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
  }
  for (const part of document.querySelectorAll("[data-khoa-moi]")) {
    begin(part, part.dataset.khoaMoi, options => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }));
  }
}
