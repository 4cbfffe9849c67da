import { BlockList, isIP } from "node:net";
import { isLoopback } from "../client/endpoint/loopback.ts";
import type { Origin } from "./origin.ts";

/**
 * The proxy to an origin, as curl and Go read it from the environment: `HTTPS_PROXY` or `HTTP_PROXY` by the origin's scheme,
 * none for the hosts of `NO_PROXY`, each in lower case too. This machine is never reached over a proxy.
 *
 * @throws {Error} for a proxy that is no URL or speaks neither `http` nor `https`; its text may contain a password and is not shown.
 */
export function proxyFor(
  { protocol, hostname, port }: Origin,
  environment: Readonly<Record<string, string | undefined>>,
): URL | undefined {
  const read = (name: string): string | undefined => environment[name.toLowerCase()] || environment[name] || undefined;
  const variable = protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const given = read(variable);
  if (given === undefined || isLoopback(hostname)) return undefined;
  const exceptions = (read("NO_PROXY") ?? "").toLowerCase().split(/[\s,]+/);
  if (exceptions.some((exception) => covers(exception, hostname, port || (protocol === "https:" ? "443" : "80"))))
    return undefined;
  const text = given.includes("://") ? given : `http://${given}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (proxy === undefined || !/^https?:$/.test(proxy.protocol))
    throw Object.assign(new Error(`${variable} must be a URL that begins with http:// or https://`), {
      retryable: false,
    });
  return proxy;
}

/**
 * An exception is `*`; a host, or a domain that holds it, with or without a dot before; an address, of IPv6 with or without
 * brackets; or a range of addresses such as `10.0.0.0/8`. All but ranges may have a port behind.
 */
function covers(exception: string, hostname: string, port: string): boolean {
  if (exception === "*") return true;
  const [place = "", prefix] = exception.split("/");
  const [, bracketed, name = "", only = port] = /^(?:\[([^\]]+)\]|\*?\.?([^[\]:]*))(?::(\d+))?$/.exec(place) ?? [];
  const address = isIP(place) === 0 ? (bracketed ?? name) : place;
  if (isIP(address) !== 0) return only === port && coversAddress(address, prefix, hostname);
  return name !== "" && prefix === undefined && only === port && (hostname === name || hostname.endsWith(`.${name}`));
}

function coversAddress(address: string, prefix: string | undefined, hostname: string): boolean {
  const family = isIP(hostname);
  const bits = isIP(address) === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (family === 0 || !(length <= bits)) return false;
  const range = new BlockList();
  range.addSubnet(address, length, isIP(address) === 4 ? "ipv4" : "ipv6");
  return range.check(hostname, family === 4 ? "ipv4" : "ipv6");
}
