import { ConfigurationError } from "../errors/errors.ts";
import type { ClientEvent, RequestEvent, ResponseEvent, RetryEvent } from "./events.ts";
import type { Telemetry } from "./telemetry.ts";

/**
 * Observes the calls of a client. Every method is optional. An error of a method does not affect the call.
 *
 * @example
 * const client = createClient({ endpoint, credential, observe: { retry: ({ url, waitMs }) => console.warn(url, waitMs) } });
 */
export interface Observer extends Partial<Telemetry> {
  /**
   * Called with each warning: a value that is invalid under `validation` with `"warn"`, and once for each route that a server
   * calls deprecated. Default: `console.warn`, unless another observer has this method.
   */
  warn?(message: string): void;
  /** Called before each attempt. */
  request?(event: RequestEvent): void;
  /** Called after each attempt. */
  response?(event: ResponseEvent): void;
  /** Called before each wait for another attempt. */
  retry?(event: RetryEvent): void;
}

/**
 * A logger such as `console` or one of pino.
 *
 * @example
 * const logger: Logger = { warn: (message) => console.warn(message), debug: (event) => console.debug(event) };
 * createClient({ endpoint, credential, observe: logTo(logger) });
 */
export interface Logger {
  /** Called with each warning. */
  warn(message: string): void;
  /** Called for each attempt with a status below 400. */
  debug?(line: object): void;
  /** Called for each other attempt. */
  info?(line: object): void;
}

/**
 * Logs warnings, and each attempt if the logger has `debug` or `info`: method, URL without its query, status, duration and the
 * headers that cannot hold a secret.
 *
 * @example
 * const client = createClient({ endpoint, credential, observe: logTo(console) });
 */
export function logTo(logger: Logger): Observer {
  const observer: Observer = { warn: (message) => logger.warn(message) };
  if (logger.debug ?? logger.info)
    observer.response = (event) => logger[event.status !== undefined && event.status < 400 ? "debug" : "info"]?.(event);
  return observer;
}

/** The observers of a client as functions. */
export interface Observation {
  warn(message: string): void;
  /** `undefined` if no observer wants events. */
  notify: ((event: ClientEvent) => void) | undefined;
  telemetry: Telemetry | undefined;
}

/** @throws {ConfigurationError} for a value that is no observer, and for two observers that follow calls. */
export function resolveObservers(observe: Observer | readonly Observer[] = []): Observation {
  const observers = [observe].flat() as readonly Observer[];
  if (observers.some((observer) => typeof observer !== "object" || observer === null))
    throw new ConfigurationError("observe", "must be an observer such as logTo(console), or a list of them");
  const telemetry = observers.filter((observer): observer is Telemetry => observer.begin !== undefined);
  if (telemetry.length > 1) throw new ConfigurationError("observe", "must contain at most one observer with `begin`");
  const warned = observers.some(({ warn }) => warn) ? observers : [{ warn: (text: string) => console.warn(text) }];
  const listens = observers.some(({ request, response, retry }) => request ?? response ?? retry);
  return {
    warn: (message) => {
      for (const observer of warned) safely(() => observer.warn?.(message));
    },
    notify: listens
      ? (event) => {
          for (const observer of observers) safely(() => observer[event.type]?.(event as never));
        }
      : undefined,
    telemetry: telemetry[0],
  };
}

/** Ignores whatever an observer throws or rejects with. */
const safely = (notify: () => unknown): void => void new Promise((resolve) => resolve(notify())).catch(() => undefined);
