/** Shorter ones would blot out ordinary words, and protect nothing. */
const shortest = 6;

/** A value without the secrets that its texts hold. */
export function withoutSecrets<Value extends object>(value: Value, secrets: readonly string[]): Value {
  const inJson = secrets
    .filter(({ length }) => length >= shortest)
    .map((secret) => JSON.stringify(secret).slice(1, -1));
  const text = JSON.stringify(value);
  if (!inJson.some((secret) => text.includes(secret))) return value;
  return JSON.parse(inJson.reduce((left, secret) => left.replaceAll(secret, "REDACTED"), text)) as Value;
}

/** Whether a secret stands in the texts of a stream that are joined, such as the chunks of a response. */
export function splits(given: readonly (object | string)[], secrets: readonly string[]): boolean {
  const events = given.map(parsed);
  const long = secrets.filter(({ length }) => length >= shortest);
  const texts = new Map<string, string>();
  for (const event of events) collect(event, "", texts);
  const whole = JSON.stringify(events);
  const count = (text: string, secret: string): number => text.split(secret).length - 1;
  return long.some((secret) => {
    const together = [...texts.values()].reduce((sum, text) => sum + count(text, secret), 0);
    return together > count(whole, JSON.stringify(secret).slice(1, -1));
  });
}

function parsed(event: object | string): unknown {
  try {
    return typeof event === "string" ? JSON.parse(event) : event;
  } catch {
    return event;
  }
}

/** Texts of the same field, one after the other; choices and calls are distinguished by their `index`. */
function collect(value: unknown, path: string, texts: Map<string, string>): void {
  if (typeof value === "string") texts.set(path, (texts.get(path) ?? "") + value);
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const index: unknown = Array.isArray(value) && typeof member === "object" ? member?.index : undefined;
    collect(member, `${path}/${typeof index === "number" ? index : name}`, texts);
  }
}
