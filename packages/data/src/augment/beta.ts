import type { Random } from './augmentation';
import { exp, log } from './portable-math';

/**
 * A draw from the beta distribution with both parameters `alpha` > 0: by Jöhnk's method up to 1 and Cheng's BB above
 * (Devroye 1986, chapter IX.3-4).
 */
export function drawBeta(random: Random, alpha: number): number {
  return alpha <= 1 ? johnk(random, alpha) : cheng(random, alpha);
}

function johnk(random: Random, alpha: number): number {
  for (;;) {
    // 1 - random() is never 0.
    const x = log(1 - random()) / alpha;
    const y = log(1 - random()) / alpha;
    // In logarithms: for a small alpha both would be 0.
    if (exp(x) + exp(y) <= 1) return 1 / (1 + exp(y - x));
  }
}

function cheng(random: Random, alpha: number): number {
  const sum = 2 * alpha;
  const beta = Math.sqrt((sum - 2) / (2 * alpha * alpha - sum));
  const gamma = alpha + 1 / beta;
  for (;;) {
    const u = 1 - random();
    const v = 1 - random();
    if (u === 1) continue;
    const logit = beta * log(u / (1 - u));
    const w = alpha * exp(logit);
    const r = gamma * logit - log(4);
    if (r + sum * log(sum / (alpha + w)) >= log(u * u * v)) return w / (alpha + w);
  }
}
