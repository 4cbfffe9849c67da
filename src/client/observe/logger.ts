/** What is told of that no error says. `console` and pino fit. One that fails disturbs no call. */
export interface Logger {
  warn(message: string): void;
  /** A line for each attempt that was answered below 400. */
  debug?(line: object): void;
  /** A line for each other attempt. */
  info?(line: object): void;
}
