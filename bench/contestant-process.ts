import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Answer, Command } from './contestant-protocol';
import type { Contestant } from './contestants';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** A contestant's process, which computes nothing between two questions. */
export class ContestantProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  /** @param python command that runs torch_peer.py, in words. */
  constructor(
    { runs, threads }: Contestant,
    { model, batch, python }: { model: string; batch: number; python: string[] },
  ) {
    const [command, ...args] =
      runs === 'torch'
        ? [
            ...python,
            here('torch_peer.py'),
            model,
            '--serve',
            '--batch',
            `${batch}`,
            '--threads',
            `${threads}`,
          ]
        : [
            process.execPath,
            ...['--conditions=@fer/source', '--import', 'tsx', here('contestant.ts')],
            JSON.stringify({ ...runs, model, batch }),
          ];
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    // Without a listener a command that does not exist would end this process; its missing answer says enough.
    this.#child.on('error', () => this.#reader.close());
    this.#child.stdin?.on('error', () => undefined);
    this.#reader = createInterface({ input: this.#child.stdout! });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** The next answer, `absent` where the process has ended without one. */
  async answer(): Promise<Answer> {
    const line = await this.#lines.next();
    if (line.done) return { absent: `it ended with exit code ${this.#child.exitCode}` };
    return JSON.parse(line.value) as Answer;
  }

  ask(command: Command): Promise<Answer> {
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`);
    return this.answer();
  }

  end(): void {
    this.#child.stdin?.end(`${JSON.stringify({ do: 'end' } satisfies Command)}\n`);
    this.#reader.close();
  }
}
