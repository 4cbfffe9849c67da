/** The element of an id that the page has. @throws {Error} when it has none. */
export function find<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found as T;
}

type Child = Node | string;

/** Makes an element; texts stay texts, whatever signs they hold. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Puts a text in place, unless it is there: what is read aloud is told once. */
export function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** The options of a list to choose from, keeping the choice where it can stay. */
export function choose(select: HTMLSelectElement, values: readonly string[]): void {
  const { value } = select;
  select.replaceChildren(...values.map((text) => make("option", { value: text }, text)));
  if (values.includes(value)) select.value = value;
}

/** Runs what may fail, and tells why where people look. */
export async function attempt(where: HTMLElement, action: () => Promise<void>): Promise<boolean> {
  say(where, "");
  try {
    await action();
    return true;
  } catch (error) {
    say(where, error instanceof Error ? error.message : String(error));
    return false;
  }
}
