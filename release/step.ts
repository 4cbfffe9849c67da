export type Report = (line: string) => void;

/** Tells each step of a run with the time it took, and which one failed. */
export function stepper(report: Report) {
  return async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const tell = (how: string) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      report(`${how.padEnd(6)} ${seconds.padStart(5)} s  ${name}`);
    };
    try {
      const result = await work();
      tell("ok");
      return result;
    } catch (error) {
      tell("FAILED");
      throw error;
    }
  };
}
