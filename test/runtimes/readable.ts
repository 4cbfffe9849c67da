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
