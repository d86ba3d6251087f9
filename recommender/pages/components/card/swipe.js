// Swiping a card to the left or right on a touch screen.

const FAR = 90; // pixels: further than a finger drifts while it scrolls
const STEEP = 1.8; // a swipe is that much wider than it is high

function swipes(root, on, { left, right, hint }) {
  let from = null;
  const still = () => {
    from = null;
    root.style.transform = "";
    hint.hidden = true;
  };
  on(root, "touchstart", (event) => {
    const { clientX, clientY } = event.touches[0];
    const editing = event.target.closest("textarea, input, select");
    from = editing || event.touches.length > 1 ? null : { x: clientX, y: clientY };
  }, { passive: true });
  on(root, "touchmove", (event) => {
    if (!from) return;
    const [x, y] = [event.touches[0].clientX - from.x, event.touches[0].clientY - from.y];
    if (Math.abs(x) < Math.abs(y) * STEEP) return still(); // it scrolls
    const way = x < 0 ? left : right;
    root.style.transform = `translateX(${x / 3}px)`;
    hint.textContent = way.label;
    hint.hidden = false;
    hint.dataset.far = Math.abs(x) >= FAR ? way.label : "";
    hint.style.insetInline = x < 0 ? "auto 1rem" : "1rem auto";
  }, { passive: true });
  on(root, "touchend", (event) => {
    if (!from) return;
    const x = event.changedTouches[0].clientX - from.x;
    const moved = !hint.hidden;
    still();
    if (moved && x <= -FAR) left.act();
    else if (moved && x >= FAR) right.act();
  });
  on(root, "touchcancel", still);
}
