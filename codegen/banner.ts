/** What every generated file says of itself first. */
export const banner = "Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.";
