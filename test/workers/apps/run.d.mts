/** What `run` came to: every number that must not depend on where it ran. */
export interface Run {
  losses: number[];
  records: { loss: number }[];
  loss: number;
  weights: number[];
}
export interface Runs {
  inTwoThreads: Run;
  inOne: Run;
}
export function run(packages: object, startWorker: () => unknown): Promise<Runs>;
