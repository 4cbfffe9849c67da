import { useState } from "preact/hooks";

/** Why an action failed, where people look. */
export const Problem = ({ text }: { text: string }) =>
  text === "" ? null : (
    <p class="problem" role="alert">
      {text}
    </p>
  );

/** An action that may fail, and why it did. @returns whether it succeeded, when called. */
export function useAction<Given extends unknown[]>(
  action: (...given: Given) => Promise<void>,
): [run: (...given: Given) => Promise<boolean>, problem: string] {
  const [problem, setProblem] = useState("");
  const run = async (...given: Given): Promise<boolean> => {
    try {
      await action(...given);
      setProblem("");
      return true;
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      return false;
    }
  };
  return [run, problem];
}
