import type { Fault, FaultKind } from "../fault.ts";
import { control } from "./control.ts";
import { attempt, find, make, say } from "./dom.ts";
import { FaultRow, type Kinds, presetOf, textOf } from "./fault-row.ts";

interface Told {
  faults: readonly Fault[];
  kinds: Kinds;
}

/** Sets the switches of the faults that hold for all up. @returns what takes over how they are now. */
export async function setUpFaults(): Promise<() => Promise<void>> {
  const { kinds } = await control<Told>("GET", "faults");
  const names = Object.keys(kinds) as FaultKind[];
  const trouble = find("faults-trouble");
  const more = make("li");
  /** Faults beyond the first of their kind, which only code can ask for. */
  let others: readonly Fault[] = [];
  let writes = 0;

  const take = (faults: readonly Fault[]): void => {
    for (const row of rows) row.update(faults.find(({ kind }) => kind === row.kind));
    others = faults.filter((fault, index) => faults.findIndex(({ kind }) => kind === fault.kind) < index);
    more.hidden = others.length === 0;
    say(more, `And: ${others.map((fault) => textOf(fault, kinds[fault.kind])).join(", ")}`);
  };
  const refresh = async (): Promise<void> => {
    const before = writes;
    const { faults } = await control<Told>("GET", "faults");
    if (before === writes) take(faults);
  };
  const put = async (): Promise<void> => {
    writes += 1;
    const mine = writes;
    const wanted = [...rows.filter(({ on }) => on).map(({ fault }) => fault), ...others];
    await attempt(trouble, async () => {
      const { faults } = await control<Told>("PUT", "faults", wanted);
      if (mine === writes) take(faults);
    });
    // What is refused is not on.
    if (trouble.textContent !== "") await refresh();
  };
  const rows = names.map((kind) => new FaultRow(kind, kinds[kind], () => void put()));
  find("fault-list").replaceChildren(...rows.map(({ element }) => element), more);
  const examples = ["none", ...names.map((kind) => textOf(presetOf(kind), kinds[kind]))];
  find("fault-examples").replaceChildren(...examples.map((value) => make("option", { value })));
  return refresh;
}
