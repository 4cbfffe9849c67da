/** Writes a text. `pick(n)` chooses one of n options, `more` is how often a part is repeated beyond what it must be. */
type Writer = (pick: (ways: number) => number, more: number) => string;

/** Longer texts are not tried: a regular expression may take quadratic time, or worse. */
const mostLetters = 2_000;

const range = (from: string, to: string): string[] => {
  const [first = 0, last = 0] = [from.codePointAt(0), to.codePointAt(0)];
  // A set of thousands is not more use than its first few.
  return Array.from({ length: Math.min(last - first + 1, 128) }, (_, index) => String.fromCodePoint(first + index));
};
const digits = range("0", "9");
const letters = [...range("a", "z"), ...range("A", "Z")];
const printable = [
  ...letters,
  ...digits,
  ...range(" ", "/"),
  ...range(":", "@"),
  ...range("[", "`"),
  ...range("{", "~"),
];
const classes: Readonly<Record<string, readonly string[]>> = {
  d: digits,
  w: [...letters, ...digits, "_"],
  s: [" ", "\t", "\n"],
  D: printable.filter((letter) => !/\d/.test(letter)),
  W: printable.filter((letter) => /\W/.test(letter)),
  S: printable.filter((letter) => /\S/.test(letter)),
};
const controls: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", f: "\f", v: "\v", "0": "\0" };

/**
 * A regular expression -> a writer of texts that should match it: literals, sets, groups, alternatives and repeats.
 * Anchors and word borders are taken for granted, so its texts must be tried.
 *
 * @returns `undefined` for what it cannot read: lookaround, back references and property escapes.
 */
export function writerOf(pattern: string): Writer | undefined {
  const signs = [...pattern];
  let place = 0;
  const unread = (): never => {
    throw new SyntaxError(`cannot read on at ${place}`);
  };
  const skip = (text: string): boolean => {
    const found = signs.slice(place, place + text.length).join("") === text;
    if (found) place += text.length;
    return found;
  };

  function alternatives(): Writer {
    const ways = [sequence()];
    while (skip("|")) ways.push(sequence());
    return (pick, more) => (ways[ways.length === 1 ? 0 : pick(ways.length)] as Writer)(pick, more);
  }

  function sequence(): Writer {
    const parts: Writer[] = [];
    while (place < signs.length && signs[place] !== "|" && signs[place] !== ")") parts.push(repeated(atom()));
    return (pick, more) => parts.map((part) => part(pick, more)).join("");
  }

  function repeated(part: Writer): Writer {
    const counts = /^\{(\d+)(?:(,)(\d*))?\}/.exec(signs.slice(place, place + 24).join(""));
    let [least, most] = [1, 1];
    if (skip("*")) [least, most] = [0, Number.POSITIVE_INFINITY];
    else if (skip("+")) [least, most] = [1, Number.POSITIVE_INFINITY];
    else if (skip("?")) [least, most] = [0, 1];
    else if (counts !== null) {
      place += counts[0].length;
      least = Number(counts[1]);
      most = counts[2] === undefined ? least : counts[3] === "" ? Number.POSITIVE_INFINITY : Number(counts[3]);
    } else return part;
    skip("?");
    return (pick, more) => {
      const times = Math.min(least + more, most);
      let text = "";
      for (let time = 0; time < times; time += 1) {
        if (text.length > mostLetters || time > mostLetters) unread();
        text += part(pick, more);
      }
      return text;
    };
  }

  function atom(): Writer {
    const sign = signs[place] as string;
    place += 1;
    if (sign === "^" || sign === "$") return () => "";
    if (sign === ".") return one(printable);
    if (sign === "[") return one(set());
    if (sign === "\\") {
      if (skip("b") || skip("B")) return () => "";
      return one(escaped());
    }
    if (sign !== "(") return () => sign;
    if (skip("?") && !skip(":")) {
      if (!skip("<") || signs[place] === "=" || signs[place] === "!") unread();
      while (!skip(">")) place += 1;
    }
    const inner = alternatives();
    if (!skip(")")) unread();
    return inner;
  }

  const one =
    (ways: readonly string[]): Writer =>
    (pick) =>
      ways.length === 0 ? unread() : (ways[pick(ways.length)] as string);

  function escaped(): readonly string[] {
    const sign = signs[place] as string;
    place += 1;
    if (Object.hasOwn(classes, sign)) return classes[sign] as readonly string[];
    if (Object.hasOwn(controls, sign)) return [controls[sign] as string];
    const code = /^(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]+)\})/i.exec(
      signs.slice(place - 1, place + 12).join(""),
    );
    if (code !== null) {
      place += code[0].length - 1;
      return [String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? code[3] ?? "", 16))];
    }
    return /[a-z0-9]/i.test(sign) ? unread() : [sign];
  }

  function set(): string[] {
    const negated = skip("^");
    const found: string[] = [];
    while (!skip("]")) {
      const from = member();
      if (signs[place] === "-" && signs[place + 1] !== "]" && from.length === 1) {
        place += 1;
        found.push(...range(from[0] as string, member()[0] as string));
      } else found.push(...from);
    }
    return negated ? printable.filter((letter) => !found.includes(letter)) : [...new Set(found)];
  }

  function member(): readonly string[] {
    if (skip("\\")) return escaped();
    place += 1;
    return [signs[place - 1] as string];
  }

  try {
    const writer = alternatives();
    return place === signs.length ? writer : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * A text that a regular expression matches, of `least` to `most` letters, 2,000 at most; each turn gives another, where there is one.
 * `undefined` when none was found.
 */
export function matching(pattern: string, least: number, most: number, turn: number): string | undefined {
  const writer = least > mostLetters ? undefined : writerOf(pattern);
  const regexp = new RegExp(pattern, "u");
  for (const more of [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, least]) {
    let left = turn;
    const pick = (ways: number): number => {
      const way = left % ways;
      left = Math.floor(left / ways);
      return way;
    };
    let text: string | undefined;
    try {
      text = writer?.(pick, more);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    if (text === undefined) continue;
    // Where the end is open, any letters may follow.
    for (const whole of [text, text.padEnd(least, "x")]) {
      const { length } = [...whole];
      if (length >= least && length <= Math.min(most, mostLetters) && regexp.test(whole)) return whole;
    }
  }
  return undefined;
}
