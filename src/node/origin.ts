/** Where a request goes. */
export interface Origin {
  protocol: string;
  hostname: string;
  port: string;
}
