"""Walking through pages with nothing but a keyboard, as somebody who sees where the focus is.

Each stop must show its focus, be on the screen and not be covered, and be another one than the
last; the end of a page leads out of it, so nobody is trapped.
"""

from playwright.sync_api import expect

#: What the element that has the focus looks like. A control that is drawn by its label shows the
#: focus there.
STOP = """() => {
  const here = document.activeElement;
  if (!here || here === document.body || here === document.documentElement) return null;
  const drawn = [here, ...(here.labels || [])];
  const isRing = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
    const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    const isField = element.matches(".form-control, .form-select, .form-check-input");
    return (outlined && outlineColor !== "rgba(0, 0, 0, 0)") || (isField && boxShadow !== "none");
  };
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    if (right - left < 2 || bottom - top < 2) return false;
    const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
    return points.some(([x, y]) => {
      const found = document.elementFromPoint(left + x * (right - left), top + y * (bottom - top));
      return found && (element.contains(found) || found.contains(element));
    });
  };
  // The calendar of a date is inside its field; the browser draws its focus.
  const isInside = here.matches("input:focus-within:not(:focus)");
  window.stops ??= new Map();
  if (!window.stops.has(here)) window.stops.set(here, window.stops.size);
  const words = here.getAttribute("aria-label") || here.innerText || here.name || here.id;
  return {
    number: window.stops.get(here),
    name: `${here.localName} “${(words || "").trim().slice(0, 60)}”`,
    ring: drawn.some(isRing) || isInside,
    seen: drawn.some(isSeen),
    parts: ["date", "time"].includes(here.type),
  };
}"""
IS_HERE = "element => element === document.activeElement"


class Keyboard:
    """`stops` counts how many stops were looked at, `pages` how many pages were left by a key."""

    def __init__(self, page):
        self.page, self.stops, self.pages = page, 0, 0

    def go_to(self, locator, most=60, key="Tab"):
        """By Tab to this control, looking at each stop on the way."""
        last = None
        for _ in range(most):
            self.page.keyboard.press(key)
            stop = self.look()
            is_new = stop["number"] != last or stop["parts"]  # a date has a stop for each part
            assert is_new, f"the focus stays at {stop['name']}"
            last = stop["number"]
            if locator.evaluate(IS_HERE):
                return self
        raise AssertionError(f"{most} times {key} do not lead to {locator}, but to {stop['name']}")

    def back_to(self, locator, most=60):
        return self.go_to(locator, most, key="Shift+Tab")

    def look(self):
        """The control that has the focus; fails where one cannot see which."""
        stop = self.page.evaluate(STOP)
        assert stop, f"nothing has the focus on {self.page.url}"
        assert stop["ring"], f"the focus of {stop['name']} is not visible on {self.page.url}"
        assert stop["seen"], f"{stop['name']} is off the screen or covered on {self.page.url}"
        self.stops += 1
        return stop

    def skip(self):
        """Over the frame of the page, by its first link."""
        self.go_to(self.page.locator(".h-skip"), most=1)
        self.page.keyboard.press("Enter")
        assert self.page.locator("#content").evaluate(IS_HERE), "the skip link leads nowhere"
        return self

    def type(self, text, into=None):
        if into is not None:
            self.go_to(into)
        self.page.keyboard.type(text)
        return self

    def press(self, *keys):
        """Keys that stay on the page."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def follow(self, locator=None, key="Enter"):
        """By Tab to this link or button, and through it to the next page."""
        if locator is not None:
            self.go_to(locator)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.pages += 1
        return self

    def button(self, name):
        return self.page.get_by_role("button", name=name)

    def link(self, name):
        return self.page.get_by_role("link", name=name)

    def shows(self, words):
        expect(self.page.get_by_text(words).first).to_be_visible()
        return self
