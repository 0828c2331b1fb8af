import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

/** A process that is asked a line of JSON at a time and computes nothing between two questions. */
export class LineProcess<Command, Answer> {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  constructor([command, ...args]: string[]) {
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    // Without a listener a command that does not exist would end this process; its missing answer says enough.
    this.#child.on('error', () => this.#reader.close());
    this.#child.stdin?.on('error', () => undefined);
    this.#reader = createInterface({ input: this.#child.stdout! });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** The next answer, `absent` where the process has ended without one. */
  async answer(): Promise<Answer | { absent: string }> {
    const line = await this.#lines.next();
    if (line.done) return { absent: `it ended with exit code ${this.#child.exitCode}` };
    return JSON.parse(line.value) as Answer;
  }

  ask(command: Command): Promise<Answer | { absent: string }> {
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`);
    return this.answer();
  }

  /** Tells it to go. */
  end(last: Command): void {
    this.#child.stdin?.end(`${JSON.stringify(last)}\n`);
    this.#reader.close();
  }
}
