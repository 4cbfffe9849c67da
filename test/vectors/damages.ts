/** A member of an object or an item of a list, somewhere within a value. */
export interface Member {
  name: string;
  value: unknown;
}

export function membersOf(value: unknown): Member[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [{ name, value: member }, ...membersOf(member)]);
}

/** Copies of a value, each with one part changed or left out. */
export function* damages(value: unknown): Generator<unknown> {
  if (typeof value !== "object" || value === null) {
    yield changed(value);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    yield withPart(value, name, undefined);
    for (const damaged of damages(member)) yield withPart(value, name, { value: damaged });
  }
}

function withPart(whole: object, name: string, part: { value: unknown } | undefined): unknown {
  if (Array.isArray(whole))
    return whole.flatMap((item, index) => (index !== Number(name) ? [item] : part === undefined ? [] : [part.value]));
  return Object.fromEntries(
    Object.entries(whole).flatMap(([other, value]) =>
      other === name ? (part === undefined ? [] : [[other, part.value]]) : [[other, value]],
    ),
  );
}

function changed(value: unknown): unknown {
  if (typeof value === "string") return `${value}x`;
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return 0;
}
