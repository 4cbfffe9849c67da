/** Text that is HTML already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Content = Html | string | number | undefined | readonly Content[];

/** A template of HTML: what is put in is escaped, unless it is HTML; lists are joined; `undefined` is nothing. */
export const html = (parts: TemplateStringsArray, ...contents: Content[]): Html =>
  new Html(parts.map((part, index) => part + (index < contents.length ? textOf(contents[index]) : "")).join(""));

function textOf(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Html) return content.text;
  if (Array.isArray(content)) return content.map(textOf).join("");
  return escaped(String(content));
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

/** Joins pieces with HTML between. */
export const joined = (pieces: readonly Html[], between: string): Html =>
  html`${pieces.map((piece, index) => (index === 0 ? piece : html`${between}${piece}`))}`;

/** The descriptions' Markdown: paragraphs, lists of `- ` lines, and code in backticks. */
export function prose(markdown: string | undefined): Html[] {
  const blocks = (markdown ?? "").split(/\n{2,}/).filter((block) => block !== "");
  return blocks.map((block) => {
    if (!block.startsWith("- ")) return html`<p>${inline(block)}</p>\n`;
    const items = block.split(/^- /m).filter((item) => item !== "");
    return html`<ul>\n${items.map((item) => html`<li>${inline(item.trim())}</li>\n`)}</ul>\n`;
  });
}

/** One paragraph's worth, without a paragraph around it. */
export const inline = (markdown: string): Html =>
  html`${markdown
    .split(/(`[^`]+`)/)
    .map((piece) => (piece.startsWith("`") && piece.length > 1 ? html`<code>${piece.slice(1, -1)}</code>` : piece))}`;

/** A value as it travels, indented. */
export const json = (value: unknown): Html => code(JSON.stringify(value, null, 2), "example");

/** A block that may be wider than the page: it scrolls by itself, and by keyboard. */
export const code = (text: string, label: string): Html =>
  html`<pre tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre>\n`;
