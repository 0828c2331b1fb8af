import { expect } from 'vitest';
import { agreementWith, type ReferenceRecord } from './records';

export { givenBatch, imageOf, recordsOf, scoreOf, type ReferenceRecord } from './records';

/** Asks the tolerance that the reference files state for a float32 port. */
export function expectAgreement(actual: ArrayLike<number>, record: ReferenceRecord, key: string): void {
  const { error, tolerance } = agreementWith(record, key, actual);
  expect(error, record.id).toBeLessThanOrEqual(tolerance);
}
