/** A module of its own, so that a bundler can leave out what the other exports of openapi-fetch need: a sixth of it. */
export { default } from "openapi-fetch";
