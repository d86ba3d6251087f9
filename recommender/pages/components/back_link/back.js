// In the navigation a click on the page that is open would leave it where it is, at one person or
// one article. Who clicks there wants the list. A view opens at its top.

const COLLAPSE = '[data-testid="stSidebarCollapseButton"] button';
const MAIN = '[data-testid="stMain"]';
const HERE = '[data-testid="stSidebarNavLink"][aria-current="page"]';

export default function ({ data, parentElement }) {
  const view = JSON.stringify(data.view);
  if (parentElement.view !== view) document.querySelector(MAIN)?.scrollTo(0, 0); // else as far down as the list
  parentElement.view = view;

  const listeners = new AbortController();
  const lead = (event) => {
    const back = document.querySelector(".st-key-way_back button");
    const another = event.ctrlKey || event.metaKey || event.shiftKey; // in a tab of its own
    if (!back || another || !event.target.closest?.(HERE)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    back.click();
    if (window.innerWidth < 768) document.querySelector(COLLAPSE)?.click(); // else it covers the list
  };
  document.addEventListener("click", lead, { capture: true, signal: listeners.signal });
  return () => listeners.abort();
}
