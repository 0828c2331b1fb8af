/** What explain.ts says to the processes that it compares, a line of JSON each, and what they answer. */
export interface ExplainTask {
  method: string;
  batch: number;
  seconds: number;
}

export type ExplainCommand = ExplainTask | { method: 'end' };

export type ExplainAnswer =
  | { ready: true; version: string }
  /** Milliseconds of the method, and of a forward pass of the same batch right before, turn by turn. */
  | { times: number[]; forward: number[] }
  | { absent: string };
