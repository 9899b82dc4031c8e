/**
 * The chi-square distribution, through the incomplete gamma function.
 * Source: NIST Digital Library of Mathematical Functions, sections 5.11 and 8 (https://dlmf.nist.gov).
 */

const PRECISION = 1e-15;
const MAX_TERMS = 100_000;

/** The logarithm of Γ(a) for a > 0: Stirling's series (5.11.1), after raising a by 5.5.1. */
function logGamma(a: number): number {
  let raised = a;
  let product = 1;
  while (raised < 15) {
    product *= raised;
    raised += 1;
  }
  const inverse = 1 / raised;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
  const stirling = (raised - 0.5) * Math.log(raised) - raised + 0.5 * Math.log(2 * Math.PI);
  return stirling + series - Math.log(product);
}

/** x^a·e^-x / Γ(a), the factor that both expansions share. */
function prefactor(a: number, x: number): number {
  return Math.exp(a * Math.log(x) - x - logGamma(a));
}

/** P(a, x) as the series 8.7.1, which converges fast for x < a + 1. */
function lowerBySeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MAX_TERMS && term > sum * PRECISION; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * prefactor(a, x);
}

/** Q(a, x) as the continued fraction 8.9.2, evaluated forwards (modified Lentz), for x >= a + 1. */
function upperByFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MAX_TERMS; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < PRECISION) break;
  }
  return fraction * prefactor(a, x);
}

/** How much of a distribution lies below and above a value; they sum to 1. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Both tails of the chi-square distribution, the smaller one without cancellation.
 *
 * @param x the statistic, >= 0
 * @param degrees of freedom, >= 1
 */
export function chiSquareTails(x: number, degrees: number): Tails {
  const a = degrees / 2;
  const half = x / 2;
  if (half === 0) return { lower: 0, upper: 1 };
  if (half < a + 1) {
    const lower = Math.min(1, lowerBySeries(a, half));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, upperByFraction(a, half));
  return { lower: 1 - upper, upper };
}
