import { lookup } from "node:dns/promises";
import { connect as connectTcp } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectTls, type PeerCertificate } from "node:tls";
import { codeOf } from "../../client/errors/connection-error.ts";
import { type Opening, openTunnel, ProxyError } from "../../node/tunnel.ts";
import { codeAdvice } from "../output/explain.ts";
import type { Check } from "./checks.ts";

const failed = (name: string, error: unknown): Check => {
  const code = codeOf(error);
  const advice = codeAdvice(code) || (error instanceof Error ? error.message : String(error));
  return { name, result: "failed", detail: code ?? "no response", advice };
};

/** Whether the host has a name that is known here. */
export async function checkDns(host: string): Promise<Check> {
  try {
    const found = await lookup(host, { all: true });
    return { name: "DNS", result: "ok", detail: found.map(({ address }) => address).join(", ") };
  } catch (error) {
    return failed("DNS", error);
  }
}

/** Whether the port takes connections. */
export async function checkConnect(host: string, port: number, timeoutMs: number, signal: AbortSignal): Promise<Check> {
  try {
    const socket = connectTcp({ host, port, signal });
    await settled(socket, "connect", timeoutMs);
    return { name: "connect", result: "ok", detail: `port ${port}` };
  } catch (error) {
    signal.throwIfAborted();
    return failed("connect", error);
  }
}

/** Whether the proxy connects to the server, and what the connection is: the same that the client's requests take. */
export async function checkTunnel(proxy: URL, target: string, timeoutMs: number, signal: AbortSignal) {
  const opening: Opening = {};
  const late = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const end = (): void => opening.abort?.();
  try {
    const opened = openTunnel(proxy, target, opening);
    late.addEventListener("abort", end);
    const socket = await opened;
    return { check: { name: "proxy", result: "ok", detail: `${proxy.host} connects to ${target}` } as const, socket };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ProxyError)) return { check: failed("proxy", error) };
    const advice =
      error.status === 407
        ? "The proxy wants a user name and a password: write them into the URL of the variable."
        : "Ask who runs the proxy whether it may connect there, or put the host into NO_PROXY.";
    return { check: { name: "proxy", result: "failed", detail: error.message, advice } as const };
  } finally {
    late.removeEventListener("abort", end);
  }
}

/** Whether the server proves to be the host, and until when. */
export async function checkTls(
  { host, port, socket: tunnel }: { host: string; port: number; socket?: Duplex | undefined },
  timeoutMs: number,
  now: number,
): Promise<Check> {
  try {
    const isName = !/^[\d.]+$|:/.test(host);
    // Nothing is sent: the certificate is only examined and reported.
    const way = tunnel === undefined ? { host, port } : { socket: tunnel };
    const socket = connectTls({ ...way, ...(isName && { servername: host }), rejectUnauthorized: false });
    const { authorizationError, protocol, certificate } = await settled(socket, "secureConnect", timeoutMs, () => ({
      authorizationError: socket.authorized ? undefined : (socket.authorizationError as Error | string | undefined),
      protocol: socket.getProtocol() ?? "TLS",
      certificate: socket.getPeerCertificate(),
    }));
    if (authorizationError !== undefined) {
      const code = typeof authorizationError === "string" ? authorizationError : (codeOf(authorizationError) ?? "");
      const advice = codeAdvice(code) || "The certificate is not trusted here.";
      return { name: "TLS", result: "failed", detail: code, advice };
    }
    return { name: "TLS", result: "ok", detail: `${protocol}, certificate ${validity(certificate, now)}` };
  } catch (error) {
    return failed("TLS", error);
  }
}

function validity({ valid_to }: PeerCertificate, now: number): string {
  const days = Math.floor((Date.parse(valid_to) - now) / 86_400_000);
  return `valid for ${days} more ${days === 1 ? "day" : "days"}`;
}

type Socket = ReturnType<typeof connectTcp>;

/** Waits for a socket, takes what is wanted of it, and closes it. */
function settled<Value = undefined>(socket: Socket, event: string, ms: number, take?: () => Value): Promise<Value> {
  return new Promise<Value>((resolve, reject) => {
    socket.setTimeout(ms, () => reject(Object.assign(new Error("The host does not answer."), { code: "ETIMEDOUT" })));
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("The connection was closed.")));
    socket.once(event, () => resolve(take?.() as Value));
  }).finally(() => socket.destroy());
}
