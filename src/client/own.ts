/** The own properties of what a caller gave: one that a library put on `Object.prototype` is no option. */
export const own = <Given extends object>(given: Given | undefined): Given => Object.assign(Object.create(null), given);
