// What the pages can do besides reading and searching; without it both work all the same.
"use strict";

// Suggestions under a search box: a combobox with a list, as the ARIA practices describe it.
function suggestTo(box) {
  const form = box.form;
  const list = document.createElement("ul");
  list.id = box.id + "-suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.getAttribute("aria-label"));
  list.hidden = true;
  box.after(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  let active = -1;
  let typed = box.value;
  let timer = 0;
  let asking = null;

  function close() {
    list.hidden = true;
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    const options = list.children;
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = index;
    if (index < 0) {
      box.value = typed;
      box.removeAttribute("aria-activedescendant");
      return;
    }
    options[index].setAttribute("aria-selected", "true");
    options[index].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[index].id);
    box.value = options[index].dataset.text;
  }

  function show(found) {
    list.replaceChildren();
    found.forEach((one, index) => {
      const option = document.createElement("li");
      option.id = list.id + "-" + index;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.text = one.text;
      const text = document.createElement("span");
      text.textContent = one.text;
      const kind = document.createElement("small");
      kind.textContent = one.label || "";
      option.append(text, kind);
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        box.value = one.text;
        close();
        form.requestSubmit();
      });
      list.append(option);
    });
    active = -1;
    list.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(found.length > 0));
    box.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    if (asking) asking.abort();
    const text = box.value.trim();
    typed = box.value;
    if (!text || text.length > 64) return close();
    asking = new AbortController();
    const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
    try {
      const answer = await fetch(
        box.dataset.suggest + "?q=" + encodeURIComponent(text) + "&lang=" + language,
        { signal: asking.signal });
      if (!answer.ok) return close();
      const found = await answer.json();
      if (document.activeElement === box && box.value.trim() === text) show(found.suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 100);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === "ArrowDown" && count === 0 && box.value.trim()) {
      event.preventDefault();
      ask();
    } else if (event.key === "ArrowDown" && count > 0) {
      event.preventDefault();
      mark(active + 1 < count ? active + 1 : -1);
    } else if (event.key === "ArrowUp" && count > 0) {
      event.preventDefault();
      mark(active < 0 ? count - 1 : active - 1);
    } else if (event.key === "Escape" && count > 0) {
      event.preventDefault();
      mark(-1);
      close();
    } else if (event.key === "Enter") {
      close();
    }
  });
  box.addEventListener("blur", close);
}

// Buttons that copy a text.
function copyWith(button) {
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch (error) {
      // Browsers keep the clipboard from pages that came over plain HTTP from another machine.
      const field = document.createElement("textarea");
      field.value = button.dataset.copy;
      field.className = "off-screen";
      document.body.append(field);
      field.select();
      done = document.execCommand("copy");
      field.remove();
      button.focus();
    }
    button.textContent = done ? button.dataset.copied : button.dataset.failed;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

document.querySelectorAll("input[data-suggest]").forEach(suggestTo);
document.querySelectorAll("button[data-copy]").forEach(copyWith);

// What is chosen in a form that says so takes effect at once; its button is for those without scripts.
document.querySelectorAll("form.at-once").forEach((form) => {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
  });
});

// The outline is a side column where there is room for one, and folded where there is none.
document.querySelectorAll("details.outline").forEach((outline) => {
  if (window.matchMedia("(max-width: 60rem)").matches) outline.open = false;
  const current = outline.querySelector("[aria-current]");
  const frame = outline.querySelector(".tree");
  if (current && frame && outline.open) {
    frame.scrollTop = current.offsetTop - frame.offsetTop - frame.clientHeight / 3;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("[data-shortcut='/']");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
