// Filters the table of findings, counts the days that exemptions have left, and leads from the picture to the table.
(() => {
  const form = document.getElementById("filters");
  const table = document.getElementById("findings-table");
  const shown = document.getElementById("shown");

  const ADDRESS = "#findings?";

  function apply() {
    const values = Object.fromEntries(new FormData(form));
    const { text, ...choices } = values;
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const isChosen = Object.entries(choices).every(
        ([name, value]) => value === "" || row.element.dataset[name] === value,
      );
      const isShown = isChosen && words.every((word) => row.text.includes(word));
      row.element.hidden = !isShown;
      count += isShown ? 1 : 0;
    }
    shown.textContent = `${count} of ${rows.length}`;
    remember(values);
  }

  // What is chosen is part of the address, so that it can be sent to somebody.
  function remember(values) {
    const set = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ""));
    if (String(set) !== "" || location.hash.startsWith(ADDRESS)) {
      history.replaceState(null, "", String(set) === "" ? "#findings" : ADDRESS + set);
    }
  }

  function recall() {
    if (form && location.hash.startsWith(ADDRESS)) {
      form.reset();
      for (const [name, value] of new URLSearchParams(location.hash.slice(ADDRESS.length))) {
        const field = form.elements.namedItem(name);
        if (field instanceof HTMLSelectElement) choose(field, value);
        else if (field instanceof HTMLInputElement) field.value = value;
      }
      apply();
      document.getElementById("findings").scrollIntoView();
    }
  }

  // A stack that is folded opens when it is asked for.
  function unfold() {
    const target = document.getElementById(location.hash.slice(1));
    const fold = target?.querySelector("details.fold");
    if (fold) fold.open = true;
  }

  const rows = table
    ? [...table.tBodies[0].rows].map((element) => ({ element, text: element.textContent.toLowerCase() }))
    : [];
  if (form) {
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
    for (const box of document.querySelectorAll("a.box")) {
      box.addEventListener("click", () => {
        form.reset();
        for (const name of ["stack", "region", "service"]) {
          choose(form.elements[name], box.dataset[name]);
        }
        setTimeout(apply);
      });
    }
  }

  function choose(select, value) {
    if ([...select.options].some((option) => option.value === value)) {
      select.value = value;
    } else if (value !== "") {
      select.add(new Option(value, value, false, true));
    }
  }

  const today = new Date().toISOString().slice(0, 10);
  for (const time of document.querySelectorAll("time")) {
    const days = Math.round((Date.parse(time.dateTime) - Date.parse(today)) / 86_400_000);
    if (Number.isFinite(days)) {
      time.parentElement.append(
        ` (${days < 0 ? "expired" : days === 0 ? "last day" : `${days} ${days === 1 ? "day" : "days"} left`})`,
      );
      time.parentElement.classList.toggle("soon", days < 30);
    }
  }

  recall();
  unfold();
  addEventListener("hashchange", recall);
  addEventListener("hashchange", unfold);

  // On paper nothing can be opened; what a reader had closed is closed again afterwards.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.words:not([open]), td details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
