import type { Paper } from '../catalogue/method-info';

/** What a metric is, for menus and documents; `name` is also the name of the function. */
export interface MetricInfo {
  name: string;
  /** Whether it asks if the model uses what the map shows, if the map is where it should be, or what the map is like. */
  asks: 'faithfulness' | 'robustness' | 'localisation' | 'form' | 'sanity';
  /** What it looks at beside options; `'method'` stands in place of the attribution. */
  needs: readonly ('model' | 'attribution' | 'method' | 'masks')[];
  /** Which values speak for the map. */
  better: 'lower' | 'higher';
  /** Names of the options that it takes beside those that every method takes. */
  options: readonly string[];
  /** One sentence on what the values say. */
  tells: string;
  paper: Paper;
}
