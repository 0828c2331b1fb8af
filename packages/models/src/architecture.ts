import type * as tfl from '@tensorflow/tfjs-layers';
import type { ArchitectureOptions } from './stack';

/** What is known of a named architecture before it is built. */
export interface ArchitectureInfo {
  /** One line: its layers. */
  description: string;
  /** Where it comes from. */
  source: string;
  /** Which of the five studies it belongs to, 1 to 5; none for the others. */
  study?: number;
  /** What the source leaves open or does otherwise, and what ours is; a sentence each. */
  choices: string[];
  /** Numbers of parameters at 48x48x1, 7 classes and the defaults. */
  parameters: { total: number; trainable: number };
  /** Least height and width of its images, pixels. */
  smallestImage: number;
}

export interface Architecture extends ArchitectureInfo {
  build: (options: ArchitectureOptions) => tfl.LayersModel;
}
