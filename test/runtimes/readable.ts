import type { Page } from "playwright-core";

/** What is wider than the page, as far as it does not scroll by itself. */
export const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    const scrolls = (element: Element): boolean =>
      element.parentElement !== null &&
      (/auto|scroll|hidden/.test(getComputedStyle(element.parentElement).overflowX) || scrolls(element.parentElement));
    const found = [...document.querySelectorAll("body *")].filter((element) => {
      const { right, width } = element.getBoundingClientRect();
      return width > 0 && right > wide + 1 && !scrolls(element);
    });
    const scroll = document.documentElement.scrollWidth > wide ? ["the page scrolls sideways"] : [];
    return [
      ...scroll,
      ...found.map((element) => `${element.tagName} ${element.id || element.textContent?.slice(0, 40)}`),
    ];
  });

const worked = [
  "button",
  "checkbox",
  "combobox",
  "link",
  "listbox",
  "spinbutton",
  "switch",
  "textbox",
  "region",
  "log",
].concat("DisclosureTriangle", "navigation");

/** What can be worked, or is a place of its own, but has no name in the browser's accessibility tree. */
export async function namelessIn(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const told = nodes.filter(({ ignored, role }) => !ignored && worked.includes(String(role?.value)));
  if (told.length === 0) throw new Error("the accessibility tree holds nothing to work");
  return told.filter(({ name }) => !name?.value).map(({ role, nodeId }) => `${role?.value} ${nodeId}`);
}

/** Texts whose contrast with what lies behind them is less than asked for. */
export const contrasts = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((least) => {
    const numbers = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (color: string): number => {
      const [r = 0, g = 0, b = 0] = numbers(color).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element: Element | null): string => {
      if (element === null) return "rgb(255, 255, 255)";
      const { backgroundColor } = getComputedStyle(element);
      return numbers(backgroundColor)[3] === 0 ? behind(element.parentElement) : backgroundColor;
    };
    const shown = [...document.querySelectorAll<HTMLElement>("body *")].filter(
      (element) =>
        element.checkVisibility() &&
        !element.matches(":disabled") &&
        [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== ""),
    );
    return shown.flatMap((element) => {
      const [front, back] = [luminance(getComputedStyle(element).color), luminance(behind(element))];
      const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
      return ratio >= least ? [] : [`${ratio.toFixed(2)} ${element.tagName} ${element.textContent?.slice(0, 40)}`];
    });
  }, least);
